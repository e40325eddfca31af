"""Jobs to agents of limited capacity (广义指派): each job once, no agent overloaded, least total cost."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.optimise.mixed_integer import MixedInteger, columns_from_triplets, solve_mixed_integer
from dianxiaoer.engines.optimise.problems import Infeasible, InputProblems, SolverOutOfTime

Reals = NDArray[np.float64]

#: Larger instances search only among the best agents of each job.
_WHOLE_PAIRS = 3_000
_AGENTS_A_JOB = 5


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
    Method: mixed-integer by HiGHS. Checked against OR-Library gap1 … gap12, a … d and Yagiura's c, d, e.
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
    """The best assignment among each job's few agents of least reduced cost, bounded by the linear programme over all."""
    agents, jobs = cost.shape
    programme = _as_programme(cost, use, capacity)
    linear = solve_mixed_integer(replace(programme, is_whole=np.zeros(cost.size, dtype=bool)), seconds=seconds)
    reduced = cost - linear.row_price[None, :jobs] - use * linear.row_price[jobs:, None]
    limit = np.sort(reduced, axis=0)[min(agents, _AGENTS_A_JOB) - 1]
    # Other agents stay in the model but closed, so that rows and columns keep their places.
    upper = (reduced <= limit[None, :] + 1e-9).astype(np.float64).ravel()
    try:
        answer = solve_mixed_integer(replace(programme, upper=upper), seconds=seconds, gap=max(gap, 1e-4))
    except (Infeasible, SolverOutOfTime):
        return None
    bound = linear.cost
    return GeneralisedAssignment(
        answer.x.reshape(cost.shape).argmax(axis=0),
        answer.cost,
        bound,
        max(0.0, answer.cost - bound) / abs(answer.cost),
    )


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
