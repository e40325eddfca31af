"""Rosters too large for one mixed-integer programme: load prices over a network, then moves until every load fits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dianxiaoer.engines.optimise.child import Stop
from dianxiaoer.engines.optimise.pylmcf_flow import WarmNetwork
from dianxiaoer.engines.stewardship import network as net
from dianxiaoer.engines.stewardship.candidates import cheapest_officials
from dianxiaoer.engines.stewardship.cells import reassign_alike
from dianxiaoer.engines.stewardship.pair_cost import pair_cost
from dianxiaoer.engines.stewardship.repair import repair_loads
from dianxiaoer.engines.stewardship.roster import Integers, Reals, Roster

_CANDIDATES = 16
_TURNS = 60
_REFRESH_AT = (10,)


@dataclass(frozen=True)
class LargeAnswer:
    """Official of every firm, and a pair cost (solver units) no assignment that meets the rules and bands can beat."""

    chosen: Integers
    bound: float


@dataclass(frozen=True)
class _Turn:
    chosen: Integers
    potential: Integers
    load_price: Reals
    value: float


def assign_large(roster: Roster, *, stop: Stop | None = None) -> LargeAnswer:
    """Assignment with loads in their bands, counts and sector minima met where possible, and a bound over every pair.

    Method: Lagrangian relaxation of the load band; each turn is a warm network simplex over the counts and sectors;
    candidates chosen at current prices; repair by moves and exchanges; the bound prices every pair, in or out.
    `stop` ends the price search early; the answer then has a wider proven gap.
    """
    zero = np.zeros((roster.official_count, len(roster.sector_names)))
    pairs = _candidates(roster, zero, np.zeros(roster.official_count))
    best, network = _price_loads(roster, pairs, stop)
    everyone = np.where(best.chosen >= 0, best.chosen, network.official[np.searchsorted(network.firm, _firms(roster))])
    chosen = _fitted(roster, everyone, network, best.load_price)
    return LargeAnswer(chosen, _bound_over_all_pairs(roster, network, best))


def _firms(roster: Roster) -> Integers:
    return np.arange(roster.firm_count)


def _candidates(roster: Roster, extra: Reals, load_price: Reals) -> tuple[Integers, Integers]:
    """Pairs worth considering at the given prices, last year's partner and frozen pairs among them."""
    found = cheapest_officials(roster, _CANDIDATES, extra, load_price).astype(np.int64)
    found = np.concatenate([found, roster.last[:, None]], axis=1)
    found[roster.frozen[:, 0]] = roster.frozen[:, 1:]
    firm, official = np.repeat(_firms(roster), found.shape[1]), found.ravel()
    bad = np.isin(firm * roster.official_count + official, roster.forbidden @ [roster.official_count, 1])
    keep = (official >= 0) & ~bad
    return firm[keep], official[keep]


def _price_loads(roster: Roster, pairs: tuple[Integers, Integers], stop: Stop | None) -> tuple[_Turn, net.Network]:
    network = net.build_network(roster, *pairs)
    warm = WarmNetwork(network.problem)
    load_price = np.zeros(roster.official_count)
    best: _Turn | None = None
    low, high = roster.load_range()
    step = 0.0
    for turn in range(_TURNS):
        if turn in _REFRESH_AT and best is not None:
            more = _candidates(roster, net.sector_prices(network, roster, best.potential), load_price)
            network = net.build_network(roster, *(np.concatenate(both) for both in zip(pairs, more, strict=True)))
            warm, best = WarmNetwork(network.problem), None
        now = _turn(roster, network, warm, load_price)
        if best is None or now.value > best.value:
            best = now
        load = _loads(roster, now.chosen)
        outside = np.where(load > high, load - high, np.where(load < low, load - low, 0.0))
        slope = np.where(load_price > 0, load - high, np.where(load_price < 0, load - low, outside))
        if not slope.any() or (stop is not None and stop()):
            break
        if turn == 0:
            step = (
                0.5 * float(pair_cost(roster, _firms(roster), np.maximum(now.chosen, 0)).mean()) / roster.weight.mean()
            )
        load_price = load_price + step * slope / roster.fair_load / (1 + 0.05 * turn)
    assert best is not None  # noqa: S101  # the first turn always sets it
    return best, network


def _turn(roster: Roster, network: net.Network, warm: WarmNetwork, load_price: Reals) -> _Turn:
    """The best assignment at the given load prices, and the bound it gives over the network's pairs."""
    problem, pairs = network.problem, network.pair_count
    shift = np.ceil(max(0.0, -float(load_price.min())) * roster.weight).astype(np.int64)  # keeps every cost ≥ 0
    cost = problem.cost.copy()
    cost[:pairs] += np.floor(load_price[network.official] * roster.weight[network.firm]).astype(np.int64)
    cost[:pairs] += shift[network.firm]
    cost[len(cost) - roster.firm_count :] += shift
    warm.change(cost=cost)
    flow, potential = warm.solve()
    value = float(np.dot(flow, cost)) - float(shift.sum()) - _band_charge(roster, load_price)
    return _Turn(net.officials_of(network, roster, flow), potential, load_price, value)


def _band_charge(roster: Roster, load_price: Reals) -> float:
    low, high = roster.load_range()
    return float(np.dot(np.maximum(load_price, 0), high) - np.dot(np.maximum(-load_price, 0), low))


def _loads(roster: Roster, chosen: Integers) -> Reals:
    placed = chosen >= 0
    return np.bincount(chosen[placed], weights=roster.weight[placed], minlength=roster.official_count).astype(
        np.float64
    )


def _fitted(roster: Roster, chosen: Integers, network: net.Network, load_price: Reals) -> Integers:
    """Loads brought into their bands, then cyclic exchanges among firms alike, then single moves again."""
    fixed, pairs = roster.frozen[:, 0], (network.firm, network.official)
    chosen = repair_loads(roster, chosen, *pairs, fixed, load_price)
    chosen = reassign_alike(roster, chosen, *pairs, fixed)
    return repair_loads(roster, chosen, *pairs, fixed, load_price)


def _bound_over_all_pairs(roster: Roster, network: net.Network, best: _Turn) -> float:
    """Dual value with each firm's cheapest pair taken over all officials, candidates or not."""
    extra = net.sector_prices(network, roster, best.potential)
    cheapest = cheapest_officials(roster, 1, extra, best.load_price)[:, 0].astype(np.int64)
    cheapest[roster.frozen[:, 0]] = roster.frozen[:, 1]
    own = pair_cost(roster, _firms(roster), cheapest) + extra[cheapest, roster.sector]
    own = own + best.load_price[cheapest] * roster.weight
    total = float(own.sum()) + net.side_value(network, roster, best.potential)
    return total - _band_charge(roster, best.load_price) - net.filled_rules_units(network, roster)
