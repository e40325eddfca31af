"""Network simplex by pylmcf (LEMON): the first of the two interchangeable flow solvers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dianxiaoer.engines.optimise.problems import Infeasible, require

if TYPE_CHECKING:
    from dianxiaoer.engines.optimise.flow import FlowProblem, Integers


def solve(problem: FlowProblem) -> tuple[Integers, Integers]:
    """Flow per arc and potential per node. Raises Infeasible, SolverMissing."""
    network = WarmNetwork(problem)
    return network.solve()


class WarmNetwork:
    """One network kept between solves: change supply, cost or capacity, and the last basis is the next start."""

    def __init__(self, problem: FlowProblem) -> None:
        pylmcf: Any = require("pylmcf")
        self._order = _arc_order(problem)
        self._graph = pylmcf.Graph(
            problem.node_count, self._arranged(problem.tail, np.int32), self._arranged(problem.head, np.int32)
        )
        self.change(supply=problem.supply, cost=problem.cost, capacity=problem.capacity)

    def change(
        self, *, supply: Integers | None = None, cost: Integers | None = None, capacity: Integers | None = None
    ) -> None:
        """Replace what is given, in the arc order of the problem this network was made from."""
        if supply is not None:
            self._graph.set_node_supply(np.ascontiguousarray(supply, dtype=np.int64))
        if cost is not None:
            self._graph.set_edge_costs(self._arranged(cost, np.int64))
        if capacity is not None:
            self._graph.set_edge_capacities(self._arranged(capacity, np.int64))

    def solve(self) -> tuple[Integers, Integers]:
        """Flow per arc (in the problem's order) and potential per node. Raises Infeasible."""
        try:
            self._graph.solve()
        except RuntimeError as error:
            raise Infeasible(f"network cannot ship its supply: {error}") from error
        found = self._graph.result()
        potential = self._graph.raw_potentials()
        if np.abs(potential).max(initial=0) > 2**52:  # an artificial arc's cost leaked into the tree
            potential = self._graph.potentials()
        if self._order is None:
            return found, potential
        flow = np.empty_like(found)
        flow[self._order] = found
        return flow, potential

    def _arranged(self, values: Integers, dtype: Any) -> Any:
        arranged = values if self._order is None else values[self._order]
        return np.ascontiguousarray(arranged, dtype=dtype)


def _arc_order(problem: FlowProblem) -> Integers | None:
    """The stable order by (tail, head) pylmcf needs, or None when the arcs stand in it already."""
    if _is_sorted(problem.tail, problem.head):
        return None
    order = _stable_order(problem.tail)
    if not _is_sorted(problem.tail[order], problem.head[order]):
        order = _stable_order(problem.head)
        order = order[_stable_order(problem.tail[order])]
    return order


def _is_sorted(tail: Integers, head: Integers) -> bool:
    step = np.diff(tail)
    return bool(np.all((step > 0) | ((step == 0) & (np.diff(head) >= 0))))


def _stable_order(node: Integers) -> Integers:
    """Stable order of node numbers: two passes of numpy's 16-bit radix sort, five times faster than one 64-bit sort."""
    low = np.argsort((node & 0xFFFF).astype(np.uint16), kind="stable")
    if node.max(initial=0) <= 0xFFFF:
        return low
    return low[np.argsort((node[low] >> 16).astype(np.uint16), kind="stable")]
