"""The screens of leads: what each shows, refuses, and leaves undone."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from dianxiaoer.domain.leads.actions.ending import drop_lead
from dianxiaoer.domain.leads.actions.pursuing import form_task_force
from dianxiaoer.domain.leads.models import ClockRule, Lead
from dianxiaoer.kernel.models import AuditEntry
from tests.cast import NOW
from tests.domain.activities.given import an_activity
from tests.domain.companies.given import a_company
from tests.domain.leads.given import a_lead, a_lead_in_negotiation, a_screened_lead

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def wang(client, cast):
    client.force_login(cast.wang, backend=BACKEND)
    return client


def page(client, address, *args, **query):
    return client.get(reverse(address, args=args), query).content.decode()


def facts(cast, **more):
    return {
        "unit": cast.district.pk, "name": "示例项目", "company_name": "示例新材料有限公司", "source_kind": "fair",
        "owner": cast.wang.pk, "planned_yuan": "3亿", "contact_phone": "13800001234", "industry_code": "3985",
    } | more  # fmt: skip


def test_the_other_district_finds_nothing(client, cast):
    lead = a_lead(cast)
    client.force_login(cast.liu, backend=BACKEND)
    assert client.get(reverse("leads-detail", args=[lead.pk])).status_code == 404
    assert client.post(reverse("leads-drop", args=[lead.pk])).status_code == 404
    assert "示例电池材料项目" not in page(client, "leads-list")


def test_a_colleague_sees_but_may_not(client, cast):
    lead = a_lead(cast)
    client.force_login(cast.zhao, backend=BACKEND)
    assert client.get(reverse("leads-detail", args=[lead.pk])).status_code == 200
    assert client.get(reverse("leads-transfer", args=[lead.pk])).status_code == 403
    assert reverse("leads-transfer", args=[lead.pk]) not in page(client, "leads-detail", lead.pk)


def test_an_officer_registers_a_lead(wang, cast):
    wrong = wang.post(reverse("leads-register"), facts(cast, planned_yuan="三个亿左右", source_kind=""))
    assert wrong.status_code == 422
    assert "不是金额" in wrong.content.decode()
    done = wang.post(reverse("leads-register"), facts(cast))
    lead = Lead.objects.get()
    assert (done.status_code, done["Location"]) == (303, reverse("leads-detail", args=[lead.pk]))
    assert (lead.planned_yuan, lead.registered_by, lead.industry_code) == (300_000_000, cast.wang, "3985")


def test_an_unknown_industry_is_refused_with_what_it_may_be(wang, cast):
    wrong = wang.post(reverse("leads-register"), facts(cast, industry_code="电子专用"))
    assert wrong.status_code == 422
    assert "电子专用材料制造" in wrong.content.decode()


def test_a_firm_with_an_open_lead_is_told_and_can_be_confirmed(wang, cast):
    a_lead(cast)
    told = wang.post(reverse("leads-register"), facts(cast))
    assert told.status_code == 422
    assert "首次登记" in told.content.decode()
    assert wang.post(reverse("leads-register"), facts(cast, is_another="on")).status_code == 303


def test_a_pasted_card_fills_the_form_and_stores_nothing(wang, cast):
    text = "示例新材料有限公司 总经理 张示例 电话 13800001234,计划投资3亿元建设电池材料项目"
    shown = wang.post(reverse("leads-register"), {"read": "1", "text": text}).content.decode()
    assert 'value="示例新材料有限公司"' in shown
    assert 'value="13800001234"' in shown
    assert 'value="3亿元"' in shown
    assert not Lead.objects.exists()


def test_typing_a_firm_tells_of_its_leads_and_files(wang, cast):
    a_lead(cast)
    a_company(cast)
    shown = page(wang, "leads-similar", company_name="示例新材料有限责任公司")
    assert "小王 于 2024-06-03 首次登记" in shown
    assert "可能的企业档案" in shown
    assert page(wang, "leads-similar", company_name="").strip() == ""


def test_filters_find_by_two_characters_clock_and_amount(wang, cast):
    a_lead(cast, name="华天示例封装项目", company_name="")
    a_lead(cast, name="别的", company_name="", planned_yuan=10_000)
    for query, found in (
        ({"q": "华天"}, True), ({"q": "没有"}, False), ({"clock": "overdue"}, True), ({"clock": "soon"}, False),
        ({"planned_from": "1亿"}, True), ({"planned_to": "1万"}, False), ({"stage": "dropped"}, False),
        ({"owner": cast.wang.pk}, True), ({"registered_to": "2024-06-02"}, False),
    ):  # fmt: skip
        assert ("华天示例封装项目" in page(wang, "leads-list", **query)) == found, query


def test_the_export_holds_what_the_screen_filters_with_masked_phones(wang, cast):
    a_lead(cast)
    a_lead(cast, name="别的线索", is_another=True, company_name="")
    query = {"q": "电池", "export": "csv", "columns": ["name", "contact_phone"]}
    text = b"".join(wang.get(reverse("leads-list"), query).streaming_content).decode()
    assert "示例电池材料项目,138****1234" in text
    assert "别的线索" not in text
    assert AuditEntry.objects.get().act == "export"


def test_the_ledger_costs_the_same_whatever_the_number_of_rows(wang, cast):
    for number in range(12):
        a_lead(cast, name=f"线索{number}", company_name="")
    page(wang, "leads-list")
    with CaptureQueriesContext(connection) as few:
        page(wang, "leads-list")
    Lead.objects.bulk_create(
        Lead(
            unit=cast.district, owner=cast.zhao, name=f"批量{n}", source_kind="web", registered_on=date(2024, 5, 1),
            registered_by=cast.zhao,
        )
        for n in range(100)
    )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        page(wang, "leads-list")
    assert len(many) == len(few)
    ours = [
        query
        for query in many
        if "django_session" not in query["sql"] and "people_" not in query["sql"].split("FROM")[1][:20]
    ]
    assert len(ours) <= 8, [query["sql"][:120] for query in many]


def test_the_page_of_a_lead_costs_the_same_however_much_hangs_on_it(wang, cast):
    lead = a_screened_lead(cast)
    form_task_force(lead, by=cast.wang, at=NOW, name="专班", head=cast.chief, members=[cast.zhao])
    from dianxiaoer.domain.leads.actions.pursuing import follow_up_lead

    counts = []
    for _round in range(2):
        for number in range(5):
            follow_up_lead(lead, by=cast.wang, at=timezone.now(), manner="call", note=f"第{number}次")
        page(wang, "leads-detail", lead.pk)
        with CaptureQueriesContext(connection) as held:
            page(wang, "leads-detail", lead.pk)
        counts.append(len(held))
    assert counts[0] == counts[1]
    assert counts[1] <= 18


def test_the_page_offers_only_what_may_be_done_and_says_what_is_missing(wang, cast):
    shown = page(wang, "leads-detail", a_lead(cast, industry_code="").pk)
    assert "研判通过" in shown
    assert "还缺:行业代码" in shown
    assert "转为项目</a>" not in shown
    assert "重新启用</a>" not in shown


@pytest.mark.parametrize(
    ("verb", "wrong", "right", "stage"),
    [
        ("respond", {"manner": "call"}, {"manner": "call", "note": "已电话联系"}, "new"),
        ("ask_experts", {}, {"note": "请材料专家"}, "new"),
        (
            "give_opinion",
            {"verdict": "support"},
            {"aspect": "overall", "verdict": "support", "text": "建议跟进"},
            "new",
        ),
        ("screen", {}, {"screening_opinion": "符合方向"}, "screened"),
        ("feed_back", {}, {"note": "告知引荐人"}, "new"),
        ("follow_up", {"manner": "call"}, {"manner": "call", "note": "约考察"}, "new"),
        ("drop", {"drop_reason": "not_fit"}, {"drop_reason": "not_fit", "note": "方向不符"}, "dropped"),
    ],
)
def test_an_act_is_refused_with_its_error_and_done_with_a_303(wang, cast, verb, wrong, right, stage):
    lead = a_lead(cast)
    address = reverse(f"leads-{verb}", args=[lead.pk])
    assert wang.get(address).status_code == 200
    assert wang.post(address, wrong).status_code == 422
    assert wang.post(address, right).status_code == 303
    lead.refresh_from_db()
    assert lead.stage == stage


def test_an_act_out_of_its_stage_is_refused(wang, cast):
    lead = a_lead(cast)
    refused = wang.post(reverse("leads-negotiate", args=[lead.pk]), {})
    assert refused.status_code == 422
    assert "当前阶段" in refused.content.decode()


def test_a_lead_is_walked_to_a_project_through_the_screens(wang, cast):
    wang.post(reverse("leads-register"), facts(cast, contact_name="示例联系人"))
    lead = Lead.objects.get()
    steps = (
        ("screen", {"screening_opinion": "符合方向"}), ("negotiate", {}), ("link_company", {"company": "", "uscc": ""}),
    )  # fmt: skip
    for verb, values in steps:
        assert wang.post(reverse(f"leads-{verb}", args=[lead.pk]), values).status_code == 303, verb
    form = page(wang, "leads-convert", lead.pk)
    assert 'value="3亿元"' in form
    values = {"name": "示例项目", "signed_on": timezone.localdate().isoformat(), "contracted_yuan": "2.8亿"}
    assert wang.post(reverse("leads-convert", args=[lead.pk]), values).status_code == 303
    lead.refresh_from_db()
    assert (lead.stage, lead.project.contracted_yuan) == ("converted", 280_000_000)
    assert "已转为项目" in page(wang, "leads-detail", lead.pk)


def test_a_lead_without_a_file_says_so_before_it_is_converted(wang, cast):
    lead = a_lead_in_negotiation(cast)
    Lead.objects.filter(pk=lead.pk).update(company=None)
    assert "还缺:企业档案" in page(wang, "leads-detail", lead.pk)
    values = {"name": "示例", "signed_on": "2024-06-03", "contracted_yuan": "1亿"}
    refused = wang.post(reverse("leads-convert", args=[lead.pk]), values)
    assert refused.status_code == 422
    assert "企业档案" in refused.content.decode()


def test_a_second_editor_is_shown_what_the_first_saved(wang, cast):
    lead = a_lead(cast)
    values = facts(cast, version=lead.version, name="甲", contact_phone="")
    assert wang.post(reverse("leads-edit", args=[lead.pk]), values).status_code == 303
    late = wang.post(reverse("leads-edit", args=[lead.pk]), values | {"name": "乙"})
    assert late.status_code == 409
    lead.refresh_from_db()
    assert (lead.name, lead.contact_phone) == ("甲", "13800001234")


def test_a_hand_over_changes_who_may(wang, client, cast):
    lead = a_lead(cast)
    address = reverse("leads-transfer", args=[lead.pk])
    assert wang.post(address, {"to": cast.leader.pk, "note": "给领导"}).status_code == 422
    assert wang.post(address, {"to": cast.zhao.pk, "note": "已约考察"}).status_code == 303
    assert wang.get(address).status_code == 403
    assert "已约考察" in page(wang, "leads-detail", lead.pk)


def test_picked_leads_are_handed_over_together_or_not_at_all(wang, cast):
    mine = a_lead(cast)
    others = a_lead(cast, name="小赵的", owner=cast.zhao, company_name="")
    done = drop_lead(
        a_lead(cast, name="已放弃", company_name=""), by=cast.wang, at=NOW, drop_reason="terms", note="谈不拢"
    )
    address = f"{reverse('leads-transfer_many')}?pick={mine.pk}&pick={others.pk}&pick="
    assert "其中您可以移交的 2 条" in wang.get(f"{address}{done.pk}").content.decode()
    values = {"to": cast.zhao.pk, "note": "轮岗交接"}
    refused = wang.post(f"{address}{done.pk}", values)
    assert refused.status_code == 422
    assert "已放弃" in refused.content.decode()
    mine.refresh_from_db()
    assert mine.owner == cast.wang
    assert wang.post(address, values).status_code == 303
    mine.refresh_from_db()
    assert mine.owner == cast.zhao
    assert wang.post(reverse("leads-transfer_many"), values).status_code == 422


def test_the_ledger_says_how_each_duty_stands(wang, cast):
    a_lead(cast)
    shown = page(wang, "leads-list")
    assert re.search(r"light is-red[^>]*>(超期|休眠)", shown)


def test_members_of_the_task_force_are_changed(wang, cast):
    lead = a_lead(cast)
    values = {"name": "专班", "head": cast.chief.pk, "members": [cast.wang.pk]}
    assert wang.post(reverse("leads-form_task_force", args=[lead.pk]), values).status_code == 303
    assert wang.post(reverse("leads-form_task_force", args=[lead.pk]), values).status_code == 422
    force = lead.task_forces.get()
    values |= {"members": [cast.zhao.pk], "version": force.version}
    assert wang.post(reverse("leads-change_task_force", args=[force.pk]), values).status_code == 303
    assert "小赵" in page(wang, "leads-detail", lead.pk)


def test_a_number_is_masked_until_a_reason_is_given(wang, cast):
    lead = a_lead(cast)
    assert "13800001234" not in page(wang, "leads-detail", lead.pk) + page(wang, "leads-edit", lead.pk)
    address = reverse("leads-reveal", args=[lead.pk])
    assert wang.post(address, {"reason": ""}).status_code == 422
    shown = wang.post(address, {"reason": "约定考察时间"})
    assert "13800001234" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert AuditEntry.objects.get().act == "leads.reveal"


def test_the_chief_sets_a_term_and_an_officer_reads_it(client, cast):
    values = {
        "unit": cast.district.pk, "key": "respond", "days": "2", "is_working_days": "on", "from_on": "2024-06-01",
        "basis": "示例发〔2024〕1号",
    }  # fmt: skip
    client.force_login(cast.chief, backend=BACKEND)
    assert client.post(reverse("leads-set_clock"), values | {"days": "0"}).status_code == 422
    assert client.post(reverse("leads-set_clock"), values).status_code == 303
    assert ClockRule.objects.count() == 1
    client.force_login(cast.wang, backend=BACKEND)
    assert "示例发〔2024〕1号" in page(client, "leads-clock")
    assert client.get(reverse("leads-set_clock")).status_code == 403


def test_an_activity_or_a_company_brings_its_lead_along(wang, client, cast):
    activity, company = an_activity(cast), a_company(cast)
    address = f"{reverse('leads-register')}?activity={activity.pk}"
    assert address in page(wang, "activities-detail", activity.pk)
    shown = wang.get(address, {"activity": activity.pk, "company": company.pk}).content.decode()
    for chosen in ('value="示例新材料有限公司"', f'value="{activity.pk}" selected', 'value="fair" selected'):
        assert chosen in shown
    client.force_login(cast.liu, backend=BACKEND)
    assert "示例新材料有限公司" not in page(client, "leads-register", company=company.pk)


def test_it_reads_in_english(wang, cast):
    lead = a_lead(cast)
    with translation.override("zh-hans"):  # the requests leave their language behind
        wang.post(reverse("language"), {"language": "en", "next": "/"})
        shown = page(wang, "leads-detail", lead.pk) + page(wang, "leads-list")
    assert "Service clock" in shown
    assert "days left" in shown or "Late" in shown or "overdue" in shown.lower()
