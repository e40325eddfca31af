"""How several benefits of one firm stand beside each other, as a plan made once for all firms.

A highest-only or choose-one group admits one of its clauses; a not-with pair admits one of the two; the rest add up.
Caps on groups and on a document's firm-year nest. The best total is exact: clauses that exclude each other form
components, and every maximal set free of conflict within a component is weighed. Ties fall to the first set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

MAX_SETS = 4096


class TooManyChoices(ValueError):
    """A component whose alternatives are too many to weigh; `members` are clause positions."""

    def __init__(self, members: Sequence[int]) -> None:
        super().__init__(f"more than {MAX_SETS} alternatives")
        self.members = tuple(members)


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `limit_fen` over `members` (clause positions, ascending). Inner caps come before outer ones."""

    limit_fen: int
    members: tuple[int, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Component:
    """Clauses that exclude each other, directly or through others. sets: the alternatives, each ascending."""

    members: tuple[int, ...]
    sets: tuple[tuple[int, ...], ...]
    caps: tuple[Cap, ...]


@dataclass(frozen=True, slots=True)
class StackingPlan:
    """components: where a choice is made. caps: all caps, inner first, applied to what was chosen."""

    components: tuple[Component, ...]
    caps: tuple[Cap, ...]


def plan_stacking(
    conflicts: set[tuple[int, int]], groups: Sequence[tuple[int, ...]], caps: Sequence[Cap]
) -> StackingPlan:
    """The plan for clauses 0…n−1. conflicts: pairs (low, high) that may not be had together.

    groups: clause positions of which one may be had. caps: inner first, nested or apart.
    Raises TooManyChoices. Method: maximal independent sets by depth-first search per component.
    """
    pairs = set(conflicts) | {pair for group in groups for pair in combinations(sorted(group), 2)}
    contested = {member for pair in pairs for member in pair}
    ties = [tuple(cap.members) for cap in caps if contested & set(cap.members)]
    made = []
    for members in _connected(pairs, ties):
        if contested & set(members):
            inner = tuple(cap for cap in caps if set(cap.members) <= set(members))
            made.append(Component(members, _alternatives(members, pairs), inner))
    return StackingPlan(tuple(made), tuple(caps))


def _connected(pairs: set[tuple[int, int]], ties: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    leader: dict[int, int] = {}

    def find(member: int) -> int:
        while leader.setdefault(member, member) != member:
            member = leader[member]
        return member

    for bond in (*sorted(pairs), *ties):
        for member in bond[1:]:
            low, high = sorted((find(bond[0]), find(member)))
            leader[high] = low
    found: dict[int, list[int]] = {}
    for member in sorted(leader):
        found.setdefault(find(member), []).append(member)
    return [tuple(members) for _, members in sorted(found.items())]


def _alternatives(members: tuple[int, ...], pairs: set[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    rivals = {m: {b if a == m else a for a, b in pairs if m in (a, b)} for m in members}
    found: list[tuple[int, ...]] = []

    def grow(position: int, chosen: tuple[int, ...]) -> None:
        if position == len(members):
            if all(m in chosen or rivals[m] & set(chosen) for m in members):
                found.append(chosen)
                if len(found) > MAX_SETS:
                    raise TooManyChoices(members)
            return
        member = members[position]
        if not rivals[member] & set(chosen):
            grow(position + 1, (*chosen, member))
        if any(rival in chosen or rival > member for rival in rivals[member]):
            grow(position + 1, chosen)

    if len(members) > 200:
        raise TooManyChoices(members)
    grow(0, ())
    return tuple(found)
