"""The compiled passes over needs and products: who may apply where, the best, the count, the list.

Compiled on first use and kept on disk; imported only by the functions that run them, so that nothing else pays for numba.
"""

# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-untyped-call"
from __future__ import annotations

import numba


@numba.njit(inline="always", cache=True)
def fits(
    i, j, amount, term, highest_rate, purpose, collateral, region, age, revenue, credit, is_first, is_renewal,
    smallest, largest, longest, rate, purposes, collaterals, regions, least_age, least_revenue, least_credit,
    takes_first, is_renewal_only,
):  # fmt: skip
    return (
        rate[j] <= highest_rate[i]
        and amount[i] <= largest[j]
        and amount[i] >= smallest[j]
        and credit[i] >= least_credit[j]
        and (regions[j] & region[i]) != 0
        and (purposes[j] & purpose[i]) != 0
        and (collaterals[j] & collateral[i]) != 0
        and term[i] <= longest[j]
        and revenue[i] >= least_revenue[j]
        and age[i] >= least_age[j]
        and (takes_first[j] or not is_first[i])
        and (is_renewal[i] or not is_renewal_only[j])
    )


@numba.njit(parallel=True, cache=True)
def rank(
    amount, term, highest_rate, purpose, collateral, region, age, revenue, credit, is_first, is_renewal,
    is_consented, smallest, largest, longest, rate, purposes, collaterals, regions, least_age, least_revenue,
    least_credit, takes_first, is_renewal_only, coefficients, best, best_score,
):  # fmt: skip
    keep = best.shape[1]
    for i in numba.prange(len(amount)):
        if not is_consented[i]:
            continue
        for j in range(len(rate)):
            if not fits(
                i, j, amount, term, highest_rate, purpose, collateral, region, age, revenue, credit, is_first,
                is_renewal, smallest, largest, longest, rate, purposes, collaterals, regions, least_age,
                least_revenue, least_credit, takes_first, is_renewal_only,
            ):  # fmt: skip
                continue
            value = coefficients[0] + coefficients[1] * (highest_rate[i] - rate[j])
            value += coefficients[2] * (credit[i] - least_credit[j]) - coefficients[3] * amount[i] / largest[j]
            if is_first[i] and takes_first[j]:
                value += coefficients[4]
            if value <= best_score[i, keep - 1]:
                continue
            at = keep - 1
            while at > 0 and best_score[i, at - 1] < value:
                best_score[i, at], best[i, at] = best_score[i, at - 1], best[i, at - 1]
                at -= 1
            best_score[i, at], best[i, at] = value, j


@numba.njit(parallel=True, cache=True)
def count(
    amount, term, highest_rate, purpose, collateral, region, age, revenue, credit, is_first, is_renewal,
    is_consented, smallest, largest, longest, rate, purposes, collaterals, regions, least_age, least_revenue,
    least_credit, takes_first, is_renewal_only, coefficients, counts,
):  # fmt: skip
    for i in numba.prange(len(amount)):
        for j in range(len(rate)):
            if is_consented[i] and fits(
                i, j, amount, term, highest_rate, purpose, collateral, region, age, revenue, credit, is_first,
                is_renewal, smallest, largest, longest, rate, purposes, collaterals, regions, least_age,
                least_revenue, least_credit, takes_first, is_renewal_only,
            ):  # fmt: skip
                counts[i] += 1


@numba.njit(parallel=True, cache=True)
def fill(
    amount, term, highest_rate, purpose, collateral, region, age, revenue, credit, is_first, is_renewal,
    is_consented, smallest, largest, longest, rate, purposes, collaterals, regions, least_age, least_revenue,
    least_credit, takes_first, is_renewal_only, coefficients, start, product,
):  # fmt: skip
    for i in numba.prange(len(amount)):
        at = start[i]
        for j in range(len(rate)):
            if at < start[i + 1] and fits(
                i, j, amount, term, highest_rate, purpose, collateral, region, age, revenue, credit, is_first,
                is_renewal, smallest, largest, longest, rate, purposes, collaterals, regions, least_age,
                least_revenue, least_credit, takes_first, is_renewal_only,
            ):  # fmt: skip
                product[at] = j
                at += 1
