"""A case as arrays of truckloads: what each site has, what acting alone costs, which pairs are worth a haul."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.earthwork.case import Case, Place, Site
from dianxiaoer.engines.optimise.problems import InputProblems

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]
_FEN = 100
_BLOCK_CELLS = 2**21


@dataclass(frozen=True)
class Pairs:
    """Pairs worth a haul (saving > 0, class accepted, weeks overlap), ordered by surplus then deficit.

    surplus, deficit: positions in the case.   haul_fen, saving_fen: per load.   km: one way.   first, last: shared weeks.
    """

    surplus: Integers
    deficit: Integers
    haul_fen: Integers
    saving_fen: Integers
    km: Reals
    first: Integers
    last: Integers

    def __len__(self) -> int:
        return len(self.surplus)


@dataclass(frozen=True)
class Market:
    """Sites stand in one row: surpluses 0 … n−1, deficits n … n+m−1. Quantities are whole loads.

    loads: what each site has or needs beyond agreed hauls, shape (n+m,).   alone_fen: a load dumped or bought alone;
    alone_km: the way to that dump or pit, 0 where the site has its own quote.
    week_limit: loads a site can exchange in (site, week − 1), −1 where unlimited, shape (n+m, weeks).
    """

    case: Case
    load_m3: float
    loads: Integers
    alone_fen: Integers
    alone_km: Reals
    first_week: Integers
    last_week: Integers
    is_limited: NDArray[np.bool_]
    week_limit: Integers
    truck_hours: Reals
    pairs: Pairs

    @property
    def surplus_count(self) -> int:
        return len(self.case.surpluses)

    @property
    def alone_cost_fen(self) -> int:
        """What it costs when every site dumps or buys all its loads alone."""
        return int(np.dot(self.loads, self.alone_fen))

    def hours_per_load(self) -> Reals:
        """Truck hours of one load on each pair: out, back, loading and tipping."""
        trucks = self.case.trucks
        return 2 * self.pairs.km / trucks.speed_km_per_hour + trucks.load_hours


def market_of(case: Case) -> Market:
    """The arrays of a case, agreed hauls taken off. Raises InputProblems when agreed hauls break a site's own limits."""
    sites = [*case.surpluses, *case.deficits]
    sides = [_alone(case, case.surpluses, case.dumps), _alone(case, case.deficits, case.pits)]
    limits = np.array([-1 if s.weekly_limit_m3 is None else s.weekly_limit_m3 / case.load_m3 + 1e-9 for s in sites])
    bare = Market(
        case=case,
        load_m3=case.load_m3,
        loads=np.floor(np.array([site.volume_m3 for site in sites]) / case.load_m3 + 1e-9).astype(np.int64),
        alone_fen=np.concatenate([fen for fen, _ in sides]),
        alone_km=np.concatenate([km for _, km in sides]),
        first_week=np.array([site.week_from for site in sites], dtype=np.int64),
        last_week=np.array([site.week_to for site in sites], dtype=np.int64),
        is_limited=limits >= 0,
        week_limit=np.repeat(np.floor(limits).astype(np.int64)[:, None], case.weeks, axis=1),
        truck_hours=np.array(case.truck_hours, dtype=np.float64),
        pairs=_empty_pairs(),
    )
    return _less_agreed(replace(bare, pairs=_worthwhile_pairs(bare)))


def agreed_loads(case: Case) -> list[int]:
    """Whole loads of every agreed haul, at least one each."""
    return [max(1, round(agreed.volume_m3 / case.load_m3)) for agreed in case.agreed]


def _less_agreed(market: Market) -> Market:
    if not market.case.agreed:
        return market
    place = {s.id: k for k, s in enumerate([*market.case.surpluses, *market.case.deficits])}
    loads, limit, hours = market.loads.copy(), market.week_limit.copy(), market.truck_hours.copy()
    for agreed, count in zip(market.case.agreed, agreed_loads(market.case), strict=True):
        ends = [place[agreed.surplus_id], place[agreed.deficit_id]]
        loads[ends] -= count
        limit[ends, agreed.week - 1] -= np.where(market.is_limited[ends], count, 0)
        if len(hours):
            km = pair_km(market.case, agreed.surplus_id, agreed.deficit_id)
            trucks = market.case.trucks
            hours[agreed.week - 1] -= count * (2 * km / trucks.speed_km_per_hour + trucks.load_hours)
    _check_agreed(market, loads, limit, hours)
    return replace(market, loads=loads, week_limit=limit, truck_hours=hours)


def _check_agreed(market: Market, loads: Integers, limit: Integers, hours: Reals) -> None:
    sites = [*market.case.surpluses, *market.case.deficits]
    found = [f"已约定的调运超过 {sites[k].name} 的总方量:请减少约定或核对方量" for k in np.flatnonzero(loads < 0)]
    over = market.is_limited[:, None] & (limit < 0)
    found += [f"已约定的调运超过 {sites[k].name} 第 {w + 1} 周的上限" for k, w in np.argwhere(over)]
    found += [f"已约定的调运超过第 {w + 1} 周的车时" for w in np.flatnonzero(hours < -1e-9)]
    if found:
        raise InputProblems(found)


