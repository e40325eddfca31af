"""Where in a long text a costly pattern is worth trying: around the characters it cannot do without."""

from __future__ import annotations

import re
from collections.abc import Iterator


def around(
    trigger: re.Pattern[str], text: str, before: int, after: int, start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int]]:
    """[low, high) of text[start:end] within `before` and `after` characters of a match of `trigger`, overlaps joined."""
    stop = len(text) if end is None else end
    low = high = start
    for found in trigger.finditer(text, start, stop):
        first = found.start() - before
        if first > high:
            if high > low:
                yield low, min(high, stop)
            low = first
        high = found.end() + after
    if high > low:
        yield low, min(high, stop)


def matches(
    pattern: re.Pattern[str], trigger: re.Pattern[str], text: str, before: int, after: int, start: int = 0, end: int | None = None
) -> Iterator[re.Match[str]]:  # fmt: skip
    """Matches of `pattern` that begin at most `before` characters before a trigger and end at most `after` behind it."""
    for low, high in around(trigger, text, before, after, start, end):
        yield from pattern.finditer(text, low, high)
