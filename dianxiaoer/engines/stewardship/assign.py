"""The assignment an office reads: who looks after whom, how loads, distances and sectors stand, what could not be met."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dianxiaoer.engines.optimise.child import Stop
from dianxiaoer.engines.optimise.problems import SolverDied, SolverOutOfTime
from dianxiaoer.engines.stewardship.large import assign_large
from dianxiaoer.engines.stewardship.pair_cost import UNITS, cost_parts, pair_cost
from dianxiaoer.engines.stewardship.roster import Integers, Reals, Roster
from dianxiaoer.engines.stewardship.small import SmallAnswer, assign_small

#: Up to this many pairs the whole model is one mixed-integer programme.
SMALL_PAIRS = 60_000
MINIMAL_CHANGE_POINTS = 5_000.0


@dataclass(frozen=True)
class State:
    """One way of looking after the firms. Arrays by official, points by wish; km is the mean way to a firm."""

    chosen: Integers
    count: Integers
    load: Reals
    load_share: Reals
    by_sector: Integers
    points: dict[str, float]
    mean_km: float
    changes: int
    big_without_leader: int


@dataclass(frozen=True)
class Stewardship:
    """The assignment: its state, last year's beside it, and the proof.

    gap: share of the points by which a better assignment may exist, over all pairs.   band_low, band_high: the load
    band held, as multiples of the fair load; wider than wished when no tighter one exists (is_band_wider).
    """

    roster: Roster
    after: State
    before: State | None
    total_points: float
    bound_points: float
    gap: float
    band_low: float
    band_high: float
    is_band_wider: bool
    is_early: bool

    @property
    def chosen(self) -> Integers:
        return self.after.chosen


def assign_officials(
    roster: Roster, *, is_minimal_change: bool = False, seconds: float = 10.0, stop: Stop | None = None
) -> Stewardship:
    """Each firm to one official at the least points, loads in the band, counts and sector minima met where possible.

    is_minimal_change: keep last year's partner wherever the rules allow.   seconds: limit of the small-roster solver.
    Raises InputProblems, Infeasible, Cancelled, SolverMissing. Formulation: generalised assignment with two-sided loads;
    source: Kellerer, Pferschy, Pisinger, Knapsack Problems (2004), ch. 7 and 10. Checked against brute force.
    """
    model = roster.with_wishes(change_points=MINIMAL_CHANGE_POINTS) if is_minimal_change else roster
    chosen, bound, low, high, is_early = _solve(model, seconds, stop)
    total = float(pair_cost(model, np.arange(model.firm_count), chosen).sum())
    gap = max(0.0, total - bound) / max(1.0, total)
    wishes = roster.wishes
    return Stewardship(
        roster=model,
        after=state_of(model, chosen),
        before=state_of(model, roster.last) if bool((roster.last >= 0).any()) else None,
        total_points=total / UNITS,
        bound_points=min(total, bound) / UNITS,
        gap=gap,
        band_low=low,
        band_high=high,
        is_band_wider=low < wishes.band_low - 1e-9 or high > wishes.band_high + 1e-9,
        is_early=is_early,
    )


def _solve(roster: Roster, seconds: float, stop: Stop | None) -> tuple[Integers, float, float, float, bool]:
    is_early = False
    if roster.firm_count * roster.official_count <= SMALL_PAIRS:
        try:
            small = assign_small(roster, seconds=seconds, stop=stop)
        except (SolverOutOfTime, SolverDied):
            is_early = True  # the price method still gives an assignment and an honest gap
        else:
            if not small.is_early:
                return small.chosen, small.bound, small.band_low, small.band_high, False
            return _better(roster, small, stop)
    large = assign_large(roster, stop=stop)
    share = np.bincount(large.chosen, weights=roster.weight, minlength=roster.official_count) / roster.fair_load
    wishes = roster.wishes
    low, high = min(wishes.band_low, float(share.min())), max(wishes.band_high, float(share.max()))
    return large.chosen, large.bound, low, high, is_early


def _better(roster: Roster, small: SmallAnswer, stop: Stop | None) -> tuple[Integers, float, float, float, bool]:
    """The better of what the stopped solver and the price method found, with the higher of their bounds."""
    large = assign_large(roster, stop=stop)
    rival = state_of(roster, large.chosen)
    fits = rival.load_share.min() >= small.band_low - 1e-9 and rival.load_share.max() <= small.band_high + 1e-9
    fits &= bool(np.all(rival.count >= roster.lower) and np.all(rival.by_sector >= roster.sector_minimum))
    chosen = small.chosen
    if fits and sum(rival.points.values()) < sum(state_of(roster, chosen).points.values()):
        chosen = large.chosen
    return chosen, max(small.bound, large.bound), small.band_low, small.band_high, True


def state_of(roster: Roster, chosen: Integers) -> State:
    """Loads, sectors and points of an assignment; firms at −1 (nobody) count nowhere."""
    firm = np.flatnonzero(chosen >= 0)
    official = chosen[firm]
    officials, sectors = roster.official_count, len(roster.sector_names)
    load = np.bincount(official, weights=roster.weight[firm], minlength=officials).astype(np.float64)
    parts = cost_parts(roster, firm, official)
    cell = np.bincount(official * sectors + roster.sector[firm], minlength=officials * sectors)
    km = parts["distance"] / max(1e-12, roster.wishes.point_per_km)
    big = roster.weight[firm] >= roster.wishes.big_firm_weight
    return State(
        chosen=chosen,
        count=np.bincount(official, minlength=officials),
        load=load,
        load_share=load / roster.fair_load,
        by_sector=cell.reshape(officials, sectors),
        points={name: float(values.sum()) for name, values in parts.items()},
        mean_km=float(km.mean()) if len(firm) else 0.0,
        changes=int(((roster.last[firm] >= 0) & (roster.last[firm] != official)).sum()),
        big_without_leader=int((big & ~roster.is_leader[official]).sum()),
    )
