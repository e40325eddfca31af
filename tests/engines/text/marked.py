"""Development articles: our own text with its facts marked in place, `{27个|signed.n=27@2023-01..2023-03}`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from dianxiaoer.engines.text.lexicon import load_lexicon

FOLDER = Path(__file__).parent / "articles"
_MARK = re.compile(r"\{([^{}|]*)\|([^{}]*)\}")
_ROLE_UNITS = {"yoy": "pct", "share": "pct", "pct_of_target": "pct", "diff": "pp", "multiple": "x", "rank": "rank"}


@dataclass(frozen=True)
class MarkedFact:
    """A fact an article states; `span` into its plain text."""

    kind: str
    indicator: str
    role: str
    value: float
    period: str
    name: str
    span: tuple[int, int]

    @property
    def key(self) -> tuple[str, str, float]:
        return self.indicator, self.role, round(self.value, 4)


@dataclass(frozen=True)
class MarkedArticle:
    """Plain text, the region and kind of report it is, and its facts; `region` None for a page of another kind."""

    name: str
    text: str
    region: str | None
    kind: str
    facts: tuple[MarkedFact, ...]


def read_articles(part: str) -> list[MarkedArticle]:
    """The articles of one part: dev (to tune on) or kept (never looked at while tuning)."""
    return [_read(path) for path in sorted((FOLDER / part).glob("*.txt"))]


def _read(path: Path) -> MarkedArticle:
    head, marked = path.read_text("utf-8").split("\n\n", 1)
    about = dict(line.split(": ", 1) for line in head.splitlines())
    pieces: list[str] = []
    facts: list[MarkedFact] = []
    length = at = 0
    period = ""
    for match in _MARK.finditer(marked):
        before = marked[at : match.start()]
        pieces += [before, match[1]]
        start = length + len(before)
        length = start + len(match[1])
        at = match.end()
        what, _, said = match[2].partition("@")
        period = "" if said == "-" else said or period
        if what != "-":
            facts.append(_fact(what, match[1], period, (start, length)))
    pieces.append(marked[at:])
    region = None if about["region"] == "-" else about["region"]
    return MarkedArticle(path.stem, "".join(pieces), region, about["kind"], tuple(facts))


def _fact(what: str, surface: str, period: str, span: tuple[int, int]) -> MarkedFact:
    if what.startswith("project"):
        return MarkedFact("project", "", "", 0.0, "", surface, span)
    indicator, _, value = what.partition("=")
    indicator, _, role = indicator.partition("/")
    if indicator not in load_lexicon().units:
        raise ValueError(f"unknown indicator {indicator} at {surface}")
    return MarkedFact("indicator", indicator, role or "actual", float(value), period, "", span)
