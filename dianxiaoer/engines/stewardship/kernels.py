"""The compiled loops of large rosters: the cheapest officials of every firm, moves and exchanges that mend loads.

Compiled on first use and kept on disk; imported only by the functions that run them, so that nothing else pays for numba.
"""

# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-untyped-call"
from __future__ import annotations

import numba
import numpy as np


@numba.njit(inline="always", cache=True)
def pair_units(
    firm, official, firm_xy, official_xy, needs, expertise, last, is_big, is_leader, points,
):  # fmt: skip
    across = firm_xy[firm, 0] - official_xy[official, 0]
    along = firm_xy[firm, 1] - official_xy[official, 1]
    value = points[0] * np.sqrt(across * across + along * along)
    lacking = needs[firm] & ~expertise[official]
    while lacking:
        lacking &= lacking - 1
        value += points[1]
    if last[firm] >= 0 and last[firm] != official:
        value += points[2]
    if is_big[firm] and not is_leader[official]:
        value += points[3]
    return np.rint(value)


@numba.njit(parallel=True, cache=True)
def cheapest(
    firm_xy, official_xy, needs, expertise, last, is_big, is_leader, weight, sector, points, extra, load_price,
    start, forbidden, order, block, corner, least_extra, least_load, found, units,
):  # fmt: skip
    keep = found.shape[1]
    blocks = len(block) - 1
    for firm in numba.prange(len(firm_xy)):
        # No official of a block can cost less than the way to its box and the lowest prices in it.
        floor = np.empty(blocks)
        nearest = 0
        for b in range(blocks):
            across = max(0.0, corner[b, 0] - firm_xy[firm, 0], firm_xy[firm, 0] - corner[b, 1])
            along = max(0.0, corner[b, 2] - firm_xy[firm, 1], firm_xy[firm, 1] - corner[b, 3])
            floor[b] = points[0] * np.sqrt(across * across + along * along) - 0.5
            floor[b] += least_extra[b, sector[firm]] + least_load[b] * weight[firm]
            if floor[b] < floor[nearest]:
                nearest = b
        cost = np.full(keep, np.inf)
        for turn in range(-1, blocks):
            b = nearest if turn < 0 else turn
            if (turn == nearest) or floor[b] >= cost[keep - 1]:
                continue
            for k in range(block[b], block[b + 1]):
                official = order[k]
                charge = extra[official, sector[firm]] + load_price[official] * weight[firm]
                own = pair_units(
                    firm, official, firm_xy, official_xy, needs, expertise, last, is_big, is_leader, points
                )
                value = own + charge
                if value >= cost[keep - 1]:
                    continue
                is_allowed = True
                for f in range(start[firm], start[firm + 1]):
                    if forbidden[f] == official:
                        is_allowed = False
                if not is_allowed:
                    continue
                at = keep - 1
                while at > 0 and cost[at - 1] > value:
                    cost[at], found[firm, at], units[firm, at] = cost[at - 1], found[firm, at - 1], units[firm, at - 1]
                    at -= 1
                cost[at], found[firm, at], units[firm, at] = value, official, own


@numba.njit(parallel=True, cache=True)
def choose(official, cost, weight, sector, load_price, cell_price, picked, value):
    for firm in numba.prange(len(official)):
        least, at = np.inf, -1
        for k in range(official.shape[1]):
            here = official[firm, k]
            if here < 0:
                continue
            price = cost[firm, k] + load_price[here] * weight[firm] + cell_price[here, sector[firm]]
            if price < least:
                least, at = price, here
        picked[firm], value[firm] = at, least


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


@numba.njit(inline="always", cache=True)
def more_beyond(load, change, low, high):
    """How much further a load leaves its band when it changes."""
    return beyond(load + change, low, high) - beyond(load, low, high)


