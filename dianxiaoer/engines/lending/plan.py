"""The district plan: which loan from which product within all quotas, what it reaches, and the proof."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from dianxiaoer.engines.lending.exact import solve_exactly
from dianxiaoer.engines.lending.fill import fill_quotas, improve
from dianxiaoer.engines.lending.market import Integers, Market, Reals
from dianxiaoer.engines.lending.pairs import EligiblePairs, Wish, eligible_pairs
from dianxiaoer.engines.lending.practice import first_come_lowest_rate
from dianxiaoer.engines.lending.prices import QuotaPrices, quota_prices
from dianxiaoer.engines.lending.split import SplitLoans, split_loans
from dianxiaoer.engines.optimise.problems import OptimiseError

#: Up to this many eligible pairs HiGHS is asked to close the gap.
EXACT_PAIRS = 20_000
#: Up to this many eligible pairs a split plan is solved again for each quota value.
_SPLIT_VALUE_PAIRS = 100_000
_EXTRA_YUAN = 1_000_000.0


@dataclass(frozen=True)
class Totals:
    """What a plan reaches: money lent and expected to be taken, firms served and expected, first loans."""

    amount_yuan: float
    expected_yuan: float
    firms: int
    expected_firms: float
    first_loans: int


@dataclass(frozen=True)
class QuotaValue:
    """What one million yuan more quota of a product brings: by filling it in the plan at hand, or (split) solving again."""

    product: int
    extra_expected_yuan: float
    extra_worth: float


@dataclass(frozen=True)
class LendingPlan:
    """Loans of a plan and their proof.

    need, product: positions of each loan (a need twice only when loans may be split).   share: of the amount asked.
    gap: share by which the wishes could at most be better met, proven.   practice: today's way on the same market.
    """

    market: Market
    need: Integers
    product: Integers
    share: Reals
    chance: Reals
    totals: Totals
    practice: Totals
    worth: float
    bound: float
    gap: float
    is_split: bool
    is_early: bool
    eligible_needs: int
    quota_values: tuple[QuotaValue, ...]

    @property
    def quota_used_yuan(self) -> Reals:
        """Yuan lent from each product, shape (P,)."""
        amount = self.market.needs.amount_yuan[self.need] * self.share
        return np.bincount(self.product, weights=amount, minlength=len(self.market.products)).astype(np.float64)


def plan_loans(
    market: Market,
    wishes: tuple[Wish, ...] = ("expected_amount",),
    first_loan_bonus: float = 0.0,
    *,
    is_split: bool = False,
    seconds: float = 8.0,
    value_count: int = 5,
    stop: Callable[[], bool] | None = None,
) -> LendingPlan:
    """The plan that meets the wishes best within the quotas of products and banks; quotas are never exceeded.

    wishes: in order of importance (see pairs.LAYER_SHARE).   is_split: a need may be shared by several products.
    seconds: limit of the exact solver (small markets, split loans).   value_count: how many quota values to work out.
    Formulation: max Σ worth · x, each need once, Σ amount · x ≤ quota of product and of bank: a generalised assignment;
    source: Kellerer, Pferschy, Pisinger, Knapsack Problems (2004), ch. 10. Checked against brute force and HiGHS.
    Raises SolverMissing. Out of time, cancelled or with its solver killed it returns the best plan at hand, is_early.
    """
    pairs = eligible_pairs(market, wishes, first_loan_bonus)
    prices = quota_prices(market, pairs, stop=stop)
    is_early = stop is not None and stop()
    chosen = fill_quotas(market, pairs, prices)
    bound = prices.bound
    if is_split:
        return _split_plan(market, pairs, prices, chosen, seconds, value_count, stop)
    if 0 < len(pairs) <= EXACT_PAIRS and bound > 0:
        chosen, bound, is_early = _closed(market, pairs, chosen, bound, seconds, stop)
    chosen = improve(market, pairs, chosen)
    values = _quota_values(market, pairs, prices, chosen, value_count)
    need = np.flatnonzero(chosen >= 0)
    return _plan(market, pairs, need, chosen[need], np.ones(len(need)), bound, is_early, values, is_split=False)


def _closed(
    market: Market,
    pairs: EligiblePairs,
    chosen: Integers,
    bound: float,
    seconds: float,
    stop: Callable[[], bool] | None,
) -> tuple[Integers, float, bool]:
    """A small market solved to the end; the plan at hand stands when the solver cannot better it in time."""
    worth = _worth(pairs, chosen)
    try:
        answer = solve_exactly(market, pairs, chosen, is_split=False, seconds=seconds, stop=stop)
    except OptimiseError:
        return chosen, bound, True
    bound = min(bound, max(worth, -answer.bound * 10_000.0))
    if -answer.cost * 10_000.0 > worth:
        used = np.flatnonzero(answer.x > 0.5)
        chosen = np.full(len(market.needs), -1, dtype=np.int64)
        chosen[np.searchsorted(pairs.start, used, side="right") - 1] = used
    return chosen, bound, answer.is_stopped_early


def _split_plan(
    market: Market, pairs: EligiblePairs, prices: QuotaPrices, chosen: Integers, seconds: float, value_count: int,
    stop: Callable[[], bool] | None,
) -> LendingPlan:  # fmt: skip
    chosen = improve(market, pairs, chosen)

    def solved(market: Market, prices: QuotaPrices) -> SplitLoans:
        return split_loans(market, pairs, prices, chosen, seconds=seconds, stop=stop)

    loans = solved(market, prices)
    values: tuple[QuotaValue, ...] = ()
    if not loans.is_early and len(pairs) <= _SPLIT_VALUE_PAIRS:
        values = _split_values(market, pairs, prices, loans, value_count, solved)
    need = pairs.need()[loans.at]
    return _plan(market, pairs, need, loans.at, loans.share, loans.bound, loans.is_early, values, is_split=True)


def _split_values(
    market: Market, pairs: EligiblePairs, prices: QuotaPrices, loans: SplitLoans, count: int,
    solved: Callable[[Market, QuotaPrices], SplitLoans],
) -> tuple[QuotaValue, ...]:  # fmt: skip
    """The products where a million more helps most, each by solving again with it."""
    amount = market.needs.amount_yuan[pairs.need()]

    def reached(found: SplitLoans) -> tuple[float, float]:
        worth = float(np.dot(pairs.worth[found.at], found.share))
        return worth, float(np.dot((amount * pairs.chance)[found.at], found.share))

    base_worth, base_expected = reached(loans)
    found = []
    for product in np.argsort(-prices.of(market), kind="stable")[:count].tolist():
        worth, expected = reached(solved(_with_more_quota(market, product), replace(prices, bound=np.inf)))
        if worth > base_worth * (1 + 1e-9):
            found.append(QuotaValue(product, expected - base_expected, worth - base_worth))
    return tuple(sorted(found, key=lambda value: -value.extra_worth))


def _with_more_quota(market: Market, product: int) -> Market:
    quota, bank_quota = market.products.quota_yuan.copy(), market.bank_quota_yuan.copy()
    quota[product] += _EXTRA_YUAN
    bank_quota[market.products.bank[product]] += _EXTRA_YUAN
    return replace(market, products=replace(market.products, quota_yuan=quota), bank_quota_yuan=bank_quota)


def _worth(pairs: EligiblePairs, chosen: Integers) -> float:
    return float(pairs.worth[chosen[chosen >= 0]].sum())


def _plan(
    market: Market, pairs: EligiblePairs, need: Integers, at: Integers, share: Reals, bound: float, is_early: bool,
    values: tuple[QuotaValue, ...], *, is_split: bool,
) -> LendingPlan:  # fmt: skip
    worth = float(np.dot(pairs.worth[at], share))
    today = first_come_lowest_rate(market, pairs)
    served = np.flatnonzero(today >= 0)
    return LendingPlan(
        market, need, pairs.product[at].astype(np.int64), share, pairs.chance[at].astype(np.float64),
        _totals(market, pairs, need, at, share), _totals(market, pairs, served, today[served], np.ones(len(served))),
        worth, max(worth, bound), max(0.0, bound - worth) / max(1e-9, bound), is_split, is_early,
        int((np.diff(pairs.start) > 0).sum()), values,
    )  # fmt: skip


def _totals(market: Market, pairs: EligiblePairs, need: Integers, at: Integers, share: Reals) -> Totals:
    amount = market.needs.amount_yuan[need] * share
    chance = pairs.chance[at].astype(np.float64)
    first = np.unique(need[market.needs.is_first[need]])
    return Totals(
        float(amount.sum()),
        float(np.dot(amount, chance)),
        len(np.unique(need)),
        float(np.dot(chance, share)),
        len(first),
    )


def _quota_values(
    market: Market, pairs: EligiblePairs, prices: QuotaPrices, chosen: Integers, count: int
) -> tuple[QuotaValue, ...]:
    """The products where a million more helps most, each tried by really filling it. The plan improves no further alone."""
    order = np.argsort(-prices.of(market), kind="stable")[:count]
    found = []
    for product in order.tolist():
        better = improve(_with_more_quota(market, product), pairs, chosen)
        gain = _worth(pairs, better) - _worth(pairs, chosen)
        expected = _expected(market, pairs, better) - _expected(market, pairs, chosen)
        if gain > 0:
            found.append(QuotaValue(product, expected, gain))
    return tuple(sorted(found, key=lambda value: -value.extra_worth))


def _expected(market: Market, pairs: EligiblePairs, chosen: Integers) -> float:
    served = np.flatnonzero(chosen >= 0)
    return float(np.dot(market.needs.amount_yuan[served], pairs.chance[chosen[served]]))
