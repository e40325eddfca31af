"""Rosters too large for one mixed-integer programme: prices of every rule, whole sets, then moves until every load fits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
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
from dianxiaoer.engines.stewardship.parts import settle_parts
from dianxiaoer.engines.stewardship.repair import repair_loads
from dianxiaoer.engines.stewardship.roster import Integers, Reals, Roster
from dianxiaoer.engines.stewardship.rule_prices import RulePrices, rule_prices
from dianxiaoer.engines.stewardship.whole_sets import whole_sets

_CANDIDATES = 10
#: Pairs this share of a firm's usual cost above its best are worth a move, and leave their firm undecided at the end.
_NEAR, _UNDECIDED = 0.1, 0.05
#: What a mean firm's weight beyond a band counts when two plans are compared, in mean costs.
_BEYOND = 4.0


@dataclass(frozen=True)
class LargeAnswer:
    """Official of every firm, and a pair cost (solver units) no assignment that meets the rules and bands can beat."""

    chosen: Integers
    bound: float


def assign_large(roster: Roster, *, stop: Stop | None = None) -> LargeAnswer:
    """Assignment with loads in their bands, counts and sector minima met where possible, and a bound over every pair.

    Method: Lagrangian relaxation of every rule gives prices; from them whole sets give a closer bound and nearly a plan;
    one network simplex meets counts and sector minima exactly where the sets do not; repair and annealing bring loads
    into their bands. `stop` ends the price search early; the answer then has a wider proven gap.
    """
    prices = rule_prices(roster, stop=stop)
    sets = whole_sets(roster, prices, stop=stop)
    wanted = None if sets is None else sets.chosen
    network = net.build_network(roster, *_candidates(roster, prices, wanted))
    chosen = _placed(roster, network, prices.load, wanted)
    bound = prices.bound if sets is None else max(prices.bound, sets.bound)
    return LargeAnswer(_fitted(roster, chosen, network, prices, stop), bound)


def _candidates(roster: Roster, prices: RulePrices, wanted: Integers | None) -> tuple[Integers, Integers]:
    """Pairs worth considering at the given prices, wanted ones, last year's partner and frozen pairs among them."""
    found = cheapest_officials(roster, _CANDIDATES, prices.by_cell, prices.load).official
    beside = [roster.last[:, None]] if wanted is None else [roster.last[:, None], wanted[:, None]]
    found = np.concatenate([found, *beside], axis=1)
    found[roster.frozen[:, 0]] = roster.frozen[:, 1:]
    firm, official = np.repeat(np.arange(roster.firm_count), found.shape[1]), found.ravel()
    bad = np.isin(firm * roster.official_count + official, roster.forbidden @ [roster.official_count, 1])
    keep = (official >= 0) & ~bad
    return firm[keep], official[keep]


def _placed(roster: Roster, network: net.Network, load_price: Reals, wanted: Integers | None) -> Integers:
    """The cheapest assignment at the load prices with counts and sector minima met; nobody is left out.

    A firm leaves its wanted official only where counts and sector minima ask for it.
    """
    problem, pairs = network.problem, network.pair_count
    if wanted is not None and _keeps_counts(roster, wanted):
        return wanted
    shift = np.ceil(max(0.0, -float(load_price.min())) * roster.weight).astype(np.int64)  # keeps every cost ≥ 0
    cost = problem.cost.copy()
    if wanted is not None:
        cost[:pairs] += np.where(network.official == wanted[network.firm], 0, int(problem.cost[:pairs].mean()))
    cost[:pairs] += np.floor(load_price[network.official] * roster.weight[network.firm]).astype(np.int64)
    cost[:pairs] += shift[network.firm]
    cost[len(cost) - roster.firm_count :] += shift
    priced = FlowProblem(problem.tail, problem.head, problem.capacity, cost, problem.supply)
    chosen = net.officials_of(network, roster, min_cost_flow(priced, is_checked=False).flow)
    nearest = network.official[np.searchsorted(network.firm, np.arange(roster.firm_count))]
    return np.where(chosen >= 0, chosen, nearest)


def _fitted(roster: Roster, chosen: Integers, network: net.Network, prices: RulePrices, stop: Stop | None) -> Integers:
    """The better of two plans annealed side by side, from the given one and from it with loads repaired; settled in parts."""
    fixed, pairs = roster.frozen[:, 0], (network.firm, network.official)
    repaired = reassign_alike(roster, repair_loads(roster, chosen, *pairs, fixed, prices.load), *pairs, fixed)
    near = _worth_a_move(roster, network, prices, _NEAR)
    with ThreadPoolExecutor(2) as threads:
        plans = list(
            threads.map(
                lambda plan: anneal(roster, plan, network.firm[near], network.official[near]), (chosen, repaired)
            )
        )
    best = min((*plans, repaired), key=lambda plan: (_out_of_count(roster, plan), _units(roster, plan)))
    best = repair_loads(roster, reassign_alike(roster, best, *pairs, fixed), *pairs, fixed, prices.load)
    open_pairs = _worth_a_move(roster, network, prices, _UNDECIDED)
    return settle_parts(roster, best, network.firm[open_pairs], network.official[open_pairs], stop=stop)


def _units(roster: Roster, chosen: Integers) -> float:
    """Cost of a plan, with what bringing its last loads into their bands will cost at least."""
    cost = pair_cost(roster, np.arange(roster.firm_count), chosen)
    load = np.bincount(chosen, weights=roster.weight, minlength=roster.official_count)
    low, high = roster.reachable_range()
    beyond = float((np.maximum(0.0, load - high) + np.maximum(0.0, low - load)).sum())
    return float(cost.sum() + _BEYOND * cost.mean() / roster.weight.mean() * beyond)


def _keeps_counts(roster: Roster, chosen: Integers) -> bool:
    """Whether counts and sector minima hold."""
    cell = np.bincount(chosen * len(roster.sector_names) + roster.sector, minlength=roster.sector_minimum.size)
    return _out_of_count(roster, chosen) == 0 and bool(np.all(cell >= roster.sector_minimum.ravel()))


def _out_of_count(roster: Roster, chosen: Integers) -> int:
    """How many firms officials have beyond their counts, or lack."""
    count = np.bincount(chosen, minlength=roster.official_count)
    return int((np.maximum(0, count - roster.upper) + np.maximum(0, roster.lower - count)).sum())


def _worth_a_move(roster: Roster, network: net.Network, prices: RulePrices, share: float) -> NDArray[np.bool_]:
    """Pairs whose cost at the prices lies at most this share of a usual firm's cost above their firm's cheapest."""
    firm, official = network.firm, network.official
    cost = pair_cost(roster, firm, official)
    priced = cost + prices.by_cell[official, roster.sector[firm]] + prices.load[official] * roster.weight[firm]
    start = np.searchsorted(firm, np.arange(roster.firm_count))
    spare = priced - np.minimum.reduceat(priced, start)[firm]
    return np.asarray(spare <= share * float(np.minimum.reduceat(cost, start).mean()))
