"""Each official's cheapest set of whole firms at a credit per firm: a closer bound than prices alone, and a close plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dianxiaoer.engines.optimise.child import Stop
from dianxiaoer.engines.optimise.problems import require
from dianxiaoer.engines.stewardship.candidates import cheapest_officials
from dianxiaoer.engines.stewardship.roster import Integers, Reals, Roster
from dianxiaoer.engines.stewardship.rule_prices import RulePrices, rule_charge

#: Bands of more steps of load than this are left to prices alone.
_MOST_STEPS = 2_000
_CANDIDATES = 16
#: Pairs so much dearer than their firm's cheapest are left out and answered for; the credit may rise by a part of it.
_NEAR, _CREDIT_RISES = 0.35, 0.5
#: Load prices tried for that answer: so many, up to this share of a mean firm's cost a mean weight away.
_LOAD_PRICES, _LOAD_PRICE_REACH = 21, 0.05
_TURNS, _FIRST_STEP, _HALF_LIFE = 160, 0.05, 40
_KEEP_SLOPE, _KEEP_PLAN = 0.7, 0.9


@dataclass(frozen=True)
class WholeSets:
    """chosen: the official in whose best set each firm stood most often (loads and rules nearly fit).

    bound: a pair cost (solver units) no assignment that keeps every rule can beat, over all pairs.
    """

    chosen: Integers
    bound: float


@dataclass(frozen=True)
class _Pairs:
    """Pairs near the cheapest of their firm, by official: units with the prices of counts and sectors; load price beside.

    cheapest (F,): the firm's cheapest priced pair.   spare (F,): every pair left out is at least so much dearer.
    """

    start: Integers
    firm: Integers
    official: Integers
    units: Reals
    cheapest: Reals
    spare: Reals


def whole_sets(roster: Roster, prices: RulePrices, *, stop: Stop | None = None) -> WholeSets | None:
    """Sets and bound by credits for firms, starting from the prices; None where weights have no step coarse enough.

    Method: Lagrangian relaxation of "each firm once" (Fisher, Jaikumar, Van Wassenhove 1986): what is left is one
    knapsack an official, solved exactly over whole firms; subgradient steps on the credits.
    """
    step = roster.weight_step()
    low, high = roster.reachable_range()
    if not step or float(high.max()) / step > _MOST_STEPS:
        return None
    pairs = _pairs(roster, prices)
    usual = float(pairs.cheapest.mean()) if roster.firm_count else 0.0
    kernels: Any = require("dianxiaoer.engines.stewardship.set_kernels")
    weight = np.rint(roster.weight / step).astype(np.int64)
    least, most = np.floor(low / step + 1e-6).astype(np.int64), np.ceil(high / step - 1e-6).astype(np.int64)
    worth, is_in = np.empty(roster.official_count), np.zeros(len(pairs.firm), dtype=np.bool_)
    credit, slope, often = pairs.cheapest, np.zeros(roster.firm_count), np.zeros(len(pairs.firm))
    best, best_value = (credit, worth), -np.inf
    for turn in range(_TURNS):
        kernels.cheapest_sets(pairs.start, pairs.firm, pairs.units, credit, weight, least, most, worth, is_in)
        if credit.sum() + worth.sum() > best_value:
            best_value, best = float(credit.sum() + worth.sum()), (credit, worth.copy())
        often = _KEEP_PLAN * often + (1 - _KEEP_PLAN) * is_in
        lacking = 1.0 - np.bincount(pairs.firm[is_in], minlength=roster.firm_count)
        slope = _KEEP_SLOPE * slope + (1 - _KEEP_SLOPE) * lacking
        moved = credit + _FIRST_STEP * usual * 0.5 ** (turn / _HALF_LIFE) * slope
        credit = np.minimum(moved, pairs.cheapest + _CREDIT_RISES * pairs.spare)
        if stop is not None and stop():
            break
    return WholeSets(_most_often(pairs, often), _bound(roster, prices, pairs, *best))


def _pairs(roster: Roster, prices: RulePrices) -> _Pairs:
    near = cheapest_officials(roster, _CANDIDATES, prices.by_cell, prices.load)
    official, firms = near.official, np.arange(roster.firm_count)[:, None]
    units = near.units + prices.by_cell[official, roster.sector[:, None]]
    above = units + prices.load[official] * roster.weight[:, None]
    cheapest = above[:, 0].copy()
    above -= cheapest[:, None]
    limit = _NEAR * float(cheapest.mean())
    keep = (official >= 0) & (above <= limit)
    firm, official, units = np.broadcast_to(firms, keep.shape)[keep], official[keep], units[keep]
    order = np.argsort(official, kind="stable")
    start = np.searchsorted(official[order], np.arange(roster.official_count + 1))
    return _Pairs(start, firm[order], official[order], units[order], cheapest, np.minimum(above[:, -1], limit))


def _bound(roster: Roster, prices: RulePrices, pairs: _Pairs, credit: Reals, worth: Reals) -> float:
    """The dual value over every pair.

    A set with a pair left out costs at least the linear value at any load price and what the pair is dearer at it; of
    some prices around the given ones each official's best counts.
    """
    low, high = roster.reachable_range()
    own, weight = pairs.units - credit[pairs.firm], roster.weight[pairs.firm]
    dearer = pairs.spare - (credit - pairs.cheapest)
    reach = _LOAD_PRICE_REACH * float(pairs.cheapest.mean() / roster.weight.mean())
    proven = np.full(roster.official_count, -np.inf)
    for change in np.linspace(-reach, reach, _LOAD_PRICES):
        price, left_out = prices.load + change, float((dearer + min(0.0, change) * roster.weight).min())
        gains = np.minimum(0.0, own + price[pairs.official] * weight)
        linear = np.bincount(pairs.official, weights=gains, minlength=roster.official_count)
        linear += np.maximum(-price, 0) * low - np.maximum(price, 0) * high
        proven = np.maximum(proven, np.minimum(worth, linear + left_out))
    beyond_load = rule_charge(roster, replace(prices, load=np.zeros(roster.official_count)))
    return float(credit.sum() + proven.sum()) - beyond_load


def _most_often(pairs: _Pairs, often: Reals) -> Integers:
    order = np.lexsort((-often, pairs.firm))
    firm = pairs.firm[order]
    return np.asarray(pairs.official[order][np.append(True, firm[1:] != firm[:-1])])
