"""Working days against the published calendar and against counting one by one."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianxiaoer.engines.measures.workdays import Calendar, add_workdays, next_workday, workdays_until

DATA = Path(__file__).resolve().parents[3] / "dianxiaoer/domain/reference/data/calendar.csv"


def _shipped() -> Calendar:
    with DATA.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    days = {
        kind: frozenset(date.fromisoformat(row["on"]) for row in rows if row["kind"] == kind)
        for kind in ("off", "work")
    }
    return Calendar(days["off"], days["work"], frozenset(on.year for on in days["off"]))


CHINA = _shipped()
DAYS = st.dates(date(2018, 1, 1), date(2025, 6, 30))


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2024, 9, 30), 1, date(2024, 10, 8)),  # National Day: 1–7 October off
        (date(2024, 9, 27), 1, date(2024, 9, 29)),  # a Sunday worked in exchange
        (date(2024, 2, 9), 5, date(2024, 2, 22)),  # the eve of Spring Festival; Sunday the 18th is worked
        (date(2024, 6, 3), 7, date(2024, 6, 13)),  # Dragon Boat on Monday the 10th
        (date(2024, 10, 8), -1, date(2024, 9, 30)),
        (date(2024, 10, 1), 0, date(2024, 10, 8)),
    ],
)
def test_known_deadlines(start, days, end):
    assert add_workdays(start, days, CHINA).on == end


def test_a_weekday_of_an_unannounced_year_counts_and_says_so():
    plain = Calendar()
    reached = add_workdays(date(2027, 2, 5), 1, plain)
    assert reached.on == date(2027, 2, 8)
    assert reached.is_provisional


def test_a_deadline_running_into_an_unannounced_year_is_provisional():
    assert not add_workdays(date(2026, 12, 28), 2, CHINA).is_provisional
    assert add_workdays(date(2026, 12, 28), 10, CHINA).is_provisional
    assert workdays_until(date(2026, 12, 28), date(2027, 1, 4), CHINA).is_provisional


def test_too_far_is_refused():
    with pytest.raises(ValueError, match="too far"):
        add_workdays(date(2024, 1, 1), 30_000, CHINA)


@given(DAYS, st.integers(-200, 200).filter(bool))
def test_counting_undoes_adding(start, days):
    reached = add_workdays(start, days, CHINA)
    assert CHINA.is_workday(reached.on)
    assert workdays_until(start, reached.on, CHINA).days == days


@given(DAYS, st.integers(0, 300))
def test_counting_agrees_with_counting_one_by_one(start, span):
    end = start + timedelta(span)
    expected = sum(CHINA.is_workday(start + timedelta(step)) for step in range(1, span + 1))
    assert workdays_until(start, end, CHINA).days == expected


@given(DAYS)
def test_the_next_workday_skips_only_days_off(on):
    found = next_workday(on, CHINA)
    assert CHINA.is_workday(found)
    assert not any(CHINA.is_workday(on + timedelta(step)) for step in range((found - on).days))


def test_two_packages_agree_with_the_shipped_days():
    """Where maintainers have them installed: no day differs from chinesecalendar."""
    chinese_calendar = pytest.importorskip("chinese_calendar", reason="only maintainers install chinesecalendar")
    day = date(2015, 1, 1)
    while day <= date(2026, 12, 31):
        assert CHINA.is_workday(day) == chinese_calendar.is_workday(day), day
        day += timedelta(1)
