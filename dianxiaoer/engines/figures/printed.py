"""Figures as a newspaper prints them: how exact 383.8亿元 is, what 100余 and 约10万 still allow, whether a number agrees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from dianxiaoer.engines.measures.money import FACTORS
from dianxiaoer.engines.measures.rates import round_half_up

ABOUT = Decimal("0.05")
_SHAPE = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<more>[余多])?(?P<factor>[十百千万亿]{0,2})")


@dataclass(frozen=True)
class Printed:
    """A printed figure. `value` in base units (yuan, items, percent); `op`: = | >= | <= | ~; `text`: as printed."""

    value: Decimal
    op: str = "="
    text: str = ""

    @property
    def step(self) -> Decimal:
        """The worth of its last printed digit: 383.8亿元 → 10,000,000; 81% → 1; 27个 → 1; unreadable text → 1 exact unit."""
        found = _SHAPE.search(self.text.translate(str.maketrans("萬億餘", "万亿余")))
        if not found or found["factor"] not in FACTORS:
            return _last_digit(self.value)
        scale = FACTORS[found["factor"]]
        number = Decimal(found["number"].replace(",", ""))
        if number * scale != abs(self.value):
            return _last_digit(self.value)
        return scale.scaleb(-_places(found["number"]))

    @property
    def next_step(self) -> Decimal:
        """Where 余 ends: 100余 stays below 200, 20余 below 30, 35余 below 36, 1.5亿余 below 1.6亿.

        The last digit that is not a zero moves up by one.
        """
        digits = abs(self.value).normalize().as_tuple()
        exponent = digits.exponent if isinstance(digits.exponent, int) else 0
        return self.value + Decimal(1).scaleb(exponent)


def agrees(printed: Printed, computed: Decimal | None) -> bool:
    """Whether a computed value is what was printed.

    "=": equal after rounding half up to the printed step. ">=" (余, 以上): at least the printed value and below its next
    step. "<=" (以内): at most the printed value, after rounding. "~" (约): within 5 %. No value never agrees.
    """
    if computed is None:
        return False
    if printed.op == ">=":
        return printed.value <= computed < printed.next_step
    if printed.op == "~":
        return abs(computed - printed.value) <= abs(printed.value) * ABOUT
    rounded = to_step(computed, printed.step)
    return rounded <= printed.value if printed.op == "<=" else rounded == printed.value


def to_step(value: Decimal, step: Decimal) -> Decimal:
    """Rounded half up to a multiple of `step` (> 0)."""
    return round_half_up(value / step, 0) * step


def _places(number: str) -> int:
    return len(number.partition(".")[2])


def _last_digit(value: Decimal) -> Decimal:
    """1 for a whole number, else the worth of its last decimal."""
    whole = value.quantize(Decimal(1), ROUND_DOWN)
    if whole == value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
