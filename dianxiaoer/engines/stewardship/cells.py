"""Cyclic exchanges, all at once: firms alike in weight and sector trade places at the least total cost."""

from __future__ import annotations

import numpy as np

from dianxiaoer.engines.optimise.flow import FlowProblem, min_cost_flow
from dianxiaoer.engines.stewardship.pair_cost import pair_cost
from dianxiaoer.engines.stewardship.roster import Integers, Roster


def reassign_alike(roster: Roster, chosen: Integers, firm: Integers, official: Integers, fixed: Integers) -> Integers:
    """The cheapest assignment with, for every official, as many firms of each (weight, sector) as `chosen` gives.

    Loads, counts and sector minima therefore stay exactly as they are. firm, official: pairs that may be used beside
    the chosen ones.   fixed: firms that stay. Exact over the given pairs: a transport problem.
    """
    firm, official = np.append(firm, np.arange(roster.firm_count)), np.append(official, chosen)
    _, weight_kind = np.unique(roster.weight, return_inverse=True)
    kind = weight_kind * len(roster.sector_names) + roster.sector
    kinds = int(kind.max()) + 1
    is_free = np.ones(roster.firm_count, dtype=bool)
    is_free[fixed] = False
    cell_of_choice = chosen[is_free] * kinds + kind[is_free]
    cells, room = np.unique(cell_of_choice, return_counts=True)
    place = np.full(roster.official_count * kinds, -1, dtype=np.int64)
    place[cells] = np.arange(len(cells))
    to = place[official * kinds + kind[firm]]
    use = is_free[firm] & (to >= 0)
    firms = np.flatnonzero(is_free)
    row = np.full(roster.firm_count, -1, dtype=np.int64)
    row[firms] = np.arange(len(firms))
    supply = np.concatenate([np.ones(len(firms), dtype=np.int64), -room])
    problem = FlowProblem(
        row[firm[use]].astype(np.int32), (len(firms) + to[use]).astype(np.int32),
        np.full(int(use.sum()), 2, dtype=np.int64), pair_cost(roster, firm[use], official[use]), supply,
    )  # fmt: skip
    flow = min_cost_flow(problem, is_checked=False).flow
    better = chosen.copy()
    better[firm[use][flow > 0]] = official[use][flow > 0]
    return better
