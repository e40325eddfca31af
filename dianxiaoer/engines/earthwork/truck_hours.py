"""The exchange when trucks are shared: hours a week are short, so each haul must earn its hours."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dianxiaoer.engines.earthwork.hour_prices import first_hauls
from dianxiaoer.engines.earthwork.market import Integers, Market, Reals
from dianxiaoer.engines.earthwork.network import Arcs, arcs_of
from dianxiaoer.engines.optimise.child import Stop
from dianxiaoer.engines.optimise.deadline import Deadline
from dianxiaoer.engines.optimise.mixed_integer import MixedInteger, columns_from_triplets, solve_mixed_integer
from dianxiaoer.engines.optimise.problems import OptimiseError, SolverDied, SolverOutOfTime

_MOST_ROUNDS = 40
_GOOD_ENOUGH = 2e-6
_EXACT_COLUMNS = 20_000
_POLISH_ABOVE, _POLISH_SECONDS = 5e-4, 3.0
_FRESH_A_ROUND = 60_000


@dataclass(frozen=True)
class SharedTrucks:
    """Whole loads on each haul, their saving, a saving no plan can beat (fen), and the price of an hour each week."""

    pair: Integers
    week: Integers
    loads: Integers
    saving_fen: int
    bound_fen: float
    hour_price_fen: Reals
    rounds: int
    is_early: bool


@dataclass(frozen=True)
class _Rows:
    """Rows every haul draws on: surplus, deficit, both site-weeks where limited, and the week's hours. −1: none."""

    of_arc: Integers
    use: Reals
    room: Reals


@dataclass(frozen=True)
class SplitPlan:
    """The best plan if a load could be split: amounts on the chosen arcs, prices of the rows, a proven bound."""

    rows: _Rows
    gain: Reals
    chosen: Integers
    amount: Reals
    price: Reals
    bound_fen: float
    rounds: int
    is_early: bool = False

    @property
    def saving_fen(self) -> float:
        return float(np.dot(self.gain[self.chosen], self.amount))

    def hour_price_fen(self, weeks: int) -> Reals:
        """What one more truck hour is worth in each week."""
        return self.price[len(self.price) - weeks :]


def solve_shared_trucks(market: Market, *, seconds: float = 120.0, stop: Stop | None = None) -> SharedTrucks:
    """Most saving within the shared truck hours, in whole loads, with a bound over every worthwhile pair and week.

    Method: hour prices by subgradient over the network, linear programme on the hauls they leave (HiGHS), omitted
    hauls priced in, rounded down and filled up; small cases end with an exact search among the hauls still possible.
    `seconds` bounds the whole run: when they are over the best plan so far stands, with the bound proven so far
    (is_early). Checked against brute force on tiny cases. Raises Cancelled, SolverMissing.
    """
    deadline = Deadline.after(seconds)
    arcs = arcs_of(market, np.arange(len(market.pairs)), is_every_week=True)
    split = split_plan(market, arcs, deadline=deadline, stop=stop)
    loads = _whole_loads(split)
    loads, bound = _polished(split, loads, deadline)
    used = np.flatnonzero(loads)
    saving = int(np.dot(split.gain[used], loads[used]))
    hours = split.hour_price_fen(market.case.weeks)
    return SharedTrucks(
        arcs.pair[used], arcs.week[used], loads[used], saving, bound, hours, split.rounds, split.is_early
    )


def split_plan(market: Market, arcs: Arcs | None = None, *, deadline: Deadline, stop: Stop | None = None) -> SplitPlan:
    """The optimum when loads may be split: what marginal values are differences of. is_early: only what time allowed."""
    arcs = arcs or arcs_of(market, np.arange(len(market.pairs)), is_every_week=True)
    rows = _rows(market, arcs)
    gain = market.pairs.saving_fen[arcs.pair].astype(np.float64)
    if not len(arcs):
        return SplitPlan(rows, gain, arcs.pair, gain, np.zeros(len(rows.room)), 0.0, 0)
    chosen, bound, hour_price = first_hauls(market, arcs, deadline)
    chosen = chosen if len(chosen) else np.arange(min(1000, len(gain)))
    found = _without_programme(rows, gain, hour_price, bound)
    for turn in range(1, _MOST_ROUNDS + 1):
        if deadline.is_over:
            break
        try:
            answer = solve_mixed_integer(_programme(rows, gain, chosen), seconds=deadline.left, stop=stop)
        except (SolverOutOfTime, SolverDied):
            break
        price = np.maximum(0.0, -answer.row_price)
        spare = gain - _charge(rows, price)
        bound = min(bound, _dual_value(rows, price, spare))
        is_new = spare > 1e-6 * (1 + gain.max(initial=0))
        is_new[chosen] = False
        fresh = np.flatnonzero(is_new)
        is_done = not len(fresh) or bound + answer.cost <= _GOOD_ENOUGH * bound or turn == _MOST_ROUNDS
        is_early = answer.is_stopped_early or not is_done
        found = SplitPlan(rows, gain, chosen, answer.x, price, bound, turn, is_early)
        if is_done or answer.is_stopped_early:
            break
        fresh = fresh[np.argsort(-spare[fresh], kind="stable")[:_FRESH_A_ROUND]]
        chosen = np.sort(np.concatenate([chosen, fresh]))
    return found


