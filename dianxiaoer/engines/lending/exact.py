"""Markets a mixed-integer programme can hold whole, and the optimum when loans may be split."""

from __future__ import annotations

import numpy as np

from dianxiaoer.engines.lending.market import Integers, Market, Reals
from dianxiaoer.engines.lending.pairs import EligiblePairs
from dianxiaoer.engines.optimise.child import Stop
from dianxiaoer.engines.optimise.mixed_integer import (
    MixedInteger,
    MixedIntegerAnswer,
    columns_from_triplets,
    solve_mixed_integer,
)

_GOOD_ENOUGH = 5e-4


def solve_exactly(
    market: Market, pairs: EligiblePairs, guess: Integers | None, *, is_split: bool, seconds: float, stop: Stop | None
) -> MixedIntegerAnswer:
    """Share of each pair's loan granted (0/1 unless is_split), with its bound. guess: a whole plan to start from."""
    first = None
    if guess is not None:
        first = np.zeros(len(pairs))
        first[guess[guess >= 0]] = 1.0
    programme = _programme(market, pairs, is_split)
    return solve_mixed_integer(programme, seconds=seconds, gap=_GOOD_ENOUGH, first_guess=first, stop=stop)


def _programme(market: Market, pairs: EligiblePairs, is_split: bool) -> MixedInteger:
    amount, products = market.needs.amount_yuan, market.products
    column = np.arange(len(pairs))
    need = np.repeat(np.arange(len(amount)), np.diff(pairs.start))
    bank_row = len(amount) + len(products) + products.bank[pairs.product]
    # Money in units of 10,000 yuan and worth scaled to about one keep the solver's tolerances meaningful.
    money = amount[need] / 10_000.0
    start, row, value = columns_from_triplets(
        np.concatenate([need, len(amount) + pairs.product, bank_row]), np.concatenate([column] * 3),
        np.concatenate([np.ones(len(pairs)), money, money]), len(pairs),
    )  # fmt: skip
    room = np.concatenate([np.ones(len(amount)), products.quota_yuan / 10_000.0, market.bank_quota_yuan / 10_000.0])
    free: Reals = np.full(len(room), -np.inf)
    return MixedInteger(
        -pairs.worth / 10_000.0, np.zeros(len(pairs)), np.ones(len(pairs)), np.full(len(pairs), not is_split), start,
        row, value, free, room,
    )  # fmt: skip
