"""The network port: both solvers, the proof, and the refusals."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dianxiaoer.engines.optimise.flow import FlowProblem, conserves, min_cost_flow, proven_lower_bound
from dianxiaoer.engines.optimise.problems import Infeasible, InputProblems
from dianxiaoer.engines.optimise.transport import transport

SOLVERS = ("pylmcf", "ortools")


def problem(tail, head, capacity, cost, supply):
    return FlowProblem(*(np.array(values, dtype=np.int64) for values in (tail, head, capacity, cost, supply)))


def cheapest_by_enumeration(p):
    best = None
    for flow in itertools.product(*(range(int(c) + 1) for c in p.capacity)):
        flow = np.array(flow, dtype=np.int64)
        if conserves(p, flow) and (best is None or flow @ p.cost < best):
            best = int(flow @ p.cost)
    return best


@st.composite
def tiny_networks(draw):
    nodes = draw(st.integers(2, 4))
    node = st.integers(0, nodes - 1)
    arcs = draw(st.lists(st.tuples(node, node, st.integers(0, 2), st.integers(0, 9)), min_size=1, max_size=6))
    supply = [draw(st.integers(-2, 2)) for _ in range(nodes - 1)]
    tail, head, capacity, cost = zip(*arcs, strict=True)
    return problem(tail, head, capacity, cost, [*supply, -sum(supply)])


@pytest.mark.parametrize("solver", SOLVERS)
@given(p=tiny_networks())
@settings(max_examples=60, deadline=None)
def test_a_tiny_network_costs_what_enumeration_finds(solver, p):
    best = cheapest_by_enumeration(p)
    if best is None:
        with pytest.raises(Infeasible):
            min_cost_flow(p, solver)
        return
    answer = min_cost_flow(p, solver)
    assert answer.cost == best
    assert answer.is_proven


def random_network(seed, nodes=200, arcs=3000):
    rng = np.random.default_rng(seed)
    chain = np.arange(nodes - 1)
    supply = rng.integers(-20, 21, nodes)
    supply[-1] -= supply.sum()
    tail = np.concatenate([chain, chain + 1, rng.integers(0, nodes, arcs)])
    head = np.concatenate([chain + 1, chain, rng.integers(0, nodes, arcs)])
    capacity = np.concatenate([np.full(2 * nodes - 2, 10_000), rng.integers(0, 15, arcs)])
    return problem(tail, head, capacity, rng.integers(0, 1000, len(tail)), supply)


@pytest.mark.parametrize("seed", range(5))
def test_two_solvers_agree_and_both_prove_it(seed):
    p = random_network(seed)
    first, second = (min_cost_flow(p, solver) for solver in SOLVERS)
    assert first.cost == second.cost
    assert first.is_proven
    assert second.is_proven


def test_the_same_problem_gives_the_same_plan():
    p = random_network(7)
    assert np.array_equal(min_cost_flow(p).flow, min_cost_flow(p).flow)


def test_arc_order_does_not_matter_to_the_cost():
    p = random_network(3)
    turn = np.random.default_rng(0).permutation(p.arc_count)
    turned = FlowProblem(p.tail[turn], p.head[turn], p.capacity[turn], p.cost[turn], p.supply)
    assert min_cost_flow(turned).cost == min_cost_flow(p).cost


def test_wrong_prices_give_a_lower_bound_and_never_a_false_proof():
    p = random_network(1)
    answer = min_cost_flow(p)
    rng = np.random.default_rng(2)
    for _ in range(20):
        assert proven_lower_bound(p, answer.potential + rng.integers(-50, 51, p.node_count)) <= answer.cost


def test_the_textbook_earthwork_case_costs_94000_cubic_metre_metres():
    cost = np.array([[50, 70, 100], [70, 40, 90], [60, 110, 70], [80, 100, 40]])
    for solver in SOLVERS:
        answer = transport(np.array([500, 500, 500, 400]), np.array([800, 600, 500]), cost, solver)
        assert answer.cost == 94_000
        assert answer.is_proven


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"capacity": [-1, 1]}, "capacity[0] = -1"),
        ({"cost": [10**13, 1]}, "cost[0]"),
        ({"head": [1, 9]}, "head names a node"),
        ({"supply": [1, 0, 0]}, "sum to 0"),
    ],
)
def test_wrong_arrays_are_named(change, word):
    arrays = {"tail": [0, 1], "head": [1, 2], "capacity": [5, 5], "cost": [1, 1], "supply": [1, 0, -1]} | change
    with pytest.raises(InputProblems, match=word.replace("[", r"\[").replace("]", r"\]")):
        min_cost_flow(problem(**arrays))


def test_a_supply_that_cannot_leave_is_refused():
    for solver in SOLVERS:
        with pytest.raises(Infeasible):
            min_cost_flow(problem([0], [1], [1], [1], [2, -2]), solver)
