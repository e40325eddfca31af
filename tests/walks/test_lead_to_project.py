"""docs/walks/lead-to-project.md, click by click, in a real browser, on the records of the demo's fictitious district."""

from __future__ import annotations

import pytest
from django.utils import timezone

from dianxiaoer.demo.accounts import PASSWORD
from dianxiaoer.demo.papers import example_pdf
from dianxiaoer.demo.showcase import load_showcase
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.targets.actions import install_catalogue
from dianxiaoer.domain.targets.boards import refresh_snapshots
from tests.walks.steps import axe_findings, enter, overflow, sign_in

SCREENS = (
    "/", "/desk/leads/", "/desk/leads/register/", "/desk/projects/", "/desk/companies/", "/desk/activities/", "/desk/funds/",
    "/desk/rounds/", "/desk/bonds/", "/desk/libraries/", "/desk/targets/", "/desk/figures/", "/desk/dashboards/",
    "/desk/screen/", "/desk/channels/", "/desk/units/", "/desk/calendar/", "/desk/grants/", "/search/?q=示例",
)  # fmt: skip
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PROJECT = "示例碳纤车架项目"
#: stage → the papers 小王 uploads before he claims it
PAPERS = {
    "履约": ("投资协议", "项目公司营业执照", "土地出让或厂房租赁合同"),
    "开工": ("施工合同", "现场照片"),
    "竣工": ("竣工验收文件",),
    "投产": ("设备清单或安装调试记录", "用电凭证"),
}


@pytest.fixture
def district(db):
    install_catalogue(at=timezone.now())
    cast = load_showcase()
    refresh_snapshots(at=timezone.now())
    return cast


def test_a_lead_from_a_fair_becomes_a_commissioned_project(open_page, district):
    wang, li = open_page(), open_page()
    sign_in(wang, "xiaowang", PASSWORD)
    sign_in(li, "likezhang", PASSWORD)

    register(wang)
    judge_and_negotiate(wang)
    convert(wang)
    complete_the_facts(wang)
    for stage, papers in PAPERS.items():
        claim(wang, stage, papers)
        verify(li, stage)

    project = Project.objects.get(name=PROJECT)
    assert (project.stage, project.contracted_yuan) == ("commissioned", 360_000_000)
    assert project.signings.count() == 1
    figure_counts_the_project(li)
    assert wang.faults == []
    assert li.faults == []


def register(page):
    page.get_by_role("link", name="线索台账").click()
    page.get_by_role("link", name="登记线索").click()
    page.get_by_label("线索名称").fill(PROJECT)
    page.get_by_label("企业名称").fill("示例新碳车架有限公司")
    page.get_by_label("来源", exact=True).select_option(label="展会")
    page.locator("#id_activity").select_option(label="示例国际电动车与零部件展览会")
    page.locator("#id_industry_code").fill("3770")
    page.get_by_label("拟投资额").fill("3.5亿")
    page.get_by_label("联系人", exact=True).fill("示例郑总")
    page.locator("#id_contact_phone").fill("13900001234")
    assert axe_findings(page) == []
    page.locator(".form-buttons .btn-primary").click()
    assert PROJECT in page.locator("h1").inner_text()
    assert "13900001234" not in page.content()


def act(page, label, **values):
    """Press one of the acts on the page, fill its form by field name, submit."""
    page.get_by_role("link", name=label, exact=True).first.click()
    for name, value in values.items():
        field = page.locator(f"#id_{name}")
        if field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    page.locator(".form-buttons button").click()


def judge_and_negotiate(page):
    act(page, "首次响应", note="已电话联系,约定发资料。")
    act(page, "研判通过", screening_opinion="符合电动自行车链,建议跟进。")
    act(page, "反馈结果", note="已告知企业继续推进。")
    act(page, "进入洽谈", note="谈用地与设备清单。")
    assert "在谈" in page.locator("h1 + p").inner_text()


def convert(page):
    page.get_by_role("link", name="关联企业").first.click()
    page.locator(".form-buttons button").click()
    act(page, "转为项目", contracted_yuan="3.6亿")
    assert "XM-" in page.locator("main").inner_text()


def complete_the_facts(page):
    page.get_by_role("link", name="修改").first.click()
    page.get_by_label("落地位置").fill("云溪高新园 5 号地")
    page.locator(".form-buttons .btn-primary").click()


def claim(page, stage, papers):
    open_project(page)
    for kind in papers:
        upload(page, kind)
    open_project(page)
    page.get_by_role("link", name=f"申报{stage}").first.click()
    page.locator(".form-buttons .btn-primary").click()
    assert "等待另一人核实" in page.locator("main").inner_text()


def upload(page, kind):
    page.get_by_role("link", name="材料与核实").click()
    page.get_by_role("link", name="上传", exact=True).click()
    page.locator("#id_kind").select_option(label=kind)
    paper = example_pdf(f"{PROJECT}-{kind}")
    page.locator("input[type=file]").set_input_files(
        {"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": paper.read()}
    )
    page.locator(".form-buttons .btn-primary").click()
    assert f"{kind}.pdf" in page.locator("main").inner_text()


def open_project(page):
    page.get_by_role("link", name="项目台账").first.click()
    page.locator("form.filters input[type=search]").first.fill(PROJECT)
    page.get_by_role("button", name="筛选").click()
    page.get_by_role("link", name=PROJECT).click()


def verify(page, stage):
    page.get_by_role("link", name="工作台").first.click()
    page.get_by_role("listitem").filter(has_text=PROJECT).get_by_role("link").first.click()
    page.get_by_role("link", name="核实", exact=False).last.click()
    page.get_by_label("现场核实").check()
    page.locator(".form-buttons .btn-primary").click()
    assert stage in page.locator("main").inner_text()


def figure_counts_the_project(page):
    """The dashboard's 签约项目 opens the very rows it counts; the new one is among them."""
    refresh_snapshots(at=timezone.now())  # the clockwork's turn
    page.locator("summary.menu-group", has_text="统揽").click()
    page.get_by_role("link", name="机构看板").first.click()
    page.locator("main").get_by_role("link", name="签约项目").first.click()
    assert PROJECT in page.locator("main").inner_text()


def test_the_screens_of_the_walk_stand_on_desk_and_phone(open_page, district):
    project = Project.objects.get(name="示例轻骑电动自行车整车项目")
    screens = [*SCREENS, f"/desk/projects/{project.pk}/"]
    found = {}
    for width, height, dark in ((1440, 900, False), (390, 844, True)):
        page = open_page(width, height, dark=dark)
        enter(page, "xiaowang")
        found |= {(width, address): problems for address in screens if (problems := _problems(page, address))}
    assert found == {}


def _problems(page, address):
    page.goto(address)
    problems = [*axe_findings(page), *page.faults]
    if page.locator("h1").count() != 1:
        problems.append("not one h1")
    if overflow(page):
        problems.append(f"wider than the window by {overflow(page)} px")
    page.faults.clear()
    return problems
