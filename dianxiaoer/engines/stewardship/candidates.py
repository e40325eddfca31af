"""The officials worth considering for each firm, over every pair, without ever holding the full matrix."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.optimise.problems import require
from dianxiaoer.engines.stewardship.pair_cost import UNITS
from dianxiaoer.engines.stewardship.roster import Integers, Reals, Roster


def cheapest_officials(roster: Roster, count: int, extra: Reals, load_price: Reals) -> NDArray[np.int32]:
    """The `count` cheapest officials of every firm at the given prices, cheapest first, shape (F, count).

    A pair costs its points (in solver units) + extra[official, sector of the firm] + load_price[official] · weight.
    Forbidden pairs never appear unless nothing else is left (then −1 fills up). Compiled by numba, one pass, two threads.
    """
    wishes = roster.wishes
    is_big = roster.weight >= wishes.big_firm_weight
    start, officials = _forbidden_by_firm(roster)
    points = np.array(
        [wishes.road_factor * wishes.point_per_km, wishes.missing_expertise_points, wishes.change_points,
         wishes.big_firm_without_leader_points]
    )  # fmt: skip
    found = np.full((roster.firm_count, min(count, roster.official_count)), -1, dtype=np.int32)
    kernels: Any = require("dianxiaoer.engines.stewardship.kernels")
    kernels.cheapest(
        roster.firm_xy_km, roster.official_xy_km, roster.needs, roster.expertise, roster.last, is_big,
        roster.is_leader, roster.weight, roster.sector, points * UNITS, extra, load_price, start, officials, found,
    )  # fmt: skip
    return found


def _forbidden_by_firm(roster: Roster) -> tuple[Integers, Integers]:
    order = np.argsort(roster.forbidden[:, 0], kind="stable")
    counts = np.bincount(roster.forbidden[:, 0], minlength=roster.firm_count)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), roster.forbidden[order, 1]
