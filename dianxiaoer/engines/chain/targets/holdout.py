"""How good a ranking is: firms hidden, ranked for the places they were taken from, and found again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from dianxiaoer.engines.chain.targets.firms import BoolArray, Firms
from dianxiaoer.engines.chain.targets.places import FloatArray, Places


@dataclass(frozen=True)
class Quality:
    """Mean over places: auc (0.5 = chance), recall and ndcg of the first `top`; places counted."""

    auc: float
    recall: float
    ndcg: float
    places: int


def split_firms(firms: Firms, *, seed: int, hidden: float = 0.3) -> tuple[Firms, Firms]:
    """(known, hidden) firms by a fair draw of the seed given."""
    away = np.random.default_rng(seed).random(len(firms)) < hidden
    return firms.take(np.flatnonzero(~away)), firms.take(np.flatnonzero(away))


def judge(scores: FloatArray, known: Firms, hidden: Firms, places: Places, *, top: int = 50, least: int = 3) -> Quality:
    """Quality of scores (places, hidden firms), over places with at least `least` known and `least` hidden firms.

    Ties are broken by a fixed random order, so a scorer that says nothing scores as chance.
    """
    order = np.random.default_rng(0).permutation(len(hidden))
    lines = []
    for row, adcode in enumerate(places.adcodes):
        here = np.array([place == adcode for place in hidden.places])
        if here.sum() >= least and known.places.count(adcode) >= least:
            lines.append(_line(scores[row][order], here[order], top))
    if not lines:
        raise ValueError(f"没有地区同时有 {least} 家已知和 {least} 家隐藏企业,无法检验。/ no place to judge")
    auc, recall, ndcg = np.mean(lines, axis=0)
    return Quality(float(auc), float(recall), float(ndcg), len(lines))


def _line(scores: FloatArray, here: BoolArray, top: int) -> tuple[float, float, float]:
    hits = here[np.argsort(-scores, kind="stable")][:top]
    count = int(here.sum())
    gain = 1 / np.log2(np.arange(top) + 2)
    best = float(gain[: min(count, top)].sum())
    return auc(scores, here), float(hits.sum() / count), float((hits * gain[: len(hits)]).sum() / best)


def auc(scores: FloatArray, here: BoolArray) -> float:
    """Chance that a firm of the place outranks one of elsewhere, ties half."""
    inside, outside = int(here.sum()), int((~here).sum())
    if not inside or not outside:
        return 0.5
    ranks = rankdata(scores)
    return float((ranks[here].sum() - inside * (inside + 1) / 2) / (inside * outside))
