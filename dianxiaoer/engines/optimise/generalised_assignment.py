"""Jobs to agents of limited capacity (广义指派): each job once, no agent overloaded, least total cost."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.optimise.deadline import Deadline
from dianxiaoer.engines.optimise.mixed_integer import (
    MixedInteger,
    better_parts,
    columns_from_triplets,
    solve_mixed_integer,
)
from dianxiaoer.engines.optimise.problems import InputProblems, SolverDied, SolverOutOfTime, require

Reals = NDArray[np.float64]

#: Pairs from which an instance is searched first, and up to which HiGHS then sees it whole; the search's share of the time.
_SEARCHED_PAIRS, _WHOLE_PAIRS, _FIRST_SHARE = 1_500, 3_000, 0.5
_AGENTS_A_JOB = 4
#: The closing search: agents settled together, branches a group, rounds without gain before it ends.
_AGENTS_A_GROUP, _NODES, _ROUNDS_IN_VAIN = 10, 60, 12
#: The local search: agents a job may go to, first price of overload, work a start, how prices swing, share of the time.
_NEAR_AGENTS, _FIRST_PRICE, _CHAIN_WORK = 4, 1.5, 4_000_000
_PRICE_STEPS = (1.05, 0.998)
_MOST_STARTS, _SEARCH_SHARE = 8, 0.4


@dataclass(frozen=True)
class GeneralisedAssignment:
    """agent[j] does job j; cost of them all; no plan costs less than bound; gap between the two as a share."""

    agent: NDArray[np.int64]
    cost: float
    bound: float
    gap: float


def assign_within_capacity(
    cost: Reals, use: Reals, capacity: Reals, *, seconds: float = 30.0, gap: float = 0.0
) -> GeneralisedAssignment:
    """Cheapest agent per job within every agent's capacity.

    cost, use: shape (agents, jobs).   capacity: shape (agents,).   Raises InputProblems, Infeasible, SolverOutOfTime.
    Method: mixed-integer by HiGHS; large instances by local search, then HiGHS within groups of
    agents. Checked against OR-Library gap1 … gap12, a … d and Yagiura's c, d, e.
    """
    if cost.shape != use.shape or capacity.shape != cost.shape[:1]:
        raise InputProblems([f"shapes disagree: cost {cost.shape}, use {use.shape}, capacity {capacity.shape}"])
    deadline, guess = Deadline.after(seconds), None
    if cost.size > _SEARCHED_PAIRS:
        is_whole_too = cost.size <= _WHOLE_PAIRS
        found = _assign_among_best(cost, use, capacity, seconds * (_FIRST_SHARE if is_whole_too else 1.0), gap)
        if found is not None and (not is_whole_too or found.gap <= gap):
            return found
        guess = found
    return _assign_whole(cost, use, capacity, guess, deadline, gap)


def _assign_whole(
    cost: Reals, use: Reals, capacity: Reals, guess: GeneralisedAssignment | None, deadline: Deadline, gap: float
) -> GeneralisedAssignment:
    """HiGHS on every pair, from a guess where there is one: its plan, or the guess if better, and the better bound."""
    first = (
        None if guess is None else (np.arange(len(cost))[:, None] == guess.agent[None, :]).astype(np.float64).ravel()
    )
    try:
        answer = solve_mixed_integer(
            _as_programme(cost, use, capacity), seconds=max(1.0, deadline.left), gap=gap, first_guess=first
        )
    except (SolverOutOfTime, SolverDied):
        if guess is None:
            raise
        return guess
    agent, total, bound = answer.x.reshape(cost.shape).argmax(axis=0), answer.cost, answer.bound
    if guess is not None:
        bound = max(bound, guess.bound)
        if guess.cost < total:
            agent, total = guess.agent, guess.cost
    return GeneralisedAssignment(agent, total, min(bound, total), max(0.0, total - bound) / max(1e-12, abs(total)))


def _assign_among_best(
    cost: Reals, use: Reals, capacity: Reals, seconds: float, gap: float
) -> GeneralisedAssignment | None:
    """A large instance: the linear programme bounds it, a local search finds, HiGHS betters group after group of agents."""
    deadline = Deadline.after(seconds)
    jobs = cost.shape[1]
    programme = _as_programme(cost, use, capacity)
    linear = solve_mixed_integer(replace(programme, is_whole=np.zeros(cost.size, dtype=bool)), seconds=seconds)
    load_price = np.maximum(0.0, -linear.row_price[jobs:])
    reduced = cost - linear.row_price[None, :jobs] + use * load_price[:, None]
    best = _searched(cost, use, capacity, reduced, load_price, linear.x, deadline.left)
    if best is None:
        return None
    # Whole costs: nothing lies between the bound and the next whole number.
    bound = float(np.ceil(linear.cost - 1e-6)) if np.array_equal(cost, np.rint(cost)) else linear.cost
    best = _settled(cost, use, capacity, reduced, best, bound * (1 + gap), deadline)
    total = _total(cost, best)
    return GeneralisedAssignment(best, total, min(total, bound), max(0.0, total - bound) / max(1e-12, abs(total)))


def _settled(
    cost: Reals,
    use: Reals,
    capacity: Reals,
    reduced: Reals,
    agent: NDArray[np.int64],
    enough: float,
    deadline: Deadline,
) -> NDArray[np.int64]:
    """The assignment bettered by exact search within groups of agents, drawn anew every round.

    Ends at a cost of `enough`, after some rounds in vain, or when the time is over.
    """
    rng, jobs = np.random.default_rng(1), np.arange(cost.shape[1])
    is_near = reduced <= np.sort(reduced, axis=0)[min(len(cost), _AGENTS_A_JOB) - 1]
    groups = max(1, round(len(cost) / _AGENTS_A_GROUP))
    vain, before = 0, _total(cost, agent)
    while before > enough + 1e-9 and vain < _ROUNDS_IN_VAIN and not deadline.is_over:
        group = np.empty(len(cost), dtype=np.int64)
        group[rng.permutation(len(cost))] = np.arange(len(cost)) % groups
        is_open = is_near & (group[:, None] == group[agent][None, :])
        is_open[agent, jobs] = True
        pairs = [np.nonzero(is_open & (group[:, None] == own)) for own in range(groups)]
        guesses = [(agent[job] == to).astype(np.float64) for to, job in pairs]
        parts = [_part(cost, use, capacity, to, job) for to, job in pairs]
        found = better_parts(parts, guesses, nodes=_NODES, seconds=deadline.left)
        for (to, job), x in zip(pairs, found, strict=True):
            agent[job[x > 0.5]] = to[x > 0.5]
        now = _total(cost, agent)
        vain, before = 0 if now < before else vain + 1, now
    return agent


def _part(cost: Reals, use: Reals, capacity: Reals, to: NDArray[np.int64], job: NDArray[np.int64]) -> MixedInteger:
    """The programme of the given pairs: each of their jobs once, none of their agents overloaded."""
    jobs, once = np.unique(job, return_inverse=True)
    agents, load = np.unique(to, return_inverse=True)
    pairs, one = len(job), np.ones(len(jobs))
    values = np.concatenate([np.ones(pairs), use[to, job]])
    matrix = columns_from_triplets(
        np.concatenate([once, len(jobs) + load]), np.tile(np.arange(pairs), 2), values, pairs
    )
    return MixedInteger(
        cost[to, job].astype(np.float64), np.zeros(pairs), np.ones(pairs), np.ones(pairs, dtype=bool), *matrix,
        np.concatenate([one, np.full(len(agents), -np.inf)]), np.concatenate([one, capacity[agents]]),
    )  # fmt: skip


def _total(cost: Reals, agent: NDArray[np.int64]) -> float:
    return float(cost[agent, np.arange(cost.shape[1])].sum())


def _searched(
    cost: Reals, use: Reals, capacity: Reals, reduced: Reals, load_price: Reals, x: Reals, seconds: float
) -> NDArray[np.int64] | None:
    """The best assignment within capacity a local search meets in most of the time left; None when it meets none.

    Method: shifts, exchanges and ejection chains among each job's agents of least reduced cost, overload at adapting
    prices (after Yagiura, Ibaraki, Glover 2004); each start has a fixed seed and length, so the same time gives the same.
    """
    kernels: Any = require("dianxiaoer.engines.optimise.ejection_kernels")
    near = np.argsort(reduced, axis=0, kind="stable")[: min(_NEAR_AGENTS, len(cost))].T.copy()
    start = x.reshape(cost.shape).argmax(axis=0)
    price = _FIRST_PRICE * np.maximum(load_price, 0.3 * load_price.mean() + 1e-9)
    usual = float(np.abs(cost).mean()) / 60.0  # the temperatures were found where a job costs about 60
    rounds = max(500, _CHAIN_WORK // cost.shape[1])
    best, best_total, began = None, np.inf, time.monotonic()
    share = _SEARCH_SHARE * seconds
    for seed in range(1, _MOST_STARTS + 1):
        found, total = kernels.search(
            cost, use, capacity, near, start.copy(), price, rounds, 2, usual, 0.2 * usual, *_PRICE_STEPS, seed
        )
        if total < best_total:
            best, best_total = found, total
        spent = time.monotonic() - began
        if spent + spent / seed > share:
            break
    return best


def _as_programme(cost: Reals, use: Reals, capacity: Reals) -> MixedInteger:
    pairs = np.arange(cost.size)
    return _part(cost, use, capacity, pairs // cost.shape[1], pairs % cost.shape[1])
