"""The compiled loops of large rosters: the cheapest officials of every firm, moves and exchanges that mend loads.

Compiled on first use and kept on disk; imported only by the functions that run them, so that nothing else pays for numba.
"""

# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-untyped-call"
from __future__ import annotations

import numba
import numpy as np


@numba.njit(parallel=True, cache=True)
def cheapest(
    firm_xy, official_xy, needs, expertise, last, is_big, is_leader, weight, sector, points, extra, load_price,
    start, forbidden, found,
):  # fmt: skip
    keep = found.shape[1]
    for firm in numba.prange(len(firm_xy)):
        cost = np.full(keep, np.inf)
        for official in range(len(official_xy)):
            across = firm_xy[firm, 0] - official_xy[official, 0]
            along = firm_xy[firm, 1] - official_xy[official, 1]
            value = points[0] * np.sqrt(across * across + along * along)
            value += extra[official, sector[firm]] + load_price[official] * weight[firm]
            lacking = needs[firm] & ~expertise[official]
            while lacking:
                lacking &= lacking - 1
                value += points[1]
            if last[firm] >= 0 and last[firm] != official:
                value += points[2]
            if is_big[firm] and not is_leader[official]:
                value += points[3]
            if value >= cost[keep - 1]:
                continue
            is_allowed = True
            for k in range(start[firm], start[firm + 1]):
                if forbidden[k] == official:
                    is_allowed = False
            if not is_allowed:
                continue
            at = keep - 1
            while at > 0 and cost[at - 1] > value:
                cost[at], found[firm, at] = cost[at - 1], found[firm, at - 1]
                at -= 1
            cost[at], found[firm, at] = value, official


@numba.njit(cache=True)
def beyond(load, low, high):
    return max(0.0, load - high) + max(0.0, low - load)


@numba.njit(cache=True)
def exchange(
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


@numba.njit(cache=True)
def repair(
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
