"""Which product a need may apply for: each condition as a rule with its sentence, and all of them compiled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from dianxiaoer.engines.lending.market import Flags, Market, Needs, Products
from dianxiaoer.engines.optimise.problems import require


@dataclass(frozen=True)
class Condition:
    """One condition: whether need i meets it at every product, and what is missing in words."""

    name: str
    holds: Callable[[Needs, int, Products], Flags]
    missing: Callable[[Needs, int, Products, int], str]


def _wan(yuan: float) -> str:
    return f"{yuan / 10_000:,.4g} 万元"


CONDITIONS: tuple[Condition, ...] = (
    Condition("smallest", lambda n, i, p: n.amount_yuan[i] >= p.smallest_yuan,
              lambda n, i, p, j: f"金额低于起贷额 {_wan(p.smallest_yuan[j])}"),
    Condition("largest", lambda n, i, p: n.amount_yuan[i] <= p.largest_yuan,
              lambda n, i, p, j: f"金额高于单户上限 {_wan(p.largest_yuan[j])}"),
    Condition("term", lambda n, i, p: n.term_months[i] <= p.longest_months,
              lambda n, i, p, j: f"期限超过 {p.longest_months[j]:.0f} 个月"),
    Condition("rate", lambda n, i, p: p.rate <= n.highest_rate[i],
              lambda n, i, p, j: f"利率 {p.rate[j]:.2f}% 高于可接受的 {n.highest_rate[i]:.2f}%"),
    Condition("purpose", lambda n, i, p: (n.purpose[i] & p.purposes) != 0, lambda n, i, p, j: "用途不在范围"),
    Condition("collateral", lambda n, i, p: (n.collateral[i] & p.collaterals) != 0,
              lambda n, i, p, j: "缺少该产品要求的担保方式"),
    Condition("region", lambda n, i, p: (n.region[i] & p.regions) != 0, lambda n, i, p, j: "所在区域不在服务范围"),
    Condition("age", lambda n, i, p: n.age_years[i] >= p.least_age,
              lambda n, i, p, j: f"成立未满 {p.least_age[j]:g} 年"),
    Condition("revenue", lambda n, i, p: n.revenue_yuan[i] >= p.least_revenue,
              lambda n, i, p, j: f"年营业收入不足 {_wan(p.least_revenue[j])}"),
    Condition("credit", lambda n, i, p: n.credit[i] >= p.least_credit,
              lambda n, i, p, j: f"信用分低于 {p.least_credit[j]:.0f} 分"),
    Condition("first_loan", lambda n, i, p: ~n.is_first[i] | p.takes_first, lambda n, i, p, j: "该产品不受理首贷"),
    Condition("renewal", lambda n, i, p: n.is_renewal[i] | ~p.is_renewal_only, lambda n, i, p, j: "该产品只办续贷"),
    Condition("consent", lambda n, i, p: np.full(len(p), n.is_consented[i]),
              lambda n, i, p, j: "企业尚未授权:请先签授权书"),
)  # fmt: skip


def failed_conditions(market: Market, need: int) -> Flags:
    """Which condition fails at which product for one need, shape (conditions, P)."""
    return np.stack([~condition.holds(market.needs, need, market.products) for condition in CONDITIONS])


def kernel_arguments(market: Market) -> tuple[Any, ...]:
    """The arrays every compiled kernel of this engine takes, in its order."""
    n, p, m = market.needs, market.products, market.model
    coefficients = np.array([m.base, m.rate, m.credit / 10.0, m.size, m.first_loan])
    return (
        n.amount_yuan, n.term_months, n.highest_rate, n.purpose, n.collateral, n.region, n.age_years, n.revenue_yuan,
        n.credit, n.is_first, n.is_renewal, n.is_consented, p.smallest_yuan, p.largest_yuan, p.longest_months, p.rate,
        p.purposes, p.collaterals, p.regions, p.least_age, p.least_revenue, p.least_credit, p.takes_first,
        p.is_renewal_only, coefficients,
    )  # fmt: skip


@cache
def kernels() -> tuple[Any, Any, Any]:
    """Compiled (rank, count, fill): top products a need; eligible products a need; their positions. Needs numba."""
    numba: Any = require("numba")

    def may_apply(  # type: ignore[no-untyped-def]  # compiled: numba reads the types from the call
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

    fits: Any = numba.njit(may_apply, inline="always")

    def rank(  # type: ignore[no-untyped-def]
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

    def count(  # type: ignore[no-untyped-def]
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

    def fill(  # type: ignore[no-untyped-def]
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

    return tuple(numba.njit(kernel, parallel=True, cache=True) for kernel in (rank, count, fill))
