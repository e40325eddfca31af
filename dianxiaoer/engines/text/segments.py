"""A cleaned text cut into lines and sentences; which lines are headings or list items."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Begins with one set of characters, so that the search skips what is none of them (as other patterns here do).
_BREAK = re.compile(r"[。!?!?;;…](?:(?<=…)…+|(?<!…)[。!?!?;;]*[”’」)》]*)")
#: A line longer than any paragraph is cut hard, so that no reading of it grows with its square.
_LONGEST = 2_000
_LONG_SENTENCE = 500
_BULLET = re.compile(r"^[ \u3000]*(?:[●■◆★▲○□·•▶►※]|[-—]\s|\d{1,2}[.、.)]|[((]?[一二三四五六七八九十]+[))、.])")


@dataclass(slots=True)
class Sentence:
    """Text [start, end) up to its full stop or semicolon; `line` numbers its line, `soft` says it follows a semicolon."""

    start: int
    end: int
    line: int
    soft: bool
    heading: bool
    bullet: bool


def sentences(text: str) -> list[Sentence]:
    """Every sentence of a cleaned text, in order. A heading is a short line without a full stop."""
    found: list[Sentence] = []
    offset = 0
    for number, line in enumerate(text.split("\n")):
        _cut(text, offset, offset + len(line), number, found)
        offset += len(line) + 1
    return found


def _cut(text: str, start: int, end: int, number: int, found: list[Sentence]) -> None:
    body = text[start:end].strip()
    if not body:
        return
    if end - start > _LONGEST:
        for first in range(start, end, _LONGEST):
            _cut(text, first, min(first + _LONGEST, end), number, found)
        return
    bullet = _BULLET.match(body) is not None
    heading = len(body) <= 42 and body[-1] not in "。!?;,、…!?" and not bullet
    position, soft = start, False
    for match in _BREAK.finditer(text, start, end):
        stop, following = match.span()
        if stop - position > _LONG_SENTENCE:
            _pieces(text, position, stop, number, soft, heading, bullet, found)
        elif stop > position:
            found.append(Sentence(position, stop, number, soft, heading, bullet))
        position, soft = following, text[stop] in ";;"
    if position < end:
        _pieces(text, position, end, number, soft, heading, bullet, found)


def _pieces(
    text: str, start: int, end: int, number: int, soft: bool, heading: bool, bullet: bool, found: list[Sentence]
) -> None:
    """One sentence, or several joined ones where it runs past any sentence's length."""
    while end - start > _LONG_SENTENCE:
        comma = text.rfind(",", start + _LONG_SENTENCE // 2, start + _LONG_SENTENCE)
        stop = comma + 1 if comma > 0 else start + _LONG_SENTENCE
        found.append(Sentence(start, stop, number, soft, heading, bullet))
        start, soft = stop, True
    found.append(Sentence(start, end, number, soft, heading, bullet))
