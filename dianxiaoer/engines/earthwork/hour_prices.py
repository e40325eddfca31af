"""What an hour of the shared trucks is worth each week, found by pricing hours into the network again and again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dianxiaoer.engines.earthwork.market import Integers, Market, Reals
from dianxiaoer.engines.earthwork.network import Arcs, build_model
from dianxiaoer.engines.optimise.deadline import Deadline
from dianxiaoer.engines.optimise.flow import FlowProblem, proven_lower_bound
from dianxiaoer.engines.optimise.pylmcf_flow import WarmNetwork

_TURNS = 90
_REMEMBERED_TURNS = 60
_NEAR = 2e-3


def first_hauls(market: Market, arcs: Arcs, deadline: Deadline) -> tuple[Integers, float, Reals]:
    """Hauls (positions in arcs) worth a closer look, a saving in fen no plan can beat, the hour price of each week.

    Method: Lagrangian relaxation of the hours, subgradient with Polyak steps (Held, Wolfe, Crowder 1974); each turn is
    a warm network simplex. The hauls are those used in late turns or priced near zero at the best prices.
    """
    model = build_model(market, arcs)
    hours, week = market.hours_per_load()[arcs.pair], arcs.week - 1
    network = WarmNetwork(model.problem)
    price = best_price = np.zeros(market.case.weeks)
    bound, step, stalled = np.inf, 1.0, 0
    used = np.zeros(len(arcs), dtype=bool)
    for turn in range(_TURNS):
        flow, value, _ = _at(market, model.problem, network, hours, week, price)
        is_last = deadline.is_over
        if is_last or turn >= _TURNS - _REMEMBERED_TURNS:
            used |= flow > 0
        over = np.bincount(week, weights=hours * flow, minlength=market.case.weeks) - market.truck_hours
        stalled = 0 if value < bound * (1 - 1e-7) else stalled + 1
        if value < bound:
            bound, best_price = value, price
        if stalled >= 3:
            step, stalled = step * 0.6, 0
        if is_last or bool(np.all((over <= 0) & ((price == 0) | (over > -1e-9)))):
            break  # out of time, or no week is short at these prices: they are the best
        move = np.where((price > 0) | (over > 0), over, 0.0)
        price = np.maximum(0.0, price + step * 0.03 * value / max(1e-9, float(move @ move)) * move)
    _, _, spare = _at(market, model.problem, network, hours, week, best_price)
    near = spare <= _NEAR * float(market.pairs.saving_fen.max(initial=1))
    return np.flatnonzero(used | near), bound, best_price


def _at(
    market: Market, problem: FlowProblem, network: WarmNetwork, hours: Reals, week: Integers, price: Reals
) -> tuple[Integers, float, Integers]:
    """Loads a haul, the saving bound, and reduced cost a haul at the given hour prices."""
    cost = problem.cost.copy()
    cost[: len(hours)] += np.floor(price[week] * hours).astype(np.int64)  # rounded down, so the bound stays true
    network.change(cost=cost)
    flow, potential = network.solve()
    priced = replace(problem, cost=cost)
    value = market.alone_cost_fen - (proven_lower_bound(priced, potential) - float(np.dot(price, market.truck_hours)))
    reduced = cost + potential[problem.tail] - potential[problem.head]
    return flow[: len(hours)], value, reduced[: len(hours)]
