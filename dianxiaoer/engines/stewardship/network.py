"""Counts and sector minima as a network: firm → (official, sector) → official → done. Whole answers come for free."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dianxiaoer.engines.optimise.flow import FlowProblem
from dianxiaoer.engines.stewardship.pair_cost import UNITS, pair_cost
from dianxiaoer.engines.stewardship.roster import Integers, Reals, Roster


@dataclass(frozen=True)
class Network:
    """The flow problem over chosen pairs. The first len(firm) arcs are the pairs; the rest are `side_count` arcs.

    A unit that does not fill a sector minimum pays `sector_units`, one that does not fill a lower count pays
    `count_units`, a firm nobody can take pays `unplaced_units`: three magnitudes apart, so wishes never outbid rules.
    """

    problem: FlowProblem
    firm: Integers
    official: Integers
    sector_units: int
    count_units: int
    unplaced_units: int
    node_of_sector: int

    @property
    def pair_count(self) -> int:
        return len(self.firm)


def build_network(roster: Roster, firm: Integers, official: Integers) -> Network:
    """Network over the given pairs, sorted by firm then official, without repeats."""
    key = np.sort(firm * roster.official_count + official)
    key = key[np.append(True, key[1:] != key[:-1])]
    firm, official = key // roster.official_count, key % roster.official_count
    cost = pair_cost(roster, firm, official)
    firms, officials, sectors = roster.firm_count, roster.official_count, len(roster.sector_names)
    step = 4 * _dearest(roster)
    penalties = (step, 8 * step, 64 * step)
    of_sector, of_official = firms, firms + officials * sectors
    sink = of_official + officials
    cells, every, all_firms = np.arange(officials * sectors), np.arange(officials), np.arange(firms)
    owner = of_official + cells // sectors
    minimum = roster.sector_minimum.ravel()
    parts = (
        (firm, of_sector + official * sectors + roster.sector[firm], 2, cost),
        (of_sector + cells, owner, minimum, 0),
        (of_sector + cells, owner, firms, penalties[0]),
        (of_official + every, sink, roster.lower, 0),
        (of_official + every, sink, np.maximum(0, roster.upper - roster.lower), penalties[1]),
        (all_firms, sink, 1, penalties[2]),
    )
    tail, head, capacity, price = (
        np.concatenate([np.broadcast_to(part[k], np.shape(part[0])) for part in parts]) for k in range(4)
    )
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[:firms], supply[sink] = 1, -firms
    problem = FlowProblem(
        tail.astype(np.int32), head.astype(np.int32), capacity.astype(np.int64), price.astype(np.int64), supply
    )
    return Network(problem, firm, official, *penalties, of_sector)


def _dearest(roster: Roster) -> int:
    """More than any pair can cost, the same whichever pairs are in the network."""
    wishes = roster.wishes
    both = np.concatenate([roster.firm_xy_km, roster.official_xy_km])
    across = float(np.hypot(*(both.max(axis=0) - both.min(axis=0))))
    skills = len(roster.expertise_names) * wishes.missing_expertise_points
    points = across * wishes.road_factor * wishes.point_per_km + skills
    return int(UNITS * (points + wishes.change_points + wishes.big_firm_without_leader_points)) + 1


def filled_rules_units(network: Network, roster: Roster) -> int:
    """What the network charges when every rule is met: taken off before costs are compared."""
    beyond_minimum = roster.firm_count - int(roster.sector_minimum.sum())
    beyond_lower = roster.firm_count - int(roster.lower.sum())
    return network.sector_units * beyond_minimum + network.count_units * beyond_lower


def officials_of(network: Network, roster: Roster, flow: Integers) -> Integers:
    """Official of every firm, −1 where nobody could take it, shape (F,)."""
    chosen = np.full(roster.firm_count, -1, dtype=np.int64)
    used = np.flatnonzero(flow[: network.pair_count])
    chosen[network.firm[used]] = network.official[used]
    return chosen


def sector_prices(network: Network, roster: Roster, potential: Integers) -> Reals:
    """What the network charges a pair beyond its own cost, by official and sector, shape (O, S)."""
    count = roster.official_count * len(roster.sector_names)
    return (
        -potential[network.node_of_sector : network.node_of_sector + count]
        .reshape(roster.official_count, -1)
        .astype(np.float64)
    )


def side_value(network: Network, roster: Roster, potential: Integers) -> int:
    """The part of the dual value that does not depend on firms: sink and arcs beyond the pairs."""
    problem, begin = network.problem, network.pair_count
    side = slice(begin, len(problem.tail) - roster.firm_count)
    reduced = problem.cost[side] + potential[problem.tail[side]] - potential[problem.head[side]]
    return int(np.dot(problem.capacity[side], np.minimum(0, reduced)) + roster.firm_count * int(potential[-1]))
