"""Ranked target companies of each region, every score the sum of named parts with the firms and links behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dianxiaoer.engines.chain.targets.affinity import Parts, Scorer, fit_parts, open_scorer
from dianxiaoer.engines.chain.targets.choice import Weights, log_lift
from dianxiaoer.engines.chain.targets.firms import Firms
from dianxiaoer.engines.chain.targets.market import Market
from dianxiaoer.engines.chain.targets.office import Evidence, OfficeWeights, Told, office_parts
from dianxiaoer.engines.chain.targets.places import FloatArray
from dianxiaoer.engines.chain.targets.reasons import Reason, portrait, reasons_of

BLOCK = 2000


@dataclass(frozen=True)
class Target:
    """One candidate for one region. score = sum of parts (natural-log points; 0.69 doubles the odds)."""

    rank: int
    code: str
    score: float
    parts: Mapping[str, float]
    because: tuple[Reason, ...]


@dataclass(frozen=True)
class RegionRanking:
    """The targets of one region, best first, with the number of its known firms."""

    adcode: str
    name: str
    known_firms: int
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Scoring:
    """How points are made: learned weight of each fit part, the office's weights, its evidence, emphasis by kind.

    emphasis: kind of part → factor (default 1), as learned from won and lost leads.
    """

    weights: Weights
    office_weights: OfficeWeights = field(default_factory=dict)
    evidence: Sequence[Evidence] = ()
    emphasis: Mapping[str, float] = field(default_factory=dict)

    def factor(self, kind: str) -> float:
        """Factor on the points of a kind of part."""
        return self.emphasis.get(kind, 1.0)


def rank_targets(
    market: Market, scoring: Scoring, candidates: Firms, adcodes: Sequence[str], *, top: int = 50
) -> list[RegionRanking]:
    """Rankings of the regions asked for, in the order asked. Ties keep the order of the candidates."""
    row_of = market.places.index()
    rows = [row_of[adcode] for adcode in adcodes]
    scorer = open_scorer(market)
    told = office_parts(scoring.evidence, scoring.office_weights)
    scores = _fit_scores(scorer, scoring, candidates, rows) + _told_scores(told, scoring, candidates, adcodes)
    best = [_best(line, top) for line in scores]
    known = np.bincount(market.at, minlength=len(market.places))
    made = []
    step = max(1, BLOCK // top)
    for start in range(0, len(rows), step):
        part = slice(start, start + step)
        for row, targets in zip(
            rows[part], _targets(scorer, scoring, candidates, rows[part], best[part], told), strict=True
        ):
            made.append(RegionRanking(market.places.adcodes[row], market.places.names[row], int(known[row]), targets))
    return made


def _best(scores: FloatArray, top: int) -> list[tuple[int, float]]:
    order = np.argsort(-scores, kind="stable")[:top]
    return [(int(at), float(scores[at])) for at in order]


def _fit_scores(scorer: Scorer, scoring: Scoring, candidates: Firms, rows: Sequence[int]) -> FloatArray:
    """Fit points of the places wanted, shape (rows, candidates); candidates in blocks to bound memory."""
    scores = np.empty((len(rows), len(candidates)))
    shown = {name: weight * scoring.factor(_kind(name)) for name, weight in scoring.weights.items()}
    for start in range(0, len(candidates), BLOCK):
        at = np.arange(start, min(start + BLOCK, len(candidates)))
        parts = fit_parts(scorer, candidates.take(at))
        _, pull = log_lift(parts, scoring.weights, scorer.market.base)
        total, _ = log_lift({name: table[rows] for name, table in parts.items()}, shown, np.ones(len(rows)))
        scores[:, at] = total - scoring.factor("elsewhere") * pull
    return scores


def _told_scores(told: Told, scoring: Scoring, firms: Firms, adcodes: Sequence[str]) -> FloatArray:
    extra = np.zeros((len(adcodes), len(firms)))
    column_of = {code: at for at, code in enumerate(firms.codes)}
    for (code, adcode), lines in told.items():
        if code in column_of:
            points = sum(scoring.factor(part) * points for part, points, _ in lines)
            wanted = [at for at, region in enumerate(adcodes) if adcode in ("", region)]
            extra[wanted, column_of[code]] += points
    return extra


def _targets(
    scorer: Scorer,
    scoring: Scoring,
    candidates: Firms,
    rows: Sequence[int],
    best: Sequence[Sequence[tuple[int, float]]],
    told: Told,
) -> Iterator[tuple[Target, ...]]:
    """The explained targets of a few regions; the firms they share are worked out once."""
    union = sorted({at for line in best for at, _ in line})
    chosen = candidates.take(np.array(union, dtype=np.int64))
    place_in = {at: spot for spot, at in enumerate(union)}
    fit = fit_parts(scorer, chosen)
    _, pull = log_lift(fit, scoring.weights, scorer.market.base)
    drawn = portrait(scorer.market, chosen)
    for row, line in zip(rows, best, strict=True):
        spots = [place_in[at] for at, _ in line]
        reasons = reasons_of(drawn, spots, row)
        made = []
        for rank, (spot, (_, score), why) in enumerate(zip(spots, line, reasons, strict=True), start=1):
            code = chosen.codes[spot]
            facts = [
                fact for key in ((code, ""), (code, scorer.market.places.adcodes[row])) for fact in told.get(key, [])
            ]
            points = [*_fit_points(fit, scoring.weights, row, spot), ("elsewhere", -float(pull[spot]))]
            points += [(part, value) for part, value, _ in facts]
            own = tuple(Reason(part, because, ()) for part, _, because in facts)
            made.append(Target(rank, code, score, _add_up(points, scoring), (*why, *own)))
        yield tuple(made)


def _fit_points(fit: Parts, weights: Weights, row: int, at: int) -> list[tuple[str, float]]:
    return [(_kind(name), weights.get(name, 0.0) * float(table[row, at])) for name, table in fit.items()]


def _add_up(points: Sequence[tuple[str, float]], scoring: Scoring) -> dict[str, float]:
    parts: dict[str, float] = {}
    for kind, value in points:
        parts[kind] = parts.get(kind, 0.0) + scoring.factor(kind) * value
    return parts


def _kind(name: str) -> str:
    return name.partition(":")[0]
