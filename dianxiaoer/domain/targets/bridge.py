"""Rows and figures → the indicator algebra (engines.figures) → values in percent, points and places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dianxiaoer.domain.targets.models import ReportedStatistic
from dianxiaoer.engines.figures.ranks import places
from dianxiaoer.engines.figures.rates import ahead_pp, difference_pp, growth, share, time_progress

HUNDRED = Decimal(100)


def percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Part of whole in percent (81, not 0.81); None where the whole is missing or ≤ 0."""
    return _percent(share(part, whole))


def growth_percent(value: Decimal | None, comparable_base: Decimal | None) -> Decimal | None:
    return _percent(growth(value, comparable_base))


def reported_growth(row: ReportedStatistic | None) -> Decimal | None:
    """Growth of a reported statistic in percent: on its comparable base, else as published, else None. Never on the published base."""
    if row is None:
        return None
    found = growth(row.value, row.comparable_base)
    return _percent(row.published_growth if found is None else found)


def points(percent_here: Decimal | None, percent_there: Decimal | None) -> Decimal | None:
    """The difference of two percentages in percentage points."""
    if percent_here is None or percent_there is None:
        return None
    return difference_pp(percent_here / HUNDRED, percent_there / HUNDRED)


def place_among(values: Mapping[int, Decimal | None], mine: int) -> tuple[Decimal | None, int]:
    """My place and how many were ranked."""
    found = places(values)
    return (Decimal(found[mine]) if mine in found else None), len(found)


def time_progress_percent(on: date) -> Decimal:
    return time_progress(on) * HUNDRED


def ahead_points(completion_percent: Decimal | None, on: date) -> Decimal | None:
    return None if completion_percent is None else ahead_pp(completion_percent / HUNDRED, on)


def _percent(fraction: Decimal | None) -> Decimal | None:
    return None if fraction is None else fraction * HUNDRED
