"""The cue lexicon: words of the trade → what a number beside them measures; one scan over a text finds them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import compress, count
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
    """Cue words and nouns; `cue_sizes`, `noun_sizes` and `noun_ends` say how long those are that begin (end) with two characters."""

    cue_of: dict[str, Cue]
    cue_sizes: dict[str, tuple[int, ...]]
    noun_sizes: dict[str, tuple[int, ...]]
    noun_ends: dict[str, tuple[int, ...]]
    noun_of: dict[str, str]
    units: dict[str, str]

    def scan(self, text: str, start: int, end: int) -> list[Hit]:
        """Cue words in text[start:end], longest first at each place, none inside another. Linear."""
        hits: list[Hit] = []
        cue_of, sizes, body = self.cue_of, self.cue_sizes, text[start:end]
        free = 0
        for at in compress(count(), map(sizes.__contains__, map(add, body, body[1:]))):
            if at < free:
                continue
            for size in sizes[body[at : at + 2]]:
                cue = cue_of.get(body[at : at + size])
                if cue is not None:
                    free = at + len(cue.word)  # the last slice of a sentence may be shorter than `size`
                    hits.append(Hit(start + at, start + free, cue))
                    break
        return hits

    def noun_at(self, text: str, position: int) -> tuple[str, int] | None:
        """(slot, end) of the longest noun that starts at `position`."""
        for size in self.noun_sizes.get(text[position : position + 2], ()):
            word = text[position : position + size]
            slot = self.noun_of.get(word)
            if slot is not None:
                return slot, position + len(word)
        return None

    def noun_before(self, text: str, end: int) -> tuple[str, int] | None:
        """(slot, start) of the longest noun that ends at `end`."""
        for size in self.noun_ends.get(text[end - 2 : end], ()):
            slot = self.noun_of.get(text[end - size : end]) if end >= size else None
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
    cue_of = {word: Cue(word, slots, rules[word]) for word, slots in readings.items()}
    noun_of = {word: slot for slot, words in table_rows("nouns.tsv", 2, extra) for word in words.split("|")}
    return Lexicon(cue_of, _sizes(cue_of), _sizes(noun_of), _sizes(noun_of, -2), noun_of, units)


def _sizes(words: Iterable[str], from_end: int = 0) -> dict[str, tuple[int, ...]]:
    """First two characters (last two: from_end -2) → lengths of the words that have them there, longest first."""
    sizes: dict[str, set[int]] = {}
    for word in words:
        pair = word[from_end:] if from_end else word[:2]
        sizes.setdefault(pair, set()).add(len(word))
    return {pair: tuple(sorted(found, reverse=True)) for pair, found in sizes.items()}
