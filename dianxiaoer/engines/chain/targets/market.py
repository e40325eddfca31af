"""What a region's known firms say: the counts, ladders and links every part of a score is read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from dianxiaoer.engines.chain.sheets import Row, SheetError
from dianxiaoer.engines.chain.targets.firms import INDUSTRY_COLUMNS, Firms, IntArray
from dianxiaoer.engines.chain.targets.places import FloatArray, Places
from dianxiaoer.engines.chain.targets.wording import Wording, learn_wording, vectors


@dataclass(frozen=True)
class Industries:
    """Industry table: parent of each code, name of each code, and upstream[(code, supplier code)] = evidence ≥ 0."""

    parents: Mapping[str, str]
    names: Mapping[str, str]
    upstream: Mapping[tuple[str, str], float]

    @cached_property
    def suppliers_of(self) -> Mapping[str, list[tuple[float, str]]]:
        """(evidence, supplier) pairs of each industry, strongest first."""
        return _strongest_first((code, up, weight) for (code, up), weight in self.upstream.items())

    @cached_property
    def customers_of(self) -> Mapping[str, list[tuple[float, str]]]:
        """(evidence, customer) pairs of each industry, strongest first."""
        return _strongest_first((up, code, weight) for (code, up), weight in self.upstream.items())


def _strongest_first(links: Iterable[tuple[str, str, float]]) -> dict[str, list[tuple[float, str]]]:
    found: dict[str, list[tuple[float, str]]] = {}
    for code, other, weight in links:
        found.setdefault(code, []).append((weight, other))
    return {code: sorted(pairs, key=lambda pair: (-pair[0], pair[1])) for code, pairs in found.items()}


@dataclass(frozen=True)
class Market:
    """Known firms with a place, the places compared, and the words their products share.

    at: place row of each known firm (n,). base: smoothed share of all firms by place (k,), sums to 1.
    values: every value of an industry or trait column, sorted. vectors: tf-idf rows (n, grams).
    """

    firms: Firms
    places: Places
    industries: Industries
    at: IntArray
    base: FloatArray
    values: Mapping[str, tuple[str, ...]]
    wording: Wording
    vectors: sparse.csr_matrix


def industries_from_rows(rows: Sequence[Row], upstream_rows: Sequence[Row] = ()) -> Industries:
    """Industries of `code,name,parent` rows and `industry_code,upstream_code,weight` rows. Raises SheetError."""
    links: dict[tuple[str, str], float] = {}
    for number, row in enumerate(upstream_rows, start=2):
        try:
            weight = float(row.get("weight") or 1)
        except ValueError:
            raise SheetError(f"上游表第 {number} 行 weight 不是数:{row.get('weight')}。请改为数字。") from None
        if row["industry_code"] != row["upstream_code"] and weight > 0:
            key = (row["industry_code"], row["upstream_code"])
            links[key] = links.get(key, 0.0) + weight
    return Industries(
        parents={row["code"]: row.get("parent", "") for row in rows},
        names={row["code"]: row.get("name", "") for row in rows},
        upstream=links,
    )


def open_market(firms: Firms, places: Places, industries: Industries) -> Market:
    """Market of the known firms whose place is among `places`; the others are left out."""
    row_of = places.index()
    kept = np.array([i for i, place in enumerate(firms.places) if place in row_of], dtype=np.int64)
    known = firms.take(kept)
    at = np.array([row_of[place] for place in known.places], dtype=np.int64)
    counts = np.bincount(at, minlength=len(places)) + 0.5
    wording = learn_wording(known.words)
    return Market(
        firms=known,
        places=places,
        industries=industries,
        at=at,
        base=counts / counts.sum(),
        values={name: _values(name, cells, industries) for name, cells in known.columns.items()},
        wording=wording,
        vectors=vectors(wording, known.words) if known.words else sparse.csr_matrix((len(known), 0), dtype=np.float32),
    )


def _values(name: str, cells: Sequence[str], industries: Industries) -> tuple[str, ...]:
    seen = set(cells) - {""}
    # Industries no known firm is in still rank, through their parent.
    wider = set(industries.parents) if name in INDUSTRY_COLUMNS and seen & set(industries.parents) else set()
    return tuple(sorted(seen | wider))


def one_hot(values: Sequence[str], cells: Sequence[str]) -> sparse.csr_matrix:
    """Membership of firms in values, shape (values, firms); unknown and unseen values give a zero column."""
    row_of = {value: row for row, value in enumerate(values)}
    pairs = [(row_of[cell], at) for at, cell in enumerate(cells) if cell in row_of]
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    return sparse.csr_matrix((np.ones(len(pairs)), (rows, columns)), shape=(len(values), len(cells)))


def membership(market: Market, name: str, firms: Firms) -> sparse.csr_matrix:
    """Membership of firms in one industry column; where blank, guessed from another industry column they fill."""
    values = market.values[name]
    known = one_hot(values, firms.column(name))
    for other in INDUSTRY_COLUMNS:
        if other == name or other not in market.values:
            continue
        blank = np.asarray(known.sum(axis=0)).ravel() == 0
        if not blank.any():
            break
        guess = _translation(market, name, other) @ one_hot(market.values[other], firms.column(other))
        known = (known + guess @ sparse.diags(blank.astype(np.float64))).tocsr()
    return known


def place_counts(market: Market, name: str) -> NDArray[np.float64]:
    """Number of known firms by place and value, shape (k, values)."""
    here = sparse.csr_matrix(
        (np.ones(len(market.at)), (market.at, np.arange(len(market.at)))), shape=(len(market.places), len(market.at))
    )
    return np.asarray((here @ one_hot(market.values[name], market.firms.column(name)).T).todense())


def _translation(market: Market, name: str, other: str) -> sparse.csr_matrix:
    """Share of each value of `name` among known firms holding a value of `other`, shape (values, other values)."""
    both = (
        one_hot(market.values[name], market.firms.column(name))
        @ one_hot(market.values[other], market.firms.column(other)).T
    )
    total = np.asarray(both.sum(axis=0)).ravel()
    return both @ sparse.diags(1 / np.where(total > 0, total, 1))
