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
    return Ranking(best, _chances(market, best, scores))


def _chances(market: Market, best: Positions, scores: Reals) -> Reals:
    """Chances of the ranked pairs: the scores on the logistic curve, or the office's own estimates where it gave some."""
    if not len(market.estimates):
        with np.errstate(over="ignore"):  # no product: score −inf, chance 0
            return np.asarray(1.0 / (1.0 + np.exp(-scores)))
    need = np.broadcast_to(np.arange(len(best))[:, None], best.shape)
    found = acceptance(market, need, np.maximum(best, 0).astype(np.int64))
    return np.where(best >= 0, found, 0.0)


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
