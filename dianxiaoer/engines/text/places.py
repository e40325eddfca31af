"""Regions a report is about or visits, as facts: its subject, the parks it speaks of, the cities 赴…参加 names."""

from __future__ import annotations

import re

from dianxiaoer.engines.text.clean import CleanText
from dianxiaoer.engines.text.facts import Fact
from dianxiaoer.engines.text.regions import Gazetteer, Subject
from dianxiaoer.engines.text.windows import matches

_VISIT = re.compile(r"赴(?P<places>[\u4e00-\u9fff、]{2,40}?)(?:等地)?(?:参加|参展|出席)")
_PARK_END = re.compile(r"[园区](?:的|,(?:以|重点|主要)|(?<=经开区|高新区|开发区)(?=[\u4e00-\u9fff]{4,30}项目))")
_PARK = re.compile(
    r"(?:走进|来到|位于|在)(?P<in>[\u4e00-\u9fff]{2,16}?(?:产业园区|工业园区|产业园|经开区|高新区|开发区|产业集聚区|科技园))的"
    r"|(?:^|[,,;:。、])(?:[东西南北中]部)?(?P<lead>[\u4e00-\u9fff]{2,14}?(?:产业园区|工业园区|产业园|产业集聚区|开发区)),(?:以|重点|主要)"
    r"|在(?P<zone>经开区|高新区|开发区)(?=[\u4e00-\u9fff]{4,30}项目)"
)


def region_facts(cleaned: CleanText, gazetteer: Gazetteer, subject: Subject | None) -> list[Fact]:
    """Region facts in order: the subject with what it belongs to, then parks, then places visited."""
    text = cleaned.text
    facts: list[Fact] = []
    chain = []
    one = subject
    while one is not None:
        chain.append(one)
        one = one.parent
    for one in reversed(chain):
        name = one.name
        if one.parent is not None:
            name = _short_path(one)
        facts.append(_fact(cleaned, one.start, one.end, name, one.level, "region.subject", 0.95))
    facts += _parks(cleaned, subject, gazetteer)
    for match in _VISIT.finditer(text):
        said = match["places"].split("、")
        mentions = gazetteer.scan(text, *match.span("places"))
        if len(mentions) != len(said):
            continue
        if any(len(one) > 5 for one in said):
            continue
        for mention in mentions:
            if len(mention.codes) == 1:
                division = gazetteer.by_code[mention.codes[0]]
                facts.append(
                    _fact(cleaned, mention.start, mention.end, division.path, division.level, "region.visited", 0.85)
                )
    return facts


_PROVINCE = re.compile(r"^[\u4e00-\u9fff]{2,3}?(?:省|自治区)")


def _short_path(subject: Subject) -> str:
    """A park under another subject is named with that one, without the province: 兰州新区中川园区."""
    parent = subject.parent
    if parent is None:
        return subject.name
    return _PROVINCE.sub("", parent.name) + subject.name.removeprefix(parent.name)


_SIDE = re.compile(r"(?:[东西南北中]部|新建的|市|该)")
_NO_PARK = re.compile(r"的|打造|位于|走进|来到|建设|为|[是在]")
_BARE_ZONE = re.compile(r"(?:市|区|县|省)?(?:高新区|经开区|开发区)")
_DISTRICT_END = re.compile(r"区$")


def _parks(cleaned: CleanText, subject: Subject | None, gazetteer: Gazetteer) -> list[Fact]:
    text = cleaned.text
    facts: list[Fact] = []
    known: list[str] = []
    short = ""
    if subject is not None and subject.code is not None:
        division = gazetteer.by_code[subject.code]
        short = division.short if subject.level == "development_zone" else division.name
    for match in matches(_PARK, _PARK_END, text, 24, 36):
        group = match.lastgroup or "in"
        said, start, end = match[group], match.start(group), match.end(group)
        if lead := _SIDE.match(said):
            start += lead.end()
            said = said[lead.end() :]
        if _NO_PARK.search(said) or (_BARE_ZONE.fullmatch(said) and said[0] in "市区县省"):
            continue
        stem = _DISTRICT_END.sub("", said)
        if any(stem in one or one in stem for one in known) or (subject is not None and said in subject.name):
            continue
        known.append(stem)
        name = said if short and said.startswith(short) else short + said
        facts.append(_fact(cleaned, start, end, name, "park", "region.park", 0.75))
    return facts


def _fact(cleaned: CleanText, start: int, end: int, name: str, level: str, rule: str, sure: float) -> Fact:
    return Fact(
        "region", cleaned.raw_span(start, end), sure, rule, (cleaned.text[start:end],), {"name": name, "level": level}
    )
