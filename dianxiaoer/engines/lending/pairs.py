"""The pairs a plan may use and what each is worth under the wishes in force, need by need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.lending.eligibility import kernel_arguments
from dianxiaoer.engines.lending.market import Integers, Market, Reals, acceptance
from dianxiaoer.engines.optimise.problems import require

Wish = Literal["expected_amount", "amount", "firms", "expected_firms"]
WISHES: tuple[Wish, ...] = ("expected_amount", "amount", "firms", "expected_firms")
#: A later wish decides only among plans that differ by less than this share in the earlier one.
LAYER_SHARE = 1e-3
_BLOCK = 2_000_000


@dataclass(frozen=True)
class EligiblePairs:
    """Pairs of need i are start[i] … start[i + 1]; product, chance and worth of each. worth is of the whole loan."""

    start: Integers
    product: NDArray[np.int32]
    chance: NDArray[np.float32]
    worth: Reals

    def __len__(self) -> int:
        return len(self.product)

    def need(self) -> Integers:
        """The need of every pair, shape (pairs,)."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))

    def among(self, at: Integers) -> EligiblePairs:
        """Only the pairs at these positions (ascending), need by need as before."""
        counts = np.bincount(self.need()[at], minlength=len(self.start) - 1)
        start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return EligiblePairs(start, self.product[at], self.chance[at], self.worth[at])


def eligible_pairs(market: Market, wishes: tuple[Wish, ...], first_loan_bonus: float) -> EligiblePairs:
    """All eligible pairs with their worth.

    wishes: in order of importance; each later one is scaled so that all of it together weighs less than LAYER_SHARE of
    the one before.   first_loan_bonus: share added to the worth of a first loan (0.2 = a fifth more).
    """
    kernels: Any = require("dianxiaoer.engines.lending.eligibility_kernels")
    counts = np.zeros(len(market.needs), dtype=np.int64)
    kernels.count(*kernel_arguments(market), counts)
    start = np.concatenate([[0], np.cumsum(counts)])
    product = np.empty(int(start[-1]), dtype=np.int32)
    kernels.fill(*kernel_arguments(market), start, product)
    chance = np.empty(len(product), dtype=np.float32)
    worth = np.empty(len(product))
    scale = _scales(market, wishes)
    for begin in range(0, len(product), _BLOCK):
        block = slice(begin, min(len(product), begin + _BLOCK))
        need = np.searchsorted(start, np.arange(block.start, block.stop), side="right") - 1
        chance[block] = acceptance(market, need, product[block].astype(np.int64))
        amount = market.needs.amount_yuan[need]
        values: dict[Wish, Reals] = {
            "expected_amount": chance[block] * amount,
            "amount": amount,
            "firms": np.ones(len(need)),
            "expected_firms": chance[block].astype(np.float64),
        }
        total = np.sum([scale[wish] * values[wish] for wish in wishes], axis=0)
        worth[block] = total * (1.0 + first_loan_bonus * market.needs.is_first[need])
    return EligiblePairs(start, product, chance, worth)


def _scales(market: Market, wishes: tuple[Wish, ...]) -> dict[Wish, float]:
    """Weight of each wish: what a plan could at most reach, layer by layer a thousandth of the one before."""
    money = float(min(market.needs.amount_yuan.sum(), market.products.quota_yuan.sum()))
    most = {
        "expected_amount": money,
        "amount": money,
        "firms": float(len(market.needs)),
        "expected_firms": float(len(market.needs)),
    }
    unit = most[wishes[0]]
    return {wish: unit / most[wish] * LAYER_SHARE**layer for layer, wish in enumerate(wishes)}
