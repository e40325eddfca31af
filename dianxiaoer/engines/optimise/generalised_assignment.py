"""Jobs to agents of limited capacity (广义指派): each job once, no agent overloaded, least total cost."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.optimise.mixed_integer import MixedInteger, columns_from_triplets, solve_mixed_integer
from dianxiaoer.engines.optimise.problems import Infeasible, InputProblems, SolverDied, SolverOutOfTime, require

Reals = NDArray[np.float64]

#: Larger instances search only among the best agents of each job.
_WHOLE_PAIRS = 3_000
_AGENTS_A_JOB = 5
#: The local search: agents a job may go to, first price of overload, work a start, how prices swing, share of the time.
_NEAR_AGENTS, _FIRST_PRICE, _CHAIN_WORK = 4, 1.5, 4_000_000
_PRICE_STEPS = (1.05, 0.998)
_MOST_STARTS, _SEARCH_SHARE = 8, 0.6


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
    Method: mixed-integer by HiGHS; large instances by local search and HiGHS among the best agents. Checked against OR-Library gap1 … gap12, a … d and Yagiura's c, d, e.
    """
    if cost.shape != use.shape or capacity.shape != cost.shape[:1]:
        raise InputProblems([f"shapes disagree: cost {cost.shape}, use {use.shape}, capacity {capacity.shape}"])
    if cost.size > _WHOLE_PAIRS:
        found = _assign_among_best(cost, use, capacity, seconds, gap)
        if found is not None:
            return found
    answer = solve_mixed_integer(_as_programme(cost, use, capacity), seconds=seconds, gap=gap)
    agent = answer.x.reshape(cost.shape).argmax(axis=0)
    return GeneralisedAssignment(agent, answer.cost, answer.bound, answer.gap)


def _assign_among_best(
    cost: Reals, use: Reals, capacity: Reals, seconds: float, gap: float
) -> GeneralisedAssignment | None:
    """A large instance: the linear programme bounds it, a local search finds, HiGHS betters among each job's few best."""
    until = time.monotonic() + seconds
    agents, jobs = cost.shape
    programme = _as_programme(cost, use, capacity)
    linear = solve_mixed_integer(replace(programme, is_whole=np.zeros(cost.size, dtype=bool)), seconds=seconds)
    load_price = np.maximum(0.0, -linear.row_price[jobs:])
    reduced = cost - linear.row_price[None, :jobs] + use * load_price[:, None]
    best = _searched(cost, use, capacity, reduced, load_price, linear.x, until)
    limit = np.sort(reduced, axis=0)[min(agents, _AGENTS_A_JOB) - 1]
    is_open = reduced <= limit[None, :] + 1e-9
    guess = None
    if best is not None:
        guess = np.zeros(cost.shape)
        guess[best, np.arange(jobs)] = 1.0
        is_open |= guess > 0
    # Other agents stay in the model but closed, so that rows and columns keep their places.
    closed = replace(programme, upper=is_open.astype(np.float64).ravel())
    first = None if guess is None else guess.ravel()
    try:
        left = max(1.0, until - time.monotonic())
        answer = solve_mixed_integer(closed, seconds=left, gap=max(gap, 1e-4), first_guess=first)
        found = answer.x.reshape(cost.shape).argmax(axis=0)
        best = found if best is None or _total(cost, found) < _total(cost, best) else best
    except (Infeasible, SolverOutOfTime, SolverDied):
        if best is None:
            return None
    total = _total(cost, best)
    # Whole costs: nothing lies between the bound and the next whole number.
    bound = float(np.ceil(linear.cost - 1e-6)) if np.array_equal(cost, np.rint(cost)) else linear.cost
    return GeneralisedAssignment(best, total, min(total, bound), max(0.0, total - bound) / max(1e-12, abs(total)))


def _total(cost: Reals, agent: NDArray[np.int64]) -> float:
    return float(cost[agent, np.arange(cost.shape[1])].sum())


def _searched(
    cost: Reals, use: Reals, capacity: Reals, reduced: Reals, load_price: Reals, x: Reals, until: float
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
    share = _SEARCH_SHARE * (until - began)
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
    agents, jobs = cost.shape
    pairs = np.arange(agents * jobs)
    once, load = pairs % jobs, jobs + pairs // jobs
    start, row, value = columns_from_triplets(
        np.concatenate([once, load]),
        np.concatenate([pairs, pairs]),
        np.concatenate([np.ones(len(pairs)), use.ravel()]),
        len(pairs),
    )
    return MixedInteger(
        cost.ravel().astype(np.float64),
        np.zeros(len(pairs)),
        np.ones(len(pairs)),
        np.ones(len(pairs), dtype=bool),
        start,
        row,
        value,
        np.concatenate([np.ones(jobs), np.full(agents, -np.inf)]),
        np.concatenate([np.ones(jobs), capacity]),
    )
