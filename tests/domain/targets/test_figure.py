"""The one computing path: value, rows, scope, refusals."""

from datetime import date
from decimal import Decimal

import pytest

from dianxiaoer.domain.targets.actions import set_target
from dianxiaoer.domain.targets.models import Indicator
from dianxiaoer.domain.targets.queries import FigureError, NotYetKept, figure
from tests.cast import NOW, TODAY
from tests.domain.targets.given import guests, held, met, reported, span


def test_an_unknown_indicator_or_filter_is_refused(cast):
    with pytest.raises(FigureError):
        figure(None, "no.such", cast.district, span("2024"))
    with pytest.raises(FigureError, match="可用"):
        figure(None, "act.n", cast.district, span("2024"), "没有的筛选")


def test_an_indicator_of_a_later_part_says_what_it_waits_for(cast):
    with pytest.raises(NotYetKept) as refusal:
        figure(None, "fin.need", cast.district, span("2024"))
    assert refusal.value.part.startswith("D6")


def test_a_stranger_counts_nothing(cast):
    held(cast, date(2024, 3, 1))
    assert figure(cast.stranger, "act.n", cast.district, span("2024")).value == 0


def test_only_held_activities_of_the_period_and_the_tree_are_counted(cast):
    held(cast, date(2024, 1, 1))
    held(cast, date(2024, 6, 30), unit=cast.park)
    held(cast, date(2024, 7, 1))
    found = figure(cast.chief, "act.n", cast.district, span("2024-01..2024-06"))
    assert found.value == found.row_count == found.rows.count() == 2
    assert figure(cast.chief, "act.n", cast.park, span("2024-01..2024-06")).value == 1
    assert figure(None, "act.n", cast.city, span("2024")).value == 3
    assert figure(None, "act.n", cast.other_district, span("2024")).value == 0


def test_a_firm_met_twice_counts_once_and_both_rows_are_shown(cast):
    first, second = held(cast, date(2024, 6, 1)), held(cast, date(2024, 6, 2))
    met(first, "示例甲公司")
    met(second, "示例甲公司", "talked")
    met(second, "示例乙公司", "visited")
    found = figure(cast.wang, "meet.firms", cast.district, span("2024-06"))
    assert (found.value, found.row_count) == (1, 2)
    assert figure(cast.wang, "visit.firms", cast.district, span("2024-06")).value == 1


def test_guests_are_summed_by_heads(cast):
    guests(cast, held(cast, date(2024, 3, 12), kind="inbound"), 30)
    guests(cast, held(cast, date(2024, 3, 13), kind="inbound"), 4)
    assert figure(cast.wang, "guests.n", cast.district, span("2024-03")).value == 34


def test_growth_of_records_is_against_the_same_days_last_year(cast):
    held(cast, date(2023, 2, 1))
    held(cast, date(2023, 11, 1))
    for day in (1, 2, 3):
        held(cast, date(2024, 2, day))
    assert figure(None, "act.n", cast.district, span("2024-01..2024-06"), role="yoy").value == 200
    assert figure(None, "act.n", cast.park, span("2024-01..2024-06"), role="yoy").value is None


def test_growth_of_a_statistic_uses_the_comparable_base_never_the_published_one(cast):
    reported(cast.district, "econ.fai", "2024-01..2024-05", Decimal(110), comparable_base=100, published_base=200)
    found = figure(cast.leader, "econ.fai", cast.district, span("2024-01..2024-05"), role="yoy")
    assert found.value == 10
    reported(cast.district, "econ.gdp", "2024-01..2024-05", Decimal(110), published_base=100)
    assert figure(None, "econ.gdp", cast.district, span("2024-01..2024-05"), role="yoy").value is None


def test_rank_and_difference_stand_against_the_province(cast):
    for unit, rate in ((cast.district, "0.106"), (cast.other_district, "0.111"), (cast.province, "0.077")):
        reported(unit, "econ.iva", "2024-01..2024-05", published_growth=Decimal(rate))
    rank = figure(cast.leader, "econ.iva", cast.district, span("2024-01..2024-05"), role="rank")
    assert (rank.value, rank.ranked) == (2, 2)
    assert figure(None, "econ.iva", cast.district, span("2024-01..2024-05"), role="diff").value == Decimal("2.9")


def test_completion_is_held_against_the_target_in_force(cast):
    for day in range(1, 7):
        held(cast, date(2024, 2, day))
    indicator = Indicator.objects.get(key="act.n")
    given = {"by": cast.chief, "at": NOW, "unit": cast.district, "indicator": indicator, "year": 2024}
    set_target(value=Decimal(10), adopted_on=TODAY, **given)
    set_target(value=Decimal(4), adopted_on=TODAY, reason="年中调整", **given)
    found = figure(cast.wang, "act.n", cast.district, span("2024-01..2024-05"), role="pct_of_target")
    assert found.value == 150
    assert figure(None, "act.n", cast.district, span("2024"), role="target").rows.get().revision == 2
    assert figure(None, "act.n", cast.other_district, span("2024"), role="pct_of_target").value is None


def test_without_a_target_of_its_own_a_unit_carries_the_sum_of_those_below(cast):
    indicator = Indicator.objects.get(key="act.n")
    for value in (5, 7):
        set_target(
            by=cast.chief, at=NOW, unit=cast.park, indicator=indicator, year=2024, value=Decimal(value),
            adopted_on=TODAY, reason="分解",
        )  # fmt: skip
    found = figure(None, "act.n", cast.district, span("2024"), role="target")
    assert (found.value, found.row_count) == (7, 1)
