"""Scores of the text engine on marked articles: precision, recall and F1 by exact id + role + value (+ period)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dianxiaoer.engines.text.clean import clean
from dianxiaoer.engines.text.extract import read_report
from dianxiaoer.engines.text.facts import Fact, Report
from dianxiaoer.engines.text.numbers import find_numbers
from dianxiaoer.engines.text.ranks import find_ranks
from tests.engines.text.marked import MarkedArticle, MarkedFact

SERVICE = {"service", "finance", "matching"}


@dataclass
class Tally:
    """Right, found and stated counts of one kind of fact."""

    right: int = 0
    found: int = 0
    stated: int = 0

    def add(self, found: Counter[object], stated: Counter[object]) -> None:
        self.right += sum((found & stated).values())
        self.found += sum(found.values())
        self.stated += sum(stated.values())

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.stated) if self.found + self.stated else 1.0


@dataclass
class Scores:
    """Tallies by name, and how often facts at confidence ≥ .9 are right."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    sure: int = 0
    sure_right: int = 0

    def tally(self, name: str) -> Tally:
        return self.tallies.setdefault(name, Tally())


def score(
    articles: Iterable[MarkedArticle], damage: Callable[[str], str] | None = None,
    on_miss: Callable[[MarkedArticle, Report], None] | None = None,
) -> Scores:  # fmt: skip
    """Read every article (after `damage`, if given) and count."""
    scores = Scores()
    for article in articles:
        report = read_report(damage(article.text) if damage else article.text)
        _count(scores, article, report, spans=damage is None)
        if on_miss:
            on_miss(article, report)
    return scores


def _count(scores: Scores, article: MarkedArticle, report: Report, spans: bool) -> None:
    stated = [fact for fact in article.facts if fact.kind == "indicator"]
    found = report.of("indicator")
    stated_keys = Counter(fact.key for fact in stated)
    scores.tally("numbers").add(
        Counter(_value(fact) for fact in found), Counter(round(fact.value, 4) for fact in stated)
    )
    if spans:
        _count_read(scores.tally("numbers read where they stand"), stated, article.text)
    for name in ("indicators", "service kind" if article.kind in SERVICE else "other kinds"):
        scores.tally(name).add(Counter(_key(fact) for fact in found), stated_keys)
    scores.tally("indicators with period").add(
        Counter((*_key(fact), fact.fields["period"] or "") for fact in found if _dated(fact)),
        Counter((*fact.key, fact.period) for fact in stated if not fact.indicator.startswith("pj.")),
    )
    scores.tally("projects").add(
        Counter(_plain(fact.fields["name"]) for fact in report.of("project")),
        Counter(_plain(fact.name) for fact in article.facts if fact.kind == "project"),
    )
    if article.region:
        scores.tally("region of the report").add(Counter([report.region]), Counter([article.region]))
    else:
        scores.tally("facts on pages of other kinds").add(Counter(fact.span for fact in report.facts), Counter())
    left = stated_keys.copy()
    for fact in found:
        if fact.confidence >= 0.9:
            scores.sure += 1
            scores.sure_right += left[_key(fact)] > 0
        left[_key(fact)] -= 1


def _count_read(tally: Tally, stated: list[MarkedFact], text: str) -> None:
    """Every stated number as the scanner reads it at its place, whatever it was taken to mean."""
    cleaned = clean(text)
    read = [
        (cleaned.raw_span(one.start, one.end), one.value)
        for one in (*find_numbers(cleaned.text), *find_ranks(cleaned.text, 0, len(cleaned.text)))
    ]
    for fact in stated:
        here = [value for (start, end), value in read if start < fact.span[1] and fact.span[0] < end]
        right = any(round(value, 4) == round(abs(fact.value), 4) for value in here)
        tally.add(Counter({fact.span: min(len(here), 1)}), Counter({fact.span if right else ("misread", fact.span): 1}))


def _key(fact: Fact) -> tuple[str, str, float]:
    return fact.fields["ind"], fact.fields["role"], _value(fact)


def _value(fact: Fact) -> float:
    return round(float(fact.fields["value"]), 4)


def _dated(fact: Fact) -> bool:
    return not str(fact.fields["ind"]).startswith("pj.")


def _plain(name: str) -> str:
    return re.sub(r"项目|工程|[“”\s]", "", name)
