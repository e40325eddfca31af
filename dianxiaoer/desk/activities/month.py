"""A month as whole weeks, Monday first, filled with what takes place."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True)
class Month:
    first: date
    weeks: tuple[tuple[date, ...], ...]

    @property
    def before(self) -> str:
        return f"{self.first - timedelta(1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.first + timedelta(32):%Y-%m}"

    def filled(self, rows: Iterable[Any]) -> list[list[tuple[date, bool, list[Any]]]]:
        """Weeks of (day, whether it lies in the month, rows whose starts_on … ends_on touch it)."""
        kept = list(rows)
        return [
            [
                (day, day.month == self.first.month, [row for row in kept if row.starts_on <= day <= row.ends_on])
                for day in week
            ]
            for week in self.weeks
        ]


def month_of(text: str, today: date) -> Month:
    """The month written "2024-06", or today's when the text is none."""
    match = re.fullmatch(r"(\d{4})-(\d{2})", text)
    year, month = (int(match[1]), int(match[2])) if match else (today.year, today.month)
    if not (1 <= month <= 12 and 1900 <= year <= 2200):
        year, month = today.year, today.month
    weeks = calendar.Calendar(calendar.MONDAY).monthdatescalendar(year, month)
    return Month(date(year, month, 1), tuple(tuple(week) for week in weeks))
