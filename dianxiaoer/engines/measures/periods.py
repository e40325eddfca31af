"""Spans of days as offices write them: 2024-01..2024-09, a month, a quarter, a day, cumulative 1–N, same period last year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTH = re.compile(r"^(?P<year>\d{4})-(?P<month>\d{1,2})$")
_DAY = re.compile(r"^(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})$")
_YEAR = re.compile(r"^(?P<year>\d{4})$")
_QUARTER = re.compile(r"^(?P<year>\d{4})-?Q(?P<quarter>[1-4])$", re.IGNORECASE)
FORMS = "2024、2024-06、2024-Q3、2024-10-30、2024-01..2024-09、2024-01..now"


class PeriodError(ValueError):
    """Text that is not a period; the message says how to write one (Chinese / English)."""


@dataclass(frozen=True)
class Period:
    """Days `start` to `end`, both included. None = open on that side. `str()` gives back a text that parses to it."""

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise PeriodError(f"期间 {self.start}..{self.end} 的止日早于起日 / the period ends before it starts")

    def __contains__(self, on: date) -> bool:
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)

    def __str__(self) -> str:
        start, end = self.start, self.end
        if start is None or end is None:
            return f"{start}.." if start else f"..{end}" if end else ""
        if start == end:
            return start.isoformat()
        if (start.day, end) == (1, month_end(end)):
            return _whole_months(start, end)
        left = f"{start:%Y-%m}" if start.day == 1 else start.isoformat()
        return f"{left}..{end.isoformat()}"

    @property
    def year(self) -> int | None:
        """The year the span ends in: an annual target of this year is the one it is held against."""
        edge = self.end or self.start
        return edge.year if edge else None


def parse_period(text: str, today: date) -> Period:
    """A period as typed; `today` is what `now` means. "" is the open period (everything recorded).

    >>> parse_period("2024-01..2024-09", date(2024, 12, 1))
    Period(start=datetime.date(2024, 1, 1), end=datetime.date(2024, 9, 30))

    Raises PeriodError.
    """
    flat = text.strip().replace("…", "..").replace(" ", "")
    if not flat:
        return Period()
    left, dots, right = flat.partition("..")
    if not dots:
        return _span(left, today)
    start = _span(left, today).start if left else None
    return Period(start, _span(right, today).end if right else None)


def whole_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def whole_month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), month_end(date(year, month, 1)))


def quarter(year: int, number: int) -> Period:
    """Quarter 1–4 of a year. Raises PeriodError."""
    if number not in (1, 2, 3, 4):
        raise PeriodError(f"季度应为 1 至 4,不是 {number} / a quarter is 1 to 4")
    return Period(date(year, 3 * number - 2, 1), month_end(date(year, 3 * number, 1)))


def cumulative(year: int, month: int) -> Period:
    """January to the end of `month` (累计, 1–N 月)."""
    return Period(date(year, 1, 1), month_end(date(year, month, 1)))


def year_to_date(on: date) -> Period:
    return Period(date(on.year, 1, 1), on)


def same_period_last_year(period: Period) -> Period:
    """The span one year earlier; a span ending with its month ends with the month there too (29 February → 28)."""
    return Period(_year_before(period.start, end=False), _year_before(period.end, end=True))


def previous_period(period: Period) -> Period:
    """The span just before of the same length: whole months stay whole months (for 环比). Raises PeriodError when open."""
    start, end = period.start, period.end
    if start is None or end is None:
        raise PeriodError("期间没有起止日,不能算环比 / an open period has no period before it")
    last = start - timedelta(days=1)
    if start.day == 1 and end == month_end(end):
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        first = start.year * 12 + start.month - 1 - months
        return Period(date(first // 12, first % 12 + 1, 1), last)
    return Period(start - (end - start) - timedelta(days=1), last)


def month_end(on: date) -> date:
    return on.replace(day=calendar.monthrange(on.year, on.month)[1])


def _year_before(on: date | None, *, end: bool) -> date | None:
    if on is None:
        return None
    last = calendar.monthrange(on.year - 1, on.month)[1]
    day = last if end and on == month_end(on) else min(on.day, last)
    return date(on.year - 1, on.month, day)


def _whole_months(start: date, end: date) -> str:
    if (start.month, end.month, start.year) == (1, 12, end.year):
        return f"{start.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start:%Y-%m}"
    return f"{start:%Y-%m}..{end:%Y-%m}"


def _span(text: str, today: date) -> Period:
    if text.lower() in {"now", "至今"}:
        return Period(today, today)
    try:
        if found := _YEAR.match(text):
            return whole_year(int(found["year"]))
        if found := _QUARTER.match(text):
            return quarter(int(found["year"]), int(found["quarter"]))
        if found := _MONTH.match(text):
            return whole_month(int(found["year"]), int(found["month"]))
        if found := _DAY.match(text):
            on = date(int(found["year"]), int(found["month"]), int(found["day"]))
            return Period(on, on)
    except ValueError as fault:
        raise PeriodError(f"“{text}”没有这一天或这个月 / no such day or month") from fault
    raise PeriodError(f"“{text}”不是期间:请写成 {FORMS} / not a period: write {FORMS}")
