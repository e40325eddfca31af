"""Growth, share, difference and completion: Decimals as fractions, None ("—") where the number would have no meaning."""

from __future__ import annotations

from datetime import date
from decimal import Decimal


def growth(value: Decimal | None, comparable_base: Decimal | None) -> Decimal | None:
    """同比: value ÷ comparable base − 1, as a fraction. None when either is missing or the base is ≤ 0, never 100 %."""
    if value is None or comparable_base is None or comparable_base <= 0:
        return None
    return value / comparable_base - 1


def comparable_base(value: Decimal, growth_share: Decimal, places: int = 2) -> Decimal:
    """The base of last year that a printed value and its printed growth imply, rounded to `places`.

    growth_share: a fraction, > −1. Raises ValueError otherwise.
    """
    if growth_share <= -1:
        raise ValueError("增速不能低于 -100% / a growth of −100 % or less has no base")
    return (value / (1 + growth_share)).quantize(Decimal(1).scaleb(-places))


def share(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """Part ÷ whole as a fraction. None when either is missing or the whole is ≤ 0."""
    if part is None or whole is None or whole <= 0:
        return None
    return Decimal(part) / Decimal(whole)


def difference_pp(rate: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The difference of two rates (fractions) in percentage points (百分点): 10.6 % against 7.7 % gives 2.9."""
    return None if rate is None or other is None else (rate - other) * 100


def completion(actual: Decimal | None, target: Decimal | None) -> Decimal | None:
    """年度目标完成率: cumulative actual ÷ annual target, a fraction that may exceed 1."""
    return share(actual, target)


def implied_target(actual: Decimal, completion_share: Decimal) -> Decimal:
    """The target that "16.2亿 is 150 % of target" implies. Raises ValueError for a completion ≤ 0."""
    if completion_share <= 0:
        raise ValueError("完成率须大于零 / completion must be above zero")
    return actual / completion_share


def time_progress(on: date) -> Decimal:
    """序时进度 of the year at a reporting day: the month reached ÷ 12 (October gives 83.33 %).

    Source: the published "125.64 % done, 42.31 points ahead" of a month-10 bulletin fits month ÷ 12 exactly.
    """
    return Decimal(on.month) / 12


def ahead_pp(completion_share: Decimal | None, on: date) -> Decimal | None:
    """How far completion runs before time progress, in percentage points (negative: behind)."""
    return difference_pp(completion_share, time_progress(on))
