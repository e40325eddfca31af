"""Slots from the rules: shifts, holidays, make-up days, exceptions, nights, officers on call."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from dianxiaoer.domain.appointments.actions.windows import (
    add_exception,
    add_item,
    clashing,
    end_shift,
    put_on_call,
    remove_exception,
    take_off_call,
)
from dianxiaoer.domain.appointments.models import Shift
from dianxiaoer.domain.appointments.queries import slots_between, slots_of_day
from dianxiaoer.domain.reference.calendar import load_shipped
from dianxiaoer.engines.measures.workdays import add_workdays
from tests.cast import NOW, TODAY
from tests.domain.appointments.given import (
    WEDNESDAY,
    a_booking,
    a_night_window,
    a_shift,
    a_window,
    an_item,
    moment,
)

HOLIDAY, MAKE_UP_SUNDAY = date(2024, 6, 10), date(2024, 9, 14)  # Dragon Boat Monday; a Saturday worked for Mid-Autumn


def starts(item, on):
    return [f"{timezone.localtime(slot.starts_at):%H:%M}" for slot in slots_of_day(item.window, item, on)]


def test_a_stranger_and_an_officer_make_no_windows(cast):
    for person in (cast.stranger, cast.wang, cast.liu):
        with pytest.raises(PermissionDenied):
            a_window(cast.__class__(**(vars(cast) | {"chief": person})))


def test_an_item_lasts_whole_quarters_of_an_hour(cast):
    window = a_window(cast)
    for minutes in (0, 20, 495):
        with pytest.raises(ValidationError):
            add_item(window, by=cast.chief, at=NOW, name="示例", minutes=minutes)
    with pytest.raises(ValidationError):
        a_shift(cast, window, opens=time(9, 10))


def test_slots_are_as_long_as_the_item_and_end_within_the_hours(cast):
    item = an_item(cast, minutes=60)
    assert starts(item, WEDNESDAY) == ["09:00", "10:00", "11:00", "14:00", "15:00", "16:00"]
    long = an_item(cast, item.window, name="联合验收咨询", minutes=105)
    assert starts(long, WEDNESDAY) == ["09:00", "14:00"]


def test_holidays_close_and_make_up_days_open_what_is_for_workdays(cast):
    load_shipped(NOW)
    item = an_item(cast)
    assert starts(item, HOLIDAY) == []
    assert starts(item, date(2024, 6, 8)) == []
    assert len(starts(item, MAKE_UP_SUNDAY)) == 12


def test_a_weekday_shift_follows_the_calendar_and_every_day_does_not_care(cast):
    load_shipped(NOW)
    item = an_item(cast)
    Shift.objects.all().delete()
    a_shift(cast, item.window, day="mon")
    assert starts(item, TODAY)
    assert not starts(item, HOLIDAY)
    a_shift(cast, item.window, day="rest_day", opens=time(10), closes=time(11))
    assert starts(item, HOLIDAY) == ["10:00", "10:30"]
    a_shift(cast, item.window, day="every_day", opens=time(20), closes=time(21))
    for day in (HOLIDAY, MAKE_UP_SUNDAY, date(2024, 6, 9)):
        assert starts(item, day)[-2:] == ["20:00", "20:30"]


def test_a_shift_stands_between_its_days(cast):
    item = an_item(cast)
    for shift in item.window.shifts.all():
        end_shift(shift, by=cast.chief, at=NOW, until_on=WEDNESDAY)
    assert starts(item, WEDNESDAY)
    assert starts(item, WEDNESDAY + timedelta(1)) == []


def test_exceptions_close_a_day_or_hours_and_open_others(cast):
    item = an_item(cast)
    closed = add_exception(
        item.window, by=cast.chief, at=NOW, on=WEDNESDAY, kind="closed", opens=time(10), closes=time(15), reason="停电"
    )
    assert starts(item, WEDNESDAY) == ["09:00", "09:30", "15:00", "15:30", "16:00", "16:30"]
    remove_exception(closed, by=cast.chief, at=NOW)
    add_exception(item.window, by=cast.chief, at=NOW, on=WEDNESDAY, kind="closed", reason="搬迁")
    sunday = date(2024, 6, 9)
    add_exception(
        item.window, by=cast.chief, at=NOW, on=sunday, kind="open", opens=time(9), closes=time(10), reason="集中服务日"
    )
    assert starts(item, WEDNESDAY) == []
    assert starts(item, sunday) == ["09:00", "09:30"]


def test_half_an_exception_is_refused_in_words(cast):
    window = a_window(cast)
    with pytest.raises(ValidationError, match="同时填写开始和结束"):
        add_exception(window, by=cast.chief, at=NOW, on=WEDNESDAY, kind="closed", opens=time(9), reason="示例")
    with pytest.raises(ValidationError, match="同时填写开始和结束"):
        add_exception(window, by=cast.chief, at=NOW, on=WEDNESDAY, kind="open", reason="示例")


def test_closing_a_day_tells_which_appointments_it_touches(cast):
    booking = a_booking(cast)
    assert clashing(booking.window, WEDNESDAY) == []
    add_exception(
        booking.window,
        by=cast.chief,
        at=NOW,
        on=WEDNESDAY,
        kind="closed",
        opens=time(10),
        closes=time(11),
        reason="停电",
    )
    assert clashing(booking.window, WEDNESDAY) == [booking]


def test_a_night_runs_into_the_morning_and_needs_somebody_on_call(cast):
    item = a_night_window(cast)
    assert starts(item, TODAY + timedelta(1)) == []
    put_on_call(
        item.window, by=cast.chief, at=NOW, officer=cast.wang, starts_at=moment(TODAY, 18),
        ends_at=moment(TODAY + timedelta(1), 8),
    )  # fmt: skip
    assert starts(item, TODAY) == ["18:00", "19:00", "20:00", "21:00", "22:00", "23:00"]
    assert starts(item, TODAY + timedelta(1)) == [f"{hour:02}:00" for hour in range(8)]


def test_as_many_come_at_night_as_officers_are_on_call_and_free(cast):
    item = a_night_window(cast, cast.wang, cast.zhao)
    night = moment(TODAY + timedelta(1), 20)

    def free():
        return {slot.starts_at: slot.free for slot in slots_of_day(item.window, item, TODAY + timedelta(1))}[night]

    assert free() == 2  # three seats, two officers
    first = a_booking(cast, item, starts_at=night)
    second = a_booking(cast, item, starts_at=night, contact_phone="13900000002")
    assert {first.officer, second.officer} == {cast.wang, cast.zhao}
    assert free() == 0


def test_all_365_days_have_their_24_hours(cast):
    item = a_night_window(cast, cast.wang)
    Shift.objects.all().delete()
    a_shift(cast, item.window, day="every_day", opens=time(0), closes=time(0), seats=3)
    found = slots_between(item.window, item, date(2024, 1, 1), date(2024, 12, 31))
    assert {len(slots) for slots in found.values()} == {24}
    assert len(found) == 366


def test_slots_of_many_days_cost_as_many_statements_as_those_of_one(cast, django_assert_num_queries):
    item = a_night_window(cast, cast.wang)
    with django_assert_num_queries(6):
        slots_between(item.window, item, TODAY, TODAY + timedelta(60))


def test_nobody_goes_off_call_while_somebody_is_booked(cast):
    item = a_night_window(cast, cast.wang)
    a_booking(cast, item, starts_at=moment(TODAY + timedelta(1), 20))
    duties = list(item.window.duties.all())
    with pytest.raises(ValidationError, match="已有 1 个预约"):
        take_off_call(duties[1], by=cast.chief, at=NOW)
    take_off_call(duties[2], by=cast.chief, at=NOW)


def test_the_calendar_used_is_the_office_s(cast):
    """The days slots stand on are the working days deadlines stand on."""
    load_shipped(NOW)
    from dianxiaoer.domain.reference.calendar import working_calendar

    item = an_item(cast)
    found = slots_between(item.window, item, TODAY + timedelta(1), TODAY + timedelta(30))
    opened = [day for day, slots in found.items() if slots]
    calendar = working_calendar()
    assert opened == [add_workdays(TODAY, count, calendar).on for count in range(1, len(opened) + 1)]
