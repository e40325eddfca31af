"""Events of a report: fairs, signing ceremonies, visits, missions, meetings, bank-firm meetings."""

from __future__ import annotations

import re
from bisect import bisect_right

from dianxiaoer.engines.text.clean import CleanText
from dianxiaoer.engines.text.facts import Fact
from dianxiaoer.engines.text.frame import Measured
from dianxiaoer.engines.text.segments import Sentence
from dianxiaoer.engines.text.timing import Clock
from dianxiaoer.engines.text.windows import matches

_HAN = "\u4e00-\u9fff"
_FAIR_MARK = re.compile(rf"[届A-Z](?:(?<=届)|(?<=[A-Z])[{_HAN}]{{2,12}}?展)")
_FAIR = re.compile(
    rf"(?P<fair>(?:20\d\d年?)?(?:(?<=[助在和、])[{_HAN}]{{2,3}})?第[一二三四五六七八九十\d]{{1,3}}届[{_HAN}A-Za-z]{{0,24}}?(?:高端论坛|论坛|年会暨[{_HAN}]{{2,14}}论坛|博览会|展览会|交易会|洽谈会|投洽会|大会|年会|[{_HAN}]博会|(?<!发)展(?=[,。、和上期会中与]|$)))"
    rf"|(?:和|在|借助|参加(?:了)?)(?P<show>(?:20\d\d年?)?[{_HAN}]{{2,3}}[A-Z]{{2,8}}[{_HAN}]{{2,12}}?展)"
)
_HOLDING = re.compile("举[行办]|召开")
_HELD = re.compile(
    rf"在(?P<place>[{_HAN}]{{2,10}}?)(?:举行|召开|举办)的(?P<held>(?:20\d\d年?)?[{_HAN}“”0-9]{{4,40}}?(?:大会|仪式|座谈会|推进会|推介会|对接会|洽谈会|恳谈会|动员会))"
    rf"|(?:举办|举行|召开)(?:了)?(?:“[^”\n]{{4,30}}”)?(?P<done>(?:20\d\d年?)?[{_HAN}“”0-9]{{6,40}}?(?:签约仪式|开工仪式|座谈会|推介会|对接会|洽谈会|恳谈会|交流活动|考察活动|签约活动|开工活动|博览会|启动仪式))"
)
_MISSION = re.compile(
    rf"赴(?P<places>[{_HAN}、]{{2,30}}?)(?:等地)?开展\d+(?:余)?(?:批次|次|批)(?P<mission>[{_HAN}]{{0,6}}招商活动|[{_HAN}]{{0,4}}招商)"
)
_VISITORS = re.compile(
    rf"(?P<visitors>来自[{_HAN}、]{{2,20}}的(?:企业|客商))到(?P<where>[{_HAN}]{{3,14}}?)(?P<doing>(?:考察|参观|调研)(?:调研)?)"
)
_BANKS = re.compile(r"参加(?P<banks>银企对接会|政银企对接会|融资对接会|政金企对接会)(?=\d)")
_MEETING_KINDS = (("签约", "signing"), ("开工", "start"), ("推介", "roadshow"), ("银企", "finance_match"), ("融资", "finance_match"),
                  ("考察", "visit"), ("走进", "visit"), ("博览会", "fair"), ("洽谈会", "fair"))  # fmt: skip


def find_events(cleaned: CleanText, cut: list[Sentence], clock: Clock, measured: list[Measured]) -> list[Fact]:
    """Event facts in order; each name once."""
    text = cleaned.text
    facts: list[Fact] = []
    for match in matches(_FAIR, _FAIR_MARK, text, 36, 60):
        group = match.lastgroup or "fair"
        start, end = _list_bounds(text, match.start(group), match.end(group))
        facts.append(_fact(cleaned, start, end, text[start:end], "fair", clock, cut))
    for match in matches(_HELD, _HOLDING, text, 14, 90):
        group = match.lastgroup or "held"
        start, end = match.span(group)
        name = text[start:end]
        kind = next((kind for word, kind in _MEETING_KINDS if word in name), "meeting")
        if kind == "signing" and match["place"] and match["place"] not in name:
            name = match["place"] + name
        facts.append(_fact(cleaned, start, end, name, kind, clock, cut))
    for match in _MISSION.finditer(text):
        start, end = match.span("mission")
        facts.append(_fact(cleaned, start, end, f"赴{match['places']}招商活动", "outreach", clock, cut))
    for match in _VISITORS.finditer(text):
        start, end = match.span("doing")
        name = match["visitors"][2:].replace("的", "") + "考察" + match["where"]
        facts.append(_fact(cleaned, start, end, name, "visit", clock, cut))
    for match in _BANKS.finditer(text):
        start, end = match.span("banks")
        facts.append(_fact(cleaned, start, end, text[start:end], "finance_match", clock, cut))
    return facts


_FAIR_LEAD = re.compile(r"(?:先后)?(?:参加了?|参与|借助|出席|和|在|于|了|举办)+")


def _list_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """A fair's name without the verb or the 和 before it."""
    lead = _FAIR_LEAD.match(text[start:end])
    return start + (lead.end() if lead else 0), end


def _fact(cleaned: CleanText, start: int, end: int, name: str, kind: str, clock: Clock, cut: list[Sentence]) -> Fact:
    sentence = cut[max(0, bisect_right(cut, start, key=lambda one: one.start) - 1)]
    before = [mark for mark in clock.within(sentence.start, start) if mark.kind != "target"]
    if not before:
        line = cleaned.text.rfind("\n", 0, start) + 1
        before = clock.within(line, start)
    period = (before[-1].period or None) if before else clock.default
    if kind in ("fair", "signing", "meeting"):
        days = [mark for mark in before if mark.kind in ("day", "recent")]
        period = days[-1].period if days else period
    fields = {"kind": kind, "name": name, "period": period}
    return Fact("event", cleaned.raw_span(start, end), 0.8, f"event.{kind}", (cleaned.text[start:end],), fields)
