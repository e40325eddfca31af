"""One to one (指派): each row takes one column at the least total cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dianxiaoer.engines.optimise.flow import FlowProblem, Integers, Solver, min_cost_flow
from dianxiaoer.engines.optimise.problems import InputProblems


@dataclass(frozen=True)
class Assignment:
    """column[i] is the column of row i; row_price and column_price prove the cost: row + column ≤ every cost."""

    column: Integers
    cost: int
    row_price: Integers
    column_price: Integers
    is_proven: bool


def assign(cost: Integers, solver: Solver = "pylmcf") -> Assignment:
    """Cheapest one-to-one assignment of rows to columns.

    cost: whole numbers ≥ 0, shape (n, m), n ≤ m.   Raises InputProblems, Infeasible, SolverMissing.
    Method: transport with unit supplies. Checked against OR-Library assign100 … assign700 and scipy.
    """
    if cost.ndim != 2 or cost.shape[0] > cost.shape[1] or not np.issubdtype(cost.dtype, np.integer):
        raise InputProblems([f"cost must be a whole-number matrix with rows ≤ columns, it is {cost.shape}"])
    rows, columns = cost.shape
    answer = min_cost_flow(_as_flow(cost), solver)
    pairs = answer.flow[: rows * columns].reshape(rows, columns)
    row_price = -answer.potential[:rows]
    column_price = answer.potential[rows : rows + columns]
    return Assignment(pairs.argmax(axis=1), answer.cost, row_price, column_price, answer.is_proven)


def _as_flow(cost: Integers) -> FlowProblem:
    rows, columns = cost.shape
    sink = rows + columns
    tail = np.concatenate([np.repeat(np.arange(rows), columns), np.arange(rows, sink)])
    head = np.concatenate([np.tile(np.arange(rows, sink), rows), np.full(columns, sink)])
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[:rows], supply[sink] = 1, -rows
    spend = np.concatenate([cost.ravel(), np.zeros(columns, dtype=np.int64)])
    # A pair takes 2 so that no pair is ever full: its reduced cost then stays ≥ 0 and the prices prove the answer.
    capacity = np.concatenate([np.full(rows * columns, 2), np.ones(columns)]).astype(np.int64)
    return FlowProblem(tail, head, capacity, spend.astype(np.int64), supply)
