"""Policies, campaigns, mechanisms, platforms, brands and services a report names, mostly in quotation marks."""

from __future__ import annotations

import re

from dianxiaoer.engines.text.clean import CleanText
from dianxiaoer.engines.text.facts import Fact
from dianxiaoer.engines.text.segments import Sentence
from dianxiaoer.engines.text.timing import Clock

_HAN = "\u4e00-\u9fff"
_QUOTED = re.compile(
    rf"(?:“(?P<name>(?:[^“”‘’\n]|‘[^‘’\n]{{1,12}}’){{2,30}})”|‘(?P<inner>[^“”‘’\n]{{2,20}})’)(?P<after>[{_HAN}“”‘’、]{{0,16}})"
)
_BOOK = re.compile(
    rf"《(?P<book>[{_HAN}\d()“”·—、]{{4,50}}?(?:方案|办法|措施|意见|条例|规定|机制|政策|细则|计划|规划|制度|若干措施|通知))》"
)
_SET_UP = re.compile(
    rf"(?:成立|设立|组建|打造|建立)(?:了)?(?P<place>[{_HAN}]{{2,12}}?(?:服务中心|续贷中心|服务专区|代办中心))"
)
_POLICY_SET = re.compile(rf"(?:制定|出台|编制|印发)(?:了)?(?P<set>[{_HAN}]{{2,14}}?政策(?:汇编|清单|包))")
_KINDS = (
    ("campaign", re.compile(r"(?:[\u4e00-\u9fff]{0,6})?(?:活动|行动|企业培训|专项行动)")),
    ("mechanism", re.compile(r"的?(?:[\u4e00-\u9fff]{0,4})?(?:机制|工作模式|服务模式|工作法|制度)|做指引")),
    ("brand", re.compile(r"的?(?:[\u4e00-\u9fff]{0,6})?品牌")),
    ("platform", re.compile(r"(?:[\u4e00-\u9fff]{0,4})?平台")),
    ("service", re.compile(r"(?:[\u4e00-\u9fff]{0,6})?服务(?!大局|指南|[\u4e00-\u9fff]{0,2}专员)")),
)
#: What says that a quoted name is one of these at all.
_TELLS = re.compile("活动|行动|培训|机制|模式|工作法|制度|指引|品牌|平台|服务")
_NEVER = re.compile(
    r"式$|^店小二$|员$|公里|服务机制|^走出去|^请进来|发展思路|一盘棋|^信易贷|网上办|掌上办|绿色通道|营商环境$|开门红|加速度|工程$|辦$|窗口$"
)


def find_policies(cleaned: CleanText, cut: list[Sentence], clock: Clock) -> list[Fact]:
    """Policy facts in order, each at its first naming."""
    text = cleaned.text
    found: list[tuple[int, int, str, str]] = []
    for match in _QUOTED.finditer(text):
        if one := _quoted(text, match):
            found.append(one)
    for match in _BOOK.finditer(text):
        name = match["book"]
        found.append((match.start(), match.end(), "mechanism" if name.endswith("机制") else "plan", name))
    for match in _SET_UP.finditer(text):
        found.append((match.start("place"), match.end("place"), "platform", match["place"]))
    for match in _POLICY_SET.finditer(text):
        found.append((match.start("set"), match.end("set"), "policy_set", match["set"]))
    facts, named = [], set()
    for start, end, kind, name in sorted(found):
        if name in named:
            continue
        named.add(name)
        facts.append(_fact(cleaned, start, end, kind, name, clock))
    return facts


_FIGURES = re.compile(r"[\d+]+")


def _quoted(text: str, match: re.Match[str]) -> tuple[int, int, str, str] | None:
    group = "name" if match["name"] else "inner"
    name, after = match[group], match["after"]
    if "‘" not in name and not _TELLS.search(after):
        return None
    if _NEVER.search(name) or len(name.strip()) < 2:
        return None
    start, end = match.span(group)
    if name.endswith("服务") and "‘" in name:
        return start, end, "service", name.replace("‘", "“").replace("’", "”")
    for kind, pattern in _KINDS:
        tail = pattern.match(after)
        if tail is None:
            continue
        said = tail[0]
        if kind == "campaign" and said.endswith("行动"):
            return start, end, "campaign" if "企业" in said else "plan", f"“{name}”{said}"
        if kind == "campaign" and (len(name) < 3 or ("项目" not in said and len(said) > 5)):
            return None
        if kind == "mechanism" and len(name) <= 3:
            return start - 1, end + 1, kind, name
        if kind == "service":
            return (start, end, kind, f"“{name}”{said}") if _FIGURES.fullmatch(name) else None
        return start, end, kind, name
    return None


def _fact(cleaned: CleanText, start: int, end: int, kind: str, name: str, clock: Clock) -> Fact:
    line = cleaned.text.rfind("\n", 0, start) + 1
    stop = max(cleaned.text.rfind("。", line, start), line)
    years = [mark for mark in clock.within(stop, start) if mark.kind == "year"]
    fields = {"kind": kind, "name": name, "period": years[-1].period if years else None}
    return Fact("policy", cleaned.raw_span(start, end), 0.8, f"policy.{kind}", (cleaned.text[start:end],), fields)
