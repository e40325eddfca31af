"""A plan of points in time (累计计划) read on any day: between two points it runs evenly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal


def planned_on(points: Sequence[tuple[date, Decimal]], began_on: date, on: date) -> Decimal | None:
    """What should be reached by a day, from nothing on `began_on` through `points` (cumulative, any order).

    None without points. Before the beginning nothing is due; after the last point its amount stays.
    """
    if not points:
        return None
    last_day, last = began_on, Decimal(0)
    for day, amount in sorted(points):
        if on < day:
            if on <= last_day:
                return last
            return last + (amount - last) * (on - last_day).days / (day - last_day).days
        last_day, last = day, amount
    return last
