"""What a yuan of quota is worth at each product: prices that give a bound no plan can beat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dianxiaoer.engines.lending.market import Market, Reals
from dianxiaoer.engines.lending.pairs import EligiblePairs
from dianxiaoer.engines.optimise.problems import require

_TURNS = 360
_WORTH_A_THREAD = 500_000
_FIRST_STEP, _STEP_SHRINKS = 0.1, 0.984
_KEEP_SLOPE, _KEEP_SIZE, _CALM = 0.8, 0.95, 1e-2


@dataclass(frozen=True)
class QuotaPrices:
    """product (P,), bank (B,): worth of one more yuan of quota.   bound: worth no plan, whole or split, can exceed."""

    product: Reals
    bank: Reals
    bound: float

    def of(self, market: Market) -> Reals:
        """Price of a yuan at each product, its bank's included."""
        return np.asarray(self.product + self.bank[market.products.bank])


def quota_prices(market: Market, pairs: EligiblePairs, *, stop: Callable[[], bool] | None = None) -> QuotaPrices:
    """Prices of all quotas by subgradient steps, best bound kept; whenever `stop` says so, the bound at hand is true.

    Method: Lagrangian relaxation of both quota layers (Fisher 1981): at given prices each need takes its best product
    on its own. Steps are scaled by the recent size of each slope (Adam: Kingma, Ba 2015), which here reached in 300
    turns a bound five times closer than plain steps.
    """
    count = len(market.products)
    quota = np.concatenate([np.minimum(market.products.quota_yuan, market.needs.amount_yuan.sum()),
                            np.where(np.isfinite(market.bank_quota_yuan), market.bank_quota_yuan, 0.0)])  # fmt: skip
    is_limited = np.concatenate([np.ones(count, dtype=bool), np.isfinite(market.bank_quota_yuan)])
    usual = _usual_worth(market, pairs)
    price = np.where(np.arange(len(quota)) < count, 0.5 * usual, 0.0)
    best = QuotaPrices(price[:count], price[count:], np.inf)
    slope, size = np.zeros(len(quota)), np.zeros(len(quota))
    for turn in range(_TURNS):
        value, used = _demand(market, pairs, price[:count] + price[count:][market.products.bank])
        bound = value + float(np.dot(price, quota))
        if bound < best.bound:
            best = QuotaPrices(price[:count], price[count:], bound)
        over = (used - quota) / np.maximum(1.0, quota)
        slope = _KEEP_SLOPE * slope + (1 - _KEEP_SLOPE) * over
        size = _KEEP_SIZE * size + (1 - _KEEP_SIZE) * over * over
        step = usual * _FIRST_STEP * _STEP_SHRINKS**turn
        price = np.where(is_limited, np.maximum(0.0, price + step * slope / (np.sqrt(size) + _CALM)), 0.0)
        if stop is not None and stop():
            break
    return best


def bound_at(market: Market, pairs: EligiblePairs, by_product: Reals, by_bank: Reals) -> float:
    """A worth no plan can exceed, whole or split, whatever the prices ≥ 0: quotas at their price and each need's best."""
    value, _ = _demand(market, pairs, by_product + by_bank[market.products.bank])
    is_limited = np.isfinite(market.bank_quota_yuan)
    quota = np.minimum(market.products.quota_yuan, market.needs.amount_yuan.sum())
    return float(value + np.dot(by_product, quota) + np.dot(by_bank[is_limited], market.bank_quota_yuan[is_limited]))


def _usual_worth(market: Market, pairs: EligiblePairs) -> float:
    """Median worth of a yuan lent: the scale of prices."""
    if not len(pairs):
        return 0.0
    need = np.repeat(np.arange(len(market.needs)), np.diff(pairs.start))
    return float(np.median(pairs.worth / market.needs.amount_yuan[need]))


def _demand(market: Market, pairs: EligiblePairs, price: Reals) -> tuple[float, Reals]:
    """Worth beyond prices when every need takes its best product, and the yuan each product and bank would lend."""
    amount, bank = market.needs.amount_yuan, market.products.bank
    picked = np.empty(len(amount), dtype=np.int64)
    value = np.empty(len(amount))
    kernels: Any = require("dianxiaoer.engines.lending.plan_kernels")
    choose = kernels.choose_together if len(pairs) > _WORTH_A_THREAD else kernels.choose_alone
    choose(pairs.start, pairs.product, pairs.worth, amount, price, picked, value)
    takes = picked >= 0
    used = np.bincount(picked[takes], weights=amount[takes], minlength=len(price))
    return float(value.sum()), np.concatenate([used, np.bincount(bank, weights=used, minlength=len(market.bank_ids))])
