"""A firm books on the phone: item, day, time, who comes; sees, cancels, takes the calendar file, waits in line."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dianxiaoer.domain.appointments.actions.handling import cancel_appointment
from dianxiaoer.domain.appointments.actions.windows import add_item, add_window
from dianxiaoer.domain.appointments.models import Booking, WaitingEntry
from dianxiaoer.domain.codes.actions import issue_code
from dianxiaoer.domain.codes.tokens import token_of
from dianxiaoer.domain.people.actions import give_role
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.states import Role
from tests.cast import NOW, TODAY
from tests.domain.accounts.given import a_firm, call_as
from tests.domain.appointments.given import WEDNESDAY, a_booking, a_night_window, a_window, an_item, moment


@pytest.fixture
def phone(client, cast, monkeypatch):
    """phone(account) → a browser of that account, on Monday 2024-06-03 at nine; without one, a stranger's."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)

    def hold(account=None):
        client.logout()
        if account:
            call_as(client, account)
        return client

    return hold


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def an_item_of_the_other_district(cast):
    give_role(cast.liu, Role.CHIEF, cast.other_district, since=TODAY)
    liu = User.objects.get(pk=cast.liu.pk)
    window = add_window(by=liu, at=NOW, unit=cast.other_district, name="乙区窗口", seats=1)
    return add_item(window, by=liu, at=NOW, name="乙区事项", minutes=30)


def test_a_stranger_looks_around_and_verifies_only_to_book(phone, cast):
    item = an_item(cast, bring="营业执照副本", bring_en="Business licence")
    client = phone()
    assert "营业执照办理" in read(client, "/e/appointments/")
    assert "还有 12 个位置" in read(client, f"/e/appointments/{item.pk}/")
    times = read(client, f"/e/appointments/{item.pk}/{WEDNESDAY}/")
    assert "10:00–10:30" in times
    answer = client.get(f"/e/appointments/book/?item={item.pk}&at={moment(WEDNESDAY, 10).isoformat()}")
    assert answer["Location"].startswith("/e/phone/?next=")


def test_booked_seen_cancelled(phone, cast):
    firm, item = a_firm(cast), an_item(cast)
    client = phone(firm.manager)
    page = f"/e/appointments/book/?item={item.pk}&at={moment(WEDNESDAY, 10).isoformat().replace('+', '%2B')}"
    answer = client.post(page, {"contact_name": "示例陈总", "company": firm.company.pk})
    booking = Booking.objects.get()
    assert answer["Location"] == f"/e/appointments/mine/{booking.pk}/"
    assert (booking.channel, booking.contact_phone, booking.company) == ("portal", firm.manager.phone, firm.company)
    seen = read(client, answer["Location"])
    assert booking.number in seen
    assert "2024-06-05 08:00 前可自行取消" in seen
    file = client.get(f"/e/appointments/mine/{booking.pk}/calendar.ics")
    assert b"DTSTART:20240605T020000Z" in file.content
    assert "示例精密有限公司" in read(client, "/e/appointments/mine/")
    assert client.post(f"/e/appointments/mine/{booking.pk}/cancel/").status_code == 303
    booking.refresh_from_db()
    assert booking.state == "cancelled"


def test_a_firm_one_does_not_speak_for_cannot_be_chosen(phone, cast):
    firm, item = a_firm(cast), an_item(cast)
    client = phone(firm.manager)
    page = f"/e/appointments/book/?item={item.pk}&at={moment(WEDNESDAY, 10).isoformat().replace('+', '%2B')}"
    answer = client.post(page, {"contact_name": "示例", "company": firm.other_company.pk})
    assert answer.status_code == 422
    assert not Booking.objects.exists()


def test_another_firm_s_appointment_does_not_exist(phone, cast):
    firm = a_firm(cast)
    booking = a_booking(cast, company=firm.company)
    for account in (firm.other, firm.lone):
        for part in ("", "cancel/", "calendar.ics"):
            assert phone(account).get(f"/e/appointments/mine/{booking.pk}/{part}").status_code == 404
        assert phone(account).post(f"/e/appointments/mine/{booking.pk}/cancel/").status_code == 404
    assert phone(firm.member).get(f"/e/appointments/mine/{booking.pk}/").status_code == 200


def test_too_late_to_cancel_says_whom_to_ring(phone, cast, monkeypatch):
    firm = a_firm(cast)
    booking = a_booking(cast, company=firm.company)
    monkeypatch.setattr(timezone, "now", lambda: moment(WEDNESDAY, 9))
    answer = phone(firm.manager)
    monkeypatch.setattr(timezone, "now", lambda: moment(WEDNESDAY, 9))
    call_as(answer, firm.manager)
    refused = answer.post(f"/e/appointments/mine/{booking.pk}/cancel/")
    assert (refused.status_code, "0000-1234567" in refused.content.decode()) == (422, True)


