"""Projects named in a list: 引进甲、乙、丙等一批项目."""

from __future__ import annotations

import re

from dianxiaoer.engines.text.named import Named, ProjectWords, is_specific, plain_name
from dianxiaoer.engines.text.segments import Sentence

_HAN = "\u4e00-\u9fff"
_LIST_TAIL = re.compile(
    rf"等(?:[一两三四五六七八九十\d]+(?:余|多)?(?:个|家|项)|一大批|一批|批|多个|众多|一系列|系列|若干|[十百]余个)?(?P<kind>[{_HAN}A-Za-z“”]{{0,18}}?)(?P<noun>项目|为支撑|为引领|为龙头|为代表|为依托|企业|落地|落户)"
)
_LIST_VERB = re.compile(
    r"(?:新\(扩\)建(?:了)?|新建(?:了)?|扩建(?:了)?|洽谈引进包括|引进包括|引进(?:了)?|招引(?:了)?|引入(?:了)?|落地(?:了)?|落户(?:了)?|签约(?:了)?|签下(?:了)?|重点推进(?:了)?|推进(?:了)?|加快建设|建成(?:了)?|建成投产(?:了)?|实施(?:了)?|开工(?:建设)?(?:了)?|竣工(?:了)?|投产(?:了)?|储备(?:了)?|谋划(?:了)?|洽谈(?:了)?|对接(?:了)?|跟踪(?:了)?|包括|包含|涵盖|包括了|有|如|现场,|现场|以|与|推动|促成|布局(?:了)?|建设(?:了)?|打造(?:了)?|集聚(?:了)?)"
)
_CAME = re.compile(r"引进|落地|落户|招引")


def listed_projects(text: str, sentence: Sentence, words: ProjectWords) -> list[Named]:
    found: list[Named] = []
    for tail in _LIST_TAIL.finditer(text, sentence.start, sentence.end):
        if tail["noun"] in ("企业", "落地", "落户") and not _CAME.search(text[sentence.start : tail.start()]):
            continue
        start = _list_start(text, sentence.start, tail.start())
        if start is None:
            continue
        items = _items(text, start, tail.start())
        if tail["noun"] == "企业" and any("公司" in text[a:b] or "集团" in text[a:b] for a, b in items):
            continue
        if tail["noun"] in ("企业",):
            continue
        for first, last in items:
            name = text[first:last]
            if 3 <= len(name) <= 34 and is_specific(name, words, 2):
                found.append(
                    Named(
                        first,
                        last,
                        plain_name(name),
                        "project.list",
                        _list_stage(text, tail, start, sentence),
                        listed=True,
                    )
                )
    return found


_LIST_STAGES = (
    ("在谈", re.compile(r"洽谈|在谈|跟踪")), ("引进", re.compile(r"引进|招引|引入")), ("落地", re.compile(r"落地|落户")),
    ("签约", re.compile(r"签约|签下")), ("投产", re.compile(r"投产")), ("开工", re.compile(r"开工")), ("推进", re.compile(r"推进")),
)  # fmt: skip


def _list_stage(text: str, tail: re.Match[str], start: int, sentence: Sentence) -> str | None:
    """What a list says of its items: leaned on, new, or what its verb says."""
    if tail["noun"].startswith("为"):
        return "推进"
    if "新建" in tail["kind"]:
        return "新建"
    verb = text[max(sentence.start, start - 12) : start]
    return next((stage for stage, pattern in _LIST_STAGES if pattern.search(verb)), None)


_BEGINS_LIST = re.compile(r"(?:包括|引进|推进|以)")


def _list_start(text: str, low: int, end: int) -> int | None:
    """Where a 、-list that ends at `end` begins: after the last verb before its first item."""
    first_comma = end
    position = end
    while position > low and text[position - 1] not in ",;:。":
        position -= 1
    segment = text[position:end]
    if "、" not in segment and not _BEGINS_LIST.search(segment):
        return None
    first_comma = segment.find("、")
    head = segment[: first_comma if first_comma >= 0 else len(segment)]
    verbs = list(_LIST_VERB.finditer(head))
    if not verbs:
        return position if first_comma >= 0 else None
    return position + verbs[-1].end()


_MARKS = re.compile("[、和及()“”]")


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """[start, end) of what 、 and 和 part, brackets and quotes kept whole."""
    items, position, depth = [], start, 0
    for mark in _MARKS.finditer(text, start, end):
        at, char = mark.start(), mark[0]
        if char in "(“":
            depth += 1
        elif char in ")”":
            depth -= 1
        elif (char == "、" and depth <= 0) or (char in "和及" and _splits(text, position, at, end)):
            if at > position:
                items.append((position, at))
            position = at + 1
    if end > position and depth <= 0:
        items.append((position, end))
    return items


def _splits(text: str, position: int, at: int, end: int) -> bool:
    """A 和 between two list items (not inside a name such as 均和, 和力)."""
    return (
        text[at] == "和"
        and at - position >= 4
        and end - at >= 5
        and text[at + 1] not in "力"
        and "项目" in text[position:at]
    )
