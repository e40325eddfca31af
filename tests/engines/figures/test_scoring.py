"""Every kind of formula by hand, and what must hold whatever the numbers."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dianxiaoer.engines.figures.scoring import Formula, FormulaError, Item, Kind, score, total


def D(text):
    return Decimal(str(text))


def points(formula, peers=(), **inputs):
    return score(formula, {name.replace("__", "."): value for name, value in inputs.items()}, peers).points


CAPPED = Formula(Kind.RATIO_CAPPED, D(30))
LINEAR = Formula(Kind.RATIO_LINEAR, D("0.5"))
#: scheme B ③: (signed count ÷ target × 50 % + signed amount ÷ target × 50 %) × 0.5, capped at 0.5
MIX = Formula(Kind.RATIO_MIX, D("0.5"), D("0.5"), (Item("count", D("0.5")), Item("amount", D("0.5"))))
#: scheme B ⑥: 0.5 − overdue × 0.1 − falsified × 0.2
DEDUCTION = Formula(
    Kind.DEDUCTION, D("0.5"), items=(Item("overdue", D("0.1")), Item("falsified", D("0.2")))
)  # fmt: skip
BONUS = Formula(Kind.COUNT, items=(Item("visits", D("0.5"), D(3)), Item("events", D(3))))
TIERS = Formula(Kind.TIERS, D(20), tiers=((D(0), D(3)), (D(1), D(6)), (D(5), D(10)), (D(10), D(20))))
EFFICACY = Formula(Kind.EFFICACY, D(12))
RATERS = Formula(Kind.RATERS, D(15), items=(Item("parks", D("0.7")), Item("towns", D("0.3"))))


def test_ratios_capped_and_not():
    assert points(CAPPED, actual=D(6), target=D(8)) == D("22.5")
    assert points(CAPPED, actual=D(9), target=D(8)) == 30
    assert points(Formula(Kind.RATIO_CAPPED, D(10), D("1.2")), actual=D(3), target=D(2)) == 12
    assert points(LINEAR, actual=D(96), target=D(100)) == D("0.48")  # scheme B ①
    assert points(LINEAR, actual=D(120), target=D(100)) == D("0.6")  # scheme B ②: above full points


def test_scheme_b_signed_projects_are_capped_at_half_a_point():
    assert points(MIX, count__actual=D(28), count__target=D(27), amount__actual=D("177.7"), amount__target=D(54)) == D(
        "0.5"
    )


def test_scheme_b_one_overdue_and_nothing_falsified():
    assert points(DEDUCTION, overdue=D(1), falsified=D(0)) == D("0.4")
    assert points(DEDUCTION, overdue=D(9), falsified=D(0)) == 0  # never below zero


def test_counts_with_caps_tiers_efficacy_raters():
    assert points(BONUS, visits=D(4), events=D(2)) == 8  # 2 + 6
    assert points(BONUS, visits=D(20), events=D(0)) == 3  # capped
    assert [points(TIERS, actual=D(value)) for value in ("0.4", "1", "7", "10", "25")] == [3, 6, 10, 20, 20]
    assert points(EFFICACY, peers=(D(10), D(20), D(30)), actual=D(20)) == D("9.6")  # d = 80
    assert points(EFFICACY, peers=(D(7), D(7)), actual=D(7)) == 12
    assert points(RATERS, parks=(D(90), D(80)), towns=(D(100),)) == D("13.425")  # (85×0.7 + 100×0.3) × 15 %


def test_the_text_is_the_arithmetic():
    assert score(CAPPED, {"actual": D(6), "target": D(8)}).text == "min(6 ÷ 8, 1) × 30 = 22.5"
    assert score(DEDUCTION, {"overdue": D(1), "falsified": D(0)}).text == "max(0.5 − 1 × 0.1 − 0 × 0.2, 0) = 0.4"


def test_what_is_missing_is_named_and_not_scored_as_zero():
    found = score(CAPPED, {"actual": D(6)})
    assert (found.points, found.missing) == (None, ("target",))
    assert score(CAPPED, {"actual": D(6), "target": D(0)}).missing == ("target",)
    assert score(RATERS, {"parks": (), "towns": (D(90),)}).missing == ("parks",)


def test_falsified_data_vetoes_the_total():
    found = score(Formula(Kind.VETO), {"actual": D(1)})
    assert found.is_veto
    assert not score(Formula(Kind.VETO), {"actual": D(0)}).is_veto
    assert total([D(30), None, D(5)]) == 35
    assert total([D(30), D(5)], vetoed=True) == 0


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": Kind.COUNT},
        {"kind": Kind.TIERS},
        {"kind": Kind.RATERS, "items": (Item("a", D("0.5")),)},
        {"kind": Kind.COUNT, "items": (Item("a", D(1)), Item("a", D(2)))},
        {"kind": Kind.RATIO_CAPPED, "weight": D(-1)},
    ],
)
def test_a_formula_that_makes_no_sense_is_refused(facts):
    with pytest.raises(FormulaError):
        Formula(**facts)


def test_a_rating_above_a_hundred_is_refused():
    with pytest.raises(FormulaError):
        points(RATERS, parks=(D(101),), towns=(D(90),))


amounts = st.decimals(0, 10**9, places=2)
positive = st.decimals("0.01", 10**9, places=2)


@settings(deadline=None)
@given(amounts, positive, amounts)
def test_more_done_never_scores_less_and_a_cap_holds(actual, target, more):
    for formula, most in ((CAPPED, D(30)), (Formula(Kind.RATIO_LINEAR, D(10), D(12)), D(12))):
        before, after = (
            points(formula, actual=actual, target=target),
            points(formula, actual=actual + more, target=target),
        )
        assert 0 <= before <= after <= most


@settings(deadline=None)
@given(st.integers(0, 50), st.integers(0, 50))
def test_a_deduction_stays_between_zero_and_full(overdue, falsified):
    assert 0 <= points(DEDUCTION, overdue=D(overdue), falsified=D(falsified)) <= D("0.5")


@settings(deadline=None)
@given(st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=1, max_size=12))
def test_efficacy_gives_the_best_full_points_and_the_last_six_tenths(values):
    found = [points(EFFICACY, peers=values, actual=value) for value in values]
    assert max(found) == 12
    if len(set(values)) > 1:
        assert min(found) == D("7.2")
    assert all(D("7.2") <= one <= 12 for one in found)
