"""The five results of a condition and the logic between them.

The numbers are chosen so that "and" is the maximum: not_applicable < met < manual_review < unknown < unmet.
"or" is its mirror: not_applicable < unmet < manual_review < unknown < met. A part that does not apply drops out.
Source: Kleene's strong three-valued logic, widened by manual_review (an undecided value of another kind) and
not_applicable (the neutral element).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Verdict(IntEnum):
    """One of the five results."""

    NOT_APPLICABLE = 0
    MET = 1
    MANUAL_REVIEW = 2
    UNKNOWN = 3
    UNMET = 4

    @property
    def word(self) -> str:
        """The English word used in files and interfaces, e.g. `manual_review`."""
        return self.name.lower()

    @property
    def zh(self) -> str:
        """The word an officer reads, e.g. 需人工核定."""
        return ZH[self]


ZH = {
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.MET: "符合",
    Verdict.MANUAL_REVIEW: "需人工核定",
    Verdict.UNKNOWN: "待补充",
    Verdict.UNMET: "不符合",
}
#: swap met and unmet, keep the rest; indexed by code
OPPOSITE = (0, 4, 2, 3, 1)


def parse_verdict(word: str) -> Verdict | None:
    """The verdict an officer or a file names, in Chinese or English; None when it names none."""
    by_word = {verdict.word: verdict for verdict in Verdict} | {zh: verdict for verdict, zh in ZH.items()}
    return by_word.get(word.strip())


def both(codes: Iterable[int]) -> int:
    """The code of "all of these hold"."""
    return max(codes, default=0)


def either(codes: Iterable[int]) -> int:
    """The code of "at least one of these holds"."""
    return OPPOSITE[max((OPPOSITE[code] for code in codes), default=0)]


def at_least(needed: int, codes: Iterable[int]) -> int:
    """The code of "at least `needed` of these hold"; parts that do not apply are not counted."""
    counts = [0] * 5
    for code in codes:
        counts[code] += 1
    if sum(counts[1:]) == 0:
        return 0
    if counts[1] >= needed:
        return 1
    if counts[1] + counts[2] + counts[3] < needed:
        return 4
    return 3 if counts[3] else 2
