"""Pages of one activity, channel, unit and person in a real browser, full of records."""

from __future__ import annotations

from datetime import date

import pytest

from dianxiaoer.domain.activities.actions.followups import promise_followup
from dianxiaoer.domain.activities.actions.parts import add_guest, add_participant, add_stop, record_met
from dianxiaoer.domain.activities.met_list import read_met_list
from dianxiaoer.domain.people.actions import assign_role
from tests.cast import NOW
from tests.domain.activities.given import an_activity
from tests.house.addresses.activities import a_channel
from tests.walks.steps import axe_findings, enter, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def full(cast):
    """A fair with everything written down about it."""
    fair = an_activity(cast)
    given = {"by": cast.wang, "at": NOW}
    record_met(fair, lines=read_met_list("示例甲智能装备有限公司,座谈,2024-06-11,张某,想来考察\n示例乙公司"), **given)
    add_guest(fair, name="示例商会考察团", heads=12, organisation="示例商会", **given)
    add_stop(fair, on=date(2024, 6, 11), site="示例产业园", purpose="看厂房", host_name="李科长", **given)
    add_participant(fair, user=cast.leader, side="leader", **given)
    promise_followup(fair, what="送厂房资料", due_on=date(2024, 6, 20), company_name="示例乙公司", **given)
    return fair


def _look(page, who, address):
    enter(page, who)
    page.goto(address)
    assert page.locator("h1").count() == 1
    assert page.faults == []
    assert axe_findings(page) == []
    assert overflow(page) == 0


@pytest.mark.parametrize(("width", "height", "dark"), [(1440, 900, True), (390, 844, False)])
def test_pages_with_records_stand(open_page, cast, full, width, height, dark):
    assign_role(cast.zhao, by=cast.security_admin, at=NOW, role="chief", unit=cast.district)
    followup = full.followups.get()
    for who, address in (
        ("wang", f"/desk/activities/{full.pk}/"),
        ("wang", f"/desk/activities/followups/{followup.pk}/"),
        ("wang", f"/desk/channels/{a_channel(cast).pk}/"),
        ("system_admin", f"/desk/units/{cast.district.pk}/"),
        ("security_admin", f"/desk/people/{cast.zhao.pk}/"),
    ):
        _look(open_page(width, height, dark=dark), who, address)


def test_firms_are_pasted_in_the_browser(open_page, cast, full):
    page = open_page(390, 844)
    enter(page, "wang")
    page.goto(f"/desk/activities/{full.pk}/record_met/")
    page.fill("textarea", "示例丙公司,拜访\n示例乙公司")
    page.click("text=核对名单")
    page.wait_for_selector("text=将新登记 1 家")
    assert axe_findings(page) == []
    page.click("text=确认登记")
    assert page.locator("#met").inner_text().count("示例") == 3
