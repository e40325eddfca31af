"""Weights of the parts, learned from where known firms are: a conditional logit over places, weights never negative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from dianxiaoer.engines.chain.targets.affinity import Parts, fit_parts, open_scorer
from dianxiaoer.engines.chain.targets.firms import BoolArray, Firms, IntArray
from dianxiaoer.engines.chain.targets.market import Industries, open_market
from dianxiaoer.engines.chain.targets.places import FloatArray, Places

RIDGE = 3.0
#: Used when there are too few known firms to learn from: hand-set, plain, and said so in the output.
START_WEIGHT = 0.2
LEAST_FIRMS = 60

Weights = dict[str, float]


@dataclass(frozen=True)
class Lesson:
    """One hidden part of the known firms: parts (places, m), log base (places,), the place row of each (m,)."""

    parts: Parts
    log_base: FloatArray
    place: IntArray


def learn_weights(
    firms: Firms, places: Places, industries: Industries, *, seed: int = 0, rounds: int = 2, hidden: float = 0.3
) -> Weights:
    """Part name → weight ≥ 0, fitted by hiding a share of the known firms `rounds` times and finding them again.

    Too few located firms (< 60) give every part the weight 0.2. Same input and seed, same weights.
    Method: McFadden's conditional logit with an offset of log base share, ridge 3, bounds ≥ 0 (L-BFGS-B).
    """
    row_of = places.index()
    placed = firms.take(np.array([i for i, p in enumerate(firms.places) if p in row_of], dtype=np.int64))
    if len(placed) < LEAST_FIRMS:
        few = open_scorer(open_market(placed, places, industries))
        return dict.fromkeys(fit_parts(few, placed), START_WEIGHT)
    draw = np.random.default_rng(seed)
    masks = [draw.random(len(placed)) < hidden for _ in range(rounds)]
    return fit_weights([_lesson(placed, mask, places, industries) for mask in masks])


def fit_weights(lessons: Sequence[Lesson], *, ridge: float = RIDGE) -> Weights:
    """Weights ≥ 0 that make the true places of the lessons likeliest; parts a lesson lacks count as 0."""
    names = sorted({name for lesson in lessons for name in lesson.parts})
    stacks = [np.stack([lesson.parts.get(n, np.zeros_like(_any(lesson))) for n in names]) for lesson in lessons]

    def loss(weights: FloatArray) -> tuple[float, FloatArray]:
        value, slope = ridge * float(weights @ weights), 2 * ridge * weights
        for lesson, stack in zip(lessons, stacks, strict=True):
            part_value, part_slope = _misfit(weights, stack, lesson)
            value, slope = value + part_value, slope + part_slope
        return value, slope

    start = np.full(len(names), START_WEIGHT)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(names))
    return {name: float(weight) for name, weight in zip(names, found.x, strict=True)}


def log_lift(parts: Parts, weights: Mapping[str, float], base: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(weighted sum of parts, its log mean over all places): their difference is log P(place | firm) / P(place).

    Shapes (places, m) and (m,). The second is the pull of all places together, shown as the part `elsewhere`.
    """
    total = sum((weights.get(name, 0.0) * table for name, table in parts.items()), np.zeros_like(_first(parts)))
    top = total.max(axis=0)
    pull = top + np.log(np.sum(base[:, None] * np.exp(total - top), axis=0))
    return total, pull


def _lesson(firms: Firms, hidden: BoolArray, places: Places, industries: Industries) -> Lesson:
    market = open_market(firms.take(np.flatnonzero(~hidden)), places, industries)
    away = firms.take(np.flatnonzero(hidden))
    row_of = places.index()
    truth = np.array([row_of[place] for place in away.places], dtype=np.int64)
    return Lesson(fit_parts(open_scorer(market), away), np.log(market.base), truth)


def _misfit(weights: FloatArray, stack: FloatArray, lesson: Lesson) -> tuple[float, FloatArray]:
    firm = np.arange(stack.shape[2])
    total = np.tensordot(weights, stack, 1) + lesson.log_base[:, None]
    top = total.max(axis=0)
    likely = np.exp(total - top)
    norm = likely.sum(axis=0)
    value = float((top + np.log(norm) - total[lesson.place, firm]).sum())
    slope = np.tensordot(stack, likely / norm, 2) - stack[:, lesson.place, firm].sum(axis=1)
    return value, slope


def _any(lesson: Lesson) -> FloatArray:
    return _first(lesson.parts)


def _first(parts: Parts) -> FloatArray:
    return next(iter(parts.values()))
