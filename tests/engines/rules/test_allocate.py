"""Quotas and budgets: first served first, never more than there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianxiaoer.engines.rules.document.records import Clause
from dianxiaoer.engines.rules.problems import RuleError
from dianxiaoer.engines.rules.run.allocate import allocate


def test_places_run_out_in_the_order_given():
    found = allocate(Clause(id="a", quota="2家"), [100, 200, 300], order=[2, 0, 1])
    assert found.granted_fen == (100, 0, 300)
    assert found.refused == {1: "名额 2家 已用完"}
    assert found.left_places == 0


def test_the_last_claim_gets_what_is_left_of_the_budget():
    found = allocate(Clause(id="a", budget="5元"), [300, 0, 300, 100])
    assert found.granted_fen == (300, 0, 200, 0)
    assert list(found.refused) == [3]


def test_without_limits_all_is_granted():
    assert allocate(Clause(id="a"), [1, 2]).granted_fen == (1, 2)


@given(st.lists(st.integers(0, 1000), max_size=8), st.integers(0, 4), st.integers(0, 30))
def test_never_more_than_there_is_and_nobody_left_out_without_cause(claims, places, yuan):
    found = allocate(Clause(id="a", quota=str(places), budget=f"{yuan}元"), claims)
    assert sum(found.granted_fen) <= yuan * 100
    assert sum(fen > 0 for fen in found.granted_fen) <= places
    for position, fen in enumerate(claims):
        if found.granted_fen[position] < fen and found.granted_fen[position] == 0:
            assert position in found.refused
            assert found.left_places == 0 or found.left_fen == 0


def test_a_budget_that_is_no_money_is_refused():
    with pytest.raises(RuleError, match="单位"):
        allocate(Clause(id="a", budget="5人"), [1])


def test_an_order_that_forgets_a_claim_is_refused():
    with pytest.raises(ValueError, match="every claim once"):
        allocate(Clause(id="a"), [1, 2], order=[0])
