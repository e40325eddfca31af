"""Why a firm suits a region: the local firms of its industry, those that make alike things, those up and down the chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from dianxiaoer.engines.chain.targets.firms import INDUSTRY_COLUMNS, Firms, IntArray
from dianxiaoer.engines.chain.targets.market import Market, membership
from dianxiaoer.engines.chain.targets.places import FloatArray
from dianxiaoer.engines.chain.targets.wording import vectors

SHOWN = 3


@dataclass(frozen=True)
class Reason:
    """Part it explains, a sentence, and the codes of the known local firms it rests on (at most three)."""

    part: str
    says: str
    firms: tuple[str, ...]


@dataclass(frozen=True)
class Portrait:
    """What is read once of firms to explain: their vectors (n, grams) and likeliest value of each industry column."""

    market: Market
    firms: Firms
    vectors: sparse.csr_matrix
    industries: Mapping[str, Sequence[str]]


def portrait(market: Market, firms: Firms) -> Portrait:
    """Portrait of the firms that will be explained."""
    columns = [name for name in market.values if name in INDUSTRY_COLUMNS]
    words = firms.words or ((),) * len(firms)
    industries = {name: _likeliest(market, name, firms) for name in columns}
    return Portrait(market, firms, vectors(market.wording, words), industries)


def reasons_of(drawn: Portrait, chosen: Sequence[int], row: int) -> list[tuple[Reason, ...]]:
    """Reasons of each chosen firm (row of the portrait) for the place in this row, strongest kind first."""
    market = drawn.market
    here = np.flatnonzero(market.at == row)
    alike = np.asarray((drawn.vectors[list(chosen)] @ market.vectors[here].T).todense(), dtype=np.float64)
    made = []
    for line, at in enumerate(chosen):
        values = {name: cells[at] for name, cells in drawn.industries.items()}
        words = drawn.firms.words[at] if drawn.firms.words else ()
        near = _alike_words(market, here, alike[line], words)
        made.append((*_same_industry(market, here, values), *near, *_linked(market, here, values)))
    return made


def _likeliest(market: Market, name: str, chosen: Firms) -> list[str]:
    belongs = membership(market, name, chosen)
    best = np.asarray(belongs.argmax(axis=0)).ravel()
    held = np.asarray(belongs.max(axis=0).todense()).ravel()
    return [market.values[name][row] if share > 0 else "" for row, share in zip(best, held, strict=True)]


def _label(market: Market, value: str) -> str:
    return market.industries.names.get(value) or value


def _same_industry(market: Market, here: IntArray, values: dict[str, str]) -> Iterator[Reason]:
    for name, value in values.items():
        cells = market.firms.column(name)
        same = [market.firms.codes[i] for i in here if value and cells[i] == value]
        if same:
            yield Reason("industry", f"本地已有 {len(same)} 家「{_label(market, value)}」企业", tuple(same[:SHOWN]))
            return


def _alike_words(market: Market, here: IntArray, alike: FloatArray, words: tuple[str, ...]) -> Iterator[Reason]:
    best = [int(i) for i in np.argsort(-alike, kind="stable")[:SHOWN] if alike[i] > 0.05]
    if best:
        other = market.firms.words[here[best[0]]]
        shared = [word for word in words if word in other][:SHOWN] or [max(other, key=lambda w: _overlap(w, words))]
        codes = tuple(market.firms.codes[here[i]] for i in best)
        yield Reason("words", f"产品与本地企业相近:{'、'.join(shared)}(相似度 {alike[best[0]]:.2f})", codes)


def _overlap(word: str, words: tuple[str, ...]) -> int:
    return max((len({*word} & {*other}) for other in words), default=0)


def _linked(market: Market, here: IntArray, values: dict[str, str]) -> Iterator[Reason]:
    sides = (
        ("suppliers", "上游", market.industries.suppliers_of),
        ("customers", "下游", market.industries.customers_of),
    )
    for name, value in values.items():
        cells = market.firms.column(name)
        for part, side, linked in sides:
            local = {cells[i] for i in here}
            weight, other = next((pair for pair in linked.get(value, []) if pair[1] in local), (0.0, ""))
            if other:
                firms = [market.firms.codes[i] for i in here if cells[i] == other]
                says = f"本地有其{side}「{_label(market, other)}」企业 {len(firms)} 家(链上证据 {weight:g})"
                yield Reason(part, says, tuple(firms[:SHOWN]))