def test_a_full_time_leads_to_the_line_and_a_cancelled_place_to_who_waits(phone, cast):
    firm, item = a_firm(cast), an_item(cast)
    booking = a_booking(cast, item)
    client = phone(firm.manager)
    times = read(client, f"/e/appointments/{item.pk}/{WEDNESDAY}/")
    assert "已约满,可候补" in times
    at = moment(WEDNESDAY, 10).isoformat().replace("+", "%2B")
    refused = client.post(f"/e/appointments/book/?item={item.pk}&at={at}", {"contact_name": "示例陈总"})
    assert (refused.status_code, "已约满,没有预约成功" in refused.content.decode()) == (422, True)
    assert (
        client.post(f"/e/appointments/queue/?item={item.pk}&at={at}", {"contact_name": "示例陈总"}).status_code == 303
    )
    mine = read(client, "/e/appointments/mine/")
    assert "第 1 位" in mine
    cancel_appointment(booking, by=cast.wang, at=NOW, reason="示例")
    assert WaitingEntry.objects.get().booking.account == firm.manager
    assert "10:00" in read(client, "/e/appointments/mine/")


def test_nights_are_offered_with_who_receives(phone, cast):
    item = a_night_window(cast, cast.wang)
    assert "值班人员接待" in read(phone(), f"/e/appointments/{item.pk}/{TODAY + timedelta(1)}/")


def test_addresses_that_mean_nothing_are_not_found_or_lead_back(phone, cast):
    firm, item = a_firm(cast), an_item(cast)
    client = phone(firm.manager)
    for address in (
        "9999/",
        f"{item.pk}/2024-13-40/",
        f"{item.pk}/heute/",
        f"book/?item={item.pk}&at=x",
        "book/?item=99&at=x",
    ):
        assert client.get(f"/e/appointments/{address}").status_code == 404, address
    for address in ("book/", f"book/?item={item.pk}&on={WEDNESDAY}", "queue/"):
        assert client.get(f"/e/appointments/{address}").status_code == 303, address


def test_pages_are_light_and_english_when_asked(phone, cast):
    window = a_window(cast, name_en="Business start window")
    item = an_item(cast, window, name_en="Business licence")
    client = phone()
    client.cookies["django_language"] = "en"
    for address in ("/e/appointments/", f"/e/appointments/{item.pk}/", f"/e/appointments/{item.pk}/{WEDNESDAY}/"):
        page = client.get(address)
        assert len(page.content) < 60_000
    assert "Business licence" in page.content.decode()


def test_the_district_comes_first_is_remembered_and_others_are_a_switch_away(phone, cast):
    an_item(cast)
    an_item(cast, a_window(cast, unit=cast.park, name="园区窗口"), name="园区事项")
    an_item_of_the_other_district(cast)
    client = phone()
    first = read(client, "/e/appointments/")
    assert "先选办事地区" in first
    assert "营业执照办理" not in first, "districts are not mixed"
    chosen = read(client, f"/e/appointments/?unit={cast.district.pk}")
    assert "营业执照办理" in chosen
    assert "园区事项" in chosen, "a park stands in its district"
    assert "乙区事项" not in chosen
    again = read(client, "/e/appointments/")
    assert ("营业执照办理" in again, f"?unit={cast.other_district.pk}" in again) == (True, True)
    assert "乙区事项" in read(client, f"/e/appointments/?unit={cast.other_district.pk}")
    assert len(again.encode()) < 60_000


def test_a_firm_and_a_scanned_code_say_where_they_are(phone, cast):
    an_item(cast)
    an_item_of_the_other_district(cast)
    firm = a_firm(cast)
    assert "营业执照办理" in read(phone(firm.manager), "/e/appointments/")
    client = phone()
    assert client.cookies.get("district") is None or not client.cookies["district"].value
    code = issue_code(firm.company, by=cast.wang, at=NOW, site="示例厂区")
    read(client, reverse("portal-code", args=[token_of(code)]))
    assert "营业执照办理" in read(client, "/e/appointments/")


@pytest.mark.parametrize("wrong", ["x", "-1", "99999999", "9" * 40])
def test_a_wrong_district_is_no_district(phone, cast, wrong):
    an_item(cast)
    client = phone()
    client.cookies["district"] = wrong
    assert "营业执照办理" in read(client, f"/e/appointments/?unit={wrong}"), "the only district there is"
