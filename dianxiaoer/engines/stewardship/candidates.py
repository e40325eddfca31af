"""The officials worth considering for each firm, over every pair, without ever holding the full matrix."""

from __future__ import annotations

from functools import cache
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
    _kernel()(
        roster.firm_xy_km, roster.official_xy_km, roster.needs, roster.expertise, roster.last, is_big,
        roster.is_leader, roster.weight, roster.sector, points * UNITS, extra, load_price, start, officials, found,
    )  # fmt: skip
    return found


def _forbidden_by_firm(roster: Roster) -> tuple[Integers, Integers]:
    order = np.argsort(roster.forbidden[:, 0], kind="stable")
    counts = np.bincount(roster.forbidden[:, 0], minlength=roster.firm_count)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), roster.forbidden[order, 1]


@cache
def _kernel() -> Any:
    numba: Any = require("numba")

    def cheapest(  # type: ignore[no-untyped-def]  # compiled: numba reads the types from the call
        firm_xy, official_xy, needs, expertise, last, is_big, is_leader, weight, sector, points, extra, load_price,
        start, forbidden, found,
    ):  # fmt: skip
        keep = found.shape[1]
        for firm in numba.prange(len(firm_xy)):
            cost = np.full(keep, np.inf)
            for official in range(len(official_xy)):
                across = firm_xy[firm, 0] - official_xy[official, 0]
                along = firm_xy[firm, 1] - official_xy[official, 1]
                value = points[0] * np.sqrt(across * across + along * along)
                value += extra[official, sector[firm]] + load_price[official] * weight[firm]
                lacking = needs[firm] & ~expertise[official]
                while lacking:
                    lacking &= lacking - 1
                    value += points[1]
                if last[firm] >= 0 and last[firm] != official:
                    value += points[2]
                if is_big[firm] and not is_leader[official]:
                    value += points[3]
                if value >= cost[keep - 1]:
                    continue
                is_allowed = True
                for k in range(start[firm], start[firm + 1]):
                    if forbidden[k] == official:
                        is_allowed = False
                if not is_allowed:
                    continue
                at = keep - 1
                while at > 0 and cost[at - 1] > value:
                    cost[at], found[firm, at] = cost[at - 1], found[firm, at - 1]
                    at -= 1
                cost[at], found[firm, at] = value, official

    return numba.njit(parallel=True, cache=True)(cheapest)
