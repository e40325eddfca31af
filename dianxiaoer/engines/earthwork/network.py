"""The exchange as a network flow: surplus → (surplus, week) → (deficit, week) → deficit, with dump and pit beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dianxiaoer.engines.earthwork.market import Integers, Market
from dianxiaoer.engines.optimise.flow import FlowAnswer, FlowProblem, min_cost_flow

#: Above this many arcs the model starts from the best pairs of each site and prices the rest until none improves.
MOST_ARCS = 4_000_000
_FIRST_PAIRS_A_SITE = 24


@dataclass(frozen=True)
class Arcs:
    """Hauls the model may use: pair (position in market.pairs) and week (−1: any shared week, none is limited)."""

    pair: Integers
    week: Integers

    def __len__(self) -> int:
        return len(self.pair)


@dataclass(frozen=True)
class Exchange:
    """Loads on each haul used, total cost and a cost no plan can beat, both in fen, over all sites."""

    pair: Integers
    week: Integers
    loads: Integers
    cost_fen: int
    bound_fen: int
    rounds: int

    @property
    def is_proven(self) -> bool:
        return self.cost_fen <= self.bound_fen


@dataclass(frozen=True)
class Model:
    """One network and where its parts lie: hauls first, then site-week arcs, then alone arcs."""

    problem: FlowProblem
    arcs: Arcs
    limit_arcs: slice
    limit_site: Integers
    limit_week: Integers


def solve_exchange(market: Market, *, most_arcs: int = MOST_ARCS) -> Exchange:
    """Cheapest exchange without shared truck hours, proven over every worthwhile pair and week.

    Method: transport network over (site, week); omitted arcs priced by node potentials. Source: Ahuja, Magnanti, Orlin
    (1993), ch. 9 and 17. Checked against brute force and against pricing with few first pairs.
    """
    counts = _arc_counts(market)
    if counts.sum() <= most_arcs:
        arcs = arcs_of(market, np.arange(len(market.pairs)), counts=counts)
        model = build_model(market, arcs)
        return _exchange(model, min_cost_flow(model.problem, is_checked=False), 1)
    return _solve_by_pricing(market)


def _solve_by_pricing(market: Market) -> Exchange:
    arcs = arcs_of(market, _first_pairs(market))
    rounds = 1
    while True:
        model = build_model(market, arcs)
        answer = min_cost_flow(model.problem, is_checked=False)
        # A haul in the model is never full, so at the optimum none of them improves: whatever improves is new.
        better = improving_arcs(market, answer.potential)
        if not len(better):
            return _exchange(model, answer, rounds)
        arcs = _merged(arcs, better, market.case.weeks)
        rounds += 1


def _merged(arcs: Arcs, more: Arcs, weeks: int) -> Arcs:
    span = weeks + 2  # week −1 stands at 0
    key = np.concatenate([arcs.pair, more.pair]) * span + np.concatenate([arcs.week, more.week]) + 1
    key.sort()
    return Arcs(key // span, key % span - 1)


def _exchange(model: Model, answer: FlowAnswer, rounds: int) -> Exchange:
    used = np.flatnonzero(answer.flow[: len(model.arcs)])
    bound = answer.cost if answer.is_proven else int(answer.cost - answer.gap * abs(answer.cost)) - 1
    return Exchange(model.arcs.pair[used], model.arcs.week[used], answer.flow[used], answer.cost, bound, rounds)


def _arc_counts(market: Market) -> Integers:
    """Arcs of each pair: one per shared week where either side is limited, else one."""
    pairs = market.pairs
    limited = market.is_limited[pairs.surplus] | market.is_limited[market.surplus_count + pairs.deficit]
    return np.where(limited, pairs.last - pairs.first + 1, 1)


def arcs_of(market: Market, chosen: Integers, *, is_every_week: bool = False, counts: Integers | None = None) -> Arcs:
    """Arcs of the chosen pairs; `is_every_week` names the week even where no site is limited (shared trucks)."""
    pairs = market.pairs
    if counts is None:
        counts = (pairs.last - pairs.first + 1) if is_every_week else _arc_counts(market)
    spans = counts[chosen]
    pair = np.repeat(chosen, spans)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(spans) - spans, spans)
    first = pairs.first[chosen]
    if not is_every_week:
        either = market.is_limited[pairs.surplus] | market.is_limited[market.surplus_count + pairs.deficit]
        first = np.where(either[chosen], first, -1)
    return Arcs(pair, np.repeat(first, spans) + within)


def _first_pairs(market: Market) -> Integers:
    """The best pairs of each site by saving, both sides."""
    pairs = market.pairs
    chosen = np.zeros(len(pairs), dtype=bool)
    by_deficit = np.argsort(pairs.deficit.astype(np.int32), kind="stable")
    for side, order in ((pairs.surplus, None), (pairs.deficit, by_deficit)):
        ends = np.cumsum(np.bincount(side, minlength=1))
        saving = pairs.saving_fen if order is None else pairs.saving_fen[order]
        for begin, end in zip([0, *ends[:-1]], ends, strict=True):
            best = np.arange(begin, end)
            if end - begin > _FIRST_PAIRS_A_SITE:
                best = begin + np.argpartition(-saving[begin:end], _FIRST_PAIRS_A_SITE)[:_FIRST_PAIRS_A_SITE]
            chosen[best if order is None else order[best]] = True
    return np.flatnonzero(chosen)


class WeekNodes:
    """Node numbers: a site is its own node; each week of a limited site is one more."""

    def __init__(self, market: Market) -> None:
        sites = len(market.loads)
        spans = np.where(market.is_limited, market.last_week - market.first_week + 1, 0)
        begin = sites + np.cumsum(spans) - spans
        self.site = np.repeat(np.arange(sites), spans)
        self.own = sites + np.arange(len(self.site))
        self.week = market.first_week[self.site] + self.own - begin[self.site]
        self.dump = sites + len(self.site)
        self.pit = self.dump + 1
        #: Node of (site, week) = base[site] + week · step[site].
        self.base = np.where(market.is_limited, begin - market.first_week, np.arange(sites)).astype(np.int32)
        self.step = market.is_limited.astype(np.int32)


def build_model(market: Market, arcs: Arcs) -> Model:
    """The network over the given hauls."""
    n, nodes = market.surplus_count, WeekNodes(market)
    pairs, loads = market.pairs, market.loads
    tails, heads = pairs.surplus, n + pairs.deficit
    week = arcs.week.astype(np.int32)
    most = np.minimum(loads[tails], loads[heads]) + 1
    is_surplus = nodes.site < n
    limit = np.maximum(0, market.week_limit[nodes.site, nodes.week - 1])
    sites = np.arange(len(loads))
    parts = (
        # One above what can ever pass: a haul is then never full, and prices alone prove the optimum.
        (nodes.base[tails][arcs.pair] + week * nodes.step[tails][arcs.pair],
         nodes.base[heads][arcs.pair] + week * nodes.step[heads][arcs.pair],
         pairs.haul_fen[arcs.pair], most[arcs.pair]),
        (np.where(is_surplus, nodes.site, nodes.own), np.where(is_surplus, nodes.own, nodes.site),
         np.zeros(len(nodes.site), dtype=np.int64), limit),
        (np.where(sites < n, sites, nodes.pit), np.where(sites < n, nodes.dump, sites), market.alone_fen, loads),
        ([nodes.pit], [nodes.dump], [0], [loads[n:].sum() + loads[:n].sum() + 1]),
    )  # fmt: skip
    kinds = (np.int32, np.int32, np.int64, np.int64)
    tail, head, cost, capacity = (
        np.concatenate([np.asarray(part[k], dtype=kind) for part in parts]) for k, kind in enumerate(kinds)
    )
    supply = np.zeros(nodes.pit + 1, dtype=np.int64)
    supply[: len(loads)] = np.where(sites < n, loads, -loads)
    supply[nodes.dump], supply[nodes.pit] = -loads[:n].sum(), loads[n:].sum()
    problem = FlowProblem(tail, head, capacity, cost, supply)
    return Model(problem, arcs, slice(len(arcs), len(arcs) + len(nodes.site)), nodes.site, nodes.week)


def improving_arcs(market: Market, potential: Integers) -> Arcs:
    """Every haul, in the model or not, that would still lower the cost at these prices."""
    nodes, pairs, n = WeekNodes(market), market.pairs, market.surplus_count
    limited = market.is_limited[pairs.surplus] | market.is_limited[n + pairs.deficit]
    found_pair, found_week = [], []
    for week in (-1, *range(1, market.case.weeks + 1)) if limited.any() else (-1,):
        node = nodes.base + week * nodes.step if week > 0 else nodes.base
        price = potential[np.minimum(node, nodes.pit)]
        is_here = ~limited if week < 0 else limited & (pairs.first <= week) & (week <= pairs.last)
        here = slice(None) if is_here.all() else np.flatnonzero(is_here)
        reduced = pairs.haul_fen[here] + price[pairs.surplus[here]] - price[n + pairs.deficit[here]]
        better = np.flatnonzero(reduced < 0)
        found_pair.append(better if isinstance(here, slice) else here[better])
        found_week.append(np.full(len(better), week, dtype=np.int64))
    return Arcs(np.concatenate(found_pair), np.concatenate(found_week))
