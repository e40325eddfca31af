"""Transport (运输问题): from stocks to needs, each pair with its own cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dianxiaoer.engines.optimise.flow import FlowProblem, Integers, Solver, min_cost_flow


@dataclass(frozen=True)
class Transport:
    """moves (n, m): units from stock i to need j; cost of them all; is_proven when nothing is cheaper."""

    moves: Integers
    cost: int
    is_proven: bool


def transport(stock: Integers, need: Integers, cost: Integers, solver: Solver = "pylmcf") -> Transport:
    """Cheapest moves that fill every need from the stocks.

    stock (n,), need (m,): units ≥ 0, sum of needs ≤ sum of stocks.   cost (n, m): whole numbers ≥ 0.
    Raises InputProblems, Infeasible (needs exceed stocks), SolverMissing. Stock left over costs nothing.
    """
    n, m = cost.shape
    keep = n + m
    tail = np.concatenate([np.repeat(np.arange(n), m), np.arange(n)])
    head = np.concatenate([np.tile(np.arange(n, keep), n), np.full(n, keep)])
    # One above what can ever pass: a pair is then never full, and its price proves the answer.
    most = np.minimum(stock[:, None], need[None, :]).ravel() + 1
    capacity = np.concatenate([most, stock]).astype(np.int64)
    spend = np.concatenate([cost.ravel(), np.zeros(n, dtype=np.int64)]).astype(np.int64)
    supply = np.concatenate([stock, -need, [need.sum() - stock.sum()]]).astype(np.int64)
    answer = min_cost_flow(FlowProblem(tail, head, capacity, spend, supply), solver)
    return Transport(answer.flow[: n * m].reshape(n, m), answer.cost, answer.is_proven)
