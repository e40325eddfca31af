"""Moves and exchanges of single firms that bring every load into its band at the least extra cost, then save points."""

from __future__ import annotations

from typing import Any

import numpy as np

from dianxiaoer.engines.optimise.problems import require
from dianxiaoer.engines.stewardship.pair_cost import pair_cost
from dianxiaoer.engines.stewardship.roster import Integers, Reals, Roster

_PRICE_STEPS = 16
_SAVING_PASSES = 6


def repair_loads(
    roster: Roster, chosen: Integers, firm: Integers, official: Integers, fixed: Integers, load_price: Reals
) -> Integers:
    """An assignment with loads in their bands where single moves and exchanges can bring them there.

    chosen: official of each firm.   firm, official: pairs that may be used, sorted by firm.   fixed: firms that stay.
    load_price: what a unit of weight at each official costs at the best prices known, so that moves between equally
    good officials count as free. Counts and sector minima that hold keep holding. Cheap moves first: what is paid for
    a unit of load doubles until all loads fit; then moves that save points are made. Deterministic.
    """
    low, high = roster.reachable_range()
    cost = pair_cost(roster, firm, official).astype(np.float64)
    priced = cost + load_price[official] * roster.weight[firm]
    start = np.searchsorted(firm, np.arange(roster.firm_count + 1))
    state = _State(roster, chosen)
    can_move = np.ones(roster.firm_count, dtype=np.bool_)
    can_move[fixed] = False
    scale = float(np.median(cost)) / float(roster.weight.mean()) if len(cost) else 1.0
    prices = np.array([scale * 0.01 * 2.0**k for k in range(_PRICE_STEPS)])
    kernels: Any = require("dianxiaoer.engines.stewardship.kernels")
    for values, steps, passes in ((priced, prices, 0), (cost, prices[:0], _SAVING_PASSES)):
        kernels.repair(
            state.chosen, state.count, state.load, state.by_sector, roster.weight, roster.sector, can_move, start,
            official, values, roster.lower, roster.upper, roster.sector_minimum, low, high, steps, passes,
        )  # fmt: skip
    return state.chosen


class _State:
    """Running totals of an assignment."""

    def __init__(self, roster: Roster, chosen: Integers) -> None:
        officials, sectors = roster.official_count, len(roster.sector_names)
        self.chosen = chosen.copy()
        self.count = np.bincount(chosen, minlength=officials)
        self.load = np.bincount(chosen, weights=roster.weight, minlength=officials)
        cell = chosen * sectors + roster.sector
        self.by_sector = np.bincount(cell, minlength=officials * sectors).reshape(officials, sectors)
