"""Whole loans into quotas: first by price, then by moves that raise the worth of the plan. Quotas are never exceeded."""

from __future__ import annotations

from typing import Any

import numpy as np

from dianxiaoer.engines.lending.market import Integers, Market, Reals
from dianxiaoer.engines.lending.pairs import EligiblePairs
from dianxiaoer.engines.lending.prices import QuotaPrices
from dianxiaoer.engines.optimise.problems import require

_PASSES = 12


def fill_quotas(market: Market, pairs: EligiblePairs, prices: QuotaPrices) -> Integers:
    """Position in pairs of each need's loan, −1 for none, shape (N,): prices decide who goes first and where."""
    return _run(market, pairs, prices.of(market), np.full(len(market.needs), -1, dtype=np.int64), is_fresh=True)


def improve(market: Market, pairs: EligiblePairs, chosen: Integers) -> Integers:
    """The plan after every move, insertion and replacement that raises its worth."""
    return _run(market, pairs, np.zeros(len(market.products)), chosen.copy(), is_fresh=False)


def _run(market: Market, pairs: EligiblePairs, price: Reals, chosen: Integers, *, is_fresh: bool) -> Integers:
    amount = market.needs.amount_yuan
    left = market.products.quota_yuan.copy()
    bank_left = market.bank_quota_yuan.copy()
    order = _order(pairs, amount, price) if is_fresh else np.zeros(0, dtype=np.int64)
    kernels: Any = require("dianxiaoer.engines.lending.plan_kernels")
    kernels.fill(
        pairs.start, pairs.product, pairs.worth, amount, market.products.bank, price, left, bank_left, order, chosen,
        _PASSES,
    )  # fmt: skip
    return chosen


def _order(pairs: EligiblePairs, amount: Reals, price: Reals) -> Integers:
    """Needs by what they lose a yuan when their best product is gone, largest first."""
    profit = pairs.worth - price[pairs.product] * np.repeat(amount, np.diff(pairs.start))
    regret = np.zeros(len(amount))
    kernels: Any = require("dianxiaoer.engines.lending.plan_kernels")
    kernels.lost(pairs.start, profit, regret)
    return np.argsort(-regret / np.maximum(1.0, amount), kind="stable")
