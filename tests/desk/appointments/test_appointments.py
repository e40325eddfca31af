"""The screens of appointments and windows. The clock of the browser is set to NOW's week."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dianxiaoer.domain.appointments.actions.handling import miss_appointment
from dianxiaoer.domain.appointments.models import Booking, OnCallDuty, ServiceWindow, WaitingEntry
from tests.cast import NOW, TODAY
from tests.domain.appointments.given import WEDNESDAY, a_booking, a_night_window, a_window, an_item, moment
from tests.domain.companies.given import a_company
from tests.domain.tickets.making import make_ticket

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def desk(client, cast, monkeypatch):
    """desk(person) → a client signed in, on Monday 2024-06-03 at nine."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)

    def sign_in(person):
        client.force_login(person, backend=BACKEND)
        return client

    return sign_in


def booking_form(**facts):
    return {
        "starts_at": moment(WEDNESDAY, 10).isoformat(),
        "company_name": "示例甲公司",
        "contact_name": "示例陈总",
        "contact_phone": "13900000001",
        "mode": "window",
        "channel": "hotline",
    } | facts


def test_an_officer_books_for_a_firm_whose_file_is_linked(desk, cast):
    company, item = a_company(cast, "示例甲公司"), an_item(cast)
    client = desk(cast.wang)
    page = f"/desk/appointments/book/?item={item.pk}&on={WEDNESDAY}"
    assert "09:00–09:30" in client.get(page).content.decode()
    answer = client.post(page, booking_form())
    booking = Booking.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/desk/appointments/{booking.pk}/")
    assert (booking.company, booking.channel, booking.state) == (company, "hotline", "confirmed")
    shown = client.get(answer["Location"]).content.decode()
    assert "139****0001" in shown
    assert "13900000001" not in shown


def test_a_time_taken_in_between_is_refused_on_the_form_with_everything_kept(desk, cast):
    item = an_item(cast, a_window(cast, seats=2))
    client = desk(cast.wang)
    page = f"/desk/appointments/book/?item={item.pk}&on={WEDNESDAY}"
    client.post(page, booking_form())
    again = client.post(page, booking_form())
    assert again.status_code == 422
    assert "限约一次" in again.content.decode()
    wrong = client.post(page, booking_form(contact_phone="12345"))
    assert wrong.status_code == 422
    assert "11 位手机号码" in wrong.content.decode()
    assert Booking.objects.count() == 1


def test_a_full_day_offers_its_waiting_list(desk, cast):
    item = an_item(cast, minutes=180)
    for hour, phone in ((9, "13900000011"), (14, "13900000012")):
        a_booking(cast, item, starts_at=moment(WEDNESDAY, hour), contact_phone=phone)
    client = desk(cast.wang)
    assert "已约满" in client.get(f"/desk/appointments/book/?item={item.pk}&on={WEDNESDAY}").content.decode()
    queue = f"/desk/appointments/queue/?item={item.pk}&on={WEDNESDAY}"
    answer = client.post(queue, booking_form(starts_at=""))
    assert answer.status_code == 303
    entry = WaitingEntry.objects.get()
    assert entry.starts_at is None
    assert "示例甲公司" in client.get("/desk/appointments/waiting/").content.decode()
    first = Booking.objects.first()
    client.post(f"/desk/appointments/{first.pk}/cancel/", {"reason": "示例"})
    entry.refresh_from_db()
    assert entry.booking.starts_at == first.starts_at


