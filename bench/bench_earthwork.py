"""Earthwork: our plan beside the raw solver call, OR-tools, HiGHS, GLOP, POT, and the two ways by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.planning_table import clocked, growth, import_seconds, peak_mib, report, timed
from dianxiaoer.engines.earthwork.by_hand import best_first_saving_fen, telephone_saving_fen
from dianxiaoer.engines.earthwork.example import example_case
from dianxiaoer.engines.earthwork.intake import read_case
from dianxiaoer.engines.earthwork.market import Market, market_of
from dianxiaoer.engines.earthwork.network import arcs_of, build_model, solve_exchange
from dianxiaoer.engines.earthwork.plan import plan_hauls
from dianxiaoer.engines.optimise.flow import FlowProblem, min_cost_flow


def run() -> None:
    report("import dianxiaoer.engines.earthwork.plan", import_seconds("dianxiaoer.engines.earthwork.plan"), 0.5, "s")
    _weekly()
    _peers()
    _ten_thousand()
    _shared_trucks()
    _growth()


def _weekly() -> None:
    case = read_case(example_case(2100, 1))
    market = market_of(case)
    problem = build_model(market, arcs_of(market, np.arange(len(market.pairs)))).problem
    ordered = _in_order(problem)
    raw, ours = [], []
    for _ in range(3):  # in turn, so that a busy moment hits both
        raw.append(timed(lambda: _raw_call(ordered))[0])
        ours.append(timed(lambda: solve_exchange(market_of(case)))[0])
    exchange = solve_exchange(market)
    print(f"2,100 sites × 52 weeks: {problem.arc_count:,} arcs; raw solver {min(raw):.2f} s; ours {min(ours):.2f} s")
    report("2,000 × 52: whole plan ÷ raw solver call", min(ours) / min(raw), 1.2, "×")
    report("2,000 × 52: gap", (exchange.cost_fen - exchange.bound_fen) / exchange.cost_fen, 0.0, "")
    saving = market.alone_cost_fen - exchange.cost_fen
    for name, by_hand in (("by telephone order", telephone_saving_fen), ("best pair first", best_first_saving_fen)):
        seconds, found = timed(lambda by_hand=by_hand: by_hand(market))
        print(f"  by hand, {name}: {1 - found / saving:.1%} of the saving lost, {seconds:.2f} s")


def _in_order(problem: FlowProblem) -> FlowProblem:
    order = np.lexsort((problem.head, problem.tail))
    return FlowProblem(
        problem.tail[order], problem.head[order], problem.capacity[order], problem.cost[order], problem.supply
    )


def _raw_call(problem: FlowProblem) -> int:
    import pylmcf

    graph = pylmcf.Graph(problem.node_count, problem.tail, problem.head)
    graph.set_node_supply(problem.supply)
    graph.set_edge_costs(problem.cost)
    graph.set_edge_capacities(problem.capacity)
    graph.solve()
    return int(graph.total_cost())


def _peers() -> None:
    market = market_of(read_case(example_case(400, 1)))
    problem = build_model(market, arcs_of(market, np.arange(len(market.pairs)))).problem
    ours, answer = timed(lambda: solve_exchange(market))
    ortools, other = timed(lambda: min_cost_flow(problem, "ortools"))
    highs, third = timed(lambda: _highs(problem))
    glop, fourth = _glop(problem)
    print(
        f"400 sites × 52 weeks, {problem.arc_count:,} arcs: ours {ours:.3f} s, OR-tools {ortools:.3f} s, "
        f"HiGHS {highs:.3f} s, GLOP {glop:.3f} s"
    )
    close = max(abs(third - answer.cost_fen), abs(fourth - answer.cost_fen)) <= 1e-6 * answer.cost_fen
    print(f"  the four agree: {answer.cost_fen == other.cost and close}")
    _pot()


def _glop(problem: FlowProblem) -> tuple[float, float]:
    """Seconds of the solve alone (the model is built outside the clock) and the cost."""
    from ortools.linear_solver import pywraplp

    solver = pywraplp.Solver.CreateSolver("GLOP")
    rows = [solver.Constraint(float(supply), float(supply)) for supply in problem.supply]
    objective = solver.Objective()
    columns = (problem.tail, problem.head, problem.capacity, problem.cost)
    for tail, head, capacity, cost in zip(*(column.tolist() for column in columns), strict=True):
        arc = solver.NumVar(0.0, float(capacity), "")
        rows[tail].SetCoefficient(arc, 1.0)
        rows[head].SetCoefficient(arc, -1.0)
        objective.SetCoefficient(arc, float(cost))
    objective.SetMinimization()
    seconds, _ = timed(solver.Solve)
    return seconds, float(objective.Value())


def _pot() -> None:
    """2,000 sites without weeks: a plain transport problem, which is what POT solves, on a full matrix."""
    try:
        import ot
    except ModuleNotFoundError:
        print("POT: skipped, install the extra `bench`")
        return
    case = read_case(example_case(2000, 1, is_limited=False))
    ours, exchange = timed(lambda: solve_exchange(market_of(case)))
    market = market_of(case)
    n, pairs, loads = market.surplus_count, market.pairs, market.loads.astype(np.float64)
    # A pair not worth a haul costs what both pay alone; the last row is the pits, the last column the dumps.
    matrix = np.add.outer(np.append(market.alone_fen[:n], 0), np.append(market.alone_fen[n:], 0)).astype(np.float64)
    matrix[pairs.surplus, pairs.deficit] = pairs.haul_fen
    have, need = np.append(loads[:n], loads[n:].sum()), np.append(loads[n:], loads[:n].sum())
    seconds, (cost, log) = timed(lambda: ot.emd2(have, need, matrix, numItermax=10**7, return_matrix=False, log=True))
    agree = abs(cost - exchange.cost_fen) <= 1e-6 * exchange.cost_fen and log["warning"] is None
    print(f"2,000 sites, no weeks: ours {ours:.3f} s model and all, POT emd {seconds:.3f} s alone; they agree: {agree}")


def _highs(problem: FlowProblem) -> float:
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    arcs = np.arange(problem.arc_count)
    entries = np.concatenate([np.ones(len(arcs)), -np.ones(len(arcs))])
    nodes = np.concatenate([problem.tail, problem.head])
    balance: Any = coo_array((entries, (nodes, np.concatenate([arcs, arcs]))), (problem.node_count, len(arcs))).tocsr()
    bounds = np.stack([np.zeros(len(arcs)), problem.capacity], axis=1)
    return float(linprog(problem.cost, A_eq=balance, b_eq=problem.supply, bounds=bounds, method="highs").fun)


def _ten_thousand() -> None:
    case = read_case(example_case(10_000, 1, is_limited=False))
    seconds, busy, plan = clocked(lambda: plan_hauls(case, is_compared=False))
    print(f"10,000 sites: {seconds:.1f} s ({busy:.1f} s of processor)")
    report("10,000 sites: whole plan", seconds, 12, "s")
    report("10,000 sites: memory of the whole benchmark so far", peak_mib(), 2048, "MiB")
    report("10,000 sites: gap", plan.gap, 0.0, "")


def _shared_trucks() -> None:
    for sites, trucks in ((40, 6), (200, 20), (1000, 100)):
        case = read_case(example_case(sites, 1, trucks=trucks))
        seconds, plan = timed(lambda case=case: plan_hauls(case, is_compared=False))
        report(f"{sites} sites, {trucks} shared trucks: gap, whole loads ({seconds:.1f} s)", plan.gap, 0.001, "")


def _growth() -> None:
    sizes = (250, 500, 1000, 2000)
    markets: list[Market] = [market_of(read_case(example_case(size, 1))) for size in sizes]
    seconds = [min(timed(lambda market=market: solve_exchange(market))[0] for _ in range(2)) for market in markets]
    arcs = [len(arcs_of(market, np.arange(len(market.pairs)))) for market in markets]
    print("growth with sites", ", ".join(f"{n}: {s:.3f} s" for n, s in zip(sizes, seconds, strict=True)))
    print(f"  exponent over sites {growth(sizes, seconds):.2f}, over arcs {growth(arcs, seconds):.2f}")
