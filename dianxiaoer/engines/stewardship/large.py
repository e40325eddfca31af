"""Rosters too large for one mixed-integer programme: prices of every rule, a network, then moves until every load fits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.optimise.child import Stop
from dianxiaoer.engines.optimise.flow import FlowProblem, min_cost_flow
from dianxiaoer.engines.stewardship import network as net
from dianxiaoer.engines.stewardship.anneal import anneal
from dianxiaoer.engines.stewardship.candidates import cheapest_officials
from dianxiaoer.engines.stewardship.cells import reassign_alike
from dianxiaoer.engines.stewardship.pair_cost import pair_cost
from dianxiaoer.engines.stewardship.repair import repair_loads
from dianxiaoer.engines.stewardship.roster import Integers, Reals, Roster
from dianxiaoer.engines.stewardship.rule_prices import RulePrices, rule_prices

_CANDIDATES = 10
#: Pairs this share of a firm's usual cost above its best are still worth a move.
_NEAR = 0.2


@dataclass(frozen=True)
class LargeAnswer:
    """Official of every firm, and a pair cost (solver units) no assignment that meets the rules and bands can beat."""

    chosen: Integers
    bound: float


def assign_large(roster: Roster, *, stop: Stop | None = None) -> LargeAnswer:
    """Assignment with loads in their bands, counts and sector minima met where possible, and a bound over every pair.

    Method: Lagrangian relaxation of every rule gives prices and the bound; at these load prices one network simplex
    meets counts and sector minima exactly; repair by moves and exchanges brings loads into their bands.
    `stop` ends the price search early; the answer then has a wider proven gap.
    """
    prices = rule_prices(roster, stop=stop)
    network = net.build_network(roster, *_candidates(roster, prices))
    chosen = _placed(roster, network, prices.load)
    return LargeAnswer(_fitted(roster, chosen, network, prices), prices.bound)


def _candidates(roster: Roster, prices: RulePrices) -> tuple[Integers, Integers]:
    """Pairs worth considering at the given prices, last year's partner and frozen pairs among them."""
    found = cheapest_officials(roster, _CANDIDATES, prices.by_cell, prices.load).official
    found = np.concatenate([found, roster.last[:, None]], axis=1)
    found[roster.frozen[:, 0]] = roster.frozen[:, 1:]
    firm, official = np.repeat(np.arange(roster.firm_count), found.shape[1]), found.ravel()
    bad = np.isin(firm * roster.official_count + official, roster.forbidden @ [roster.official_count, 1])
    keep = (official >= 0) & ~bad
    return firm[keep], official[keep]


def _placed(roster: Roster, network: net.Network, load_price: Reals) -> Integers:
    """The cheapest assignment at the load prices with counts and sector minima met; nobody is left out."""
    problem, pairs = network.problem, network.pair_count
    shift = np.ceil(max(0.0, -float(load_price.min())) * roster.weight).astype(np.int64)  # keeps every cost ≥ 0
    cost = problem.cost.copy()
    cost[:pairs] += np.floor(load_price[network.official] * roster.weight[network.firm]).astype(np.int64)
    cost[:pairs] += shift[network.firm]
    cost[len(cost) - roster.firm_count :] += shift
    priced = FlowProblem(problem.tail, problem.head, problem.capacity, cost, problem.supply)
    chosen = net.officials_of(network, roster, min_cost_flow(priced, is_checked=False).flow)
    nearest = network.official[np.searchsorted(network.firm, np.arange(roster.firm_count))]
    return np.where(chosen >= 0, chosen, nearest)


def _fitted(roster: Roster, chosen: Integers, network: net.Network, prices: RulePrices) -> Integers:
    """Loads brought into their bands, exchanges among firms alike, then many small moves and exchanges of any kind."""
    fixed, pairs = roster.frozen[:, 0], (network.firm, network.official)
    chosen = repair_loads(roster, chosen, *pairs, fixed, prices.load)
    chosen = reassign_alike(roster, chosen, *pairs, fixed)
    near = _worth_a_move(roster, network, prices)
    chosen = anneal(roster, chosen, network.firm[near], network.official[near])
    chosen = reassign_alike(roster, chosen, *pairs, fixed)
    return repair_loads(roster, chosen, *pairs, fixed, prices.load)


def _worth_a_move(roster: Roster, network: net.Network, prices: RulePrices) -> NDArray[np.bool_]:
    """Pairs whose cost at the prices lies so little above their firm's cheapest that a good plan may use them."""
    firm, official = network.firm, network.official
    cost = pair_cost(roster, firm, official)
    priced = cost + prices.by_cell[official, roster.sector[firm]] + prices.load[official] * roster.weight[firm]
    start = np.searchsorted(firm, np.arange(roster.firm_count))
    spare = priced - np.minimum.reduceat(priced, start)[firm]
    return np.asarray(spare <= _NEAR * float(np.minimum.reduceat(cost, start).mean()))
