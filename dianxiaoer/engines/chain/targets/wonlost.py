"""Emphasis of each part learned from the office's own won and lost leads, with figures from leads held out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dianxiaoer.engines.chain.targets.firms import BoolArray, IntArray
from dianxiaoer.engines.chain.targets.holdout import auc
from dianxiaoer.engines.chain.targets.places import FloatArray

LEAST_OF_EACH = 10
FOLDS = 5
RIDGE = 1.0


@dataclass(frozen=True)
class Bin:
    """Leads whose held-out chance fell between two bounds: how many, mean chance said, share won."""

    low: float
    high: float
    leads: int
    said: float
    won: float


@dataclass(frozen=True)
class LeadLesson:
    """emphasis: part → factor on its points. Held-out figures: auc, brier, brier of always saying the mean, bins.

    gain_error: standard error of (brier_of_mean − brier) over the leads. Use the emphasis only if better_than_mean.
    """

    emphasis: Mapping[str, float]
    intercept: float
    leads: int
    won: int
    auc: float
    brier: float
    brier_of_mean: float
    gain_error: float
    bins: tuple[Bin, ...]

    @property
    def better_than_mean(self) -> bool:
        """Held-out leads were foretold better than by the overall share won, by more than two standard errors."""
        return self.brier_of_mean - self.brier > 2 * self.gain_error


class TooFewLeads(ValueError):
    """Fewer than ten won or ten lost leads: nothing honest can be learned."""


def learn_from_leads(points: FloatArray, won: Sequence[bool], parts: Sequence[str], *, seed: int = 0) -> LeadLesson:
    """Lesson of n leads: points (n, parts) as a ranking printed them, won (n,). Raises TooFewLeads.

    Method: ridge logistic (Newton), calibrated on out-of-fold scores (Platt 1999); every figure comes from five
    folds in which neither the fit nor the calibration saw the lead. Same input and seed, same lesson.
    """
    outcome = np.asarray(won, dtype=bool)
    if min(outcome.sum(), (~outcome).sum()) < LEAST_OF_EACH:
        raise TooFewLeads(
            f"成交 {int(outcome.sum())} 条、流失 {int((~outcome).sum())} 条,各需至少 {LEAST_OF_EACH} 条。"
            "请继续积累线索后再学习。/ too few won or lost leads"
        )
    folds = _folds(outcome, seed)
    chance = np.empty(len(outcome))
    mean = np.empty(len(outcome))
    for fold in range(FOLDS):
        train, test = folds != fold, folds == fold
        chance[test] = _calibrated(points[train], outcome[train], points[test], seed)
        mean[test] = outcome[train].mean()
    slope, intercept = fit_logistic(points, outcome)
    gain = (mean - outcome) ** 2 - (chance - outcome) ** 2
    return LeadLesson(
        emphasis=dict(zip(parts, (float(value) for value in slope), strict=True)),
        intercept=intercept,
        leads=len(outcome),
        won=int(outcome.sum()),
        auc=auc(chance, outcome),
        brier=float(((chance - outcome) ** 2).mean()),
        brier_of_mean=float(((mean - outcome) ** 2).mean()),
        gain_error=float(gain.std(ddof=1) / np.sqrt(len(gain))),
        bins=_bins(chance, outcome),
    )


def fit_logistic(points: FloatArray, won: BoolArray, *, ridge: float = RIDGE) -> tuple[FloatArray, float]:
    """(slopes (parts,), intercept) of a ridge logistic regression, the intercept unpenalised; Newton's method."""
    design = np.column_stack([points, np.ones(len(points))])
    penalty = np.append(np.full(points.shape[1], ridge), 1e-6)
    beta = np.zeros(design.shape[1])
    for _ in range(50):
        chance = _sigmoid(design @ beta)
        slope = design.T @ (chance - won) + penalty * beta
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        beta -= step * min(1.0, 5.0 / max(5.0, float(np.abs(step).max())))
        if np.abs(step).max() < 1e-8:
            break
    return beta[:-1], float(beta[-1])


def _calibrated(points: FloatArray, won: BoolArray, new: FloatArray, seed: int) -> FloatArray:
    """Chances of new leads: logistic fit, then Platt's scaling learned on scores of leads the fit had not seen."""
    folds = _folds(won, seed + 1)
    score = np.empty(len(won))
    for fold in range(FOLDS):
        slope, level = fit_logistic(points[folds != fold], won[folds != fold])
        score[folds == fold] = points[folds == fold] @ slope + level
    slope, level = fit_logistic(points, won)
    stretch, shift = fit_logistic(score[:, None], won)
    return _sigmoid((new @ slope + level) * stretch[0] + shift)


def _folds(won: BoolArray, seed: int) -> IntArray:
    """Fold of each lead, won and lost spread evenly."""
    folds = np.empty(len(won), dtype=np.int64)
    draw = np.random.default_rng(seed)
    for group in (np.flatnonzero(won), np.flatnonzero(~won)):
        folds[draw.permutation(group)] = np.arange(len(group)) % FOLDS
    return folds


def _bins(chance: FloatArray, won: BoolArray) -> tuple[Bin, ...]:
    edges = np.linspace(0, 1, 6)
    made = []
    for low, high in pairwise(edges):
        inside = (chance >= low) & ((chance < high) | (high == 1))
        if inside.any():
            said, share_won = float(chance[inside].mean()), float(won[inside].mean())
            made.append(Bin(float(low), float(high), int(inside.sum()), said, share_won))
    return tuple(made)


def _sigmoid(x: FloatArray) -> FloatArray:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -35, 35))))
