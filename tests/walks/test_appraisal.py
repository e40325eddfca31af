"""Walk: an appraisal from its scheme to the sealed result, with an objection heard; docs/walks/appraisal.md tells the same story."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dianxiaoer.domain.appraisal.models import Edition
from dianxiaoer.domain.supervision.actions.lighting import refresh_lights
from tests.domain.projects.factory import a_project
from tests.walks.steps import axe_findings, overflow, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _sound(page) -> None:
    assert page.locator("h1").count() == 1
    assert page.faults == []
    assert axe_findings(page) == []
    assert overflow(page) == 0


def _press(page, text: str) -> None:
    page.locator(".page-tools, .moves").get_by_role("link", name=text, exact=True).first.click()
    page.locator("form[method=post] .card-footer .btn").first.click()


def test_an_appraisal_is_published_with_an_objection(open_page, cast):
    chief = open_page()
    sign_in(chief, "chief")
    chief.goto("/desk/appraisal/schemes/")
    _sound(chief)
    chief.get_by_role("link", name="采用 市招商引资考核试行办法 2023").click()
    chief.click("form[method=post] .btn-primary")
    _sound(chief)
    chief.get_by_role("link", name="开展一期考核").click()
    chief.fill("input[name=title]", "示例一季度考核")
    chief.fill("input[name=period_start]", "2024-01-01")
    chief.fill("input[name=period_end]", "2024-03-31")
    chief.check(f"input[name=units][value='{cast.park.pk}']")
    chief.click("form.card .btn-primary")
    _sound(chief)
    chief.get_by_role("link", name="填报数据 甲区高新园").click()
    chief.fill("input[name=source]", "示例统计表")
    for label, number in (
        ("省外签约金额 · 完成数", "45"), ("省外签约金额 · 目标数", "50"), ("对接行业龙头企业 · 完成数", "12"),
        ("对接行业龙头企业 · 目标数", "10"), ("领导重视和信息报送 · 领导重视得分", "9"), ("领导重视和信息报送 · 信息报送得分", "7"),
    ):  # fmt: skip
        chief.get_by_label(label).fill(number)
    _sound(chief)
    chief.click("form.card .btn-primary")
    _press(chief, "计算得分")
    assert "91" in chief.locator("tfoot").inner_text()  # 45 + 30 + 16
    _press(chief, "形成初评")
    chief.get_by_role("link", name="公示,受理异议").click()
    until = timezone.localdate() + timedelta(days=2)
    chief.fill("input[name=objection_until]", until.isoformat())
    chief.click("form.card .btn-primary")
    _sound(chief)

    unit = open_page(390, 844)
    sign_in(unit, "park_manager")
    unit.goto("/desk/appraisal/sheets/")
    unit.get_by_role("link", name="甲区高新园").first.click()
    _sound(unit)
    unit.get_by_role("link", name="提出异议 省外签约金额").click()
    unit.fill("textarea", "漏计一个 5 亿元项目,协议已报。")
    unit.click("form.card .btn-primary")
    _sound(unit)
    assert "漏计一个" in unit.content()

    chief.goto("/")
    chief.get_by_role("link", name="答复考核异议").first.click()
    chief.check("input[value=upheld]")
    chief.fill("textarea[name=answer]", "属实,更正。")
    chief.select_option("select[name=key]", "actual")
    chief.fill("input[name=values]", "50")
    chief.fill("input[name=source]", "投资协议")
    chief.click("form.card .btn-primary")
    assert "45 → 50" in chief.locator("#objections").inner_text()
    assert "96" in chief.locator("tfoot").inner_text()

    Edition.objects.update(
        objection_until=timezone.localdate() - timedelta(days=1),
        objection_from=timezone.localdate() - timedelta(days=3),
    )  # three days later
    leader = open_page()
    sign_in(leader, "leader")
    leader.goto(f"/desk/appraisal/{Edition.objects.get().pk}/")
    _press(leader, "公布结果")
    _press(leader, "封存")
    assert "封存校验一致" in leader.content()
    _sound(leader)


def test_a_red_light_becomes_a_notice_that_is_answered_and_closed(open_page, cast):
    a_project(cast, name="示例逾期项目", due_start_on=timezone.localdate() - timedelta(days=40))
    refresh_lights(at=timezone.now())
    supervisor = open_page()
    sign_in(supervisor, "supervisor")
    supervisor.goto("/desk/lights/")
    _sound(supervisor)
    supervisor.get_by_role("link", name="甲区 红灯 1").click()
    supervisor.get_by_role("link", name="示例逾期项目").click()
    _sound(supervisor)
    supervisor.get_by_role("link", name="发督办函").click()
    assert "示例逾期项目" in supervisor.input_value("textarea[name=text]")
    supervisor.click("form.card .btn-primary")
    _press(supervisor, "签发督办函")
    assert "1号" in supervisor.content()
    _sound(supervisor)

    owner = open_page(390, 844)
    sign_in(owner, "wang")
    owner.get_by_role("link", name="答复督办函").first.click()
    _sound(owner)
    owner.get_by_role("link", name="答复督办", exact=True).click()
    owner.fill("textarea", "已组织进场。")
    owner.set_input_files(
        "input[type=file]", {"name": "现场.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 1"}
    )
    owner.click("form.card .btn-primary")
    assert "已答复,等待审核" in owner.content()
    _sound(owner)

    supervisor.reload()
    supervisor.get_by_role("link", name="审核办结", exact=True).click()
    supervisor.fill("textarea", "属实,同意办结。")
    supervisor.click("form.card .btn-primary")
    assert "已办结" in supervisor.content()
    owner.goto("/desk/notices/")
    _sound(owner)
