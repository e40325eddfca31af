"""The working-day calendar: shipped days, an office's changes, years not announced."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dianxiaoer.domain.reference.calendar import (
    CalendarDay,
    CalendarYear,
    announce_year,
    clear_day,
    load_shipped,
    set_day,
    withdraw_year,
    working_calendar,
)
from dianxiaoer.engines.measures.workdays import add_workdays
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW

NATIONAL_DAY = date(2024, 10, 1)


def test_only_the_system_administrator_changes_the_calendar(cast):
    for person in (cast.stranger, cast.wang, cast.chief, cast.security_admin):
        with pytest.raises(PermissionDenied):
            set_day(NATIONAL_DAY, by=person, at=NOW, kind="off")


def test_shipped_days_are_entered_once_and_leave_changes_alone(cast):
    assert load_shipped(NOW) > 400
    set_day(NATIONAL_DAY, by=cast.system_admin, at=NOW, kind="work", name="试")
    clear_day(CalendarDay.objects.get(on=date(2024, 10, 2)), by=cast.system_admin, at=NOW)
    assert load_shipped(NOW) == 0
    assert CalendarDay.objects.get(on=NATIONAL_DAY).kind == "work"
    assert not CalendarDay.objects.filter(on=date(2024, 10, 2)).exists()


def test_deadlines_follow_the_table(cast):
    load_shipped(NOW)
    assert add_workdays(date(2024, 9, 30), 1, working_calendar()).on == date(2024, 10, 8)
    set_day(date(2024, 10, 7), by=cast.system_admin, at=NOW, kind="work", name="本地上班")
    assert add_workdays(date(2024, 9, 30), 1, working_calendar([2024])).on == date(2024, 10, 7)


def test_a_year_becomes_firm_only_with_days_and_a_notice(cast):
    load_shipped(NOW)
    assert add_workdays(date(2027, 1, 4), 3, working_calendar()).is_provisional
    with pytest.raises(Refused, match="放假日期"):
        announce_year(2027, by=cast.system_admin, at=NOW, notice="示例通知")
    set_day(date(2027, 1, 1), by=cast.system_admin, at=NOW, kind="off", name="元旦")
    with pytest.raises(Refused, match="依据"):
        announce_year(2027, by=cast.system_admin, at=NOW, notice=" ")
    announce_year(2027, by=cast.system_admin, at=NOW, notice="示例通知")
    assert not add_workdays(date(2027, 1, 4), 3, working_calendar()).is_provisional
    withdraw_year(2027, by=cast.system_admin, at=NOW, reason="录错")
    assert not CalendarYear.objects.get(year=2027).is_announced


def test_the_calendar_is_read_with_one_statement(cast, django_assert_num_queries):
    load_shipped(NOW)
    with django_assert_num_queries(1):
        working_calendar([2023, 2024])