def pair_km(case: Case, from_id: str, to_id: str) -> float:
    """Road km between two places by id: the measured distance, else straight line × road factor."""
    places = case.places()
    a, b = places[from_id], places[to_id]
    straight = float(np.hypot(a.x_km - b.x_km, a.y_km - b.y_km)) * case.road_factor
    return case.distance_km.get((from_id, to_id), straight)


def _xy(places: Sequence[Site] | Sequence[Place]) -> Reals:
    return np.array([(p.x_km, p.y_km) for p in places], dtype=np.float64).reshape(-1, 2)


def _haul_fen(case: Case, km: Reals) -> Reals:
    return np.rint(_FEN * (2 * km * case.trucks.yuan_per_km + case.trucks.load_yuan))


def _alone(case: Case, sites: Sequence[Site], places: Sequence[Place]) -> tuple[Integers, Reals]:
    """Fen per load, and km, when the site acts alone: its own quote, else the cheapest dump or pit, haul included."""
    cheapest, way = np.full(len(sites), np.inf), np.zeros(len(sites))
    if places:
        km = _road_km(case, _xy(sites), _xy(places))
        _apply_measured(case, km, sites, places)
        price = np.array([place.price_yuan_per_m3 for place in places]) * case.load_m3 * _FEN
        fen = _haul_fen(case, km) + price[None, :]
        nearest = fen.argmin(axis=1)[:, None]
        cheapest, way = (np.take_along_axis(table, nearest, axis=1)[:, 0] for table in (fen, km))
    quotes = [np.nan if s.own_price_yuan_per_m3 is None else s.own_price_yuan_per_m3 for s in sites]
    quoted = np.array(quotes, dtype=np.float64) * case.load_m3 * _FEN
    has_quote = ~np.isnan(quoted)
    return np.rint(np.where(has_quote, quoted, cheapest)).astype(np.int64), np.where(has_quote, 0.0, way)


def _road_km(case: Case, from_xy: Reals, to_xy: Reals) -> Reals:
    across = from_xy[:, None, 0] - to_xy[None, :, 0]
    along = from_xy[:, None, 1] - to_xy[None, :, 1]
    return np.sqrt(across * across + along * along) * case.road_factor


def _apply_measured(case: Case, km: Reals, sites: Sequence[Site], places: Sequence[Place]) -> None:
    rows, columns = {s.id: k for k, s in enumerate(sites)}, {p.id: k for k, p in enumerate(places)}
    for (one, other), measured in case.distance_km.items():
        for a, b in ((one, other), (other, one)):  # a pit's distance is given pit → site
            if a in rows and b in columns:
                km[rows[a], columns[b]] = measured


def _empty_pairs() -> Pairs:
    none = np.zeros(0, dtype=np.int64)
    return Pairs(none, none, none, none, np.zeros(0), none, none)


def _worthwhile_pairs(market: Market) -> Pairs:
    """Every pair with a positive saving, block by block so that no full matrix is ever held."""
    blocks = list(_pair_blocks(market))
    surplus, deficit, haul, saving, km = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
    first = np.maximum(market.first_week[surplus], market.first_week[market.surplus_count + deficit])
    last = np.minimum(market.last_week[surplus], market.last_week[market.surplus_count + deficit])
    return Pairs(surplus, deficit, haul, saving, km, first, last)


def _pair_blocks(market: Market) -> Iterator[tuple[NDArray[np.generic], ...]]:
    case, n = market.case, market.surplus_count
    from_xy, to_xy = _xy(case.surpluses), _xy(case.deficits)
    accepted = accepted_classes(case)
    soil_of = {soil.name: k for k, soil in enumerate(case.soils)}
    soils = np.array([soil_of[site.soil] for site in case.surpluses], dtype=np.int64)
    measured = _measured_pairs(case)
    size = max(1, _BLOCK_CELLS // max(1, len(to_xy)))
    for begin in range(0, max(1, n), size):
        rows = slice(begin, min(n, begin + size))
        km = _road_km(case, from_xy[rows], to_xy)
        inside = [k for k in range(len(measured[2])) if rows.start <= measured[0][k] < rows.stop]
        km[[measured[0][k] - begin for k in inside], [measured[1][k] for k in inside]] = [
            measured[2][k] for k in inside
        ]
        haul = _haul_fen(case, km)
        saving = market.alone_fen[rows, None] + market.alone_fen[None, n:] - haul
        good = (saving > 0) & accepted[:, soils[rows]].T
        good &= market.first_week[rows, None] <= market.last_week[None, n:]
        good &= market.last_week[rows, None] >= market.first_week[None, n:]
        i, j = np.nonzero(good)
        yield i + begin, j, haul[i, j].astype(np.int64), saving[i, j].astype(np.int64), km[i, j]


def _measured_pairs(case: Case) -> tuple[list[int], list[int], list[float]]:
    rows = {site.id: k for k, site in enumerate(case.surpluses)}
    columns = {site.id: k for k, site in enumerate(case.deficits)}
    found = [(rows[a], columns[b], km) for (a, b), km in case.distance_km.items() if a in rows and b in columns]
    return [f[0] for f in found], [f[1] for f in found], [f[2] for f in found]


def accepted_classes(case: Case) -> NDArray[np.bool_]:
    """Which deficit takes which soil class, shape (deficits, soils)."""
    names = [soil.name for soil in case.soils]
    return np.array(
        [[not site.accepts or name in site.accepts for name in names] for site in case.deficits], dtype=bool
    )
