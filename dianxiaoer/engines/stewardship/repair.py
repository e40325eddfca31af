"""Moves and exchanges of single firms that bring every load into its band at the least extra cost, then save points."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from dianxiaoer.engines.optimise.problems import require
from dianxiaoer.engines.stewardship.pair_cost import pair_cost
from dianxiaoer.engines.stewardship.roster import Integers, Reals, Roster

_PRICE_STEPS = 16
_SAVING_PASSES = 6


def repair_loads(
    roster: Roster, chosen: Integers, firm: Integers, official: Integers, fixed: Integers, load_price: Reals
) -> Integers:
    """An assignment with loads in their bands where single moves and exchanges can bring them there.

    chosen: official of each firm.   firm, official: pairs that may be used, sorted by firm.   fixed: firms that stay.
    load_price: what a unit of weight at each official costs at the best prices known, so that moves between equally
    good officials count as free. Counts and sector minima that hold keep holding. Cheap moves first: what is paid for
    a unit of load doubles until all loads fit; then moves that save points are made. Deterministic.
    """
    low, high = roster.load_range()
    cost = pair_cost(roster, firm, official).astype(np.float64)
    priced = cost + load_price[official] * roster.weight[firm]
    start = np.searchsorted(firm, np.arange(roster.firm_count + 1))
    state = _State(roster, chosen)
    can_move = np.ones(roster.firm_count, dtype=np.bool_)
    can_move[fixed] = False
    scale = float(np.median(cost)) / float(roster.weight.mean()) if len(cost) else 1.0
    prices = np.array([scale * 0.01 * 2.0**k for k in range(_PRICE_STEPS)])
    for values, steps, passes in ((priced, prices, 0), (cost, prices[:0], _SAVING_PASSES)):
        _kernel()(
            state.chosen, state.count, state.load, state.by_sector, roster.weight, roster.sector, can_move, start,
            official, values, roster.lower, roster.upper, roster.sector_minimum, low, high, steps, passes,
        )  # fmt: skip
    return state.chosen


class _State:
    """Running totals of an assignment."""

    def __init__(self, roster: Roster, chosen: Integers) -> None:
        officials, sectors = roster.official_count, len(roster.sector_names)
        self.chosen = chosen.copy()
        self.count = np.bincount(chosen, minlength=officials)
        self.load = np.bincount(chosen, weights=roster.weight, minlength=officials)
        cell = chosen * sectors + roster.sector
        self.by_sector = np.bincount(cell, minlength=officials * sectors).reshape(officials, sectors)


@cache
def _kernel() -> Any:
    numba: Any = require("numba")

    def load_beyond(load, low, high):  # type: ignore[no-untyped-def]
        return max(0.0, load - high) + max(0.0, low - load)

    beyond: Any = numba.njit(load_beyond)

    def exchange_pairs(  # type: ignore[no-untyped-def]
        chosen, here_cost, load, by_sector, weight, sector, can_move, start, official, cost, minimum, low, high, price
    ):
        firms, officials = len(chosen), len(load)
        head = np.full(officials, -1, dtype=np.int64)
        following = np.full(firms, -1, dtype=np.int64)
        for f in range(firms - 1, -1, -1):
            if can_move[f]:
                following[f] = head[chosen[f]]
                head[chosen[f]] = f
        exchanged = 0
        for f in range(firms):
            if not can_move[f]:
                continue
            o = chosen[f]
            done = False
            is_out = load[o] < low[o] - 1e-9 or load[o] > high[o] + 1e-9
            for k in range(start[f], start[f + 1]):
                p = official[k]
                if p == o or done:
                    continue
                if not is_out and low[p] - 1e-9 <= load[p] <= high[p] + 1e-9:
                    continue
                old = beyond(load[o], low[o], high[o]) + beyond(load[p], low[p], high[p])
                g, looked = head[p], 0
                while g >= 0 and looked < 400:
                    looked += 1
                    after = following[g]
                    if chosen[g] == p and g != f:
                        shift = weight[f] - weight[g]
                        gain = old - beyond(load[o] - shift, low[o], high[o]) - beyond(load[p] + shift, low[p], high[p])
                        limit = here_cost[f] + here_cost[g] + price * gain - cost[k] - 1e-6
                        if gain > 1e-9 and limit > 0 and (
                            sector[f] == sector[g]
                            or (by_sector[o, sector[f]] > minimum[o, sector[f]]
                                and by_sector[p, sector[g]] > minimum[p, sector[g]])
                        ):  # fmt: skip
                            for m in range(start[g], start[g + 1]):
                                if official[m] == o and cost[m] < limit:
                                    by_sector[o, sector[f]] -= 1
                                    by_sector[p, sector[f]] += 1
                                    by_sector[p, sector[g]] -= 1
                                    by_sector[o, sector[g]] += 1
                                    load[o] -= shift
                                    load[p] += shift
                                    chosen[f], chosen[g] = p, o
                                    here_cost[f], here_cost[g] = cost[k], cost[m]
                                    exchanged += 1
                                    done = True
                                    break
                    if done:
                        break
                    g = after
        return exchanged

    exchange: Any = numba.njit(exchange_pairs)

    def repair(  # type: ignore[no-untyped-def]  # compiled: numba reads the types from the call
        chosen, count, load, by_sector, weight, sector, can_move, start, official, cost, lower, upper, minimum, low,
        high, prices, saving_passes,
    ):  # fmt: skip
        firms = len(chosen)
        here_cost = np.zeros(firms)
        for f in range(firms):
            for k in range(start[f], start[f + 1]):
                if official[k] == chosen[f]:
                    here_cost[f] = cost[k]
        for turn in range(len(prices) + saving_passes):
            price = prices[turn] if turn < len(prices) else 1e18
            changed = 0
            for f in range(firms):
                if not can_move[f]:
                    continue
                o, w, s = chosen[f], weight[f], sector[f]
                if turn < len(prices) and low[o] - 1e-9 <= load[o] <= high[o] + 1e-9:
                    # Only a firm whose own official is out of band, or which can fill one that is, needs a look.
                    needs_look = False
                    for k in range(start[f], start[f + 1]):
                        needs_look |= load[official[k]] < low[official[k]] - 1e-9
                    if not needs_look:
                        continue
                best, best_at = -1e-9, -1
                old = beyond(load[o], low[o], high[o])
                may_leave = count[o] > lower[o] and by_sector[o, s] > minimum[o, s]
                for k in range(start[f], start[f + 1]):
                    p = official[k]
                    if p == o or not may_leave or count[p] >= upper[p]:
                        continue
                    gain = old + beyond(load[p], low[p], high[p])
                    gain -= beyond(load[o] - w, low[o], high[o]) + beyond(load[p] + w, low[p], high[p])
                    if gain < -1e-9:
                        continue
                    value = cost[k] - here_cost[f] - price * gain
                    if value < best:
                        best, best_at = value, k
                if best_at >= 0:
                    p = official[best_at]
                    chosen[f], here_cost[f] = p, cost[best_at]
                    count[o] -= 1
                    count[p] += 1
                    load[o] -= w
                    load[p] += w
                    by_sector[o, s] -= 1
                    by_sector[p, s] += 1
                    changed += 1
            if turn >= len(prices):
                if changed == 0:
                    break
                continue
            exchange(
                chosen, here_cost, load, by_sector, weight, sector, can_move, start, official, cost, minimum, low, high,
                price,
            )  # fmt: skip

    return numba.njit(repair)
