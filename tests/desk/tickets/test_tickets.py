"""The screens of tickets: what each shows, refuses, and leaves undone."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dianxiaoer.domain.tickets.actions.dispatching import object_ticket
from dianxiaoer.domain.tickets.actions.firms import rate_ticket
from dianxiaoer.domain.tickets.actions.handling import add_part, ask_extension, note_ticket
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import categories_for, category_named
from dianxiaoer.domain.tickets.terms import ClockChoice, ClockPreset
from dianxiaoer.domain.tickets.words import Category
from dianxiaoer.domain.tickets.works import WorksOrder
from dianxiaoer.kernel.models import AuditEntry
from tests.cast import NOW
from tests.domain.tickets.making import DAY, HOUR, accepted, answered, dispatched, make_bodies, make_ticket
from tests.domain.tickets.test_works import PNG, built, opened

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def bodies(cast):
    return make_bodies(cast)


@pytest.fixture
def wang(client, cast):
    client.force_login(cast.wang, backend=BACKEND)
    return client


def as_(client, person):
    client.force_login(person, backend=BACKEND)
    return client


def page(client, address, *args, **query):
    return client.get(reverse(address, args=args), query).content.decode()


def facts(cast, **more):
    return {
        "unit": cast.district.pk, "kind": "issue", "channel": "hotline", "title": "车间招不到焊工", "text": "急需焊工二十名",
        "company_name": "示例材料有限公司", "category": category_named(cast.district, "用工").pk,
        "contact_phone": "13800001234",
    } | more  # fmt: skip


def test_another_district_and_an_unconcerned_bureau_find_nothing(client, cast, bodies):
    ticket = dispatched(cast, bodies)
    for person in (cast.liu, bodies.yang):
        as_(client, person)
        assert client.get(reverse("tickets-detail", args=[ticket.pk])).status_code == 404
        assert client.post(reverse("tickets-accept", args=[ticket.pk])).status_code == 404
        assert ticket.title not in page(client, "tickets-list")


def test_the_desk_registers_with_a_photo_and_dispatches_at_once(wang, cast, bodies):
    wrong = wang.post(reverse("tickets-register"), facts(cast, title="", category=""))
    assert wrong.status_code == 422
    fake = SimpleUploadedFile("现场.png", b"<script>alert(1)</script>")
    refused = wang.post(reverse("tickets-register"), facts(cast, files=[fake]))
    assert refused.status_code == 422
    assert "内容不是允许的格式" in refused.content.decode()
    photos = [SimpleUploadedFile("一.png", PNG), SimpleUploadedFile("二.png", PNG + b"1")]
    done = wang.post(reverse("tickets-register"), facts(cast, files=photos, lead_unit=bodies.labour.pk))
    ticket = Ticket.objects.get()
    assert done.status_code == 303
    assert (ticket.stage, ticket.lead_unit, ticket.files.count()) == ("dispatched", bodies.labour, 2)
    said = page(wang, "tickets-detail", ticket.pk)
    assert "138****1234" in said
    assert "13800001234" not in said


def test_what_is_typed_suggests_a_category_with_reasons_and_duplicates(wang, cast):
    make_ticket(cast, title="招不到焊工")
    said = page(
        wang, "tickets-similar", title="招不到焊工", text="工资开到八千也招不到人", company_name="示例材料有限公司"
    )
    assert "建议类别:用工" in said.replace("</strong>", "").replace("<strong>", "")
    assert "依据的词" in said
    assert "可能重复的在办诉求" in said


def test_the_page_offers_what_this_person_may_do_next(client, cast, bodies):
    ticket = dispatched(cast, bodies)
    ma = page(as_(client, bodies.ma), "tickets-detail", ticket.pk)
    assert reverse("tickets-accept", args=[ticket.pk]) in ma
    assert reverse("tickets-object", args=[ticket.pk]) in ma
    assert reverse("tickets-transfer", args=[ticket.pk]) not in ma
    auditor = page(as_(client, cast.auditor), "tickets-detail", ticket.pk)
    assert reverse("tickets-accept", args=[ticket.pk]) not in auditor


def test_from_accepting_to_answering_on_the_screens(client, cast, bodies):
    ticket = dispatched(cast, bodies)
    as_(client, bodies.ma)
    assert client.post(reverse("tickets-accept", args=[ticket.pk])).status_code == 303
    again = client.post(reverse("tickets-accept", args=[ticket.pk]))
    assert again.status_code == 422
    assert "已接单" in again.content.decode()
    process = {"note": "正在联系施工队", "is_shown": "on"}
    assert client.post(reverse("tickets-process", args=[ticket.pk]), process).status_code == 303
    late = client.post(reverse("tickets-answer", args=[ticket.pk]), {"resolution_kind": "scheduled", "answer": "明年"})
    assert late.status_code == 422
    assert "计划日期" in late.content.decode()
    answer = {"resolution_kind": "resolved", "answer": "已修复"}
    assert client.post(reverse("tickets-answer", args=[ticket.pk]), answer).status_code == 303
    said = page(client, "tickets-detail", ticket.pk)
    assert "企业可见" in said
    assert "未评价不算满意" in said


def test_notes_for_the_house_and_for_the_firm_look_different(wang, cast, bodies):
    ticket = accepted(cast, bodies)
    note_ticket(ticket, by=cast.wang, at=NOW + DAY, text="内部研判")
    note_ticket(ticket, by=cast.wang, at=NOW + DAY, text="请企业放心", is_shown=True)
    said = page(wang, "tickets-detail", ticket.pk)
    assert 'class="said is-internal"' in said
    assert 'class="said is-shown"' in said


def test_the_rater_is_hidden_and_the_bad_rating_asks_for_a_call_back(client, cast, bodies):
    ticket = answered(cast, bodies, by=bodies.chen, channel="portal")
    rating = rate_ticket(ticket, caller=bodies.chen, at=NOW + DAY, level=1, text="没修好")
    said = page(as_(client, cast.zhao), "tickets-detail", ticket.pk)
    assert "非常不满意" in said
    assert "评价人已隐去" in said
    assert "陈总" not in said.partition('id="rating"')[2].partition('id="timeline"')[0]
    wrong = client.post(reverse("tickets-call_back", args=[rating.pk]), {"note": ""})
    assert wrong.status_code == 422
    done = client.post(reverse("tickets-call_back", args=[rating.pk]), {"note": "已致歉", "is_confirmed": "yes"})
    assert done.status_code == 303
    mend = as_(client, bodies.ma).post(reverse("tickets-mend", args=[rating.pk]), {"note": "已返工"})
    assert mend.status_code == 303


def test_objections_extensions_and_parts_are_settled_on_screen(client, cast, bodies):
    ticket = dispatched(cast, bodies)
    object_ticket(ticket, by=bodies.ma, at=NOW, reason="属用工", proposed_unit=bodies.labour)
    as_(client, cast.chief)
    decided = client.post(reverse("tickets-decide", args=[ticket.pk]), {"uphold": "yes", "decision": "同意改派"})
    assert decided.status_code == 303
    other = accepted(cast, bodies)
    asked = ask_extension(other, by=bodies.ma, at=NOW + HOUR, workdays=3, reason="会商")
    part = add_part(other, by=bodies.ma, at=NOW + HOUR, unit=bodies.labour, task="核实")
    grant = client.post(reverse("tickets-decide_extension", args=[asked.pk]), {"grant": "yes"})
    assert grant.status_code == 303
    done = as_(client, bodies.yang).post(reverse("tickets-answer_part", args=[part.pk]), {"answer": "属实"})
    assert done.status_code == 303
    assert "情况" not in page(client, "tickets-list")


def test_the_queue_filters_and_dispatches_many(wang, cast, bodies):
    one, two = (
        make_ticket(cast),
        make_ticket(cast, title="用电容量不足", category=category_named(cast.district, "utilities")),
    )
    dispatched(cast, bodies, title="已派的")
    said = page(wang, "tickets-list", stage="registered")
    assert one.title in said
    assert "已派的" not in said
    assert re.search(r"light is-red[^>]*>超期", page(wang, "tickets-list", light="red"))
    assert two.title in page(wang, "tickets-list", q="用电")
    assert "没有符合" in page(wang, "tickets-list", light="paused")
    assert reverse("tickets-dispatch_many") in said
    many = reverse("tickets-dispatch_many") + f"?pick={one.pk}&pick={two.pk}"
    assert wang.post(many, {"lead_unit": bodies.water.pk}).status_code == 303
    assert Ticket.objects.filter(stage="dispatched").count() == 3


def test_a_page_of_the_queue_takes_few_statements(wang, cast, bodies):
    for n in range(12):
        dispatched(cast, bodies, title=f"第{n}件")
    page(wang, "tickets-list")
    with CaptureQueriesContext(connection) as counted:
        page(wang, "tickets-list")
    assert len(counted) <= 8, "\n".join(query["sql"] for query in counted)


def test_the_export_is_the_screen(wang, cast):
    make_ticket(cast)
    make_ticket(cast, title="别的", kind="consultation")
    text = b"".join(wang.get(reverse("tickets-list"), {"export": "csv", "kind": "issue"})).decode()
    assert "厂门口道路破损" in text
    assert "别的" not in text
    assert "138" not in text


def test_a_hotline_sheet_is_previewed_then_taken(wang, cast):
    lines = "标题,内容,企业,类别,联系电话,收到日期\n车间停电,昨晚停电三小时,示例甲公司,,13800000003,2024-05-20\n招工难,缺焊工,示例乙公司,用工,,\n"
    upload = io.BytesIO(("\ufeff" + lines).encode())
    upload.name = "热线.csv"
    shown = wang.post(reverse("tickets-import"), {"unit": cast.district.pk, "file": upload, "skips": "on"})
    assert shown.status_code == 200
    assert not Ticket.objects.exists()
    token = shown.content.decode().partition('name="token" value="')[2].partition('"')[0]
    assert wang.post(reverse("tickets-import"), {"token": token}).status_code == 303
    found = {t.title: t for t in Ticket.objects.select_related("category")}
    assert found["车间停电"].category.name == "水电路"
    assert str(found["车间停电"].received_at.date()) == "2024-05-20"


def test_an_office_chooses_its_terms_and_words(client, cast):
    as_(client, cast.chief)
    assert "泉州万名干部帮扶" in page(client, "tickets-clock")
    preset = ClockPreset.objects.get(key="quanzhou_cadres")
    done = client.post(
        reverse("tickets-choose_preset"), {"unit": cast.district.pk, "preset": preset.pk, "from_on": "2024-06-03"}
    )
    assert done.status_code == 303
    assert ClockChoice.objects.get().preset == preset
    own = {
        "unit": cast.district.pk, "name": "甲区快办", "source": "甲区通知", "from_on": "2024-06-03", "objection_workdays": 1,
        "extension_notice_workdays": 2, "key_1": "answer", "amount_1": 3, "measure_1": "days", "class_1": "",
    }  # fmt: skip
    assert client.post(reverse("tickets-add_preset"), own | {"key_1": ""}).status_code == 422
    assert client.post(reverse("tickets-add_preset"), own).status_code == 303
    shipped = category_named(cast.district, "finance")
    word = {"unit": cast.district.pk, "name": "融资担保", "name_en": "Loans", "place": 20, "is_active": "on"}
    assert client.post(reverse("tickets-set_category", args=[shipped.pk]), word).status_code == 303
    names = [row.name for row in categories_for(cast.district)]
    assert "融资担保" in names
    assert "融资" not in names
    assert "融资" in [row.name for row in categories_for(cast.other_district)]
    assert Category.objects.get(pk=shipped.pk).name == "融资"


def test_a_phone_is_revealed_for_a_reason_that_is_sealed(wang, cast):
    ticket = make_ticket(cast, contact_phone="13800001234", contact_name="陈某")
    assert wang.post(reverse("tickets-reveal", args=[ticket.pk]), {"reason": "急"}).status_code in {200, 422}
    shown = wang.post(reverse("tickets-reveal", args=[ticket.pk]), {"reason": "回访企业办理情况"})
    assert "13800001234" in shown.content.decode()
    assert AuditEntry.objects.filter(act="tickets.reveal").exists()


def test_two_who_edit_are_told(wang, cast):
    ticket = make_ticket(cast)
    form = facts(cast, version=ticket.version, title="改过的标题")
    assert wang.post(reverse("tickets-edit", args=[ticket.pk]), form).status_code == 303
    assert wang.post(reverse("tickets-edit", args=[ticket.pk]), form | {"title": "再改"}).status_code == 409


def test_a_works_order_from_a_ticket_to_the_ledger(client, cast):
    ticket = make_ticket(cast)
    as_(client, cast.wang)
    form = {
        "unit": cast.district.pk,
        "name": "连接道路",
        "facility": "road",
        "need": "货车进不来",
        "company_name": "示例材料有限公司",
    }
    assert client.post(reverse("works-open") + f"?ticket={ticket.pk}", form).status_code == 303
    order = WorksOrder.objects.get()
    assert order.ticket == ticket
    survey = {
        "estimate_yuan": "65万元",
        "length_m": "150",
        "width_m": "10",
        "files": SimpleUploadedFile("现场.png", PNG),
    }
    assert client.post(reverse("works-step", args=[order.pk, "survey"]), survey).status_code == 303
    assert client.get(reverse("works-step", args=[order.pk, "approve"])).status_code == 403
    assert client.get(reverse("works-step", args=[order.pk, "nothing"])).status_code == 404
    said = page(client, "works-detail", order.pk)
    assert "150 m × 10 m" in said
    assert "65" in said
    built(cast)
    assert "64.3" in page(client, "works-list")
    assert opened(cast).need in page(client, "works-detail", WorksOrder.objects.latest("pk").pk)
