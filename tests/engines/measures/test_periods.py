"""Periods as offices write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianxiaoer.engines.measures.periods import (
    Period,
    PeriodError,
    cumulative,
    parse_period,
    previous_period,
    quarter,
    same_period_last_year,
)

TODAY = date(2024, 11, 5)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-06", date(2024, 6, 1), date(2024, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-03-01", date(2023, 3, 1), date(2023, 3, 1)),
        ("2024-01..2024-09", date(2024, 1, 1), date(2024, 9, 30)),
        ("2024-01..2024-10-30", date(2024, 1, 1), date(2024, 10, 30)),
        ("2024-01..now", date(2024, 1, 1), TODAY),
        ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30)),
        ("..2023-12", None, date(2023, 12, 31)),
        ("", None, None),
    ],
)
def test_every_written_form_is_read(text, start, end):
    assert parse_period(text, TODAY) == Period(start, end)


@pytest.mark.parametrize("text", ["去年", "2024-13", "2024-02-30", "2024-Q5", "2024-09..2024-01", "24-01"])
def test_other_text_is_refused(text):
    with pytest.raises(PeriodError):
        parse_period(text, TODAY)


def test_the_same_period_last_year_ends_with_its_month():
    assert same_period_last_year(Period(date(2024, 2, 1), date(2024, 2, 29))) == Period(
        date(2023, 2, 1), date(2023, 2, 28)
    )
    assert same_period_last_year(Period(date(2023, 2, 1), date(2023, 2, 28))).end == date(2022, 2, 28)
    assert same_period_last_year(Period(date(2025, 1, 1), date(2025, 2, 28))).end == date(2024, 2, 29)
    assert same_period_last_year(Period(date(2024, 1, 1), date(2024, 10, 30))).end == date(2023, 10, 30)


def test_the_period_before_keeps_whole_months():
    assert previous_period(quarter(2024, 1)) == quarter(2023, 4)
    assert previous_period(Period(date(2024, 6, 17), date(2024, 6, 23))) == Period(date(2024, 6, 10), date(2024, 6, 16))
    assert str(cumulative(2024, 9)) == "2024-01..2024-09"


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 900))
def test_a_period_is_read_back_from_its_own_text(start, days):
    span = Period(start, date.fromordinal(start.toordinal() + days))
    assert parse_period(str(span), TODAY) == span
    assert start in span
    assert date.fromordinal(start.toordinal() - 1) not in span
