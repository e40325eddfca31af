"""Which product a need may apply for: each condition as a rule with its sentence, and all of them compiled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dianxiaoer.engines.lending.market import Flags, Market, Needs, Products


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
