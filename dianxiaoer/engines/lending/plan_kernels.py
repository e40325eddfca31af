"""The compiled loops of the plan: each need's best product at prices, what its loss would cost, filling quotas.

Compiled on first use and kept on disk; imported only by the functions that run them, so that nothing else pays for numba.
"""

# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-untyped-call"
from __future__ import annotations

import numba
import numpy as np


def choose(start, product, worth, amount, price, picked, value):
    for i in numba.prange(len(start) - 1):
        best, best_product = 0.0, -1
        for k in range(start[i], start[i + 1]):
            beyond = worth[k] - price[product[k]] * amount[i]
            if beyond > best:
                best, best_product = beyond, product[k]
        picked[i], value[i] = best_product, best


#: The same loop twice: waking a second thread costs more than a small market takes.
choose_alone = numba.njit(cache=True)(choose)
choose_together = numba.njit(parallel=True, cache=True)(choose)


@numba.njit(cache=True)
def lost(start, profit, regret):
    for i in range(len(regret)):
        best, second = 0.0, 0.0
        for k in range(start[i], start[i + 1]):
            if profit[k] > best:
                best, second = profit[k], best
            elif profit[k] > second:
                second = profit[k]
        regret[i] = best - second if best > 0 else -1.0


@numba.njit(cache=True)
def fill_parts(order, need, product, amount, bank, left, bank_left, open_need, share):
    for k in order:
        i, j = need[k], product[k]
        part = min(open_need[i] * amount[i], left[j], bank_left[bank[j]])
        if part <= 0:
            continue
        share[k] += part / amount[i]
        open_need[i] -= part / amount[i]
        left[j] -= part
        bank_left[bank[j]] -= part


@numba.njit(cache=True)
def fill(start, product, worth, amount, bank, price, left, bank_left, order, chosen, passes):
    needs = len(amount)
    for i in range(needs):
        if chosen[i] >= 0:
            j = product[chosen[i]]
            left[j] -= amount[i]
            bank_left[bank[j]] -= amount[i]
    for i in order:  # each need takes what is best at the prices among what still has room
        best, at = 0.0, -1
        for k in range(start[i], start[i + 1]):
            j = product[k]
            value = worth[k] - price[j] * amount[i]
            if value > best and left[j] >= amount[i] and bank_left[bank[j]] >= amount[i]:
                best, at = value, k
        if at >= 0:
            chosen[i] = at
            left[product[at]] -= amount[i]
            bank_left[bank[product[at]]] -= amount[i]
    products = len(left)
    for _ in range(passes):
        changed = 0
        # The cheapest loan to give up at each product, by worth a yuan, is what a newcomer may replace.
        weakest = np.full((products, 8), -1, dtype=np.int64)
        weakest_worth = np.full((products, 8), np.inf)
        for i in range(needs):
            if chosen[i] < 0:
                continue
            j, density = product[chosen[i]], worth[chosen[i]] / amount[i]
            at = 7
            if density >= weakest_worth[j, at]:
                continue
            while at > 0 and weakest_worth[j, at - 1] > density:
                weakest_worth[j, at], weakest[j, at] = weakest_worth[j, at - 1], weakest[j, at - 1]
                at -= 1
            weakest_worth[j, at], weakest[j, at] = density, i
        for i in range(needs):
            had = chosen[i]
            now = worth[had] if had >= 0 else 0.0
            old = product[had] if had >= 0 else -1
            best, best_at, best_out = now + 1e-9 * (1.0 + abs(now)), -1, -1
            for k in range(start[i], start[i + 1]):
                j = product[k]
                if worth[k] <= best or j == old:
                    continue
                freed = amount[i] if old >= 0 and bank[old] == bank[j] else 0.0
                room, bank_room = left[j], bank_left[bank[j]] + freed
                if room >= amount[i] and bank_room >= amount[i]:
                    best, best_at, best_out = worth[k], k, -1
                    continue
                for m in range(8):
                    other = weakest[j, m]
                    if other < 0 or other == i or chosen[other] < 0 or product[chosen[other]] != j:
                        continue
                    gain = worth[k] - worth[chosen[other]]
                    if gain > best and room + amount[other] >= amount[i] and bank_room + amount[other] >= amount[i]:
                        best, best_at, best_out = gain, k, other
            if best_at < 0:
                continue
            if best_out >= 0:
                gone = product[chosen[best_out]]
                left[gone] += amount[best_out]
                bank_left[bank[gone]] += amount[best_out]
                chosen[best_out] = -1
            if old >= 0:
                left[old] += amount[i]
                bank_left[bank[old]] += amount[i]
            chosen[i] = best_at
            left[product[best_at]] -= amount[i]
            bank_left[bank[product[best_at]]] -= amount[i]
            changed += 1
        if changed == 0:
            break
