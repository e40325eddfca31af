"""Cost scaling by OR-tools: the second flow solver, and the witness against the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dianxiaoer.engines.optimise.problems import Infeasible, OptimiseError, require

if TYPE_CHECKING:
    from dianxiaoer.engines.optimise.flow import FlowProblem, Integers


def solve(problem: FlowProblem) -> tuple[Integers, Integers]:
    """Flow per arc and potential per node. Raises Infeasible, SolverMissing."""
    module: Any = require("ortools.graph.python.min_cost_flow")
    network = module.SimpleMinCostFlow()
    arcs = network.add_arcs_with_capacity_and_unit_cost(problem.tail, problem.head, problem.capacity, problem.cost)
    nodes = np.arange(problem.node_count)
    network.set_nodes_supplies(nodes, problem.supply)
    status = network.solve()
    if status == network.INFEASIBLE:
        raise Infeasible("network cannot ship its supply")
    if status != network.OPTIMAL:
        raise OptimiseError(f"OR-tools ended with status {status}; use solver='pylmcf'")
    flow = np.asarray(network.flows(arcs), dtype=np.int64)
    return flow, _potential_of(problem, flow)


def _potential_of(problem: FlowProblem, flow: Integers) -> Integers:
    """Prices that prove the flow: shortest distances over its residual network (OR-tools keeps its own to itself)."""
    forward, backward = flow < problem.capacity, flow > 0
    tail = np.concatenate([problem.tail[forward], problem.head[backward]])
    head = np.concatenate([problem.head[forward], problem.tail[backward]])
    length = np.concatenate([problem.cost[forward], -problem.cost[backward]])
    distance = np.zeros(problem.node_count, dtype=np.int64)
    for _ in range(problem.node_count):
        before = distance.copy()
        np.minimum.at(distance, head, before[tail] + length)
        if np.array_equal(before, distance):
            break
    return distance
