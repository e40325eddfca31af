"""The officials worth considering for each firm, over every pair, without ever holding the full matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dianxiaoer.engines.optimise.problems import require
from dianxiaoer.engines.stewardship.pair_cost import pair_cost, units_of_wishes
from dianxiaoer.engines.stewardship.roster import Integers, Reals, Roster

_BLOCK = 12


@dataclass(frozen=True)
class Candidates:
    """official (F, k): cheapest first, −1 where no more are allowed.   units (F, k): the pair's own cost, inf at −1."""

    official: Integers
    units: Reals


def cheapest_officials(roster: Roster, count: int, extra: Reals, load_price: Reals) -> Candidates:
    """The `count` cheapest officials of every firm at the given prices, over every pair.

    A pair costs its points (in solver units) + extra[official, sector of the firm] + load_price[official] · weight.
    Forbidden pairs never appear; a frozen firm has its own official only. Compiled by numba, two threads; officials
    stand in blocks of neighbours, and a block too far or too dear to matter is passed over whole.
    """
    is_big = roster.weight >= roster.wishes.big_firm_weight
    start, forbidden = forbidden_by_firm(roster)
    order, block = neighbours(roster.official_xy_km, _BLOCK)
    xy, begin = roster.official_xy_km[order], block[:-1]
    corner = np.stack(
        [edge.reduceat(xy[:, axis], begin) for axis in (0, 1) for edge in (np.minimum, np.maximum)], axis=1
    )
    shape = (roster.firm_count, min(count, roster.official_count))
    found, units = np.full(shape, -1, dtype=np.int64), np.full(shape, np.inf)
    kernels: Any = require("dianxiaoer.engines.stewardship.kernels")
    kernels.cheapest(
        roster.firm_xy_km, roster.official_xy_km, roster.needs, roster.expertise, roster.last, is_big,
        roster.is_leader, roster.weight, roster.sector, units_of_wishes(roster), extra, load_price, start, forbidden, order,
        block, corner, np.minimum.reduceat(extra[order], begin, axis=0), np.minimum.reduceat(load_price[order], begin),
        found, units,
    )  # fmt: skip
    found[roster.frozen[:, 0]], units[roster.frozen[:, 0]] = -1, np.inf
    found[roster.frozen[:, 0], 0] = roster.frozen[:, 1]
    units[roster.frozen[:, 0], 0] = pair_cost(roster, roster.frozen[:, 0], roster.frozen[:, 1])
    return Candidates(found, units)


def neighbours(xy: Reals, most: int) -> tuple[Integers, Integers]:
    """Officials in an order that keeps neighbours together, and where each block of at most so many begins (and the end)."""
    parts = [np.arange(len(xy))]
    while len(parts[0]) > most:
        halves = []
        for part in parts:
            axis = int(np.ptp(xy[part], axis=0).argmax())
            ordered = part[np.argsort(xy[part, axis], kind="stable")]
            halves += [ordered[: len(part) // 2], ordered[len(part) // 2 :]]
        parts = halves
    return np.concatenate(parts), np.cumsum([0, *(len(part) for part in parts)])


def forbidden_by_firm(roster: Roster) -> tuple[Integers, Integers]:
    """Officials of firm k to be avoided are the second array from start[k] to start[k + 1]."""
    order = np.argsort(roster.forbidden[:, 0], kind="stable")
    counts = np.bincount(roster.forbidden[:, 0], minlength=roster.firm_count)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), roster.forbidden[order, 1]
