"""The screens of the three administrators."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dianxiaoer.domain.people.actions import enrol_user, give_role
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.people.sign_ins import note_failure
from dianxiaoer.domain.reference.actions import load_reference
from dianxiaoer.domain.reference.calendar import CalendarDay, load_shipped
from dianxiaoer.kernel.audit import write_entry
from tests.cast import NOW, TODAY

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def visit(client, cast):
    """visit(person) signs them in and gives the client."""

    def sign_in(person):
        client.force_login(person, backend=BACKEND)
        return client

    return sign_in


def test_a_unit_is_added_under_one_that_is_covered_with_a_code_that_exists(visit, cast):
    load_reference()
    client = visit(cast.system_admin)
    facts = {"parent": cast.district.pk, "name": "示例街道", "kind": "street", "region_code": "999999"}
    assert client.post(reverse("units-add"), facts).status_code == 422
    assert client.post(reverse("units-add"), facts | {"parent": cast.other_district.pk}).status_code == 422
    assert client.post(reverse("units-add"), facts | {"region_code": "410108001"}).status_code == 303
    assert Unit.objects.get(name="示例街道").parent == cast.district


def test_the_tree_costs_the_same_for_many_units(visit, cast):
    from django.db import connection

    from dianxiaoer.domain.people.actions import plant_unit

    for number in range(60):
        plant_unit(name=f"示例科{number}", kind="section", parent=cast.district, at=NOW)
    client = visit(cast.city_leader)
    with CaptureQueriesContext(connection) as captured:
        assert "示例科59" in client.get(reverse("units-list")).content.decode()
    assert len(captured) <= 8


def test_an_account_is_made_then_given_a_role_by_another(visit, cast):
    facts = {
        "username": "xinren",
        "name": "新人",
        "unit": cast.district.pk,
        "password": "Shici-mima-1",
        "language": "zh-hans",
    }
    client = visit(cast.system_admin)
    assert client.post(reverse("people-add"), facts | {"username": "Xin Ren"}).status_code == 422
    assert client.post(reverse("people-add"), facts | {"password": "123"}).status_code == 422
    assert client.post(reverse("people-add"), facts).status_code == 303
    person = User.objects.get(username="xinren")
    role = {"role": "officer", "unit": cast.district.pk}
    address = reverse("people-assign_role", args=[person.pk])
    assert client.post(address, role).status_code == 403
    client = visit(cast.security_admin)
    assert client.post(address, role | {"unit": cast.city.pk}).status_code == 422
    assert client.post(address, role).status_code == 303
    assert person.roles.get().role == "officer"
    assert "授予角色" in client.get(reverse("people-detail", args=[person.pk])).content.decode()


def test_the_list_of_people_costs_the_same_for_sixty(visit, cast):
    from django.db import connection

    for number in range(60):
        user = enrol_user(username=f"u{number}", name=f"人{number}", unit=cast.district, password=None, at=NOW)
        give_role(user, "officer", cast.district, since=TODAY)
    client = visit(cast.security_admin)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("people-list")).status_code == 200
    assert len(captured) <= 8, [query["sql"][:80] for query in captured]


def test_people_are_found_by_role(visit, cast):
    page = visit(cast.security_admin).get(reverse("people-list"), {"role": "chief"}).content.decode()
    assert "李科长" in page
    assert "小赵" not in page


def test_the_calendar_warns_of_a_year_not_announced(visit, cast):
    load_shipped(NOW)
    client = visit(cast.wang)
    announced = client.get(reverse("calendar-year", args=[2024])).content.decode()
    assert "尚未公布" not in announced
    assert "全年 251 个工作日" in announced
    assert "尚未公布" in client.get(reverse("calendar-year", args=[2027])).content.decode()


def test_the_calendar_is_edited_by_the_system_administrator(visit, cast):
    load_shipped(NOW)
    client = visit(cast.system_admin)
    facts = {"on": "2027-01-01", "kind": "off", "name": "元旦"}
    assert client.post(reverse("calendar-set_day"), facts).status_code == 303
    assert client.post(reverse("calendar-announce", args=[2027]), {"notice": ""}).status_code == 422
    assert client.post(reverse("calendar-announce", args=[2027]), {"notice": "示例通知"}).status_code == 303
    assert "尚未公布" not in client.get(reverse("calendar-year", args=[2027])).content.decode()
    day = CalendarDay.objects.get(on="2027-01-01")
    assert client.post(reverse("calendar-clear_day", args=[day.pk])).status_code == 303


def test_an_auditor_reads_the_acts_of_the_own_district_only(visit, cast):
    at = timezone.now()
    write_entry("export", by=cast.wang, at=at, subject="activities", detail={"format": "xlsx"})
    write_entry("export", by=cast.liu, at=at, subject="leads-of-another")
    note_failure("wang", at=at, address="10.0.0.7")
    note_failure("liu", at=at, address="10.0.0.8")
    page = visit(cast.auditor).get(reverse("audit-list")).content.decode()
    assert "10.0.0.7" in page
    assert "xlsx" in page
    assert "leads-of-another" not in page
    assert "10.0.0.8" not in page
    filtered = visit(cast.auditor).get(reverse("audit-list"), {"act": "signin.failed"}).content.decode()
    assert "10.0.0.7" in filtered
    assert "xlsx</td>" not in filtered


def test_the_log_is_exported_and_the_export_stands_in_the_log(visit, cast):
    write_entry("export", by=cast.wang, at=timezone.now(), subject="activities")
    client = visit(cast.auditor)
    sheet = b"".join(client.get(reverse("audit-list"), {"export": "csv"}).streaming_content).decode()
    assert "导出人 郑审计(auditor)" in sheet
    assert "activities" in sheet
    assert "audit" in client.get(reverse("audit-list")).content.decode()
    assert "没有缺失" in client.get(reverse("audit-verify")).content.decode()