def _without_programme(rows: _Rows, gain: Reals, hour_price: Reals, bound: float) -> SplitPlan:
    """What is known before the programme has an answer: hour prices and their bound. Loads are then filled by price."""
    price = np.zeros(len(rows.room))
    price[len(price) - len(hour_price) :] = hour_price
    none = np.zeros(0, dtype=np.int64)
    return SplitPlan(rows, gain, none, np.zeros(0), price, bound, 0, is_early=True)


def _dual_value(rows: _Rows, price: Reals, spare: Reals) -> float:
    """A saving no plan beats, whatever the prices: room at its price, and every haul still worth more than it pays."""
    return float(np.dot(rows.room, price) + np.dot(np.maximum(0.0, spare), _most(rows)))


def _rows(market: Market, arcs: Arcs) -> _Rows:
    n, weeks = market.surplus_count, market.case.weeks
    sites = len(market.loads)
    ends = (market.pairs.surplus[arcs.pair], n + market.pairs.deficit[arcs.pair])
    limited = np.flatnonzero(market.is_limited)
    first = np.full(sites, -1, dtype=np.int64)
    first[limited] = sites + np.arange(len(limited)) * weeks
    week_rows = [np.where(first[end] >= 0, first[end] + arcs.week - 1, -1) for end in ends]
    hour_row = sites + len(limited) * weeks + arcs.week - 1
    room = np.concatenate([market.loads, np.maximum(0, market.week_limit[limited]).ravel(), market.truck_hours])
    use = np.ones((5, len(arcs)))
    use[4] = market.hours_per_load()[arcs.pair]
    return _Rows(np.stack([*ends, *week_rows, hour_row]), use, room.astype(np.float64))


def _polished(split: SplitPlan, loads: Integers, deadline: Deadline) -> tuple[Integers, float]:
    """Whole loads improved by exact search where few hauls can still matter, and the bound it proves."""
    rows, gain, bound = split.rows, split.gain, split.bound_fen
    best = float(np.dot(gain, loads))
    spare = gain - _charge(rows, split.price)
    # One load of a haul priced further below the bound than the whole gap cannot be part of a better plan.
    possible = np.flatnonzero(spare >= best - _dual_value(rows, split.price, spare) - 1.0)
    if split.is_early or bound - best <= _POLISH_ABOVE * bound or len(possible) > _EXACT_COLUMNS:
        return loads, bound
    programme = replace(_programme(rows, gain, possible), is_whole=np.ones(len(possible), dtype=bool))
    guess = loads[possible].astype(np.float64)
    try:
        answer = solve_mixed_integer(
            programme, seconds=min(_POLISH_SECONDS, deadline.left), gap=1e-5, first_guess=guess
        )
    except OptimiseError:
        return loads, bound  # the plan at hand stands, with its own proven gap
    if -answer.cost > best:
        best, loads = -answer.cost, np.zeros_like(loads)
        loads[possible] = np.rint(answer.x).astype(np.int64)
    return loads, min(bound, max(best, -answer.bound))


def _most(rows: _Rows) -> Reals:
    return np.asarray(np.minimum(rows.room[rows.of_arc[0]], rows.room[rows.of_arc[1]]))


def _charge(rows: _Rows, price: Reals) -> Reals:
    padded = np.append(price, 0.0)  # row −1, no limit, costs nothing
    return np.asarray((padded[rows.of_arc] * rows.use).sum(axis=0))


def _programme(rows: _Rows, gain: Reals, chosen: Integers) -> MixedInteger:
    of_arc, use = rows.of_arc[:, chosen], rows.use[:, chosen]
    is_real = of_arc >= 0
    column = np.broadcast_to(np.arange(len(chosen)), of_arc.shape)[is_real]
    start, row, value = columns_from_triplets(of_arc[is_real], column, use[is_real], len(chosen))
    free, count = np.full(len(chosen), np.inf), len(rows.room)
    return MixedInteger(
        -gain[chosen], np.zeros(len(chosen)), free, np.zeros(len(chosen), dtype=bool),
        start, row, value, np.full(count, -np.inf), rows.room,
    )  # fmt: skip


def _whole_loads(split: SplitPlan) -> Integers:
    """The split plan rounded down, then filled up with whole loads worth most beyond the prices of what they use."""
    rows, gain, chosen = split.rows, split.gain, split.chosen
    loads = np.zeros(len(gain), dtype=np.int64)
    loads[chosen] = np.floor(split.amount + 1e-6).astype(np.int64)
    room = np.append(rows.room, np.inf)
    for row, use in zip(rows.of_arc, rows.use, strict=True):
        np.subtract.at(room, row, np.where(row >= 0, use * loads, 0.0))
    spare = gain - _charge(rows, split.price)
    worth = np.flatnonzero((spare > -0.25 * gain) & np.all(room[rows.of_arc] >= rows.use, axis=0))
    for arc in worth[np.argsort(-spare[worth], kind="stable")]:
        row, use = rows.of_arc[:, arc], rows.use[:, arc]
        count = int(np.floor((room[row] / use).min() + 1e-9))
        if count > 0:
            loads[arc] += count
            room[row[row >= 0]] -= count * use[row >= 0]
    return loads
