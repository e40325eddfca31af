"""The compiled search of generalised assignment: shifts, exchanges and chains of two, at prices of overload that adapt.

Compiled on first use and kept on disk; imported only by the functions that run it, so that nothing else pays for numba.
"""

# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-untyped-call"
from __future__ import annotations

import numba
import numpy as np


@numba.njit(cache=True)
def put(j, to, agent, cost, use, load, member, count, place):
    """Give job j to agent `to`; the change of cost."""
    old = agent[j]
    load[old] -= use[old, j]
    load[to] += use[to, j]
    count[old] -= 1
    end = member[old, count[old]]
    member[old, place[j]], place[end] = end, place[j]
    member[to, count[to]], place[j] = j, count[to]
    count[to] += 1
    agent[j] = to
    return cost[to, j] - cost[old, j]


@numba.njit(inline="always", cache=True)
def beyond(load, capacity):
    return max(0.0, load - capacity)


@numba.njit(cache=True)
def best_move(j, agent, cost, use, capacity, near, price, load, member, count, touched, now):
    """Where job j should go, which job it sends away (−1: none) and where to, for the least cost at the prices."""
    o, width = agent[j], near.shape[1]
    less = load[o] - use[o, j]
    here = price[o] * beyond(load[o], capacity[o])
    freed = price[o] * beyond(less, capacity[o])
    best, to, sent, sent_to = -1e-7, -1, -1, -1
    for a in range(width):
        p = near[j, a]
        if p == o or not (now[o] or touched[o] or now[p] or touched[p]):
            continue
        step = cost[p, j] - cost[o, j] - here - price[p] * beyond(load[p], capacity[p])
        more = load[p] + use[p, j]
        value = step + freed + price[p] * beyond(more, capacity[p])
        if value < best:
            best, to, sent = value, p, -1
        for m in range(count[p]):
            k = member[p, m]
            part = step - cost[p, k] + price[p] * beyond(more - use[p, k], capacity[p])
            value = part + cost[o, k] + price[o] * beyond(less + use[o, k], capacity[o])
            if value < best:
                best, to, sent, sent_to = value, p, k, o
            for b in range(width):
                q = near[k, b]
                if q in (o, p) or part + freed + cost[q, k] >= best:
                    continue
                value = part + freed + cost[q, k]
                value += price[q] * (beyond(load[q] + use[q, k], capacity[q]) - beyond(load[q], capacity[q]))
                if value < best:
                    best, to, sent, sent_to = value, p, k, q
    return to, sent, sent_to


@numba.njit(cache=True)
def descend(agent, cost, use, capacity, near, price, load, member, count, place, order, touched):
    """Moves until none helps; only jobs beside an agent that changed are looked at. The change of cost."""
    total, now = 0.0, np.empty_like(touched)
    for _ in range(50):
        now[:] = touched
        touched[:] = False
        changed = False
        for j in order:
            to, sent, sent_to = best_move(
                j, agent, cost, use, capacity, near, price, load, member, count, touched, now
            )  # fmt: skip
            if to < 0:
                continue
            changed = True
            touched[agent[j]] = touched[to] = True
            total += put(j, to, agent, cost, use, load, member, count, place)
            if sent >= 0:
                touched[sent_to] = True
                total += put(sent, sent_to, agent, cost, use, load, member, count, place)
        if not changed:
            break
    return total


@numba.njit(cache=True)
def search(cost, use, capacity, near, agent, first_price, rounds, kick, hot, cold, raised, lowered, seed):
    """The best assignment within capacity met in so many rounds, and its cost (inf: none was met)."""
    np.random.seed(seed)
    agents, jobs = cost.shape
    price, load, count = first_price.copy(), np.zeros(agents), np.zeros(agents, dtype=np.int64)
    member, place = np.empty((agents, jobs), dtype=np.int64), np.empty(jobs, dtype=np.int64)
    total = 0.0
    for j in range(jobs):
        i = agent[j]
        load[i] += use[i, j]
        total += cost[i, j]
        member[i, count[i]], place[j] = j, count[i]
        count[i] += 1
    best, best_total = agent.copy(), np.inf
    base, base_total, base_load = agent.copy(), total, load.copy()
    touched, order = np.ones(agents, dtype=np.bool_), np.arange(jobs)
    for turn in range(rounds):
        np.random.shuffle(order)
        total += descend(agent, cost, use, capacity, near, price, load, member, count, place, order, touched)
        over, value, old = 0.0, total, base_total
        for i in range(agents):
            over += beyond(load[i], capacity[i])
            value += price[i] * beyond(load[i], capacity[i])
            old += price[i] * beyond(base_load[i], capacity[i])
            # An agent that stays overloaded gets dearer, one that fits cheaper: the search swings across the border.
            price[i] = max(price[i] * (raised if load[i] > capacity[i] + 1e-9 else lowered), 0.3 * first_price[i])
        if over < 1e-9 and total < best_total - 1e-9:
            best_total = total
            best[:] = agent
        heat = hot * (cold / hot) ** (turn / rounds)
        if value <= old + 1e-9 or np.random.random() < np.exp((old - value) / heat):
            base[:], base_load[:], base_total = agent, load, total
        else:
            for j in range(jobs):
                if agent[j] != base[j]:
                    total += put(j, base[j], agent, cost, use, load, member, count, place)
        touched[:] = False
        for _ in range(kick):
            j = np.random.randint(jobs)
            to = near[j, np.random.randint(near.shape[1])]
            if to != agent[j]:
                touched[agent[j]] = touched[to] = True
                total += put(j, to, agent, cost, use, load, member, count, place)
    return best, best_total
