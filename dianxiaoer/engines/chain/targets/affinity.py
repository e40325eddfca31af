"""The parts of a fit: how much likelier than by chance a place holds firms of this kind (log lift), part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from dianxiaoer.engines.chain.sheets import SheetError
from dianxiaoer.engines.chain.targets.firms import INDUSTRY_COLUMNS, Firms
from dianxiaoer.engines.chain.targets.market import Market, membership, one_hot, place_counts
from dianxiaoer.engines.chain.targets.places import FloatArray
from dianxiaoer.engines.chain.targets.wording import vectors

#: How many unseen average firms a share is mixed with: more for the wider rungs of an industry ladder.
RUNG_PRIORS = (5.0, 10.0, 20.0)
TRAIT_PRIOR = 50.0
NEAR_KM = 100.0
NEAREST_FIRMS = 30

Parts = dict[str, FloatArray]


@dataclass(frozen=True)
class Scorer:
    """A market with its tables worked out once: kind:column → log lift by place and value, shape (k, values)."""

    market: Market
    tables: Mapping[str, FloatArray]


def open_scorer(market: Market) -> Scorer:
    """Scorer of a market."""
    tables: dict[str, FloatArray] = {}
    for name in market.values:
        if name in INDUSTRY_COLUMNS:
            tables.update({f"{kind}:{name}": table for kind, table in _industry_tables(market, name).items()})
        else:
            tables[f"profile:{name}"] = _lift(place_counts(market, name), market.base, TRAIT_PRIOR)
    return Scorer(market, tables)


def fit_parts(scorer: Scorer, candidates: Firms) -> Parts:
    """Part name → log lift, shape (places, candidates), 0 where nothing is known. Names: `kind:column`."""
    market = scorer.market
    belongs = {
        name: membership(market, name, candidates)
        if name in INDUSTRY_COLUMNS
        else one_hot(market.values[name], candidates.column(name))
        for name in market.values
    }
    parts = {part: np.asarray(table @ belongs[part.partition(":")[2]]) for part, table in scorer.tables.items()}
    if market.vectors.shape[1] and candidates.words:
        parts.update(_word_parts(market, candidates))
    if not parts:
        raise SheetError(
            "企业没有可比较的列:请给出 sw_code、ts_industry 或 industry_code,或产品表。/ nothing to compare by"
        )
    return parts


def _industry_tables(market: Market, name: str) -> Parts:
    """Log lifts by place and industry value, shape (k, values), one table a kind."""
    counts = place_counts(market, name)
    parents = [market.industries.parents.get(value, "") for value in market.values[name]]
    province = _province_rows(market)
    share = _ladder_share(counts, market.base, market.values[name], parents)
    tables = {
        "industry": np.log(share / market.base[:, None]),
        "relatedness": _relatedness(counts),
        "province": _ladder_lift(province @ counts, province @ market.base, market.values[name], parents)[
            np.argmax(province, axis=0)
        ],
        "neighbours": _neighbour_lift(market, counts),
    }
    feeds = link_matrix(market, name)
    if feeds.nnz:
        tables["suppliers"] = _link_lift(feeds, share, market.base)
        tables["customers"] = _link_lift(feeds.T.tocsr(), share, market.base)
    return tables


def _lift(counts: FloatArray, base: FloatArray, prior: float) -> FloatArray:
    share = (counts + prior * base[:, None]) / (counts.sum(axis=0) + prior)
    return np.asarray(np.log(share / base[:, None]))


def _ladder_lift(counts: FloatArray, base: FloatArray, values: Sequence[str], parents: Sequence[str]) -> FloatArray:
    return np.asarray(np.log(_ladder_share(counts, base, values, parents) / base[:, None]))


def _ladder_share(counts: FloatArray, base: FloatArray, values: Sequence[str], parents: Sequence[str]) -> FloatArray:
    """P(place | value), each value leaning on its parent's share, the top on the overall share; (k, values)."""
    row_of = {value: row for row, value in enumerate(values)}
    children: dict[int, list[int]] = {}
    for row, parent in enumerate(parents):
        children.setdefault(row_of.get(parent, -1), []).append(row)
    held = counts.copy()
    order = _top_down(children)
    for child, above, _ in reversed(order):
        if above >= 0:
            held[:, above] += held[:, child]
    share = np.repeat(base[:, None], len(values), axis=1)
    for at, above, rung in order:
        leaf = at not in children
        prior = RUNG_PRIORS[0 if leaf and rung else max(0, 2 - rung)]
        lean = share[:, above] if above >= 0 else base
        share[:, at] = (held[:, at] + prior * lean) / (held[:, at].sum() + prior)
    return share