@numba.njit(cache=True, nogil=True)
def anneal(
    chosen, count, load, by_sector, firm_xy, official_xy, needs, expertise, last, is_big, is_leader, weight, sector,
    points, start, forbidden, can_move, owner, target, begin, lower, upper, minimum, low, high, room, hot, cold, cheap,
    dear, cheap_count, dear_count, moves, seed,
):  # fmt: skip
    np.random.seed(seed)
    firms, pairs = len(chosen), len(target)
    here = np.empty(firms)
    member, at, place = np.empty(room[-1], dtype=np.int64), room[:-1].copy(), np.empty(firms, dtype=np.int64)
    for f in range(firms):
        here[f] = pair_units(
            f, chosen[f], firm_xy, official_xy, needs, expertise, last, is_big, is_leader, points
        )  # fmt: skip
        if can_move[f]:
            place[f] = at[chosen[f]]
            member[place[f]] = f
            at[chosen[f]] += 1
    heat, cool = hot, (cold / hot) ** (1.0 / moves)
    beyond_price, dearer = cheap, (dear / cheap) ** (1.0 / moves)
    count_price, count_dearer = cheap_count, (dear_count / cheap_count) ** (1.0 / moves)
    for _ in range(moves):
        heat *= cool
        beyond_price *= dearer
        count_price *= count_dearer
        k = np.random.randint(pairs)
        f, p = owner[k], target[k]
        o = chosen[f]
        if p == o or not can_move[f]:
            continue
        limit = -heat * np.log(np.random.random())
        there = pair_units(f, p, firm_xy, official_xy, needs, expertise, last, is_big, is_leader, points)
        gain, w, s = there - here[f], weight[f], sector[f]
        g, q, back = -1, -1, 0.0
        may_leave = by_sector[o, s] > minimum[o, s]
        left = beyond_price * more_beyond(load[o], -w, low[o], high[o])
        left += count_price * more_beyond(count[o], -1, lower[o], upper[o])
        come = beyond_price * more_beyond(load[p], w, low[p], high[p])
        come += count_price * more_beyond(count[p], 1, lower[p], upper[p])
        if not may_leave or at[p] == room[p + 1] or gain + left + come > limit:
            # p gives a firm away: to o, or on to a third official.
            if at[p] == room[p]:
                continue
            g = member[room[p] + np.random.randint(at[p] - room[p])]
            v, t = weight[g], sector[g]
            gain += beyond_price * more_beyond(load[p], w - v, low[p], high[p])
            if gain - here[g] > limit or (s != t and by_sector[p, t] <= minimum[p, t]):
                continue
            q = o
            if begin[g + 1] > begin[g] and np.random.random() < 0.6:
                q = target[begin[g] + np.random.randint(begin[g + 1] - begin[g])]
            if q == p:
                continue
            back = pair_units(g, q, firm_xy, official_xy, needs, expertise, last, is_big, is_leader, points)
            gain += back - here[g]
            if q == o:
                if s != t and by_sector[o, s] <= minimum[o, s]:
                    continue
                gain += beyond_price * more_beyond(load[o], v - w, low[o], high[o])
            else:
                if not may_leave or at[q] == room[q + 1]:
                    continue
                gain += left + beyond_price * more_beyond(load[q], v, low[q], high[q])
                gain += count_price * more_beyond(count[q], 1, lower[q], upper[q])
            if gain > limit:
                continue
            is_allowed = True
            for m in range(start[g], start[g + 1]):
                is_allowed &= forbidden[m] != q
            if not is_allowed:
                continue
        if g >= 0:  # g leaves first, so that f finds its place in p
            at[p] -= 1
            end = member[at[p]]
            member[place[g]], place[end] = end, place[g]
        at[o] -= 1
        end = member[at[o]]
        member[place[f]], place[end] = end, place[f]
        member[at[p]], place[f] = f, at[p]
        at[p] += 1
        chosen[f], here[f] = p, there
        count[o] -= 1
        count[p] += 1
        load[o] -= w
        load[p] += w
        by_sector[o, s] -= 1
        by_sector[p, s] += 1
        if g >= 0:
            member[at[q]], place[g] = g, at[q]
            at[q] += 1
            chosen[g], here[g] = q, back
            count[p] -= 1
            count[q] += 1
            load[p] -= v
            load[q] += v
            by_sector[p, t] -= 1
            by_sector[q, t] += 1
