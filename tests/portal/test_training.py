"""A firm registers by code on the phone, cancels, gives feedback, answers what changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dianxiaoer.domain.training.actions.registering import record_attendance
from dianxiaoer.domain.training.models import Outcome, Registration
from tests.cast import NOW
from tests.domain.accounts.given import a_firm, call_as
from tests.domain.appointments.given import moment
from tests.domain.training.given import STARTS, a_course, an_outcome


@pytest.fixture
def phone(client, cast, monkeypatch):
    """phone(account, at) → a browser of that account at a moment; without one, a stranger's."""

    def hold(account=None, at=NOW):
        monkeypatch.setattr(timezone, "now", lambda: at)
        client.logout()
        if account:
            call_as(client, account)
        return client

    return hold


def test_the_code_of_a_poster_leads_to_the_page_open_to_all(phone, cast):
    course = a_course(cast, name_en="Cost control")
    client = phone()
    assert course.name in client.get("/e/training/").content.decode()
    typed = client.get("/e/training/", {"code": course.code.lower()})
    assert (typed.status_code, typed["Location"]) == (303, f"/e/training/{course.code}/")
    page = client.get(typed["Location"]).content.decode()
    assert "0 / 2" in page
    assert client.get("/e/training/?code=%20").status_code == 422
    assert client.get("/e/training/NOSUCH/").status_code == 404
    answer = client.get(f"/e/training/{course.code}/register/")
    assert answer["Location"].startswith("/e/phone/?next=")
    client.cookies["django_language"] = "en"
    assert "Cost control" in client.get(f"/e/training/{course.code}/").content.decode()


def test_registered_attended_rated(phone, cast):
    course, firm = a_course(cast), a_firm(cast)
    client = phone(firm.manager)
    page = f"/e/training/{course.code}/register/"
    empty = client.post(page, {"name": "示例陈总"})
    assert (empty.status_code, "请填写企业名称" in empty.content.decode()) == (422, True)
    assert client.post(page, {"name": "示例陈总", "company": firm.company.pk}).status_code == 303
    row = Registration.objects.get()
    assert (row.channel, row.place, row.company) == ("code", 1, firm.company)
    mine = client.get("/e/training/mine/").content.decode()
    assert "座号 1" in mine
    assert b"BEGIN:VEVENT" in client.get(f"/e/training/mine/{row.pk}/calendar.ics").content
    evening = moment(STARTS, 18)
    record_attendance(course, by=cast.wang, at=evening, present=[row.pk], on=STARTS)
    client = phone(firm.manager, evening)
    assert client.post(f"/e/training/mine/{row.pk}/feedback/", {}).status_code == 422
    assert client.post(f"/e/training/mine/{row.pk}/feedback/", {"level": 5, "feedback": "实用"}).status_code == 303
    row.refresh_from_db()
    assert (row.level, row.feedback) == (5, "实用")
    assert phone(firm.other, evening).get(f"/e/training/mine/{row.pk}/feedback/").status_code == 404


def test_what_changed_is_answered_on_the_phone(phone, cast):
    firm = a_firm(cast)
    outcome = an_outcome(cast, firm.company)
    later = NOW + timedelta(days=101)
    client = phone(firm.manager, later)
    assert "去填写" in client.get("/e/training/mine/").content.decode()
    page = f"/e/training/outcomes/{outcome.pk}/"
    half = client.post(page, {"version": outcome.version, "cost_before_yuan": "100万"})
    assert (half.status_code, "之前和之后都填上" in half.content.decode()) == (422, True)
    whole = {"version": outcome.version, "cost_before_yuan": "100万", "cost_after_yuan": "93万"}
    assert client.post(page, whole).status_code == 303
    assert Outcome.objects.get().source == "企业填报"
    assert phone(firm.other, later).get(page).status_code == 404


def test_a_firm_may_rather_not_say(phone, cast):
    firm = a_firm(cast)
    outcome = an_outcome(cast, firm.company)
    client = phone(firm.manager, NOW + timedelta(days=101))
    assert client.post(f"/e/training/outcomes/{outcome.pk}/decline/").status_code == 303
    assert "去填写" not in client.get("/e/training/mine/").content.decode()


def test_closed_is_said_instead_of_a_button(phone, cast):
    course = a_course(cast)
    page = phone(None, moment(STARTS + timedelta(1), 9)).get(f"/e/training/{course.code}/").content.decode()
    assert "现在不接受报名" in page
    assert "register/" not in page
