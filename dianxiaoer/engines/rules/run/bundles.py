"""Which clauses are paid together, and which of them the compiled loop of money can take over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.rules.program.compiler import Program
from dianxiaoer.engines.rules.program.nodes import Node
from dianxiaoer.engines.rules.program.stacking import Cap, Component
from dianxiaoer.engines.rules.run.planes import Bits

Money = NDArray[np.float64]


@dataclass(frozen=True)
class Bundle:
    """Clauses whose payment hangs together: by exclusion or by a cap. Members ascending."""

    members: tuple[int, ...]
    components: tuple[Component, ...]
    caps: tuple[Cap, ...]

    @property
    def is_alone(self) -> bool:
        """Whether it is one clause that is paid as earned."""
        return len(self.members) == 1 and not self.caps

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


@dataclass(frozen=True)
class Earners:
    """Clauses whose amounts the compiled loop reads: fixed ones and those computed once for all firms.

    homes: where their met planes lie in a block's room. amounts: None where `fixed` (分) is the amount.
    is_alone: paid as earned, nothing else has a say.
    """

    positions: tuple[int, ...]
    homes: NDArray[np.int64]
    amounts: tuple[Node | None, ...]
    fixed: Money
    is_alone: NDArray[np.bool_]


def earners_of(program: Program, bundles: Sequence[Bundle], shared: frozenset[int], homes: dict[int, int]) -> Earners:
    """The clauses for the compiled loop. homes: truth → row of the room."""
    alone = {bundle.members[0] for bundle in bundles if bundle.is_alone}
    found = [
        (clause, clause.amount)
        for clause in program.clauses
        if clause.amount is not None and (clause.amount.op == "const" or clause.amount.index in shared)
    ]
    return Earners(
        tuple(clause.position for clause, _ in found),
        np.array([homes[clause.verdict.index] for clause, _ in found], dtype=np.int64),
        tuple(None if amount.op == "const" else amount for _, amount in found),
        np.array([float(amount.value) if amount.op == "const" else np.nan for _, amount in found]),
        np.array([clause.position in alone for clause, _ in found], dtype=np.bool_),
    )


@dataclass(frozen=True)
class Loops:
    """The compiled way: the loops, what they take over, the block's planes, and whether awards are wanted at all."""

    money: Any
    earners: Earners
    room: Bits
    met: NDArray[np.int64]
    is_lean: bool
