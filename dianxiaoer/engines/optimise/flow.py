"""Cheapest flow through a network (最小费用流): the problem, the answer, and the proof that nothing is cheaper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.optimise.problems import InputProblems, OptimiseError

Integers = NDArray[np.int64]
Solver = Literal["pylmcf", "ortools"]

#: Beyond these a sum of costs no longer fits 64 bits whatever the plan.
LARGEST_COST = 10**12
LARGEST_QUANTITY = 10**12


@dataclass(frozen=True)
class FlowProblem:
    """A network: arc k carries 0 … capacity[k] units from tail[k] to head[k] at cost[k] ≥ 0 each.

    tail, head: node numbers, shape (arcs,).   capacity, cost: whole numbers ≥ 0, shape (arcs,).
    supply: shape (nodes,), positive where units enter, negative where they leave; the sum is 0.
    """

    tail: Integers
    head: Integers
    capacity: Integers
    cost: Integers
    supply: Integers

    @property
    def node_count(self) -> int:
        return len(self.supply)

    @property
    def arc_count(self) -> int:
        return len(self.tail)


@dataclass(frozen=True)
class FlowAnswer:
    """Units on each arc, the total cost, a potential per node, and whether these prove the optimum.

    Reduced cost of arc (u, v) is cost + potential[u] − potential[v]: what one more unit on it would add.
    gap: 0.0 when proven; otherwise the share by which the plan may lie above the best.
    """

    flow: Integers
    cost: int
    potential: Integers
    is_proven: bool
    gap: float
    solver: str

    def reduced_cost(self, problem: FlowProblem) -> Integers:
        """Cost of one more unit on each arc at the answer's prices, shape (arcs,)."""
        return problem.cost + self.potential[problem.tail] - self.potential[problem.head]


def min_cost_flow(problem: FlowProblem, solver: Solver = "pylmcf", *, is_checked: bool = True) -> FlowAnswer:
    """Cheapest flow that ships every supply to the demands, with its proof.

    Same problem, same answer. Raises InputProblems (shapes, signs, balance), Infeasible (some supply cannot leave),
    SolverMissing. `is_checked=False` skips the input check for callers that built the arrays themselves.
    Method: network simplex (LEMON by pylmcf) or cost scaling (OR-tools). Source: Ahuja, Magnanti, Orlin, Network Flows
    (1993), ch. 9–11. Checked: both solvers against each other and against enumeration.
    """
    if is_checked:
        check_problem(problem)
    if solver == "ortools":
        from dianxiaoer.engines.optimise.ortools_flow import solve
    else:
        from dianxiaoer.engines.optimise.pylmcf_flow import solve
    flow, potential = solve(problem)
    cost = int(np.dot(flow, problem.cost))
    lower = proven_lower_bound(problem, potential)
    gap = 0.0 if lower >= cost else (cost - lower) / max(1, abs(cost))
    answer = FlowAnswer(flow, cost, potential, gap == 0.0, gap, solver)
    if not conserves(problem, flow):
        raise OptimiseError(f"{solver} returned a flow that does not conserve units; use the other solver")
    return answer


def proven_lower_bound(problem: FlowProblem, potential: Integers) -> int:
    """A cost no flow can beat: the dual value of the given node potentials, whoever computed them.

    Weak duality: Σ −potential·supply + Σ capacity·min(0, reduced cost) ≤ cost of every feasible flow.
    """
    reduced = problem.cost + potential[problem.tail] - potential[problem.head]
    negative = reduced < 0
    at_capacity = np.dot(problem.capacity[negative], reduced[negative]) if negative.any() else 0
    return int(at_capacity - np.dot(potential, problem.supply))


def conserves(problem: FlowProblem, flow: Integers) -> bool:
    """True when the flow respects capacities and every node ships exactly its supply."""
    if bool(np.any(flow < 0)) or bool(np.any(flow > problem.capacity)):
        return False
    out = np.bincount(problem.tail, weights=flow, minlength=problem.node_count)
    into = np.bincount(problem.head, weights=flow, minlength=problem.node_count)
    return bool(np.all(np.rint(out - into).astype(np.int64) == problem.supply))


def check_problem(problem: FlowProblem) -> None:
    """Raise InputProblems for wrong shapes, signs, sizes or an unbalanced supply."""
    sentences = [*_array_problems(problem), *_node_problems(problem)]
    if not sentences and int(problem.supply.sum()) != 0:
        sentences.append(f"supply must sum to 0, it sums to {int(problem.supply.sum())}")
    if sentences:
        raise InputProblems(sentences)


def _array_problems(problem: FlowProblem) -> list[str]:
    found = []
    for name, limit in (("capacity", LARGEST_QUANTITY), ("cost", LARGEST_COST)):
        values: NDArray[Any] = getattr(problem, name)
        if values.shape != problem.tail.shape or not np.issubdtype(values.dtype, np.integer):
            found.append(f"{name} must be whole numbers of shape {problem.tail.shape}")
        elif values.size and (values.min() < 0 or values.max() > limit):
            row = int(np.flatnonzero((values < 0) | (values > limit))[0])
            found.append(f"{name}[{row}] = {values[row]} is outside 0 … {limit}")
    if problem.head.shape != problem.tail.shape:
        found.append("head and tail must have the same shape")
    return found


def _node_problems(problem: FlowProblem) -> list[str]:
    for name in ("tail", "head"):
        nodes: NDArray[Any] = getattr(problem, name)
        if nodes.size and (nodes.min() < 0 or nodes.max() >= problem.node_count):
            return [f"{name} names a node outside 0 … {problem.node_count - 1}"]
    if problem.supply.size and np.abs(problem.supply).max() > LARGEST_QUANTITY:
        return [f"supply has an entry beyond {LARGEST_QUANTITY}"]
    return []
