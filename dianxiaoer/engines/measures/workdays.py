"""Working days (工作日): counting and adding them with a calendar passed in, and saying when the answer is provisional (暂估)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5
_FARTHEST_DAYS = 20_000


@dataclass(frozen=True)
class Calendar:
    """What departs from Monday-to-Friday.

    off: days without work. work: weekend days worked in exchange. announced: years whose holidays the State Council has
    published; in any other year every Monday to Friday counts, and answers that touch it are provisional.
    """

    off: frozenset[date] = field(default_factory=frozenset)
    work: frozenset[date] = field(default_factory=frozenset)
    announced: frozenset[int] = field(default_factory=frozenset)

    def is_workday(self, on: date) -> bool:
        if on in self.work:
            return True
        return on not in self.off and on.weekday() < SATURDAY


@dataclass(frozen=True)
class Reckoned:
    """A day reached. is_provisional: it was reached through a year not yet announced, so it may still move."""

    on: date
    is_provisional: bool


@dataclass(frozen=True)
class Counted:
    """Working days counted. is_provisional as in Reckoned."""

    days: int
    is_provisional: bool


def add_workdays(start: date, days: int, calendar: Calendar) -> Reckoned:
    """The day `days` working days after `start`; the day of `start` is not counted (民法典 §201: 开始的当日不计入).

    days < 0 goes back. days = 0 gives `start` itself, or the next working day when it is none.
    Raises ValueError beyond 20,000 calendar days.
    """
    if days == 0:
        on = next_workday(start, calendar)
        return Reckoned(on, _provisional(start, on, calendar))
    left, on = abs(days), start
    for on in _days_from(start, 1 if days > 0 else -1):
        left -= calendar.is_workday(on)
        if left == 0:
            return Reckoned(on, _provisional(start, on, calendar))
    raise ValueError(f"{days} 个工作日太远,算不到 / {days} working days are too far away")


def next_workday(on: date, calendar: Calendar) -> date:
    """`on` when it is a working day, else the first one after it (民法典 §203)."""
    if calendar.is_workday(on):
        return on
    for later in _days_from(on, 1):
        if calendar.is_workday(later):
            return later
    raise ValueError(f"{on} 之后没有工作日 / no working day after {on}")


def workdays_until(start: date, end: date, calendar: Calendar) -> Counted:
    """Working days after `start` up to and with `end`: what is left of a deadline. Negative when `end` lies before.

    workdays_until(s, add_workdays(s, n).on) = n for every n ≠ 0.
    """
    if end >= start:
        days = sum(calendar.is_workday(on) for on in _span(start + timedelta(1), end))
    else:
        days = -sum(calendar.is_workday(on) for on in _span(end, start - timedelta(1)))
    return Counted(days, _provisional(start, end, calendar))


def _provisional(one: date, other: date, calendar: Calendar) -> bool:
    first, last = min(one, other), max(one, other)
    return any(year not in calendar.announced for year in range(first.year, last.year + 1))


def _days_from(start: date, step: int) -> Iterator[date]:
    return (start + timedelta(step * count) for count in range(1, _FARTHEST_DAYS + 1))


def _span(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(count) for count in range((last - first).days + 1))
