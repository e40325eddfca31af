"""What becomes of an appointment, and of those who wait for its place."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dianxiaoer.domain.appointments.actions.handling import (
    assign_officer,
    cancel_appointment,
    check_in,
    confirm_appointment,
    excuse_appointment,
    miss_appointment,
    serve_appointment,
)
from dianxiaoer.domain.appointments.actions.waiting import leave_line, move_up_waiting, queue_for_place
from dianxiaoer.domain.appointments.actions.windows import add_exception, edit_window
from dianxiaoer.domain.appointments.models import BookedQuarter, Booking
from dianxiaoer.domain.appointments.queries import board_of, inbox_items, place_in_line
from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.kernel.refusals import StageRefused
from tests.cast import NOW, TODAY
from tests.domain.appointments.given import (
    WEDNESDAY,
    a_booking,
    a_caller,
    a_night_window,
    a_window,
    an_item,
    moment,
    somebody_waiting,
)

AT_TEN = moment(WEDNESDAY, 10)


def test_a_stranger_and_a_reader_touch_nothing(cast):
    booking = a_booking(cast)
    for person in (cast.stranger, cast.liu, cast.leader):
        for act in (confirm_appointment, check_in, serve_appointment, miss_appointment, cancel_appointment):
            with pytest.raises(PermissionDenied):
                act(booking, by=person, at=AT_TEN)
        with pytest.raises(PermissionDenied):
            excuse_appointment(booking, by=person, at=AT_TEN, reason="示例")


def test_from_booked_to_served(cast):
    booking = a_booking(cast, an_item(cast, a_window(cast, asks_confirmation=True)))
    assert booking.state == "booked"
    booking = confirm_appointment(booking, by=cast.wang, at=NOW)
    with pytest.raises(ValidationError, match="只能在当天签到"):
        check_in(booking, by=cast.wang, at=NOW)
    booking = check_in(booking, by=cast.wang, at=AT_TEN)
    assert (booking.state, booking.checked_in_at) == ("confirmed", AT_TEN)
    with pytest.raises(ValidationError, match="已签到"):
        miss_appointment(booking, by=cast.wang, at=AT_TEN + timedelta(hours=1))
    booking = serve_appointment(booking, by=cast.wang, at=AT_TEN + timedelta(minutes=20), result_note="已发照")
    assert (booking.state, booking.result_note) == ("served", "已发照")
    with pytest.raises(StageRefused):
        cancel_appointment(booking, by=cast.wang, at=AT_TEN, reason="示例")


def test_nobody_is_a_no_show_before_the_grace_has_passed(cast):
    booking = a_booking(cast)
    with pytest.raises(ValidationError, match="15 分钟"):
        miss_appointment(booking, by=cast.wang, at=AT_TEN + timedelta(minutes=14))
    missed = miss_appointment(booking, by=cast.wang, at=AT_TEN + timedelta(minutes=15))
    assert missed.state == "no_show"
    assert not BookedQuarter.objects.exists()


def test_a_firm_cancels_until_the_window_s_time_the_office_at_any_time(cast):
    caller, item = a_caller(), an_item(cast)
    booking = a_booking(cast, item)
    booking.account_id = caller.account.pk
    Booking.objects.filter(pk=booking.pk).update(account=caller.account)
    with pytest.raises(ValidationError, match=r"已过自行取消的时间.*0000-1234567"):
        cancel_appointment(booking, by=caller, at=AT_TEN - timedelta(minutes=119))
    with pytest.raises(StageRefused, match="取消原因"):
        cancel_appointment(booking, by=cast.wang, at=AT_TEN - timedelta(minutes=119))
    edit_window(item.window, {"cancel_minutes": 60}, by=cast.chief, at=NOW)
    cancelled = cancel_appointment(Booking.objects.get(pk=booking.pk), by=caller, at=AT_TEN - timedelta(minutes=119))
    assert cancelled.cancel_reason == "企业自行取消"
    assert not BookedQuarter.objects.exists()


def test_an_officer_is_not_sent_to_two_places(cast):
    one, other = an_item(cast), an_item(cast, a_window(cast, name="另一个窗口"))
    first, second = a_booking(cast, one), a_booking(cast, other, contact_phone="13900000002")
    assert assign_officer(first, by=cast.wang, at=NOW, officer=cast.zhao).officer == cast.zhao
    with pytest.raises(ValidationError, match="小赵 在这个时段已有预约"):
        assign_officer(second, by=cast.wang, at=NOW, officer=cast.zhao)
    assert [item.pk for item in inbox_items(cast.zhao, on=TODAY)] == [first.pk]


def test_who_waits_moves_up_when_somebody_cancels_first_come_first_served(cast):
    item = an_item(cast, a_window(cast, seats=1))
    booking = a_booking(cast, item)
    early = somebody_waiting(cast, item, "13900000007", starts_at=AT_TEN)
    late = somebody_waiting(cast, item, "13900000008", starts_at=AT_TEN)
    assert [place_in_line(early), place_in_line(late)] == [1, 2]
    cancel_appointment(booking, by=cast.wang, at=NOW, reason="示例")
    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.state, early.booking.starts_at, early.booking.channel) == ("moved_up", AT_TEN, "waiting")
    assert (late.state, place_in_line(late)) == ("waiting", 1)
    assert Message.objects.filter(address="13900000007", text__contains="候补成功").count() == 1


def test_who_booked_otherwise_meanwhile_does_not_block_the_line(cast):
    item = an_item(cast)
    booking = a_booking(cast, item)
    first = somebody_waiting(cast, item, "13900000007", starts_at=AT_TEN)
    second = somebody_waiting(cast, item, "13900000008", starts_at=AT_TEN)
    a_booking(cast, item, starts_at=moment(WEDNESDAY, 15), contact_phone="13900000007")
    cancel_appointment(booking, by=cast.wang, at=NOW, reason="示例")
    second.refresh_from_db()
    first.refresh_from_db()
    assert (first.state, second.state) == ("waiting", "moved_up")


def test_nobody_moves_up_too_late_to_come(cast):
    item = an_item(cast)
    booking = a_booking(cast, item)
    entry = somebody_waiting(cast, item, starts_at=AT_TEN)
    cancel_appointment(booking, by=cast.wang, at=AT_TEN - timedelta(minutes=119), reason="示例")
    entry.refresh_from_db()
    assert entry.state == "waiting"


def test_nobody_waits_while_a_place_is_free(cast):
    item = an_item(cast)
    a_booking(cast, item)
    with pytest.raises(ValidationError, match="还有空位"):
        somebody_waiting(cast, item)
    with pytest.raises(ValidationError, match="没有可以候补的时段"):
        somebody_waiting(cast, item, on=TODAY + timedelta(5))
    somebody_waiting(cast, item, starts_at=AT_TEN)
    with pytest.raises(ValidationError, match="已在当天的候补名单里"):
        somebody_waiting(cast, item, starts_at=AT_TEN)
    for person in (cast.stranger, cast.leader):
        with pytest.raises(PermissionDenied):
            somebody_waiting(cast, item, by=person)


def test_a_firm_waits_and_leaves_and_another_cannot_take_it_out(cast):
    item, caller, other = an_item(cast), a_caller(), a_caller("13900000003")
    a_booking(cast, item, contact_phone="13900000005")
    entry = queue_for_place(item, by=caller, at=NOW, on=WEDNESDAY, starts_at=AT_TEN, contact_name="示例陈总")
    with pytest.raises(PermissionDenied):
        leave_line(entry, by=other, at=NOW)
    assert leave_line(entry, by=caller, at=NOW).state == "left"
    with pytest.raises(ValidationError):
        leave_line(entry, by=caller, at=NOW)


def test_hours_opened_besides_go_to_who_waits(cast):
    item = an_item(cast)
    a_booking(cast, item)
    entry = somebody_waiting(cast, item, starts_at=AT_TEN)
    assert move_up_waiting(item.window, WEDNESDAY, by=cast.wang, at=NOW) == []
    edit_window(item.window, {"seats": 2}, by=cast.chief, at=NOW)
    item.window.shifts.update(seats=2)
    assert [row.waited.pk for row in move_up_waiting(item.window, WEDNESDAY, by=cast.wang, at=NOW)] == [entry.pk]


def test_a_window_s_week_costs_as_many_statements_as_its_day(cast, django_assert_max_num_queries):
    window = a_window(cast, seats=3)
    item = an_item(cast, window)
    for number in range(3):
        a_booking(cast, item, contact_phone=f"1390000001{number}")
    add_exception(window, by=cast.chief, at=NOW, on=WEDNESDAY, kind="closed", reason="搬迁")
    cast.wang.refresh_from_db()
    with django_assert_max_num_queries(10):
        days = board_of(cast.wang, window, TODAY, TODAY + timedelta(6))
    assert [len(day.bookings) for day in days] == [0, 0, 3, 0, 0, 0, 0]
    assert (days[2].closed_for, days[2].openings, days[2].expected) == ("搬迁", (), 3)
    assert days[0].hours == [("09:00", "12:00", 3, False), ("14:00", "17:00", 3, False)]


def test_the_board_tells_a_night_day_by_day(cast):
    window = a_night_window(cast, cast.wang).window
    (day,) = board_of(cast.wang, window, WEDNESDAY, WEDNESDAY)
    assert day.hours == [("00:00", "08:00", 3, True), ("18:00", "24:00", 3, True)]
