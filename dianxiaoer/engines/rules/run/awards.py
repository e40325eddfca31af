"""Money for a block of firms: amounts of those who qualify, then stacking, exactly as `settle` does for one firm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.rules.program.compiler import Program
from dianxiaoer.engines.rules.program.stacking import Cap, Component
from dianxiaoer.engines.rules.run.block import Block, Rows, compute
from dianxiaoer.engines.rules.run.planes import rows_of

Money = NDArray[np.float64]


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


@dataclass(frozen=True)
class Bundle:
    """Clauses whose payment hangs together: by exclusion or by a cap. Members ascending."""

    members: tuple[int, ...]
    components: tuple[Component, ...]
    caps: tuple[Cap, ...]

    @property
    def is_highest_only(self) -> bool:
        """Whether the bundle is one plain group of which one clause may be had."""
        if len(self.components) != 1 or self.caps:
            return False
        only = self.components[0]
        return only.members == self.members and all(len(chosen) == 1 for chosen in only.sets)


def bundles_of(program: Program) -> list[Bundle]:
    """Every clause that gives money, in the bundle it is paid with."""
    plan = program.stacking
    leader = {clause.position: clause.position for clause in program.clauses}

    def find(member: int) -> int:
        while leader[member] != member:
            member = leader[member]
        return member

    for bond in [component.members for component in plan.components] + [cap.members for cap in plan.caps]:
        for member in bond[1:]:
            low, high = sorted((find(bond[0]), find(member)))
            leader[high] = low
    together: dict[int, list[int]] = {}
    for member in leader:
        together.setdefault(find(member), []).append(member)
    paying = {clause.position for clause in program.clauses if clause.amount is not None}
    return [_bundle(tuple(members), program) for members in together.values() if paying & set(members)]


def _bundle(members: tuple[int, ...], program: Program) -> Bundle:
    inside = set(members)
    return Bundle(
        members,
        tuple(part for part in program.stacking.components if set(part.members) <= inside),
        tuple(cap for cap in program.stacking.caps if set(cap.members) <= inside and cap.members),
    )


def award_block(program: Program, block: Block, bundles: Sequence[Bundle]) -> list[Award]:
    """The awards of every clause that gives money, by bundle."""
    made: list[Award] = []
    for bundle in bundles:
        earned = [_earned(program, block, member) for member in bundle.members]
        if len(bundle.members) == 1 and not bundle.caps:
            made += [Award(member, rows, fen, fen, late) for member, rows, fen, late in earned]
        elif bundle.is_highest_only:
            made += _highest(block, earned)
        else:
            made += _weighed(block, bundle, earned)
    return made


Earned = tuple[int, Rows, Money, Rows]


def _earned(program: Program, block: Block, position: int) -> Earned:
    clause = program.clauses[position]
    empty = np.zeros(0, dtype=np.intp)
    if clause.amount is None:
        return position, empty, np.zeros(0), empty
    rows = rows_of(block.truths[clause.verdict.index][0][0])
    if clause.amount.op == "const":
        return position, rows, np.full(len(rows), float(clause.amount.value)), empty
    if clause.amount.index in block.shared:
        fen = block.number(clause.amount).take(rows)
    else:
        fen = np.broadcast_to(compute(block, clause.amount, rows, {}), rows.shape)
    unknown = np.isnan(fen)
    if unknown.any():
        return position, rows[~unknown], fen[~unknown], rows[unknown]
    return position, rows, fen, empty


def _highest(block: Block, earned: Sequence[Earned]) -> list[Award]:
    best = np.zeros(block.size)
    winner = np.full(block.size, -1, dtype=np.int32)
    for position, rows, fen, _ in earned:
        better = fen > best[rows]
        best[rows[better]] = fen[better]
        winner[rows[better]] = position
    return [
        Award(position, rows, fen, np.where(winner[rows] == position, fen, 0.0), late)
        for position, rows, fen, late in earned
    ]


def _weighed(block: Block, bundle: Bundle, earned: Sequence[Earned]) -> list[Award]:
    dense = {position: np.zeros(block.size) for position in bundle.members}
    for position, rows, fen, _ in earned:
        dense[position][rows] = fen
    kept = dict(dense)
    for component in bundle.components:
        for position, chosen in _choice(component, dense, block.size).items():
            kept[position] = np.where(chosen, dense[position], 0.0)
    paid = after_caps(kept, bundle.caps)
    return [Award(position, rows, fen, paid[position][rows], late) for position, rows, fen, late in earned]


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
