"""Many small moves and exchanges at falling temperature; what lies beyond bands and counts on the way gets ever dearer."""

from __future__ import annotations

from typing import Any

import numpy as np

from dianxiaoer.engines.optimise.problems import require
from dianxiaoer.engines.stewardship.candidates import forbidden_by_firm
from dianxiaoer.engines.stewardship.pair_cost import pair_cost, units_of_wishes
from dianxiaoer.engines.stewardship.roster import Integers, Roster

_MOVES_A_FIRM = 250
#: Temperatures at the beginning and the end, as shares of what a firm costs on average.
_HOT, _COLD = 0.03, 0.002
#: What a mean firm beyond a band, or beyond a count, costs at the beginning and the end, in the same shares.
_CHEAP_LOAD, _CHEAP_COUNT, _DEAR = 2.0, 0.6, 40.0
#: Places beyond the upper count, for firms on the way.
_ROOM = 8


def anneal(roster: Roster, chosen: Integers, firm: Integers, official: Integers) -> Integers:
    """A cheaper assignment that keeps sector minima as `chosen` does; next to no load or count stays outside its limits.

    firm, official: pairs worth a move, sorted by firm; none forbidden.   An exchange may bring the other firm anywhere
    allowed.
    Method: simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983), fixed seed and number of moves. Compiled by numba.
    """
    low, high = roster.reachable_range()
    usual = max(1.0, float(pair_cost(roster, np.arange(roster.firm_count), chosen).mean()))
    mean = float(roster.weight.mean())
    officials, sectors = roster.official_count, len(roster.sector_names)
    count = np.bincount(chosen, minlength=officials)
    load = np.bincount(chosen, weights=roster.weight, minlength=officials)
    cell = np.bincount(chosen * sectors + roster.sector, minlength=officials * sectors).reshape(officials, sectors)
    can_move = np.bincount(firm[official != chosen[firm]], minlength=roster.firm_count) > 0
    can_move[roster.frozen[:, 0]] = False
    most = np.minimum(roster.upper, (high / roster.weight.min()).astype(np.int64) + 1)
    room = np.concatenate([[0], np.cumsum(np.maximum(count, np.minimum(most, roster.firm_count)) + _ROOM)])
    begin = np.searchsorted(firm, np.arange(roster.firm_count + 1))
    found = chosen.copy()
    kernels: Any = require("dianxiaoer.engines.stewardship.kernels")
    kernels.anneal(
        found, count, load, cell, roster.firm_xy_km, roster.official_xy_km, roster.needs, roster.expertise, roster.last,
        roster.weight >= roster.wishes.big_firm_weight, roster.is_leader, roster.weight, roster.sector,
        units_of_wishes(roster), *forbidden_by_firm(roster), can_move, firm, official, begin,
        roster.lower, roster.upper, roster.sector_minimum, low, high, room, _HOT * usual, _COLD * usual,
        _CHEAP_LOAD * usual / mean, _DEAR * usual / mean, _CHEAP_COUNT * usual, _DEAR * usual,
        _MOVES_A_FIRM * roster.firm_count, 1,
    )  # fmt: skip
    return found
