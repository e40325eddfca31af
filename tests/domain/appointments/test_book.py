"""Booking: who may, when, how often; and what the database refuses whoever writes."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404

from dianxiaoer.domain.accounts.firm_access import fetch_for
from dianxiaoer.domain.appointments.actions.booking import book_appointment
from dianxiaoer.domain.appointments.actions.handling import cancel_appointment, excuse_appointment, miss_appointment
from dianxiaoer.domain.appointments.actions.windows import add_item, add_window, put_on_call, set_no_show_rule
from dianxiaoer.domain.appointments.models import BookedQuarter, Booking
from dianxiaoer.domain.appointments.queries import bookable_slots, bookings_of, farthest_day
from dianxiaoer.domain.appointments.rules import standing_of
from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.people.access import fetch
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.models import Event
from tests.cast import NOW, TODAY
from tests.domain.appointments.given import (
    WEDNESDAY,
    a_booking,
    a_caller,
    a_night_window,
    a_shift,
    a_window,
    an_item,
    moment,
)
from tests.domain.companies.given import a_company


def book_oneself(caller, item, starts_at, at=NOW, **facts):
    return book_appointment(item, by=caller, at=at, starts_at=starts_at, contact_name="示例陈总", **facts)


def test_a_stranger_and_another_district_neither_book_nor_see(cast):
    item = an_item(cast)
    for person in (cast.stranger, cast.liu, cast.leader):
        with pytest.raises(PermissionDenied):
            a_booking(cast, item, by=person)
    booking = a_booking(cast, item)
    for person in (cast.stranger, cast.liu):
        with pytest.raises(Http404):
            fetch(person, Booking, pk=booking.pk)


def test_a_firm_sees_its_own_and_no_other_firm_s(cast):
    company, other = a_company(cast, "示例甲公司"), a_company(cast, "示例乙公司")
    caller = a_caller("13900000001", company)
    booking = book_oneself(caller, an_item(cast), moment(WEDNESDAY, 10), company=company)
    colleague, rival = a_caller("13900000002", company), a_caller("13900000003", other)
    assert list(bookings_of(caller)) == list(bookings_of(colleague)) == [booking]
    assert fetch_for(colleague, Booking, pk=booking.pk)
    assert list(bookings_of(rival)) == []
    with pytest.raises(Http404):
        fetch_for(rival, Booking, pk=booking.pk)
    with pytest.raises(PermissionDenied):
        cancel_appointment(booking, by=rival, at=NOW)
    with pytest.raises(PermissionDenied):
        book_oneself(rival, booking.item, moment(WEDNESDAY, 11), company=company)


def test_a_slot_taken_is_refused_and_nothing_stays(cast):
    item = an_item(cast)
    a_booking(cast, item)
    before = Event.objects.count(), Message.objects.count()
    with pytest.raises(ValidationError, match="已约满"):
        a_booking(cast, item, contact_phone="13900000002")
    assert (Booking.objects.count(), BookedQuarter.objects.count()) == (1, 2)
    assert (Event.objects.count(), Message.objects.count()) == before


def test_items_of_different_length_do_not_overlap_on_one_seat(cast):
    window = a_window(cast)
    short, long = an_item(cast, window), an_item(cast, window, name="联合验收咨询", minutes=90)
    a_booking(cast, short, starts_at=moment(WEDNESDAY, 10))
    with pytest.raises(ValidationError, match="已约满"):
        a_booking(cast, long, starts_at=moment(WEDNESDAY, 9), contact_phone="13900000002")  # 9:00–10:30
    assert a_booking(cast, long, starts_at=moment(WEDNESDAY, 10, 30), contact_phone="13900000002").seat == 1


def test_seats_fill_one_after_the_other(cast):
    item = an_item(cast, a_window(cast, seats=2))
    assert [a_booking(cast, item, contact_phone=f"1390000000{n}").seat for n in (1, 2)] == [1, 2]
    with pytest.raises(ValidationError, match="已约满"):
        a_booking(cast, item, contact_phone="13900000003")


def test_the_database_itself_holds_seat_officer_and_day(cast):
    booking = a_booking(cast)
    quarter = booking.quarters.first()
    with pytest.raises(IntegrityError, match=r"seat|unique|UNIQUE"), transaction.atomic():
        BookedQuarter.objects.create(booking=booking, window=booking.window, seat=1, starts_at=quarter.starts_at)
    booking.quarters.update(officer=cast.wang)
    other = a_window(cast, name="另一个窗口")
    with pytest.raises(IntegrityError), transaction.atomic():
        BookedQuarter.objects.create(
            booking=booking, window=other, seat=1, officer=cast.wang, starts_at=quarter.starts_at
        )
    again = Booking.objects.get(pk=booking.pk)
    again.pk, again.starts_at, again.ends_at = None, moment(WEDNESDAY, 15), moment(WEDNESDAY, 16)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_once_a_day_per_person_and_item_where_the_item_says_so(cast):
    item = an_item(cast)
    first = a_booking(cast, item)
    with pytest.raises(ValidationError, match="限约一次"):
        a_booking(cast, item, starts_at=moment(WEDNESDAY, 15))
    cancel_appointment(first, by=cast.wang, at=NOW, reason="改期")
    a_booking(cast, item, starts_at=moment(WEDNESDAY, 15))
    free = an_item(cast, item.window, name="材料递交", is_once_a_day=False)
    for hour in (10, 11):
        a_booking(cast, free, starts_at=moment(WEDNESDAY, hour))


def test_a_firm_keeps_notice_and_horizon_the_desk_need_not(cast):
    caller, item = a_caller(), an_item(cast)
    at = moment(TODAY, 9, 30)
    with pytest.raises(ValidationError, match="须提前 1 小时"):
        book_oneself(caller, item, moment(TODAY, 10), at)
    with pytest.raises(ValidationError, match="最远可约到"):
        book_oneself(caller, item, moment(TODAY + timedelta(15), 10), at)
    assert a_booking(cast, item, at=at, starts_at=moment(TODAY, 9, 30))
    with pytest.raises(ValidationError, match="已经过去"):
        a_booking(cast, item, at=moment(TODAY, 12), starts_at=moment(TODAY, 10), contact_phone="13900000002")
    with pytest.raises(ValidationError, match="没有可预约的时段"):
        book_oneself(caller, item, moment(WEDNESDAY, 10, 15), at)


def test_a_night_is_asked_for_a_day_ahead_and_confirmed_by_the_officer(cast):
    caller, item = a_caller(), a_night_window(cast, cast.wang)
    with pytest.raises(ValidationError, match="须提前 24 小时"):
        book_oneself(caller, item, moment(TODAY, 20))
    booking = book_oneself(caller, item, moment(TODAY + timedelta(1), 20))
    assert (booking.state, booking.officer, booking.is_out_of_hours) == ("booked", cast.wang, True)


def test_an_officer_on_call_for_two_windows_is_booked_at_one(cast):
    first = a_night_window(cast, cast.wang)
    window = add_window(by=cast.chief, at=NOW, unit=cast.district, name="第二延时窗口", seats=3)
    shift = first.window.shifts.get()
    a_shift(cast, window, day="every_day", opens=shift.opens, closes=shift.closes, seats=3, is_out_of_hours=True)
    put_on_call(
        window, by=cast.chief, at=NOW, officer=cast.wang, starts_at=moment(TODAY, 18),
        ends_at=moment(TODAY + timedelta(1), 8), days=3,
    )  # fmt: skip
    item = add_item(window, by=cast.chief, at=NOW, name="急件受理", minutes=60)
    night = moment(TODAY + timedelta(1), 20)
    a_booking(cast, first, starts_at=night)
    with pytest.raises(ValidationError, match="已约满"):
        a_booking(cast, item, starts_at=night, contact_phone="13900000002")


def test_a_doorstep_visit_needs_an_address_and_a_window_that_goes_out(cast):
    item = an_item(cast)
    with pytest.raises(ValidationError, match="不提供上门"):
        a_booking(cast, item, mode="doorstep", address="示例路 1 号")
    outdoor = an_item(cast, a_window(cast, name="上门服务队", is_doorstep=True))
    with pytest.raises(ValidationError, match="上门服务须填写地址"):
        a_booking(cast, outdoor, mode="doorstep", address=" ")
    assert a_booking(cast, outdoor, mode="doorstep", address="示例路 1 号").state == "booked"


def test_messages_go_out_with_the_booking_and_the_reminder_waits(cast):
    booking = a_booking(cast)
    booked, reminder = Message.objects.order_by("send_at")
    assert booking.number in booked.text
    assert booking.number == f"YY20240605-{booking.pk:04}"
    assert reminder.send_at == moment(WEDNESDAY - timedelta(1), 10)
    assert {booked.address, reminder.address} == {"13900000001"}
    cancel_appointment(booking, by=cast.wang, at=NOW, reason="窗口停电")
    reminder.refresh_from_db()
    assert reminder.state == "cancelled"
    assert "窗口停电" in Message.objects.get(key__endswith="cancelled").text


def test_a_caller_stands_on_the_timeline_by_name(cast):
    booking = book_oneself(a_caller(), an_item(cast), moment(WEDNESDAY, 10))
    told = [(event.verb, event.by_name) for event in reversed(timeline(booking))]
    assert told == [("appointments.book", "示例陈总"), ("appointments.confirm", "")]


def three_no_shows(cast, item):
    for days in (31, 20, 10):
        day = TODAY - timedelta(days)
        booking = a_booking(cast, item, at=moment(day, 8), starts_at=moment(day, 10))
        booking = miss_appointment(booking, by=cast.wang, at=moment(day, 11))
    return booking


def test_three_no_shows_in_ninety_days_shorten_how_far_one_may_book(cast):
    item, caller = an_item(cast), a_caller()
    last = three_no_shows(cast, item)
    standing = standing_of("13900000001", cast.district, TODAY)
    assert (standing.is_limited, standing.until_on) == (True, TODAY - timedelta(31) + timedelta(90))
    assert farthest_day(item.window, NOW, "13900000001") == TODAY + timedelta(1)
    with pytest.raises(ValidationError, match="近期多次爽约"):
        book_oneself(caller, item, moment(WEDNESDAY, 10))
    assert book_oneself(caller, item, moment(TODAY + timedelta(1), 10))
    assert not standing_of("13900000001", cast.district, standing.until_on).is_limited
    with pytest.raises(ValidationError):
        excuse_appointment(last, by=cast.wang, at=NOW, reason=" ")
    excuse_appointment(last, by=cast.wang, at=NOW, reason="示例:当天封路,有交警通告")
    assert book_oneself(caller, item, moment(WEDNESDAY, 10))


def test_a_district_s_own_rule_replaces_the_shipped_one_from_its_day(cast):
    item = an_item(cast)
    three_no_shows(cast, item)
    rule = {"by": cast.chief, "at": NOW, "unit": cast.district, "within_days": 15, "days_ahead": 2, "basis": "示例办法"}
    set_no_show_rule(limit=1, from_on=WEDNESDAY, **rule)
    assert farthest_day(item.window, NOW, "13900000001") == TODAY + timedelta(1)
    set_no_show_rule(limit=2, from_on=TODAY, **rule)
    assert farthest_day(item.window, NOW, "13900000001") == TODAY + timedelta(14)
    with pytest.raises(ValidationError):
        set_no_show_rule(limit=0, from_on=TODAY - timedelta(1), **rule)


def test_what_a_firm_is_offered_is_what_it_may_book(cast):
    item, caller = a_night_window(cast, cast.wang), a_caller()
    found = bookable_slots(item.window, item, TODAY, TODAY + timedelta(30), NOW)
    offered = [slot for slots in found.values() for slot in slots]
    assert offered
    for slot in offered[:3] + offered[-3:]:
        with transaction.atomic():
            book_oneself(caller, item, slot.starts_at)
            transaction.set_rollback(True)
