"""The haul plan: who brings how many truckloads to whom in which week, what it saves, and the proof."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dianxiaoer.engines.earthwork.by_hand import best_first_saving_fen, telephone_saving_fen
from dianxiaoer.engines.earthwork.case import Case
from dianxiaoer.engines.earthwork.market import Integers, Market, agreed_loads, market_of, pair_km
from dianxiaoer.engines.earthwork.network import solve_exchange
from dianxiaoer.engines.earthwork.truck_hours import solve_shared_trucks
from dianxiaoer.engines.optimise.child import Stop

_FEN = 100.0


@dataclass(frozen=True)
class Haul:
    """Truckloads from one surplus site to one deficit site in one week. saving_yuan: against both acting alone."""

    surplus_id: str
    deficit_id: str
    week: int
    loads: int
    volume_m3: float
    distance_km: float
    cost_yuan: float
    saving_yuan: float
    is_agreed: bool


@dataclass(frozen=True)
class HaulPlan:
    """A plan and what stands beside it. Money in yuan, volumes in bank m³.

    saving_yuan ≤ best_possible_saving_yuan (proven over every worthwhile pair and week); gap: share between them.
    telephone_saving_yuan, best_first_saving_yuan: the two usual ways by hand, on the same case (None when not asked).
    left_m3: by site id, what stays for the dump or the borrow pit.   is_early: the solver had no time to finish.
    """

    hauls: tuple[Haul, ...]
    alone_cost_yuan: float
    cost_yuan: float
    saving_yuan: float
    best_possible_saving_yuan: float
    gap: float
    matched_m3: float
    left_m3: dict[str, float]
    load_m3: float
    telephone_saving_yuan: float | None
    best_first_saving_yuan: float | None
    saved_km: float
    saved_co2_kg: float
    has_shared_trucks: bool
    is_early: bool

    @property
    def is_proven(self) -> bool:
        return self.gap == 0.0


def plan_hauls(case: Case, *, is_compared: bool = True, seconds: float = 120.0, stop: Stop | None = None) -> HaulPlan:
    """The cheapest exchange of earth for a case: whole truckloads by week, agreed hauls kept.

    is_compared: also work out the two ways by hand.   seconds: limit of the whole run when trucks are shared; the plan
    then at hand says is_early. Raises InputProblems (agreed hauls beyond a site's limits), Cancelled, SolverMissing.
    Formulation: max Σ saving · loads with loads ≤ what a site has, takes, handles in a week and trucks can carry.
    """
    market = market_of(case)
    return plan_of_market(market, is_compared=is_compared, seconds=seconds, stop=stop)


def plan_of_market(market: Market, *, is_compared: bool, seconds: float, stop: Stop | None) -> HaulPlan:
    """`plan_hauls` for a market already made."""
    pair, week, loads, bound_fen, is_early = solve_market(market, seconds=seconds, stop=stop)
    hauls = [*_agreed_hauls(market), *_hauls(market, pair, *_placed(market, pair, week, loads))]
    saving_fen = int(np.dot(market.pairs.saving_fen[pair], loads))
    agreed_yuan = sum(haul.saving_yuan for haul in hauls if haul.is_agreed)
    alone_yuan = market.alone_cost_fen / _FEN + sum(h.saving_yuan + h.cost_yuan for h in hauls if h.is_agreed)
    saving_yuan = saving_fen / _FEN + agreed_yuan
    gap = max(0.0, bound_fen - saving_fen) / max(1.0, bound_fen)
    saved_km = _saved_km(market, pair, loads)
    return HaulPlan(
        hauls=tuple(sorted(hauls, key=lambda h: (h.week, h.surplus_id, h.deficit_id))),
        alone_cost_yuan=alone_yuan,
        cost_yuan=alone_yuan - saving_yuan,
        saving_yuan=saving_yuan,
        best_possible_saving_yuan=max(saving_yuan, bound_fen / _FEN + agreed_yuan),
        gap=gap,
        matched_m3=sum(haul.volume_m3 for haul in hauls),
        left_m3=_left(market, hauls),
        load_m3=market.load_m3,
        telephone_saving_yuan=telephone_saving_fen(market) / _FEN + agreed_yuan if is_compared else None,
        best_first_saving_yuan=best_first_saving_fen(market) / _FEN + agreed_yuan if is_compared else None,
        saved_km=saved_km,
        saved_co2_kg=saved_km * market.case.trucks.kg_co2_per_km,
        has_shared_trucks=bool(len(market.truck_hours)),
        is_early=is_early,
    )


def solve_market(
    market: Market, *, seconds: float, stop: Stop | None
) -> tuple[Integers, Integers, Integers, float, bool]:
    """pair, week (−1: any shared week), loads of every haul used, a saving in fen no plan can beat, and whether time ran out."""
    if len(market.truck_hours):
        shared = solve_shared_trucks(market, seconds=seconds, stop=stop)
        # Savings are whole fen: nothing can lie between the bound and the whole number below it.
        return shared.pair, shared.week, shared.loads, float(np.floor(shared.bound_fen + 1e-6)), shared.is_early
    exchange = solve_exchange(market)
    return exchange.pair, exchange.week, exchange.loads, float(market.alone_cost_fen - exchange.bound_fen), False


def _placed(market: Market, pair: Integers, week: Integers, loads: Integers) -> tuple[Integers, Integers, Integers]:
    """Position, week and loads with hauls free of week limits spread evenly over their shared weeks."""
    free = np.flatnonzero(week < 0)
    first, span = market.pairs.first[pair], (market.pairs.last - market.pairs.first + 1)[pair]
    spans = np.ones(len(pair), dtype=np.int64)
    spans[free] = np.minimum(span[free], loads[free])
    at = np.repeat(np.arange(len(pair)), spans)
    turn = np.arange(len(at)) - np.repeat(np.cumsum(spans) - spans, spans)
    share = loads[at] // spans[at] + (turn < loads[at] % spans[at])
    return at, np.where(week[at] < 0, first[at] + turn, week[at]), share


def _hauls(market: Market, pair: Integers, at: Integers, week: Integers, loads: Integers) -> list[Haul]:
    pairs, case = market.pairs, market.case
    which = pair[at]
    columns = (pairs.surplus[which], pairs.deficit[which], week, loads, loads * market.load_m3, pairs.km[which],
               loads * pairs.haul_fen[which] / _FEN, loads * pairs.saving_fen[which] / _FEN)  # fmt: skip
    return [
        Haul(case.surpluses[i].id, case.deficits[j].id, w, count, volume, km, cost, saving, False)
        for i, j, w, count, volume, km, cost, saving in zip(*(column.tolist() for column in columns), strict=True)
    ]


def _agreed_hauls(market: Market) -> list[Haul]:
    case, hauls = market.case, []
    place = {site.id: k for k, site in enumerate([*case.surpluses, *case.deficits])}
    for agreed, loads in zip(case.agreed, agreed_loads(case), strict=True):
        km = pair_km(case, agreed.surplus_id, agreed.deficit_id)
        cost = loads * (2 * km * case.trucks.yuan_per_km + case.trucks.load_yuan)
        alone = loads * sum(market.alone_fen[place[end]] for end in (agreed.surplus_id, agreed.deficit_id)) / _FEN
        hauls.append(Haul(agreed.surplus_id, agreed.deficit_id, agreed.week, loads, loads * market.load_m3, km, cost,
                          float(alone - cost), True))  # fmt: skip
    return hauls


def _left(market: Market, hauls: list[Haul]) -> dict[str, float]:
    left = {site.id: site.volume_m3 for site in (*market.case.surpluses, *market.case.deficits)}
    for haul in hauls:
        left[haul.surplus_id] -= haul.volume_m3
        left[haul.deficit_id] -= haul.volume_m3
    return {site: max(0.0, volume) for site, volume in left.items()}


def _saved_km(market: Market, pair: Integers, loads: Integers) -> float:
    """Truck-km not driven. A quote hides its own kilometres, so those count as zero: the estimate is cautious."""
    pairs, km = market.pairs, market.alone_km
    per_load = 2 * (km[pairs.surplus[pair]] + km[market.surplus_count + pairs.deficit[pair]] - pairs.km[pair])
    return float(np.dot(per_load, loads))
