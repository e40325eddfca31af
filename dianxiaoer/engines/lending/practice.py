"""How it is done today: first come, first served, each firm at the lowest rate it can get. For comparison only."""

from __future__ import annotations

import numpy as np

from dianxiaoer.engines.lending.market import Integers, Market
from dianxiaoer.engines.lending.pairs import EligiblePairs


def first_come_lowest_rate(market: Market, pairs: EligiblePairs) -> Integers:
    """Position in pairs of each need's loan in today's practice, −1 for none, shape (N,)."""
    left, bank_left = market.products.quota_yuan.tolist(), market.bank_quota_yuan.tolist()
    bank, rate = market.products.bank.tolist(), market.products.rate
    chosen = np.full(len(market.needs), -1, dtype=np.int64)
    for need, amount in enumerate(market.needs.amount_yuan.tolist()):
        begin, end = pairs.start[need], pairs.start[need + 1]
        offered = pairs.product[begin:end]
        for turn in np.argsort(rate[offered], kind="stable").tolist():
            product = int(offered[turn])
            if left[product] >= amount and bank_left[bank[product]] >= amount:
                left[product] -= amount
                bank_left[bank[product]] -= amount
                chosen[need] = begin + turn
                break
    return chosen
