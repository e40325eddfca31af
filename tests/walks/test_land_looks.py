"""The pages of one project and what hangs on it, in a real browser: axe, phone width, no script fault."""

from __future__ import annotations

import pytest

from dianxiaoer.domain.projects.models import StageClaim
from tests.domain.projects.crowd import crowded
from tests.walks.steps import axe_findings, enter, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _addresses(project):
    claim = StageClaim.objects.get(status="pending")
    receipt = project.receipts.latest("pk")
    tabs = [
        f"/desk/projects/{project.pk}/?tab={tab}" for tab in ("timeline", "money", "files", "phases", "obligations")
    ]
    return [
        *tabs,
        f"/desk/projects/claims/{claim.pk}/",
        f"/desk/projects/claims/{claim.pk}/verify/",
        f"/desk/funds/{receipt.pk}/",
        f"/desk/funds/{receipt.pk}/recognise/",
        f"/desk/funds/claim/{project.pk}/",
        f"/desk/bonds/{project.bonds.latest('pk').pk}/",
    ]


@pytest.mark.parametrize(("width", "height", "dark"), [(1440, 900, False), (390, 844, True)])
def test_every_page_of_a_full_project_stands(open_page, cast, width, height, dark):
    project = crowded(cast)
    page = open_page(width, height, dark=dark)
    enter(page, "chief")
    for address in _addresses(project):
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        assert page.faults == [], address
        assert axe_findings(page) == [], address
        assert overflow(page) == 0, address
