"""The screens of companies."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dianxiaoer.domain.companies.actions.knowledge import mark_ranking
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.reference.actions import load_reference
from dianxiaoer.kernel.models import AuditEntry
from tests.cast import NOW
from tests.domain.companies.given import a_code, a_company, a_contact

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def wang(client, cast):
    client.force_login(cast.wang, backend=BACKEND)
    return client


def page(client, address, *args, **query):
    return client.get(reverse(address, args=args), query).content.decode()


def facts(cast, **more):
    return {"unit": cast.district.pk, "name": "示例新材料有限公司", "status": "operating"} | more


def test_the_other_district_finds_nothing(client, cast):
    company = a_company(cast)
    client.force_login(cast.liu, backend=BACKEND)
    assert client.get(reverse("companies-detail", args=[company.pk])).status_code == 404
    assert "示例新材料" not in page(client, "companies-list") + page(client, "companies-suggest", name="示例新材料")


def test_a_reader_sees_but_may_not_write(client, cast):
    company = a_company(cast)
    client.force_login(cast.supervisor, backend=BACKEND)
    assert client.get(reverse("companies-detail", args=[company.pk])).status_code == 200
    assert client.get(reverse("companies-edit", args=[company.pk])).status_code == 403
    assert reverse("companies-edit", args=[company.pk]) not in page(client, "companies-detail", company.pk)


def test_an_officer_files_a_company(wang, cast):
    wrong = wang.post(reverse("companies-add"), facts(cast, uscc="91350100M000100Y4Z"))
    assert wrong.status_code == 422
    assert "字母 I、O、S、V、Z" in wrong.content.decode()
    done = wang.post(reverse("companies-add"), facts(cast, uscc=a_code(1).lower(), region_code="惠济区"))
    company = Company.objects.get()
    assert (done.status_code, done["Location"]) == (303, reverse("companies-detail", args=[company.pk]))
    assert (company.uscc, company.region_name) == (a_code(1), "河南省郑州市惠济区")


def test_the_same_firm_is_refused_with_its_file_beside(wang, cast):
    company = a_company(cast)
    told = wang.post(reverse("companies-add"), facts(cast, name="示例新材料有限责任公司"))
    assert told.status_code == 422
    assert reverse("companies-detail", args=[company.pk]) in told.content.decode()
    assert wang.post(reverse("companies-add"), facts(cast, is_another="on")).status_code == 303


def test_likely_files_are_shown_while_typing(wang, cast):
    a_company(cast, "郑州示例新材料科技有限公司")
    assert "郑州示例新材料科技有限公司" in page(wang, "companies-suggest", name="示例新材料")
    assert page(wang, "companies-suggest", name="示").strip() == ""


def test_filters_find_by_two_characters_list_section_and_relation(wang, cast):
    load_reference()
    company = a_company(cast, "天水华天示例科技有限公司", industry_code="3985", is_target=True, region_code="620500")
    mark_ranking(company, by=cast.wang, at=NOW, list_name="行业20强", year=2023, place=3)
    for query, found in (
        ({"q": "华天"}, True), ({"q": "天华"}, False), ({"list": "行业20强"}, True), ({"list": "世界500强"}, False),
        ({"section": "C"}, True), ({"section": "A"}, False), ({"relation": "is_target"}, True),
        ({"relation": "is_resident"}, False), ({"region": "甘肃"}, True), ({"status": "revoked"}, False),
    ):  # fmt: skip
        assert ("天水华天示例科技有限公司" in page(wang, "companies-list", **query)) == found, query


def test_the_global_search_finds_a_firm_by_two_characters(wang, cast):
    company = a_company(cast, "天水华天示例科技有限公司")
    assert reverse("companies-detail", args=[company.pk]) in page(wang, "search", q="华天")


def test_a_second_editor_is_shown_what_the_first_saved(wang, cast):
    company = a_company(cast)
    values = facts(cast, version=1, note="甲")
    assert wang.post(reverse("companies-edit", args=[company.pk]), values).status_code == 303
    late = wang.post(reverse("companies-edit", args=[company.pk]), values | {"note": "乙"})
    assert late.status_code == 409
    assert Company.objects.get().note == "甲"


def test_a_number_is_masked_until_a_reason_is_given(wang, cast):
    company = a_company(cast)
    contact = a_contact(cast, company)
    shown = page(wang, "companies-detail", company.pk) + page(wang, "companies-edit_contact", contact.pk)
    assert "138****1234" in shown
    assert "13800001234" not in shown
    address = reverse("companies-reveal", args=[contact.pk])
    assert wang.post(address, {"reason": "看"}).status_code == 422
    assert not AuditEntry.objects.exists()
    told = wang.post(address, {"reason": "约定考察时间"})
    assert "13800001234" in told.content.decode()
    assert told["Cache-Control"] == "no-store"


def test_an_empty_phone_field_keeps_the_number(wang, cast):
    contact = a_contact(cast, a_company(cast))
    values = {"name": "改名", "phone": "", "version": contact.version}
    assert wang.post(reverse("companies-edit_contact", args=[contact.pk]), values).status_code == 303
    contact.refresh_from_db()
    assert (contact.name, contact.phone) == ("改名", "13800001234")


def test_contacts_facts_and_marks_come_and_go(wang, cast):
    load_reference()
    company = a_company(cast)
    for name, values in (
        ("add_contact", {"name": "示例联系人"}),
        ("add_fact", {"key": "staff", "value": "120 人", "source": "企业提供", "on": "2024-05-31"}),
        ("mark", {"list_name": "世界500强", "year": "2023"}),
    ):
        assert wang.post(reverse(f"companies-{name}", args=[company.pk]), {"year": ""}).status_code == 422, name
        assert wang.post(reverse(f"companies-{name}", args=[company.pk]), values).status_code == 303, name
    contact, fact, mark = company.contacts.get(), company.facts.get(), company.marks.get()
    assert wang.get(reverse("companies-remove_contact", args=[contact.pk])).status_code == 405
    assert wang.post(reverse("companies-remove_contact", args=[contact.pk])).status_code == 303
    assert wang.post(reverse("companies-remove_fact", args=[fact.pk]), {"reason": "误录"}).status_code == 303
    assert wang.post(reverse("companies-unmark", args=[mark.pk])).status_code == 303
    assert not company.contacts.exists()
    assert not company.facts.exists()
    assert not company.marks.exists()


def test_the_ledger_and_the_page_cost_the_same_whatever_hangs_on_them(wang, cast):
    company = a_company(cast)
    counts = []
    for round_number in range(2):
        for number in range(10):
            a_company(cast, f"批量{round_number}{number}有限公司")
            a_contact(cast, company, name=f"人{number}")
        page(wang, "companies-list")
        with CaptureQueriesContext(connection) as ledger:
            page(wang, "companies-list")
        with CaptureQueriesContext(connection) as detail:
            page(wang, "companies-detail", company.pk)
        counts.append((len(ledger), len(detail)))
    assert counts[0] == counts[1]
    assert counts[0][1] <= 14


def test_industries_and_regions_are_offered_while_typing(wang):
    load_reference()
    assert "3985 电子专用材料制造" in page(wang, "reference-industries", industry_code="电子专用材料")
    assert "410108 河南省郑州市惠济区" in page(wang, "reference-regions", region_code="惠济")
