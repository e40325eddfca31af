"""What a unit of load, a firm and a firm of a sector cost at each official: prices that prove how good a roster can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dianxiaoer.engines.optimise.child import Stop
from dianxiaoer.engines.optimise.problems import require
from dianxiaoer.engines.stewardship.candidates import Candidates, cheapest_officials
from dianxiaoer.engines.stewardship.roster import Integers, Reals, Roster

#: Turns between two looks at every pair, and how many officials a firm then keeps.
_TURNS = (4, 4, 6, 10, 14, 24, 40, 60, 88)
_CANDIDATES = 10
_FIRST_STEP, _STEP_SHRINKS = 0.3, 0.9825
_KEEP_SLOPE, _KEEP_SIZE, _CALM = 0.8, 0.95, 1e-2


@dataclass(frozen=True)
class RulePrices:
    """load (O,), count (O,): > 0 where the upper end holds, < 0 where the lower.   minimum (O, S) ≤ 0: sector minima.

    bound: a pair cost (solver units) no assignment that keeps every rule can beat, over all pairs.
    """

    load: Reals
    count: Reals
    minimum: Reals
    bound: float

    @property
    def by_cell(self) -> Reals:
        """What a pair pays beyond its cost and load, by official and sector, shape (O, S)."""
        return np.asarray(self.minimum + self.count[:, None])


def rule_prices(roster: Roster, *, stop: Stop | None = None) -> RulePrices:
    """Prices of load bands, counts and sector minima, with the bound they prove over every pair, in or out.

    Method: Lagrangian relaxation of all rules (Fisher 1981); scaled subgradient steps (Adam: Kingma, Ba 2015) on each
    firm's cheapest officials at the prices then known; at the end every pair is priced once more.
    """
    prices = RulePrices(
        np.zeros(roster.official_count), np.zeros(roster.official_count), np.zeros(roster.sector_minimum.shape), -np.inf
    )
    search = _Search(roster)
    for turns in _TURNS:
        prices = search.run(prices, turns, stop)
    return RulePrices(prices.load, prices.count, prices.minimum, bound_over_all_pairs(roster, prices))


def bound_over_all_pairs(roster: Roster, prices: RulePrices) -> float:
    """The dual value of the prices with each firm's cheapest official taken over all of them."""
    nearest = cheapest_officials(roster, 1, prices.by_cell, prices.load)
    official = nearest.official[:, 0]
    own = nearest.units[:, 0] + prices.by_cell[official, roster.sector] + prices.load[official] * roster.weight
    return float(own.sum()) - rule_charge(roster, prices)


def rule_charge(roster: Roster, prices: RulePrices) -> float:
    """What the rules themselves are worth at the prices: taken off the firms' costs."""
    low, high = roster.reachable_range()
    found = 0.0
    for price, least, most in ((prices.load, low, high), (prices.count, roster.lower, roster.upper)):
        found += float(np.dot(np.maximum(price, 0), most) - np.dot(np.maximum(-price, 0), least))
    return found + float((prices.minimum * roster.sector_minimum).sum())


class _Search:
    """Steps of the prices. Slopes are shares of what an official usually has, so that one step suits all rules."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        officials, self.sectors = roster.official_count, len(roster.sector_names)
        self.low, self.high = roster.reachable_range()
        self.usual = (roster.fair_load, np.full(officials, roster.firm_count / officials),
                      np.full((officials, self.sectors), roster.firm_count / officials / self.sectors))  # fmt: skip
        self.slope = [np.zeros_like(usual) for usual in self.usual]
        self.size = [np.zeros_like(usual) for usual in self.usual]
        self.step = 0.0

    def run(self, prices: RulePrices, turns: int, stop: Stop | None) -> RulePrices:
        """The best prices after so many turns on the officials that are cheapest at the given ones."""
        roster, best = self.roster, prices
        near = cheapest_officials(roster, _CANDIDATES, prices.by_cell, prices.load)
        self.step = self.step or _FIRST_STEP * float(np.median(near.units[:, 0]))
        best_value = -np.inf
        for _ in range(turns):
            value, load, cell = self._demand(near, prices)
            if value > best_value:
                best_value, best = value, prices
            prices = self._moved(prices, load, cell)
            self.step *= _STEP_SHRINKS
            if stop is not None and stop():
                break
        return best

    def _demand(self, near: Candidates, prices: RulePrices) -> tuple[float, Reals, Integers]:
        """Dual value over the candidates, and load and firms by sector when each firm takes its cheapest."""
        roster = self.roster
        kernels: Any = require("dianxiaoer.engines.stewardship.kernels")
        picked, value = np.empty(roster.firm_count, dtype=np.int64), np.empty(roster.firm_count)
        kernels.choose(
            near.official, near.units, roster.weight, roster.sector, prices.load, prices.by_cell, picked, value
        )
        load = np.bincount(picked, weights=roster.weight, minlength=roster.official_count).astype(np.float64)
        cell = np.bincount(picked * self.sectors + roster.sector, minlength=roster.sector_minimum.size)
        return float(value.sum()) - rule_charge(roster, prices), load, cell.reshape(roster.sector_minimum.shape)

    def _moved(self, prices: RulePrices, load: Reals, cell: Integers) -> RulePrices:
        roster, minimum = self.roster, self.roster.sector_minimum
        beyond = (
            _beyond(prices.load, load, self.low, self.high),
            _beyond(prices.count, cell.sum(axis=1), roster.lower, roster.upper),
            np.where((cell < minimum) | (prices.minimum < 0), cell - minimum, 0.0),
        )
        steps = []
        for k, (over, usual) in enumerate(zip(beyond, self.usual, strict=True)):
            share = over / usual
            self.slope[k] = _KEEP_SLOPE * self.slope[k] + (1 - _KEEP_SLOPE) * share
            self.size[k] = _KEEP_SIZE * self.size[k] + (1 - _KEEP_SIZE) * share * share
            steps.append(self.step * self.slope[k] / (np.sqrt(self.size[k]) + _CALM))
        return RulePrices(
            _one_sided(prices.load, prices.load + steps[0] / roster.weight.mean()),
            _one_sided(prices.count, prices.count + steps[1]),
            np.minimum(0.0, prices.minimum + steps[2]),
            prices.bound,
        )


def _beyond(price: Reals, used: Reals | Integers, least: Reals | Integers, most: Reals | Integers) -> Reals:
    """How far use lies beyond the end its price stands for; without a price, beyond either end."""
    outside = np.where(used > most, used - most, np.where(used < least, used - least, 0.0))
    return np.where(price > 0, used - most, np.where(price < 0, used - least, outside))


def _one_sided(old: Reals, new: Reals) -> Reals:
    """A price that would change sign stops at zero first: the other end of the rule has its own slope."""
    return np.where(old * new < 0, 0.0, new)
