"""Loans that may be shared by several products: the optimum by linear programme, or the best proven plan in time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dianxiaoer.engines.lending.exact import solve_exactly
from dianxiaoer.engines.lending.market import Integers, Market, Reals
from dianxiaoer.engines.lending.pairs import EligiblePairs
from dianxiaoer.engines.lending.prices import QuotaPrices, bound_at
from dianxiaoer.engines.optimise.problems import OptimiseError, SolverMissing, require

_MOST_ROUNDS = 12
_NEAR = 0.02
_FRESH_A_ROUND = 50_000
_GOOD_ENOUGH = 1e-6
#: A linear programme over more pairs than this is not worth starting: it would end out of time or of memory.
_MOST_COLUMNS = 400_000
_UNIT_YUAN = 10_000.0


@dataclass(frozen=True)
class SplitLoans:
    """at: positions in pairs of the loans.   share: of each need's amount, 0 … 1.   bound: worth no plan can exceed.

    is_early: the programme was stopped, or never begun, before it proved the optimum; the loans still keep every quota.
    """

    at: Integers
    share: Reals
    bound: float
    is_early: bool


def split_loans(
    market: Market,
    pairs: EligiblePairs,
    prices: QuotaPrices,
    chosen: Integers,
    *,
    seconds: float,
    stop: Callable[[], bool] | None = None,
) -> SplitLoans:
    """The best plan of split loans found in `seconds`, and a worth none can exceed.

    chosen: a plan of whole loans to start from (position in pairs, −1 for none).   Raises SolverMissing.
    Method: linear programme (HiGHS, child process) on the pairs near the best at the quota prices; pairs left out are
    priced in until none improves. Out of time, memory or solver: the whole loans, with the quota that is left filled
    by parts, and the bound of the prices.
    """
    until = time.monotonic() + seconds
    best, bound = _filled_by_parts(market, pairs, chosen, prices), prices.bound
    inside = np.unique(np.concatenate([_near_best(market, pairs, prices), best.nonzero()[0]]))
    for _ in range(_MOST_ROUNDS):
        left = until - time.monotonic()
        if left <= 0 or len(inside) > _MOST_COLUMNS or (stop is not None and stop()):
            return _as_loans(best, bound, is_early=True)
        try:
            answer = solve_exactly(market, pairs.among(inside), None, is_split=True, seconds=left, stop=stop)
        except SolverMissing:
            raise
        except OptimiseError:  # stopped, killed or out of memory: the plan at hand stands, with its own bound
            return _as_loans(best, bound, is_early=True)
        found = np.zeros(len(pairs))
        found[inside] = np.clip(answer.x, 0.0, 1.0)
        if np.dot(pairs.worth, found) > np.dot(pairs.worth, best):
            best = found
        if answer.is_stopped_early:
            return _as_loans(best, bound, is_early=True)
        bound, fresh = _priced(market, pairs, answer.row_price, bound)
        if bound <= np.dot(pairs.worth, best) * (1 + _GOOD_ENOUGH) or not len(np.setdiff1d(fresh, inside)):
            return _as_loans(best, bound, is_early=False)
        inside = np.union1d(inside, fresh)
    return _as_loans(best, bound, is_early=True)


def _as_loans(share: Reals, bound: float, *, is_early: bool) -> SplitLoans:
    at = np.flatnonzero(share > 1e-9)
    return SplitLoans(at, share[at], bound, is_early)


def _near_best(market: Market, pairs: EligiblePairs, prices: QuotaPrices) -> Integers:
    """Pairs whose worth beyond prices lies within a fiftieth of their worth of their need's best (or of no loan)."""
    spare = _spare(market, pairs, prices.of(market))
    best = np.zeros(len(market.needs))
    np.maximum.at(best, pairs.need(), spare)
    return np.flatnonzero(spare >= best[pairs.need()] - _NEAR * pairs.worth)


def _priced(market: Market, pairs: EligiblePairs, row_price: Reals, bound: float) -> tuple[float, Integers]:
    """The bound at the programme's prices over every pair, and the pairs, in or out, these prices call for."""
    needs, products = len(market.needs), len(market.products)
    price = np.maximum(0.0, -row_price)  # worth per unit of 10,000 yuan of quota = worth per yuan, scales cancel
    by_product, by_bank = price[needs : needs + products], price[needs + products :]
    by_bank = np.where(np.isfinite(market.bank_quota_yuan), by_bank, 0.0)
    bound = min(bound, bound_at(market, pairs, by_product, by_bank))
    gain = _spare(market, pairs, by_product + by_bank[market.products.bank])
    gain -= (price[:needs] * _UNIT_YUAN)[pairs.need()]
    fresh = np.flatnonzero(gain > 1e-7 * (1.0 + pairs.worth))
    return bound, np.sort(fresh[np.argsort(-gain[fresh], kind="stable")[:_FRESH_A_ROUND]])


def _spare(market: Market, pairs: EligiblePairs, price: Reals) -> Reals:
    """Worth of each pair's whole loan beyond what its quota costs."""
    return np.asarray(pairs.worth - price[pairs.product] * market.needs.amount_yuan[pairs.need()])


def _filled_by_parts(market: Market, pairs: EligiblePairs, chosen: Integers, prices: QuotaPrices) -> Reals:
    """Share of every pair: the whole loans given, then parts of loans into the quota that is left, best first."""
    share = np.zeros(len(pairs))
    share[chosen[chosen >= 0]] = 1.0
    amount, bank = market.needs.amount_yuan, market.products.bank
    need = pairs.need()
    used = np.bincount(pairs.product, weights=share * amount[need], minlength=len(market.products))
    left = np.maximum(0.0, market.products.quota_yuan - used)
    by_bank = np.bincount(bank, weights=used, minlength=len(market.bank_ids))
    bank_left = np.maximum(0.0, market.bank_quota_yuan - by_bank)
    open_need = 1.0 - np.minimum(1.0, np.bincount(need, weights=share, minlength=len(amount)))
    spare = _spare(market, pairs, prices.of(market))
    order = np.argsort(-spare / amount[need], kind="stable")
    order = order[open_need[need[order]] > 0]
    kernels: Any = require("dianxiaoer.engines.lending.plan_kernels")
    kernels.fill_parts(order, need, pairs.product, amount, bank, left, bank_left, open_need, share)
    return share
