"""What it costs in points that a firm goes to an official, and of which wishes the cost consists."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.stewardship.roster import Integers, Reals, Roster

#: Solver units a point: costs are whole hundredths of a point.
UNITS = 100


def cost_parts(roster: Roster, firm: Integers, official: Integers) -> dict[str, Reals]:
    """Points of each wish for the given pairs: distance, expertise, change, leader. Arrays broadcast together."""
    wishes = roster.wishes
    across = roster.firm_xy_km[firm] - roster.official_xy_km[official]
    lacking = np.bitwise_count(roster.needs[firm] & ~roster.expertise[official])
    had = roster.last[firm]
    is_change = (had >= 0) & (had != official)
    is_big = roster.weight[firm] >= wishes.big_firm_weight
    return {
        "distance": np.hypot(across[..., 0], across[..., 1]) * wishes.road_factor * wishes.point_per_km,
        "expertise": lacking * wishes.missing_expertise_points,
        "change": is_change * wishes.change_points,
        "leader": (is_big & ~roster.is_leader[official]) * wishes.big_firm_without_leader_points,
    }


def units_of_wishes(roster: Roster) -> Reals:
    """Solver units of a straight kilometre, a missing skill, a change, a big firm without a leader, shape (4,)."""
    wishes = roster.wishes
    return UNITS * np.array(
        [wishes.road_factor * wishes.point_per_km, wishes.missing_expertise_points, wishes.change_points,
         wishes.big_firm_without_leader_points]
    )  # fmt: skip


def pair_cost(roster: Roster, firm: Integers, official: Integers) -> Integers:
    """Cost of the given pairs in solver units (hundredths of a point), whole numbers ≥ 0."""
    return np.rint(UNITS * sum(cost_parts(roster, firm, official).values())).astype(np.int64)


def cost_matrix(roster: Roster) -> Integers:
    """Cost of every pair, shape (F, O): for rosters small enough to hold it."""
    return pair_cost(roster, np.arange(roster.firm_count)[:, None], np.arange(roster.official_count)[None, :])


def allowed_pairs(roster: Roster) -> NDArray[np.bool_]:
    """Which firm may go to which official, shape (F, O): forbidden pairs out, frozen firms only where they are."""
    allowed = np.ones((roster.firm_count, roster.official_count), dtype=bool)
    allowed[roster.forbidden[:, 0], roster.forbidden[:, 1]] = False
    allowed[roster.frozen[:, 0]] = False
    allowed[roster.frozen[:, 0], roster.frozen[:, 1]] = True
    return allowed
