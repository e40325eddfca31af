"""Golden cases of the rulebook (§7b): time progress, implied target, shares as printed; growth, ranks."""

from datetime import date
from decimal import Decimal

import pytest

from dianxiaoer.engines.figures.printed import Printed, agrees
from dianxiaoer.engines.figures.ranks import places
from dianxiaoer.engines.figures.rates import (
    ahead_pp,
    comparable_base,
    completion,
    difference_pp,
    growth,
    implied_target,
    share,
)
from dianxiaoer.engines.measures.rates import format_share, round_half_up


def test_a_month_ten_bulletin_is_ahead_by_42_31_points():
    done = completion(Decimal(1005136), Decimal(800000))
    assert format_share(done) == "125.64%"
    assert round_half_up(ahead_pp(done, date(2024, 10, 31)), 2) == Decimal("42.31")


def test_16_2_at_150_percent_implies_a_target_of_10_8():
    assert implied_target(Decimal("16.2"), Decimal("1.5")) == Decimal("10.8")


@pytest.mark.parametrize(("part", "text"), [(17, "81%"), (12, "57%")])
def test_a_share_reads_as_printed(part, text):
    value = share(part, 21)
    assert format_share(value, 0) == text
    assert agrees(Printed(Decimal(text[:-1]), "=", text), value * 100)


def test_growth_needs_a_base_above_zero():
    assert growth(Decimal(5), Decimal(0)) is None
    assert growth(Decimal(5), Decimal(-3)) is None
    assert growth(Decimal(5), None) is None
    assert growth(None, Decimal(5)) is None
    assert growth(Decimal("110.6"), Decimal(100)) == Decimal("0.106")


@pytest.mark.parametrize(("value", "rate"), [("490950000", "5.1"), ("348620000", "41.3"), ("55990000", "13.8")])
def test_a_base_implied_by_growth_gives_the_growth_back(value, rate):
    base = comparable_base(Decimal(value), Decimal(rate) / 100)
    assert format_share(growth(Decimal(value), base), 1) == rate + "%"


def test_two_rates_differ_in_points_not_percent():
    assert difference_pp(Decimal("0.106"), Decimal("0.077")) == Decimal("2.900")


def test_ties_share_a_place_and_the_missing_are_not_ranked():
    values = {"甲": Decimal(3), "乙": Decimal(5), "丙": Decimal(3), "丁": Decimal(1), "戊": None}
    assert places(values) == {"甲": 2, "乙": 1, "丙": 2, "丁": 4}
    assert places(values, highest_first=False) == {"甲": 2, "乙": 4, "丙": 2, "丁": 1}
