"""The mixed-integer port and the child process it lives in."""

import itertools
import os
import signal
import time

import numpy as np
import pytest

from dianxiaoer.engines.optimise import mixed_integer
from dianxiaoer.engines.optimise.child import run_child
from dianxiaoer.engines.optimise.flow import min_cost_flow
from dianxiaoer.engines.optimise.flow_child import min_cost_flow_within
from dianxiaoer.engines.optimise.generalised_assignment import assign_within_capacity
from dianxiaoer.engines.optimise.mixed_integer import MixedInteger, better_parts, columns_from_triplets
from dianxiaoer.engines.optimise.problems import Cancelled, Infeasible, SolverDied, SolverOutOfTime
from tests.engines.optimise.orlib import best_known, needs_orlib, read_gap
from tests.engines.optimise.test_flow import random_network

STALLING = "tests.engines.optimise.stalling_child"


def cheapest_by_enumeration(cost, use, capacity):
    agents, jobs = cost.shape
    best = np.inf
    for agent in itertools.product(range(agents), repeat=jobs):
        load = np.bincount(agent, weights=use[agent, np.arange(jobs)], minlength=agents)
        if np.all(load <= capacity):
            best = min(best, cost[agent, np.arange(jobs)].sum())
    return best


@pytest.mark.parametrize("seed", range(4))
def test_tiny_generalised_assignment_costs_what_enumeration_finds(seed):
    rng = np.random.default_rng(seed)
    cost, use = rng.integers(1, 30, (3, 6)).astype(float), rng.integers(1, 10, (3, 6)).astype(float)
    capacity = np.full(3, use.mean(axis=0).sum() * 0.45)
    best = cheapest_by_enumeration(cost, use, capacity)
    if np.isinf(best):
        with pytest.raises(Infeasible):
            assign_within_capacity(cost, use, capacity)
        return
    found = assign_within_capacity(cost, use, capacity)
    assert found.cost == pytest.approx(best)
    assert found.gap == 0.0


@needs_orlib
@pytest.mark.parametrize("name", ["gap1-0", "gap6-2", "gap12-4"])
def test_or_library_small_instances_are_optimal(name):
    cost, use, capacity = read_gap(f"cattrysse1994/{name}")
    found = assign_within_capacity(cost, use, capacity)
    assert found.cost == pytest.approx(best_known()[f"cattrysse1994/{name}"][1])
    assert found.gap == 0.0


def test_a_flow_in_a_child_equals_the_flow_at_home():
    p = random_network(2)
    home, away = min_cost_flow(p), min_cost_flow_within(p, seconds=30)
    assert np.array_equal(home.flow, away.flow)
    assert away.is_proven


def test_a_killed_child_is_survived():
    def kill(line):
        os.kill(int(line.split()[1]), signal.SIGKILL)

    with pytest.raises(SolverDied, match="信号 9"):
        run_child(STALLING, {}, seconds=30, progress=kill)


def test_a_child_out_of_time_is_stopped():
    began = time.monotonic()
    with pytest.raises(SolverOutOfTime, match="放宽时间上限"):
        run_child(STALLING, {}, seconds=1.0)
    assert time.monotonic() - began < 10


def test_a_child_can_be_cancelled():
    heard = []
    with pytest.raises(Cancelled):
        run_child(STALLING, {}, seconds=30, progress=heard.append, stop=lambda: bool(heard))
    assert heard[0].startswith("pid ")


def test_a_child_beyond_its_memory_dies_alone():
    with pytest.raises(SolverDied, match=r"内存|Memory"):
        run_child(STALLING, {"greedy": np.array(1)}, seconds=30, memory_mib=1024)


def small_parts():
    """Two knapsacks: the dearest of three things under a weight of 3; nothing taken is the guess."""
    start, row, value = columns_from_triplets(np.zeros(3, int), np.arange(3), np.array([1.0, 2.0, 3.0]), 3)
    limits = (np.zeros(3), np.ones(3), np.ones(3, dtype=bool), start, row, value, np.array([-np.inf]), np.array([3.0]))
    return [MixedInteger(np.array(cost), *limits) for cost in ([-3.0, -4.0, -5.0], [-1.0, -1.0, -9.0])]


def test_parts_are_each_solved_and_the_same_again():
    guesses = [np.zeros(3), np.zeros(3)]
    found = better_parts(small_parts(), guesses, nodes=10)
    assert [x.round().tolist() for x in found] == [[1, 1, 0], [0, 0, 1]]
    assert np.array_equal(found, better_parts(small_parts(), guesses, nodes=10))


def test_parts_without_time_or_with_a_dead_child_keep_their_guess(monkeypatch):
    guesses = [np.zeros(3), np.array([1.0, 0.0, 0.0])]
    assert np.array_equal(better_parts(small_parts(), guesses, nodes=10, seconds=0.0), guesses)

    def die(*_, **__):
        raise SolverDied("killed")

    monkeypatch.setattr(mixed_integer, "run_child", die)
    assert np.array_equal(better_parts(small_parts(), guesses, nodes=10), guesses)


@pytest.mark.parametrize(
    ("jobs", "seconds"), [(100, 4.0), (200, 8.0)]
)  # seen whole after the search, and in groups only
def test_a_large_generalised_assignment_fits_and_its_bound_is_true(jobs, seconds):
    rng = np.random.default_rng(3)
    use = rng.integers(5, 26, (20, jobs)).astype(float)
    cost = rng.integers(10, 51, (20, jobs)).astype(float)
    capacity = np.full(20, np.floor(0.8 * use.sum() / 400))
    found = assign_within_capacity(cost, use, capacity, seconds=seconds)
    load = np.bincount(found.agent, weights=use[found.agent, np.arange(jobs)], minlength=20)
    assert np.all(load <= capacity)
    assert found.cost == cost[found.agent, np.arange(jobs)].sum()
    assert cost.min(axis=0).sum() - 1e-6 <= found.bound <= found.cost
    assert found.gap <= 0.02


@needs_orlib
@pytest.mark.slow
def test_an_or_library_large_instance_is_within_three_thousandths():
    cost, use, capacity = read_gap("yagiura2004/c40400")
    found = assign_within_capacity(cost, use, capacity, seconds=30)
    load = np.bincount(found.agent, weights=use[found.agent, np.arange(cost.shape[1])], minlength=len(capacity))
    assert np.all(load <= capacity)
    assert found.cost <= 1.003 * best_known()["yagiura2004/c40400"][1]
    assert found.bound <= best_known()["yagiura2004/c40400"][1] + 1e-6
