"""Rosters a mixed-integer programme can hold whole: every pair, every rule, the load band exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.optimise.child import Stop
from dianxiaoer.engines.optimise.mixed_integer import MixedInteger, columns_from_triplets, solve_mixed_integer
from dianxiaoer.engines.optimise.problems import Infeasible
from dianxiaoer.engines.stewardship.pair_cost import allowed_pairs, pair_cost
from dianxiaoer.engines.stewardship.roster import Integers, Reals, Roster

_GOOD_ENOUGH = 5e-4
_WIDER = 1e-6


@dataclass(frozen=True)
class SmallAnswer:
    """Official of every firm, a pair cost (solver units) that cannot be beaten, the band that was possible, whether time ran out."""

    chosen: Integers
    bound: float
    band_low: float
    band_high: float
    is_early: bool


def assign_small(roster: Roster, *, seconds: float = 10.0, stop: Stop | None = None) -> SmallAnswer:
    """Least-cost assignment over all pairs with the load band hard, or the tightest band that exists.

    Lower counts and sector minima give way only when they must. Raises SolverOutOfTime, SolverDied, Infeasible
    (ceilings, upper counts and forbidden pairs together allow no assignment), Cancelled, SolverMissing.
    """
    wishes = roster.wishes
    try:
        return _solve(roster, wishes.band_low, wishes.band_high, seconds, stop)
    except Infeasible:
        wider = _tightest_band(roster, seconds, stop)
        low, high = max(0.0, wishes.band_low - wider), wishes.band_high + wider
        return _solve(roster, low, high, seconds, stop)


def _solve(roster: Roster, band_low: float, band_high: float, seconds: float, stop: Stop | None) -> SmallAnswer:
    model = _Model(roster)
    programme = model.programme(band_low, band_high)
    answer = solve_mixed_integer(programme, seconds=seconds, gap=_GOOD_ENOUGH, stop=stop)
    penalty = float(np.dot(answer.x[model.pairs :], programme.cost[model.pairs :]))
    return SmallAnswer(model.chosen(answer.x), answer.bound - penalty, band_low, band_high, answer.is_stopped_early)


def _tightest_band(roster: Roster, seconds: float, stop: Stop | None) -> float:
    """How much wider than wished the band must be on both sides, as a share of the fair load."""
    model = _Model(roster)
    programme = model.programme(roster.wishes.band_low, roster.wishes.band_high, is_widening=True)
    answer = solve_mixed_integer(programme, seconds=seconds, gap=0.01, stop=stop)
    return float(answer.x[-1]) + _WIDER


class _Model:
    """Columns: allowed pairs, then shortfalls of lower counts and of sector minima, then (widening) the extra band."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.firm, self.official = np.nonzero(allowed_pairs(roster))
        self.pairs = len(self.firm)
        self.cost = pair_cost(roster, self.firm, self.official).astype(np.float64)

    def chosen(self, x: Reals) -> Integers:
        used = np.flatnonzero(x[: self.pairs] > 0.5)
        chosen = np.empty(self.roster.firm_count, dtype=np.int64)
        chosen[self.firm[used]] = self.official[used]
        return chosen

    def programme(self, band_low: float, band_high: float, *, is_widening: bool = False) -> MixedInteger:
        roster, fair = self.roster, self.roster.fair_load
        firms, officials, sectors = roster.firm_count, roster.official_count, len(roster.sector_names)
        count_row, low_row, high_row = firms, firms + officials, firms + 2 * officials
        sector_row = firms + 3 * officials
        every, cells, pair = np.arange(officials), np.arange(officials * sectors), np.arange(self.pairs)
        short, lacking = self.pairs + every, self.pairs + officials + cells
        weight, o = roster.weight[self.firm], self.official
        entries = [
            (self.firm, pair, np.ones(self.pairs)), (count_row + o, pair, np.ones(self.pairs)),
            (low_row + o, pair, weight), (high_row + o, pair, weight),
            (sector_row + o * sectors + roster.sector[self.firm], pair, np.ones(self.pairs)),
            (count_row + every, short, np.ones(officials)), (sector_row + cells, lacking, np.ones(len(cells))),
        ]  # fmt: skip
        columns = self.pairs + officials + len(cells)
        if is_widening:
            extra = np.full(officials, columns)
            entries += [(low_row + every, extra, fair), (high_row + every, extra, -fair)]
            columns += 1
        row, column, value = (np.concatenate([entry[k] for entry in entries]) for k in range(3))
        start, index, values = columns_from_triplets(row, column, value.astype(np.float64), columns)
        dearest = 4.0 * (self.cost.max(initial=0.0) + 1.0)
        penalties = np.concatenate([np.full(officials, 8 * dearest), np.full(len(cells), dearest)])
        is_whole = np.zeros(columns, dtype=bool)
        is_whole[: self.pairs] = True
        upper = np.ones(columns)
        upper[self.pairs :] = np.inf
        cost = np.concatenate([np.zeros(columns - 1), [1.0]]) if is_widening else np.concatenate([self.cost, penalties])
        return MixedInteger(cost, np.zeros(columns), upper, is_whole, start, index, values,
                            *self._row_range(band_low, band_high, is_widening))  # fmt: skip

    def _row_range(self, band_low: float, band_high: float, is_widening: bool) -> tuple[Reals, Reals]:
        roster, fair = self.roster, self.roster.fair_load
        free: NDArray[np.float64] = np.full(roster.official_count, np.inf)
        high = fair * band_high if is_widening else np.minimum(fair * band_high, roster.load_ceiling)
        low = np.minimum(fair * band_low, high)
        minimum = roster.sector_minimum.ravel().astype(np.float64)
        one = np.ones(roster.firm_count)
        return (
            np.concatenate([one, roster.lower, low, -free, minimum]),
            np.concatenate([one, _upper_counts(roster), free, high, np.full(len(minimum), np.inf)]),
        )


def _upper_counts(roster: Roster) -> Reals:
    """Upper counts; a shortfall column also enters the count row, so the row may rise to the lower count with it."""
    return np.maximum(roster.upper, roster.lower).astype(np.float64)
