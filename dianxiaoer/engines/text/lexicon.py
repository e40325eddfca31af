"""The cue lexicon: words of the trade → what a number beside them measures; one scan over a text finds them all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from operator import add
from pathlib import Path

from dianxiaoer.engines.text.tables import table_rows


@dataclass(frozen=True, slots=True)
class Cue:
    """What one cue word says: slot → (indicator, weight); an indicator "-" takes the number away, "@…" asks the frame."""

    word: str
    readings: dict[str, tuple[str, float]]
    rule: str


@dataclass(slots=True)
class Hit:
    """A cue word at [start, end) of a cleaned text."""

    start: int
    end: int
    cue: Cue


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cue words and nouns, both indexed by their first two characters, longest first."""

    cues: dict[str, tuple[Cue, ...]]
    nouns: dict[str, tuple[tuple[str, str], ...]]
    noun_of: dict[str, str]
    units: dict[str, str]

    def scan(self, text: str, start: int, end: int) -> list[Hit]:
        """Cue words in text[start:end], longest first at each place, none inside another. Linear."""
        hits: list[Hit] = []
        cues, body = self.cues, text[start:end]
        free = 0
        for at in [at for at, pair in enumerate(map(add, body, body[1:])) if pair in cues]:
            if at < free:
                continue
            for cue in cues[body[at : at + 2]]:
                if body.startswith(cue.word, at):
                    free = at + len(cue.word)
                    hits.append(Hit(start + at, start + free, cue))
                    break
        return hits

    def noun_at(self, text: str, position: int) -> tuple[str, int] | None:
        """(slot, end) of the longest noun that starts at `position`."""
        for word, slot in self.nouns.get(text[position : position + 2], ()):
            if text.startswith(word, position):
                return slot, position + len(word)
        return None

    def noun_before(self, text: str, end: int) -> tuple[str, int] | None:
        """(slot, start) of the longest noun that ends at `end`."""
        for size in (8, 7, 6, 5, 4, 3, 2):
            slot = self.noun_of.get(text[max(0, end - size) : end])
            if slot is not None:
                return slot, end - size
        return None


def _inherit(readings: dict[str, dict[str, tuple[str, float]]]) -> None:
    """A longer word hides the shorter one it begins or ends with, so it also says what that one says (信贷支持 ⊃ 信贷)."""
    for word, slots in readings.items():
        for size in range(len(word) - 1, 1, -1):
            for part in (word[-size:], word[:size]):
                for slot, (indicator, weight) in readings.get(part, {}).items():
                    if slot not in slots and indicator != "-":
                        slots[slot] = (indicator, weight - 0.3)


@cache
def load_lexicon(extra: Path | None = None) -> Lexicon:
    """The shipped cue words with those of an office's folder `extra` (`cues.tsv`, `nouns.tsv`, `indicators.tsv`).

    Raises ValueError naming the row when a cue speaks of an indicator nobody declared.
    """
    units = {row[0]: row[2] for row in table_rows("indicators.tsv", 3, extra)}
    readings: dict[str, dict[str, tuple[str, float]]] = {}
    rules: dict[str, str] = {}
    for words, mapping, weight, rule in table_rows("cues.tsv", 4, extra):
        for pair in mapping.split():
            slot, _, indicator = pair.partition("=")
            if indicator[0] not in "-@" and indicator not in units:
                raise ValueError(
                    f"cues.tsv:指标 {indicator} 未在 indicators.tsv 中 / unknown indicator in {words[:30]!r}"
                )
            for word in words.split("|"):
                reading = (indicator, float(weight or 3))
                known = readings.setdefault(word, {})
                if slot not in known or known[slot][1] < reading[1]:
                    known[slot] = reading
                    rules.setdefault(word, rule)
    _inherit(readings)
    cues: dict[str, list[Cue]] = {}
    for word, slots in readings.items():
        cues.setdefault(word[:2], []).append(Cue(word, slots, rules[word]))
    noun_of = {word: slot for slot, words in table_rows("nouns.tsv", 2, extra) for word in words.split("|")}
    nouns: dict[str, list[tuple[str, str]]] = {}
    for word, slot in noun_of.items():
        nouns.setdefault(word[:2], []).append((word, slot))
    return Lexicon(
        {key: tuple(sorted(found, key=lambda cue: -len(cue.word))) for key, found in cues.items()},
        {key: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for key, found in nouns.items()},
        noun_of,
        units,
    )
