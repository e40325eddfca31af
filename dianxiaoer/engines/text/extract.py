"""A report in, facts with spans out: clean, cut, scan, walk, resolve."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from dianxiaoer.engines.text.clean import CleanText, clean
from dianxiaoer.engines.text.confidence import confidence_of
from dianxiaoer.engines.text.dateline import published_on, year_of
from dianxiaoer.engines.text.events import find_events
from dianxiaoer.engines.text.facts import Fact, Report
from dianxiaoer.engines.text.frame import Measured
from dianxiaoer.engines.text.indicators import Walk
from dianxiaoer.engines.text.lexicon import load_lexicon
from dianxiaoer.engines.text.named import Named, load_project_words
from dianxiaoer.engines.text.numbers import find_numbers, load_units
from dianxiaoer.engines.text.organisations import find_organisations
from dianxiaoer.engines.text.periods import Calendar, find_times
from dianxiaoer.engines.text.places import region_facts
from dianxiaoer.engines.text.policies import find_policies
from dianxiaoer.engines.text.project_facts import project_facts
from dianxiaoer.engines.text.project_once import once
from dianxiaoer.engines.text.projects import find_projects
from dianxiaoer.engines.text.regions import Gazetteer, Mention, load_gazetteer, subject_of
from dianxiaoer.engines.text.segments import Sentence, sentences
from dianxiaoer.engines.text.timing import Clock, default_period
from dianxiaoer.engines.text.topic import is_report

#: No report names more projects; a page that seems to is a list or an attack.
_MOST = 400
_MOST_NUMBERS = 4_000
_HEAD, _FOOT = 900, 200


def read_report(raw: str, *, published: date | None = None, words: Path | None = None) -> Report:
    """The facts of one report.

    raw: the text as it came (any script, HTML and crawl damage allowed). published: its date when known; else read from
    the dateline. words: an office's folder of own tables. A page of another kind gives no facts. Same text, same facts.
    """
    cleaned = clean(raw)
    text = cleaned.text
    day = published or published_on(text)
    if not is_report(text):
        return Report((), None, day.isoformat() if day else None)
    calendar = Calendar(day, year_of(text, day))
    cut = sentences(text)
    gazetteer = load_gazetteer(words)
    mentions = _mentions(text, gazetteer)
    subject = subject_of(text, mentions, gazetteer)
    region = subject.name if subject else None
    named = find_projects(text, cut, load_project_words(words))[:_MOST]
    clock = _clock(text, calendar)
    measured, periods = _measure(text, cut, named, clock, words)
    facts: list[Fact] = [
        _indicator(cleaned, one, period, region) for one, period in zip(measured, periods, strict=True)
    ]
    facts += region_facts(cleaned, gazetteer, subject)
    facts += project_facts(cleaned, once(named), measured, cut, clock)
    facts += find_events(cleaned, cut, clock, measured)
    facts += find_policies(cleaned, cut, clock)
    facts += find_organisations(cleaned, cut, named)
    return Report(
        tuple(sorted(facts, key=lambda fact: (fact.span, fact.type))), region, day.isoformat() if day else None
    )


def _mentions(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Divisions named at the head and the foot of a report: that is where it says what it is about."""
    if len(text) <= _HEAD + _FOOT:
        return gazetteer.scan(text)
    return gazetteer.scan(text, 0, _HEAD) + gazetteer.scan(text, len(text) - _FOOT, len(text))


def _clock(text: str, calendar: Calendar) -> Clock:
    marks = find_times(text, calendar)
    return Clock(text, calendar, marks, default_period(marks, calendar), [mark.start for mark in marks])


def _measure(
    text: str, cut: list[Sentence], named: list[Named], clock: Clock, words: Path | None
) -> tuple[list[Measured], list[str | None]]:
    numbers = find_numbers(text, load_units(words))[:_MOST_NUMBERS]
    starts = [number.start for number in numbers]
    walk = Walk(text, load_lexicon(words), named)
    periods: list[str | None] = []
    measured = walk.measured
    for sentence in cut:
        low = bisect_left(starts, sentence.start)
        clock.enter(sentence)
        walk.read(sentence, numbers[low : bisect_left(starts, sentence.end, low)])
        while len(periods) < len(measured):
            one = measured[len(periods)]
            periods.append(clock.at(one.number.start, sentence, _aim(measured, len(periods)), one.indicator))
        clock.leave(sentence)
    return measured, _from_body(measured, periods)


def _aim(measured: list[Measured], at: int) -> str:
    """The role that says when: a share of a target, and the plan beside it, hold when the target does."""
    one = measured[at]
    if (
        (one.role == "share" or one.indicator == "key.plan")
        and at
        and measured[at - 1].role == "target"
        and measured[at - 1].sentence.line == one.sentence.line
    ):
        return "target"
    return one.role


def _from_body(measured: list[Measured], periods: list[str | None]) -> list[str | None]:
    """A headline's number holds for the period the body gives the same number."""
    told = {(one.indicator, one.role, one.value): period for one, period in zip(reversed(measured), reversed(periods), strict=True)
            if period and not one.sentence.heading}  # fmt: skip
    return [
        told.get((one.indicator, one.role, one.value), period)
        if one.sentence.heading and one.sentence.line < 3
        else period
        for one, period in zip(measured, periods, strict=True)
    ]


def _indicator(cleaned: CleanText, measured: Measured, period: str | None, region: str | None) -> Fact:
    span = cleaned.raw_span(measured.number.start, measured.number.end)
    fields = {
        "ind": measured.indicator, "role": measured.role, "value": measured.value, "unit": measured.unit, "op": measured.op,
        "period": period, "region": region, "filter": measured.filter, "project": measured.project, "scope": measured.scope,
        "versus": measured.versus,
    }  # fmt: skip
    return Fact("indicator", span, confidence_of(measured), measured.rule, measured.because, fields)


def read_reports(texts: Iterable[str]) -> list[Report]:
    """The facts of several reports, in order."""
    return [read_report(text) for text in texts]
