"""Firms and agencies a report names: legal names anywhere, shorter ones in lists that say what they are."""

from __future__ import annotations

import re

from dianxiaoer.engines.text.clean import CleanText
from dianxiaoer.engines.text.facts import Fact
from dianxiaoer.engines.text.named import Named
from dianxiaoer.engines.text.segments import Sentence

_HAN = "\u4e00-\u9fff"
#: The end of a legal name; what comes before is looked up backwards, which costs a tenth of scanning for its start.
_LEGAL = re.compile(rf"有限(?:责任)?公司(?:[{_HAN}]{{2,6}}分公司)?")
_BACKWARDS = re.compile(rf"[{_HAN}A-Za-z0-9()·&]{{2,32}}")
_LEAD = re.compile(
    rf"^.*(?:走进|来到|位于|园区的|的|由|与|和|及|在|是|为|对|向|涉及|包括|引进|充分发挥|发挥|市高新区|经开区|开发区|记者|了|到|访|从|让|给|将|把|其中|以|依托|如|像|、)(?=[{_HAN}A-Za-z0-9()·&]{{4}})"
)
_LIST = re.compile(rf"(?P<tail>[等0-9](?:(?<=等)[{_HAN}“”]{{0,8}}?(?:企业|机构)|(?<=\d)(?<!\d\d)\d{{0,5}}家企业))")
_LISTED = re.compile(rf"[{_HAN}A-Za-z0-9()·]{{2,24}}(?:、[{_HAN}A-Za-z0-9()·]{{2,24}}){{1,15}}$")
_AGENCY = re.compile(
    rf"[{_HAN}]{{2,20}}(?:研究院|联盟|公司|协会|商会|集团)(?:\([{_HAN}]{{2,6}}\))?$|[{_HAN}]{{2,14}}集团$"
)


def find_organisations(cleaned: CleanText, cut: list[Sentence], named: list[Named]) -> list[Fact]:
    """Organisation facts in order, each at its first naming, those that are projects' names left out."""
    text = cleaned.text
    found: dict[str, tuple[int, int, str]] = {}
    roles: dict[str, str] = {}
    taken = [(one.start, one.end) for one in named if one.rule == "project.list"]
    for match in _LEGAL.finditer(text):
        start, end = match.span()
        before = _BACKWARDS.match(text[max(0, start - 32) : start][::-1])
        if before is None:
            continue
        start -= before.end()
        if lead := _LEAD.match(text[start:end]):
            start += lead.end()
        if (
            any(first < end and start < last for first, last in taken)
            or len(text[start:end]) < 7
            or not _balanced(text[start:end])
        ):
            continue
        _add(found, text, start, end, "org.legal")
    for match in _LIST.finditer(text):
        last = match.start()
        if text.rfind("、", max(0, last - 25), last) < 0:
            continue
        listed = _LISTED.search(text, max(0, last - 160), last)
        for start, end in _items(listed) if listed else ():
            if match["tail"][0].isdigit() or _AGENCY.search(text[start:end]):
                _add(found, text, start, end, "org.list")
                if "招商" in match["tail"]:
                    roles[text[start:end]] = "招商机构"
    found = dict(list(found.items())[:400])
    return [
        Fact(
            "org",
            cleaned.raw_span(start, end),
            0.9 if rule == "org.legal" else 0.75,
            rule,
            (name,),
            {"name": name, "role": roles.get(name)},
        )
        for name, (start, end, rule) in found.items()
    ]


def _balanced(name: str) -> bool:
    return name.count("(") == name.count(")")


def _add(found: dict[str, tuple[int, int, str]], text: str, start: int, end: int, rule: str) -> None:
    name = text[start:end]
    if len(found) > 400:
        return
    overlaps = any(start < stop and first < end for first, stop, _ in found.values())
    if name not in found and not overlaps:
        found[name] = (start, end, rule)


_LIST_LEAD = re.compile(r"^.*?(?:对接了?|引进了?|包括|涉及|邀请|其中|与|以及)(?=.{3})")


def _items(match: re.Match[str]) -> list[tuple[int, int]]:
    items, position = [], match.start()
    for item in match[0].split("、"):
        start, end = position, position + len(item)
        if lead := _LIST_LEAD.match(item):
            start += lead.end()
        items.append((start, end))
        position = end + 1
    return items
