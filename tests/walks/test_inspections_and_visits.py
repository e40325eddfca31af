"""Two stories in a real browser: an inspector blocked by the cap, a visit whose finding becomes a ticket."""

from __future__ import annotations

import pytest
from django.utils import timezone

from dianxiaoer.domain.codes.actions import issue_code
from dianxiaoer.domain.codes.tokens import token_of
from dianxiaoer.domain.inspections.models import Filing
from dianxiaoer.domain.visits.models import Visit
from tests.cast import NOW
from tests.domain.companies.given import a_company, a_contact
from tests.domain.inspections.given import a_cap, a_filing
from tests.domain.stewardship.given import an_assignment
from tests.walks.steps import axe_findings, enter, overflow, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def stands(page, address=None):
    if address:
        page.goto(address)
    assert page.faults == [], page.url
    assert axe_findings(page) == [], page.url
    assert overflow(page) == 0, page.url


def file_one(page, firm, **more):
    page.goto("/desk/inspections/file/")
    page.get_by_label("企业", exact=True).fill(firm.name)
    page.get_by_label("法定依据").fill("《示例条例》第十条")
    page.get_by_label("检查事项").fill("消防设施")
    page.get_by_label("检查人员").fill("示例执法员甲 A001\n示例执法员乙 A002")
    if "exempt" in more:
        page.get_by_label("例外理由").select_option(label=more["exempt"])
        page.get_by_label("例外说明").fill(more["note"])
    page.get_by_role("button", name="备案").click()


def test_an_inspector_is_blocked_by_the_cap(open_page, cast):
    a_cap(cast, 1)
    firm = a_company(cast, is_resident=True)
    code = issue_code(firm, by=cast.wang, at=NOW)
    page = open_page(390, 844)
    sign_in(page, "handler")
    stands(page, "/desk/inspections/file/")
    file_one(page, firm)
    page.get_by_text("已备案,编号").wait_for()
    stands(page)
    page.goto(f"/e/codes/{token_of(code)}/")  # the phone scans the wall: the session decides
    page.wait_for_url("**/desk/codes/scan/**")
    stands(page)
    page.get_by_role("link", name="扫码入企").click()
    page.get_by_text("没有取得位置:请写明未定位的原因").wait_for()  # the phone refuses its position
    page.get_by_role("button", name="确认入企").click()
    page.get_by_text("请允许定位,或写明未定位的原因").first.wait_for()
    page.faults.clear()  # the browser notes the 422
    page.get_by_label("未定位的原因").fill("手机不允许定位")
    page.get_by_role("button", name="确认入企").click()
    page.get_by_text("已入企。离开时再扫一次。").wait_for()
    file_one(page, firm)
    page.get_by_text("上限 1 次").first.wait_for()
    page.faults.clear()
    file_one(page, firm, exempt="投诉举报", note="示例举报单 12345")
    page.get_by_text("已备案,编号").wait_for()
    assert Filing.objects.count() == 2
    watch = open_page()
    sign_in(watch, "supervisor")
    stands(watch, "/desk/entries/alerts/?open=yes")
    watch.get_by_role("link", name=firm.name).first.click()
    watch.get_by_role("link", name="处理", exact=True).click()
    watch.get_by_label("处理意见").fill("已向检查机关了解,属实")
    watch.get_by_role("button", name="处理").click()
    watch.get_by_text("已处理。").wait_for()
    stands(watch)


def test_a_visit_whose_finding_becomes_a_ticket(open_page, cast):
    firm = a_company(cast, is_resident=True)
    a_contact(cast, firm)
    an_assignment(cast, company=firm)
    page = open_page(390, 844, scripts=False)
    sign_in(page, "wang")
    page.goto(f"/desk/visits/plan/?company={firm.name}")
    page.get_by_text("这个月还没有人去过").wait_for()
    page.get_by_label("走访主题").fill("了解用工需求")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已安排。").wait_for()
    page.get_by_role("link", name="企业一页通").click()
    page.get_by_text("138****1234").wait_for()
    page.go_back()
    page.get_by_role("link", name="登记走访记录").click()
    page.get_by_label("会见人员").fill("示例厂长 厂长")
    page.get_by_label("走访情况").fill("看了车间,旺季缺人。")
    page.get_by_text("用工", exact=True).first.click()
    page.locator("#id_labour_text").fill("旺季缺 30 名包装工")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已登记。写下的问题已成为诉求").wait_for()
    ticket = Visit.objects.get().findings.get().ticket
    page.get_by_role("link", name=ticket.number).click()
    page.get_by_text("旺季缺 30 名包装工").first.wait_for()
    desk = open_page()
    sign_in(desk, "chief")
    stands(desk, "/desk/visits/findings/?flag=labour")
    assert desk.locator(".ledger tbody tr").count() == 1


def test_the_pages_stand_on_desk_and_phone(open_page, cast):
    firm = a_company(cast, is_resident=True)
    filing = a_filing(cast, company=firm)
    row = an_assignment(cast, company=firm)
    code = issue_code(firm, by=cast.wang, at=NOW)
    today = timezone.localdate()
    desk = [
        f"/desk/inspections/{filing.pk}/", "/desk/inspections/caps/", "/desk/inspections/plans/", f"/desk/codes/{code.pk}/",
        "/desk/stewardship/coverage/", f"/desk/stewardship/{row.pk}/", f"/desk/stewardship/officials/{row.official_id}/",
        "/desk/stewardship/rules/", f"/desk/visits/firms/{firm.pk}/", f"/desk/visits/calendar/?month={today:%Y-%m}",
        "/desk/visits/results/", "/desk/visits/rotas/", "/desk/entries/", "/desk/entries/limits/", "/desk/stewardship/",
    ]  # fmt: skip
    for width, height in ((1440, 900), (390, 844)):
        page = open_page(width, height, dark=width < 500)
        enter(page, "chief")
        for address in desk:
            stands(page, address)
    phone = open_page(360, 740)
    for address in (f"/e/codes/{token_of(code)}/", "/e/inspections/plans/"):
        stands(phone, address)
