"""Money for a block of firms: amounts of those who qualify, then stacking, exactly as `settle` does for one firm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.rules.program.compiler import Program
from dianxiaoer.engines.rules.program.stacking import Cap, Component
from dianxiaoer.engines.rules.run.block import Block, Rows, compute
from dianxiaoer.engines.rules.run.bundles import Bundle, Loops, Money
from dianxiaoer.engines.rules.run.planes import Bits, rows_of

NOBODY: Rows = np.zeros(0, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Award:
    """One clause in one block. rows: firms that qualify with a known amount, by position in the block, ascending.

    earned_fen, paid_fen: by row, before and after stacking. pending: firms that qualify but whose amount is unknown.
    """

    position: int
    rows: Rows
    earned_fen: Money
    paid_fen: Money
    pending: Rows


Earned = tuple[int, Rows, Money, Rows]


@dataclass
class Purse:
    """What a block pays. total_fen: by firm. fen, firms, pending: by clause position."""

    total_fen: Money
    fen: NDArray[np.int64]
    firms: NDArray[np.int64]
    pending: NDArray[np.int64]


def award_block(
    program: Program, block: Block, bundles: Sequence[Bundle], loops: Loops | None = None
) -> tuple[list[Award], Purse]:
    """The awards of every clause that gives money, by bundle (lean loops leave out those paid as earned)."""
    return _Awarder(program, block, loops).made(bundles)


class _Awarder:
    """The money of one block."""

    def __init__(self, program: Program, block: Block, loops: Loops | None) -> None:
        self.program, self.block, self.loops = program, block, loops
        clauses = len(program.clauses)
        self.purse = Purse(np.zeros(block.size), *(np.zeros(clauses, dtype=np.int64) for _ in range(3)))
        self.known = {} if loops is None else self.earned_fast(loops)

    def earned_fast(self, loops: Loops) -> dict[int, Earned]:
        """What the compiled loop finds, by clause position; empty for clauses it has already paid and nobody asks for."""
        earners, purse = loops.earners, self.purse
        kept = ~earners.is_alone if loops.is_lean else np.ones(len(earners.fixed), dtype=np.bool_)
        start = np.concatenate(([0], np.cumsum(loops.met)))
        rows, late = (np.empty(start[-1], dtype=np.intp) for _ in range(2))
        fen, counts = np.empty(start[-1]), np.zeros((3, len(kept)), dtype=np.int64)
        sums, arrays = (
            np.zeros(len(kept)),
            [None if node is None else self.block.number(node) for node in earners.amounts],
        )
        addresses = np.array([0 if values is None else values.ctypes.data for values in arrays], dtype=np.uint64)
        known, waiting, firms = counts
        loops.money.earn(
            loops.room, earners.homes, addresses, earners.fixed, earners.is_alone, kept, start, purse.total_fen,
            rows, fen, late, known, waiting, sums, firms,
        )  # fmt: skip
        places = np.array(earners.positions, dtype=np.intp)
        purse.pending[places] = waiting
        purse.fen[places[earners.is_alone]] = sums[earners.is_alone].astype(np.int64)
        purse.firms[places[earners.is_alone]] = firms[earners.is_alone]
        return {
            position: (position, rows[at : at + own], fen[at : at + own], late[at : at + slow])
            for position, at, own, slow, wanted in zip(
                earners.positions, start.tolist(), known.tolist(), waiting.tolist(), kept.tolist(), strict=False
            )
            if wanted
        }

    def made(self, bundles: Sequence[Bundle]) -> tuple[list[Award], Purse]:
        """Every award, and what they come to."""
        awards: list[Award] = []
        done = set(self.loops.earners.positions) if self.loops else set()
        for bundle in bundles:
            if bundle.is_alone:
                (member,) = bundle.members
                if member not in done or member in self.known:
                    _, rows, fen, late = self.earned(member)
                    awards.append(Award(member, rows, fen, fen, late))
                    if member not in done:
                        self.note(member, rows, fen)
                continue
            earned = [self.earned(member) for member in bundle.members]
            if bundle.is_highest_only:
                paid = self.highest(earned)
            elif not bundle.components:
                paid = self.capped(bundle, earned)
            else:
                paid = _weighed(self.block, bundle, earned)
            for (member, rows, fen, late), own in zip(earned, paid, strict=True):
                awards.append(Award(member, rows, fen, own, late))
                self.note(member, rows, own)
        return awards, self.purse

    def note(self, position: int, rows: Rows, paid: Money) -> None:
        """Adds what one clause pays."""
        if self.loops is not None:
            fen, firms = self.loops.money.pay(rows, paid, self.purse.total_fen)
        else:
            self.purse.total_fen[rows] += paid  # a firm stands once in the rows of a clause
            fen, firms = paid.sum(), np.count_nonzero(paid)
        self.purse.fen[position], self.purse.firms[position] = int(fen), int(firms)

    def earned(self, position: int) -> Earned:
        """Who qualifies for a clause, and what for."""
        if position in self.known:
            return self.known[position]
        clause, block = self.program.clauses[position], self.block
        if clause.amount is None:
            return position, NOBODY, np.zeros(0), NOBODY
        rows = self.rows(block.truths[clause.verdict.index][0][0])
        if clause.amount.op == "const":
            return position, rows, np.full(len(rows), float(clause.amount.value)), NOBODY
        if clause.amount.index in block.shared:
            fen = block.number(clause.amount).take(rows)
        else:
            fen = np.broadcast_to(compute(block, clause.amount, rows, {}), rows.shape)
        unknown, late = np.isnan(fen), NOBODY
        if unknown.any():
            rows, fen, late = rows[~unknown], fen[~unknown], rows[unknown]
        self.purse.pending[position] = len(late)
        return position, rows, fen, late

    def rows(self, met: Bits) -> Rows:
        """The firms of a plane, by position in the block."""
        if self.loops is None:
            return rows_of(met)
        rows = np.empty(int(np.bitwise_count(met).sum()), dtype=np.intp)
        self.loops.money.pick(met, rows)
        return rows

    def highest(self, earned: Sequence[Earned]) -> list[Money]:
        """What each clause of a highest-only group pays; a tie goes to the first."""
        best = np.zeros(self.block.size)
        winner = np.full(self.block.size, -1, dtype=np.int32)
        if self.loops is not None:
            for position, rows, fen, _ in earned:
                self.loops.money.better(rows, fen, position, best, winner)
            paid = [np.empty(len(rows)) for _, rows, _, _ in earned]
            for (position, rows, fen, _), own in zip(earned, paid, strict=True):
                self.loops.money.won(rows, fen, position, winner, own)
            return paid
        for position, rows, fen, _ in earned:
            gains = fen > best[rows]
            best[rows[gains]] = fen[gains]
            winner[rows[gains]] = position
        return [np.where(winner[rows] == position, fen, 0.0) for position, rows, fen, _ in earned]

    def capped(self, bundle: Bundle, earned: Sequence[Earned]) -> list[Money]:
        """What caps leave where nothing excludes anything: each cap in turn, later clauses are cut first."""
        paid = {position: fen for position, _, fen, _ in earned}
        rows_by_member = {position: rows for position, rows, _, _ in earned}
        for cap in bundle.caps:
            room = np.full(self.block.size, float(cap.limit_fen))
            for member in cap.members:
                rows = rows_by_member[member]
                if self.loops is not None:
                    own = np.empty(len(rows))
                    self.loops.money.under_cap(rows, paid[member], room, own)
                else:
                    own = np.minimum(paid[member], room[rows])
                    room[rows] -= own
                paid[member] = own
        return [paid[position] for position, _, _, _ in earned]


def _weighed(block: Block, bundle: Bundle, earned: Sequence[Earned]) -> list[Money]:
    dense = {position: np.zeros(block.size) for position in bundle.members}
    for position, rows, fen, _ in earned:
        dense[position][rows] = fen
    kept = dict(dense)
    for component in bundle.components:
        for position, chosen in _choice(component, dense, block.size).items():
            kept[position] = np.where(chosen, dense[position], 0.0)
    paid = after_caps(kept, bundle.caps)
    return [paid[position][rows] for position, rows, _, _ in earned]


def _choice(component: Component, dense: dict[int, Money], size: int) -> dict[int, NDArray[np.bool_]]:
    best = np.full(size, -1.0)
    chosen = {member: np.zeros(size, dtype=np.bool_) for member in component.members}
    for members in component.sets:
        left = after_caps({m: dense[m] for m in members}, component.caps)
        total = sum((left[m] for m in members), np.zeros(size))
        better = total > best
        best = np.where(better, total, best)
        for member in component.members:
            chosen[member] = np.where(better, member in members, chosen[member])
    return chosen


def after_caps(amounts: dict[int, Money], caps: Sequence[Cap]) -> dict[int, Money]:
    """Each cap in turn, inner before outer; what is above a cap is taken from the later clauses."""
    left = dict(amounts)
    for cap in caps:
        room: Money | float = float(cap.limit_fen)
        for member in cap.members:
            if member in left:
                left[member] = np.minimum(left[member], room)
                room = room - left[member]
    return left
