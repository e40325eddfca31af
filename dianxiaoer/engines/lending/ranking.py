"""The best products of every need, without ever holding the full matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.lending.eligibility import CONDITIONS, failed_conditions, kernel_arguments
from dianxiaoer.engines.lending.market import Market, Reals, acceptance
from dianxiaoer.engines.optimise.problems import require

Positions = NDArray[np.int32]


@dataclass(frozen=True)
class Ranking:
    """product (N, k): positions of each need's best products, best first, −1 where there are no more; chance (N, k)."""

    product: Positions
    chance: Reals


@dataclass(frozen=True)
class NearMiss:
    """A product just out of reach: its position and, in words, the one thing that is missing."""

    product: int
    missing: str


def rank_products(market: Market, count: int = 10) -> Ranking:
    """The `count` products each need is likeliest to get, ties by position. Only needs with consent are ranked.

    Method: one compiled pass over needs × products (numba, two threads); memory grows with the answer only. Estimates
    given by hand count in the chances shown and in the plan; the order here is the model's.
    """
    kernels: Any = require("dianxiaoer.engines.lending.eligibility_kernels")
    best = np.full((len(market.needs), min(count, len(market.products))), -1, dtype=np.int32)
    scores = np.full(best.shape, -np.inf)
    kernels.rank(*kernel_arguments(market), best, scores)
    chance = np.zeros(best.shape)
    for begin in range(0, len(best), 100_000):
        rows = best[begin : begin + 100_000]
        need = np.arange(begin, begin + len(rows))[:, None]
        found = acceptance(market, np.broadcast_to(need, rows.shape), np.maximum(rows, 0))
        chance[begin : begin + len(rows)] = np.where(rows >= 0, found, 0.0)
    return Ranking(best, chance)


def near_misses(market: Market, need: int, count: int = 3) -> tuple[NearMiss, ...]:
    """Products that one single condition keeps away, likeliest first: what the firm could do next."""
    failed = failed_conditions(market, need)
    almost = np.flatnonzero(failed.sum(axis=0) == 1)
    chance = acceptance(market, np.full(len(almost), need), almost)
    chosen = almost[np.argsort(-chance, kind="stable")[:count]]
    found = []
    for product in chosen.tolist():
        condition = CONDITIONS[int(failed[:, product].argmax())]
        found.append(NearMiss(product, condition.missing(market.needs, need, market.products, product)))
    return tuple(found)
