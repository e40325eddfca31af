"""When a report was published and which year it speaks of, read from its dateline and its words."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

_DATE = re.compile(r"(20\d\d)(?<!\d\d{4})\s?[-年/.]\s?(\d{1,2})\s?[-月/.]\s?(\d{1,2})(?:日|(?!\d))")
_YEAR = re.compile(r"(20[0-4]\d)(?<!\d\d{4})年")


_SOURCE = re.compile(r"发布|来源|日报|时间|讯")
_SOURCE_LONG = re.compile(r"来源|发布|时间|版|\d:\d\d|编辑|日期")


def published_on(text: str) -> date | None:
    """The publication date a dateline states (first lines, else last lines); None when there is none."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in [*lines[:12], *lines[:-6:-1]]:
        if len(line) > 90 and not _SOURCE.search(line[:60]):
            continue
        for match in _DATE.finditer(line[:120]):
            if len(line) > 60 and not _SOURCE_LONG.search(line):
                continue
            try:
                return date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                continue
    return None


def year_of(text: str, published: date | None) -> int | None:
    """The year 今年 means: of publication, else the latest of the years named most."""
    if published is not None:
        return published.year
    named = Counter(int(year) for year in _YEAR.findall(text))
    return max(named, key=lambda year: (named[year], year)) if named else None
