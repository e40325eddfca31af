"""Named projects as facts: investor, amount, stage, capacity and land gathered from the numbers that speak of them."""

from __future__ import annotations

import re
from bisect import bisect_right

from dianxiaoer.engines.text.clean import CleanText
from dianxiaoer.engines.text.facts import Fact
from dianxiaoer.engines.text.frame import Measured
from dianxiaoer.engines.text.named import Named
from dianxiaoer.engines.text.numbers import Number, find_numbers
from dianxiaoer.engines.text.segments import Sentence
from dianxiaoer.engines.text.timing import Clock

_FIELD_OF = {
    "pj.inv": "amount",
    "pj.done": "invested",
    "pj.bond": "bond",
    "pj.bldg": "buildings",
    "pj.land": "land",
    "pj.jobs": "jobs",
}
_YEARLY = re.compile(r"[年日](?:产|处理|加工|屠宰|出栏)\d")
_SURE = {
    "project.list": 0.88,
    "project.anchor": 0.84,
    "project.built": 0.8,
    "project.title": 0.8,
    "project.phase": 0.75,
}


def project_facts(
    cleaned: CleanText, named: list[Named], measured: list[Measured], cut: list[Sentence], clock: Clock
) -> list[Fact]:
    """One fact a project, at its first naming."""
    starts = [sentence.start for sentence in cut]
    facts = []
    by_project: dict[str, list[Measured]] = {}
    for number in measured:
        if number.project is not None:
            by_project.setdefault(number.project, []).append(number)
    for one in named:
        fields: dict[str, object] = {"name": one.name, "stage": one.stage, "investor": one.investor}
        for number in by_project.get(one.name, ()):
            if field := _FIELD_OF.get(number.indicator):
                fields.setdefault(field, number.value)
                if number.unit == "CNY":
                    fields["unit"] = "CNY"
            if number.indicator == "pj.cap" and "capacity" not in fields:
                fields["capacity"] = {"value": number.value, "unit": number.unit}
        if "capacity" not in fields and (named_in := _capacity_in(one.name)) is not None:
            fields["capacity"] = {"value": named_in.value, "unit": named_in.unit}
        sentence = cut[max(0, bisect_right(starts, one.start) - 1)]
        fields["period"] = _period(clock, one, sentence)
        span = cleaned.raw_span(one.start, one.end)
        facts.append(Fact("project", span, _SURE[one.rule], one.rule, (cleaned.text[one.start : one.end],), fields))
    return facts


def _capacity_in(name: str) -> Number | None:
    """The capacity a name states: 年产20万吨硅基新材料项目."""
    if not _YEARLY.search(name):
        return None
    return next((one for one in find_numbers(name) if one.kind != "money"), None)


def _period(clock: Clock, named: Named, sentence: Sentence) -> str | None:
    marks = [mark for mark in clock.within(sentence.start, named.start) if mark.kind != "target"]
    return marks[-1].period or None if marks else None