def test_checked_in_served_and_the_calendar_file(desk, cast):
    booking = a_booking(cast, starts_at=moment(TODAY, 10))
    client = desk(cast.wang)
    assert client.post(f"/desk/appointments/{booking.pk}/check_in/").status_code == 303
    board = client.get(f"/desk/appointments/board/?window={booking.window_id}&on={TODAY}&days=1").content.decode()
    assert "办理完成" in board
    assert client.post(f"/desk/appointments/{booking.pk}/serve/", {"result_note": "已发照"}).status_code == 303
    booking.refresh_from_db()
    assert (booking.state, booking.result_note) == ("served", "已发照")
    answer = client.get(f"/desk/appointments/{booking.pk}/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"DTSTART:20240603T020000Z" in answer.content


def test_a_no_show_too_early_is_refused_and_a_late_one_can_be_taken_back(desk, cast):
    booking = a_booking(cast, starts_at=moment(TODAY, 10))
    client = desk(cast.wang)
    answer = client.post(f"/desk/appointments/{booking.pk}/miss/")
    assert (answer.status_code, "以后才能登记爽约" in answer.content.decode()) == (422, True)
    miss_appointment(booking, by=cast.wang, at=moment(TODAY, 11))
    page = client.get(f"/desk/appointments/{booking.pk}/").content.decode()
    assert "近 90 天爽约 1 次" in page
    assert client.post(f"/desk/appointments/{booking.pk}/excuse/", {"reason": "封路"}).status_code == 303
    assert "近 90 天爽约 0 次" in client.get(f"/desk/appointments/{booking.pk}/").content.decode()


def test_the_board_shows_openings_bookings_and_who_is_on_call(desk, cast):
    item = a_night_window(cast, cast.wang)
    a_booking(cast, item, starts_at=moment(TODAY + timedelta(1), 20))
    client = desk(cast.leader)
    week = client.get(f"/desk/appointments/board/?window={item.window_id}&on={TODAY}").content.decode()
    assert "20:00 示例甲公司" in week
    day = client.get(f"/desk/appointments/board/?window={item.window_id}&on={TODAY + timedelta(1)}&days=1")
    assert "小王" in day.content.decode()
    assert "签到</a>" not in day.content.decode(), "a reader gets no buttons"
    assert client.get("/desk/appointments/board/?on=2024-13-40&window=x").status_code == 200


def test_another_district_sees_nothing_and_a_reader_is_told_so(desk, cast):
    booking = a_booking(cast)
    assert desk(cast.liu).get(f"/desk/appointments/{booking.pk}/").status_code == 404
    assert desk(cast.leader).get(f"/desk/appointments/{booking.pk}/cancel/").status_code == 403
    assert desk(cast.stranger).get("/desk/appointments/").status_code == 403


def test_a_window_is_made_ready_on_the_screens(desk, cast):
    client = desk(cast.chief)
    fields = {"unit": cast.district.pk, "name": "不动产窗口", "seats": 2, "horizon_days": 7, "notice_minutes": 30}
    minutes = {"out_of_hours_notice_minutes": 600, "cancel_minutes": 60, "move_up_minutes": 60, "remind_minutes": 60}
    assert client.post("/desk/windows/add/", fields | minutes | {"grace_minutes": 10}).status_code == 303
    window = ServiceWindow.objects.get()
    page = f"/desk/windows/{window.pk}"
    assert client.post(f"{page}/add_item/", {"name": "首次登记", "minutes": 45}).status_code == 303
    shift = {"day": "every_day", "opens": "18:00", "closes": "08:00", "seats": 3, "from_on": "2024-06-01"}
    refused = client.post(f"{page}/add_shift/", shift)
    assert (refused.status_code, "最多同时接待 2 个" in refused.content.decode()) == (422, True)
    assert client.post(f"{page}/add_shift/", shift | {"seats": 2, "is_out_of_hours": "on"}).status_code == 303
    duty = {"officer": cast.wang.pk, "starts_at": "2024-06-03T18:00", "ends_at": "2024-06-04T08:00", "days": 3}
    assert client.post(f"{page}/put_on_call/", duty).status_code == 303
    assert OnCallDuty.objects.count() == 3
    whole = client.get(f"{page}/").content.decode()
    for text in ("首次登记", "(至次日)", "小王", "今后 14 天"):
        assert text in whole
    duties = client.get("/desk/windows/duties/").content.decode()
    assert duties.count("小王") >= 3


def test_closing_a_day_names_the_appointments_it_touches(desk, cast):
    booking = a_booking(cast)
    client = desk(cast.chief)
    answer = client.post(
        f"/desk/windows/{booking.window_id}/except/",
        {"on": WEDNESDAY, "kind": "closed", "seats": 1, "reason": "搬迁"},
        follow=True,
    )
    assert f"当天有 1 个预约不在开放时间内:{booking.number}" in answer.content.decode()


def test_two_people_do_not_overwrite_a_window(desk, cast):
    window = a_window(cast)
    client = desk(cast.chief)
    page = f"/desk/windows/{window.pk}/edit/"
    values = {
        name: value for name, value in client.get(page).context["form"].initial.items() if value not in (None, False)
    }
    assert client.post(page, values | {"place": "二楼"}).status_code == 303
    late = client.post(page, values | {"place": "三楼"})
    assert (late.status_code, "有人先保存了" in late.content.decode()) == (409, True)


def test_the_ledger_costs_the_same_however_many(desk, cast):
    item = an_item(cast, a_window(cast, seats=20))
    client = desk(cast.wang)
    for number in range(20):
        a_booking(cast, item, contact_phone=f"139000001{number:02}")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/desk/appointments/?state=confirmed&q=139000001")
    assert page.content.decode().count('id="appointments-') == 20
    assert len(asked) - 2 <= 8, [query["sql"][:80] for query in asked]  # session and person are everybody's
    assert (
        client.get(f"/desk/appointments/?q=yy20240605-{Booking.objects.last().pk}")
        .content.decode()
        .count('id="appointments-')
        == 1
    )
    export = b"".join(client.get("/desk/appointments/?state=confirmed&export=csv").streaming_content).decode()
    assert len(export.strip().splitlines()) == 22


def test_a_ticket_is_linked_by_its_number(desk, cast):
    booking, ticket = a_booking(cast), make_ticket(cast)
    client = desk(cast.wang)
    page = f"/desk/appointments/{booking.pk}/link_ticket/"
    wrong = client.post(page, {"ticket": "JY19990101-0001"})
    assert (wrong.status_code, "没有找到这个编号的诉求" in wrong.content.decode()) == (422, True)
    assert client.post(page, {"ticket": ticket.number.lower()}).status_code == 303
    assert ticket.title in client.get(f"/desk/appointments/{booking.pk}/").content.decode()
    assert client.post(page, {"ticket": ""}).status_code == 303
    booking.refresh_from_db()
    assert booking.ticket is None
