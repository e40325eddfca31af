"""Every screen in a real browser: no script fault, no request leaves, axe finds nothing serious, a phone needs no sideways scroll."""

from __future__ import annotations

import pytest

from tests.walks.steps import axe_findings, enter, overflow, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: (who looks, address); screens with a record of their own are looked at in the walks
SCREENS = [
    ("leader", "/desk/dashboards/"),
    ("leader", "/desk/screen/"),
    ("chief", "/desk/targets/"),
    ("chief", "/desk/targets/set/"),
    ("chief", "/desk/figures/"),
    ("chief", "/desk/figures/act.n/"),
    ("chief", "/desk/figures/act.n/definition/"),
    ("chief", "/desk/figures/statistics/"),
    ("chief", "/desk/figures/statistics/report/"),
    ("wang", "/desk/leads/"),
    ("wang", "/desk/leads/register/"),
    ("wang", "/desk/leads/import/"),
    ("wang", "/desk/leads/clock/"),
    ("wang", "/desk/companies/"),
    ("wang", "/desk/companies/add/"),
    ("wang", "/desk/activities/"),
    ("wang", "/desk/activities/calendar/?month=2024-06"),
    ("wang", "/desk/activities/add/"),
    ("wang", "/desk/channels/"),
    ("wang", "/desk/channels/add/"),
    ("wang", "/desk/exports/"),
    ("wang", "/desk/grants/"),
    ("system_admin", "/desk/units/"),
    ("system_admin", "/desk/units/add/"),
    ("system_admin", "/desk/people/add/"),
    ("system_admin", "/desk/calendar/2024/"),
    ("system_admin", "/desk/calendar/set_day/"),
    ("security_admin", "/desk/people/"),
    ("auditor", "/desk/audit/"),
    ("auditor", "/desk/audit/verify/"),
    ("chief", "/desk/projects/"),
    ("chief", "/desk/projects/open/"),
    ("chief", "/desk/projects/claims/"),
    ("chief", "/desk/projects/requirements/"),
    ("chief", "/desk/funds/"),
    ("chief", "/desk/rounds/"),
    ("chief", "/desk/rounds/bars/"),
    ("chief", "/desk/bonds/"),
    ("chief", "/desk/libraries/"),
    ("chief", "/desk/libraries/?tab=firms"),
    ("wang", "/"),
    ("wang", "/search/?q=示例"),
    ("chief", "/desk/chains/"),
    ("chief", "/desk/chains/add/"),
    ("wang", "/password/"),
]


@pytest.mark.parametrize(("who", "address"), SCREENS)
def test_a_screen_stands_on_desk_and_phone(open_page, cast, who, address):
    for width, height, dark in ((1440, 900, False), (390, 844, True)):
        page = open_page(width, height, dark=dark)
        enter(page, who)
        page.goto(address)
        assert page.locator("h1").count() == 1
        assert page.faults == []
        assert axe_findings(page) == []
        assert overflow(page) == 0


def test_the_sign_in_page_works_without_scripts(open_page, cast):
    page = open_page(390, 844, scripts=False)
    sign_in(page, "wang")
    assert page.locator("h1").inner_text() == "工作台"
