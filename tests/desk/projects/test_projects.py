"""The screens of projects: from opening to a verified stage, through the browser's eyes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dianxiaoer.domain.projects.actions.claims import claim_stage
from dianxiaoer.domain.projects.models import Evidence, Project, StageClaim, StageRequirement
from tests.cast import NOW
from tests.domain.projects.factory import YI, a_paper, a_project, at_stage, with_papers

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def as_(client):
    def sign_in(person):
        client.force_login(person, backend=BACKEND)
        return client

    return sign_in


def _facts(cast, **more):
    return {
        "unit": cast.district.pk,
        "name": "示例储能电池项目",
        "owner": cast.wang.pk,
        "signed_on": "2024-05-01",
        "amount": "10.8亿",
    } | more


def test_the_other_district_and_the_stranger_find_nothing(as_, cast):
    project = a_project(cast)
    for person in (cast.liu, cast.stranger):
        assert as_(person).get(reverse("projects-detail", args=[project.pk])).status_code == 404
    assert project.name not in as_(cast.liu).get(reverse("projects-list")).content.decode()


def test_a_project_is_opened_from_the_form(as_, cast):
    wang = as_(cast.wang)
    wrong = wang.post(reverse("projects-open"), _facts(cast, amount="很多", national_code="123"))
    assert wrong.status_code == 422
    assert "“很多”不是金额" in wrong.content.decode()
    response = wang.post(reverse("projects-open"), _facts(cast, national_code="24054101080401123456"))
    project = Project.objects.get()
    assert response.status_code == 303
    assert response["Location"] == reverse("projects-detail", args=[project.pk])
    assert (project.contracted_yuan, project.national_code) == (1_080_000_000, "2405-410108-04-01-123456")


def test_the_codes_error_stands_beside_its_field(as_, cast):
    page = as_(cast.wang).post(reverse("projects-open"), _facts(cast, national_code="123"))
    assert page.status_code == 422
    assert "投资项目统一代码:“123”不是投资项目统一代码" in page.content.decode()


def test_dollars_need_a_rate(as_, cast):
    wang = as_(cast.wang)
    assert wang.post(reverse("projects-open"), _facts(cast, amount="US$3000万")).status_code == 422
    paid = _facts(cast, amount="US$3000万", rate="7.1052", rate_on="2024-05-01")
    assert wang.post(reverse("projects-open"), paid).status_code == 303
    assert Project.objects.get().contracted_yuan == 213_156_000


def test_a_company_is_found_by_name_or_its_likes_are_told(as_, cast):
    project = with_papers(a_project(cast), cast, "agreement")
    wang = as_(cast.wang)
    address = reverse("projects-open")
    assert wang.post(address, _facts(cast, company=project.company.name)).status_code == 303
    assert Project.objects.latest("pk").company == project.company
    assert "没有找到企业" in wang.post(address, _facts(cast, company="不存在的公司")).content.decode()


def test_a_second_editor_is_shown_what_the_first_saved(as_, cast):
    project = a_project(cast)
    facts = {"name": "甲", "owner": cast.wang.pk, "version": project.version}
    wang, address = as_(cast.wang), reverse("projects-edit", args=[project.pk])
    assert wang.post(address, facts).status_code == 303
    assert wang.post(address, facts | {"name": "乙"}).status_code == 409
    assert Project.objects.get().name == "甲"


def test_the_page_says_what_the_next_stage_lacks_before_it_is_asked(as_, cast):
    project = a_project(cast)
    page = as_(cast.wang).get(reverse("projects-detail", args=[project.pk])).content.decode()
    assert "申报履约" in page
    assert "投资协议" in page
    claim = as_(cast.wang).post(reverse("projects-claim", args=[project.pk, "performed"]), {"reached_on": "2024-05-02"})
    assert claim.status_code == 422
    assert "缺少" in claim.content.decode()


def test_only_allowed_moves_are_buttons(as_, cast):
    project = a_project(cast)
    address = reverse("projects-detail", args=[project.pk])
    assert "终止" in as_(cast.chief).get(address).content.decode()
    leader = as_(cast.leader).get(address).content.decode()
    assert "申报履约" not in leader
    assert reverse("projects-status", args=[project.pk, "terminate"]) not in leader


def test_claimed_by_one_and_verified_by_another_through_the_screens(as_, cast):
    project = with_papers(a_project(cast), cast)
    as_(cast.wang).post(reverse("projects-claim", args=[project.pk, "performed"]), {"reached_on": "2024-05-02"})
    claim = StageClaim.objects.get()
    verify = reverse("projects-verify", args=[claim.pk])
    assert as_(cast.wang).get(verify).status_code == 403
    queue = as_(cast.chief).get(reverse("projects-claims"), {"status": "pending"}).content.decode()
    assert project.name in queue
    assert as_(cast.chief).get(verify).status_code == 200
    assert as_(cast.chief).post(verify, {"method": ""}).status_code == 422
    assert as_(cast.chief).post(verify, {"method": "site", "note": "已看"}).status_code == 303
    assert Project.objects.get().stage == "performed"


def test_ones_own_claim_has_no_verify_button_and_is_refused(as_, cast):
    project = with_papers(a_project(cast), cast)
    claim = claim_stage(project, by=cast.chief, at=NOW, stage="performed", reached_on=date(2024, 2, 1))
    chief = as_(cast.chief)
    assert "须由另一人核实" in chief.get(reverse("projects-claim_detail", args=[claim.pk])).content.decode()
    assert chief.post(reverse("projects-verify", args=[claim.pk]), {"method": "site"}).status_code == 422


def test_papers_are_uploaded_several_at_once_or_not_at_all(as_, cast):
    project = a_project(cast)
    wang, address = as_(cast.wang), reverse("projects-upload", args=[project.pk])
    mixed = wang.post(address, {"kind": "permit", "files": [a_paper("甲.pdf"), a_paper("乙.pdf", b"<html>")]})
    assert mixed.status_code == 422
    assert not Evidence.objects.exists()
    assert wang.post(address, {"kind": "permit"}).status_code == 422
    assert wang.post(address, {"kind": "permit", "files": [a_paper("甲.pdf"), a_paper("丙.pdf")]}).status_code == 303
    assert Evidence.objects.count() == 2


def test_evidence_is_downloaded_by_who_may_see_the_project_only(as_, cast):
    paper = with_papers(a_project(cast), cast, "agreement").evidence.get()
    address = reverse("projects-evidence", args=[paper.pk])
    answer = as_(cast.leader).get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert as_(cast.liu).get(address).status_code == 404
    assert as_(cast.stranger).get(address).status_code == 404


def test_moving_back_and_status_ask_for_a_reason(as_, cast):
    project = at_stage(a_project(cast), cast, "started")
    chief = as_(cast.chief)
    back = reverse("projects-move_back", args=[project.pk])
    assert chief.post(back, {"to": "signed", "reason": ""}).status_code == 422
    assert chief.post(back, {"to": "at_capacity", "reason": "错"}).status_code == 422
    assert chief.post(back, {"to": "performed", "reason": "只是平整土地"}).status_code == 303
    assert Project.objects.get().stage == "performed"
    status = reverse("projects-status", args=[project.pk, "suspend"])
    assert chief.post(status, {"on": "2024-05-01", "reason": "投资方要求"}).status_code == 303
    assert chief.get(reverse("projects-status", args=[project.pk, "nonsense"])).status_code == 404


def test_money_phases_and_promises_are_recorded_from_their_tabs(as_, cast):
    project = a_project(cast)
    wang = as_(cast.wang)

    def post(verb, **facts):
        return wang.post(reverse(f"projects-{verb}", args=[project.pk]), facts).status_code

    assert post("change_contract", kind="increase", amount="2亿", changed_on="2024-05-01", note="补充协议") == 303
    assert post("change_contract", kind="decrease", amount="20亿", changed_on="2024-05-01", note="错") == 422
    assert post("record_signing", signed_on="2024-05-01", occasion="示例大会", announced_yuan="12亿") == 303
    assert post("add_phase", name="一期", planned_yuan="5亿") == 303
    assert post("report_investment", through_on="2024-05-31", amount_yuan="6577万元") == 303
    assert post("set_quantity", key="capacity_mw", unit="兆瓦", planned_low="500", planned_high="500") == 303
    assert post("promise", kind="jobs", promised="200", due_on="2025-12-31") == 303
    for tab, words in {
        "money": "补充协议",
        "phases": "产能(兆瓦)",
        "obligations": "就业(人)",
        "files": "佐证材料",
        "timeline": "登记增减资",
    }.items():
        page = wang.get(reverse("projects-detail", args=[project.pk]), {"tab": tab})
        assert words in page.content.decode(), tab
    promise = project.obligations.get()
    done = {"achieved": "150", "achieved_on": "2024-05-31", "version": promise.version}
    assert wang.post(reverse("projects-achieve", args=[promise.pk]), done).status_code == 303


def test_an_office_edits_what_a_stage_asks_for(as_, cast):
    chief, unit = as_(cast.chief), cast.district.pk
    page = chief.get(reverse("projects-requirements", args=[unit])).content.decode()
    assert "沿用上级或默认规则" in page
    assert chief.post(reverse("projects-requirements_adopt", args=[unit])).status_code == 303
    asked = {"stage": "started", "asked": "evidence.permit", "group": "0"}
    assert chief.post(reverse("projects-requirements_add", args=[unit]), asked).status_code == 303
    row = StageRequirement.objects.get(stage="started", key="permit")
    edit = {"version": row.version, "group": "2", "note": "按市里口径"}
    assert chief.post(reverse("projects-requirements_edit", args=[row.pk]), edit).status_code == 303
    row.refresh_from_db()
    assert (row.is_active, row.group) == (False, 2)
    assert "施工许可证" in chief.get(reverse("projects-requirements", args=[unit])).content.decode()


def test_the_ledger_filters_and_costs_the_same_for_sixty_rows(as_, cast):
    for number in range(60):
        a_project(cast, name=f"示例项目{number}", contracted_yuan=(number + 1) * YI)
    wang = as_(cast.wang)
    with CaptureQueriesContext(connection) as captured:
        page = wang.get(reverse("projects-list"))
    assert page.status_code == 200
    assert len(captured) <= 8, [query["sql"][:90] for query in captured]
    narrowed = wang.get(reverse("projects-list"), {"contracted_from": "60亿", "stage": "signed"}).content.decode()
    assert "示例项目59" in narrowed
    assert "示例项目58" not in narrowed


@pytest.mark.parametrize("tab", ["timeline", "money", "files", "phases", "obligations"])
def test_the_page_costs_the_same_whatever_hangs_on_it(as_, cast, tab):
    from tests.domain.projects.crowd import crowded

    project = crowded(cast)
    chief = as_(cast.chief)
    with CaptureQueriesContext(connection) as captured:
        page = chief.get(reverse("projects-detail", args=[project.pk]), {"tab": tab})
    assert page.status_code == 200
    assert len(captured) <= 12, [query["sql"][:110] for query in captured]