def _top_down(children: dict[int, list[int]]) -> list[tuple[int, int, int]]:
    """(row, parent row or -1, rung from the top) with every parent before its children."""
    order, waiting = [], [(row, -1, 0) for row in children.get(-1, [])]
    while waiting:
        row, parent, rung = waiting.pop()
        order.append((row, parent, rung))
        waiting.extend((child, row, rung + 1) for child in children.get(row, []))
    return order


def _relatedness(counts: FloatArray) -> FloatArray:
    """Log of relatedness density against the place's mean (Hidalgo et al. 2007, Science 317:482), (k, values)."""
    present = (counts > 0).astype(np.float64)
    together = present.T @ present
    ubiquity = np.diag(together)
    nearness = together / np.maximum(np.maximum(ubiquity[:, None], ubiquity), 1)
    np.fill_diagonal(nearness, 0)
    density = (present @ nearness) / np.maximum(nearness.sum(axis=0), 1e-9)
    return np.asarray(np.log((density + 0.02) / (density.mean(axis=1, keepdims=True) + 0.02)))


def _province_rows(market: Market) -> FloatArray:
    """Membership of places in provinces, shape (provinces, k)."""
    names = market.places.provinces
    return np.asarray(one_hot(sorted(set(names)), names).todense())


def _near_weights(market: Market) -> FloatArray:
    """exp(−km / 100) between different places, 0 where a distance is unknown, shape (k, k)."""
    near = np.nan_to_num(np.exp(-market.places.distance_km / NEAR_KM), nan=0.0)
    np.fill_diagonal(near, 0)
    return near


def _neighbour_lift(market: Market, counts: FloatArray) -> FloatArray:
    near = _near_weights(market)
    around = near @ np.bincount(market.at, minlength=len(market.places)) + 1
    return _lift(near @ counts, around / around.sum(), RUNG_PRIORS[0])


def link_matrix(market: Market, name: str) -> sparse.csr_matrix:
    """Evidence that a column's industry is fed by a row's industry, shape (values, values): [supplier, industry]."""
    row_of = {value: row for row, value in enumerate(market.values[name])}
    links = [
        (row_of[up], row_of[code], weight)
        for (code, up), weight in market.industries.upstream.items()
        if code in row_of and up in row_of
    ]
    suppliers, industries, weights = zip(*links, strict=True) if links else ((), (), ())
    return sparse.csr_matrix((weights, (suppliers, industries)), shape=(len(row_of), len(row_of)), dtype=np.float64)


def _link_lift(feeds: sparse.csr_matrix, share: FloatArray, base: FloatArray) -> FloatArray:
    total = np.asarray(feeds.sum(axis=0)).ravel()
    mixed = np.asarray(share @ feeds) / np.where(total > 0, total, 1)
    return np.asarray(np.log(np.where(total > 0, mixed, base[:, None]) / base[:, None]))


def _word_parts(market: Market, candidates: Firms) -> Parts:
    """Lift of the places whose firms' product words resemble the candidate's: all firms, the nearest, those around."""
    alike = np.asarray((vectors(market.wording, candidates.words) @ market.vectors.T).todense(), dtype=np.float64)
    here = one_hot([str(k) for k in range(len(market.places))], [str(k) for k in market.at])
    nearest = _keep_largest(alike, NEAREST_FIRMS) ** 2
    everyone = alike**1.5
    near = _near_weights(market)
    around = near @ np.bincount(market.at, minlength=len(market.places)) + 1
    by_place = np.asarray(here @ nearest.T)
    return {
        "words:all": _lift_of(np.asarray(here @ everyone.T), market.base, 3.0, everyone.sum(axis=1)),
        "words:nearest": _lift_of(by_place, market.base, 0.3, nearest.sum(axis=1)),
        "words:around": _lift_of(near @ by_place, around / around.sum(), 0.3, (near @ by_place).sum(axis=0)),
    }


def _keep_largest(alike: FloatArray, keep: int) -> FloatArray:
    if alike.shape[1] <= keep:
        return alike
    bar = np.partition(alike, -keep, axis=1)[:, -keep]
    return np.where(alike >= bar[:, None], alike, 0.0)


def _lift_of(held: FloatArray, base: FloatArray, prior: float, total: FloatArray) -> FloatArray:
    return np.asarray(np.log((held + prior * base[:, None]) / (total + prior) / base[:, None]))
