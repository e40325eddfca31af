"""The pages of one lead and one company in a real browser, and what comes while typing."""

from __future__ import annotations

import pytest

from tests.domain.companies.given import a_company, a_contact
from tests.domain.leads.given import a_lead_in_negotiation
from tests.walks.steps import axe_findings, enter, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_page_of_a_lead_and_of_its_company_stand(open_page, cast):
    lead = a_lead_in_negotiation(cast)
    a_contact(cast, lead.company)
    addresses = [f"/desk/leads/{lead.pk}/{verb}" for verb in ("", "convert/", "transfer/", "link_company/", "edit/")]
    for width, height, dark in ((1440, 900, True), (390, 844, False)):
        page = open_page(width, height, dark=dark)
        enter(page, "wang")
        for address in [*addresses, f"/desk/companies/{lead.company_id}/"]:
            page.goto(address)
            assert page.faults == [], address
            assert axe_findings(page) == [], address
            assert overflow(page) == 0, address


def test_a_file_of_the_firm_is_shown_while_its_name_is_typed(open_page, cast):
    a_company(cast, "天水华天示例科技有限公司")
    page = open_page()
    enter(page, "wang")
    page.goto("/desk/companies/add/")
    page.get_by_label("企业名称").press_sequentially("华天示例科技")
    page.get_by_text("可能已有档案").wait_for()
    assert page.locator("#suggestions a").first.inner_text() == "天水华天示例科技有限公司"
    page.goto("/desk/leads/register/")
    page.get_by_label("企业名称").press_sequentially("天水华天示例科技有限公司")
    page.get_by_text("可能的企业档案").wait_for()
    assert page.faults == []


def test_industries_are_offered_while_typing(open_page, cast):
    from dianxiaoer.domain.reference.actions import load_reference

    load_reference()
    page = open_page()
    enter(page, "wang")
    page.goto("/desk/leads/register/")
    page.get_by_label("国民经济行业").press_sequentially("电子专用")
    page.locator("datalist option").first.wait_for(state="attached")
    assert "3985 电子专用材料制造" in [one.get_attribute("value") for one in page.locator("datalist option").all()]
