"""Stacking for one firm: which of the amounts earned are paid, and why the others are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dianxiaoer.engines.rules.program.stacking import Cap, StackingPlan


@dataclass(frozen=True, slots=True)
class Settlement:
    """paid_fen: by clause position. chosen: whether a clause is among those taken. cut_by: cap that reduced it."""

    paid_fen: tuple[int, ...]
    chosen: tuple[bool, ...]
    cut_by: dict[int, str]

    @property
    def total_fen(self) -> int:
        """All that is paid."""
        return sum(self.paid_fen)


def settle(plan: StackingPlan, earned_fen: Sequence[int]) -> Settlement:
    """What a firm gets of what it earned (分, by clause position; 0 where nothing is earned)."""
    chosen = [True] * len(earned_fen)
    for component in plan.components:
        best, best_total = component.sets[0], -1
        for members in component.sets:
            total = sum(_after_caps({m: earned_fen[m] for m in members}, component.caps).values())
            if total > best_total:
                best, best_total = members, total
        for member in component.members:
            chosen[member] = member in best
    kept = {i: amount if chosen[i] else 0 for i, amount in enumerate(earned_fen)}
    paid = _after_caps(kept, plan.caps)
    cut: dict[int, str] = {}
    for cap in plan.caps:
        for member in cap.members:
            if paid[member] < kept[member] and member not in cut:
                cut[member] = cap.name
    return Settlement(tuple(paid[i] for i in range(len(earned_fen))), tuple(chosen), cut)


def _after_caps(amounts: dict[int, int], caps: Sequence[Cap]) -> dict[int, int]:
    """Each cap in turn, inner before outer; what is above a cap is taken from the later clauses."""
    left = dict(amounts)
    for cap in caps:
        room = cap.limit_fen
        for member in cap.members:
            if member in left:
                left[member] = min(left[member], room)
                room -= left[member]
    return left
