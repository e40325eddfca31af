"""What a number counts: project, firm, issue, person, activity …: from its unit, the noun after it, the noun before it."""

from __future__ import annotations

import re

from dianxiaoer.engines.text.lexicon import Lexicon
from dianxiaoer.engines.text.numbers import Number

_KIND_SLOTS = {
    "money": "money", "share": "pct", "point": "pp", "times": "x", "length": "length", "volume": "volume",
    "mass": "mass", "power": "power", "energy": "energy",
}  # fmt: skip
_WORD_SLOTS = {
    "家": "firm", "户": "firm", "家次": "visits", "户次": "visits", "家(次)": "visits", "次": "times", "场": "times",
    "场次": "times", "次(场)": "times", "场(次)": "times", "轮": "times", "批": "batch", "批次": "batch", "批(次)": "batch",
    "人": "person", "名": "person", "位": "person", "人次": "person", "人(次)": "person", "份": "copies", "册": "copies", "本": "copies", "栋": "bldg",
    "幢": "bldg", "座": "bldg", "台": "ware", "套": "ware", "台套": "ware", "台(套)": "ware", "辆": "ware", "片": "ware",
    "枚": "ware", "颗": "ware", "只": "ware", "件套": "ware", "张": "bed", "头": "ware", "羽": "ware", "株": "ware", "箱": "ware",
    "瓶": "ware", "架": "ware", "艘": "ware", "组": "team", "支": "team", "处": "place", "所": "place", "间": "place", "对": "team",
}  # fmt: skip
_STRONG = {"firm", "visits", "person", "times", "batch", "copies", "bldg", "ware", "bed"}
_FILLER = re.compile(
    r"(?:共计|总计|合计|累计|总数|数量|总量|个数|达到|多达|已达|增至|增加到|分别|各类|各|共有|共|达|为|有|约|数|已|超|近|了|逾|计|是|的|:|:)+$"
)
_PUNCTUATION = re.compile(r"[,,。;;:、!?!?\n“”《》()()…]| (?=[\u4e00-\u9fff])")
#: 20家在开发区兴办项目: the noun after these is where, not what.
_ELSEWHERE = ("在", "于", "来自", "分布")
_LINK = re.compile(r"^(?:以上|左右|余|多)?的?")
_SAME_NOUN = {"firm": {"bank", "park", "bldg"}, "person": {"jobs"}, "times": set(), "copies": set(), "batch": set()}


def clause_end(text: str, start: int, limit: int) -> int:
    """Where the clause that holds `start` stops: the next punctuation, at most `limit`."""
    match = _PUNCTUATION.search(text, start, limit)
    return match.start() if match else limit


def last_stop(text: str, start: int, end: int, marks: str) -> int:
    """The place of the last of `marks` in text[start:end]; -1 where there is none."""
    at = -1
    for mark in marks:
        found = text.rfind(mark, start, end)
        if found >= 0:
            at = start = found
    return at


def slot_of(text: str, number: Number, sentence_start: int, right_limit: int, lexicon: Lexicon) -> tuple[str, str]:
    """(slot, how) of a number; `how` is right, left or unit. Slot "thing" when only 个/项 is known."""
    if number.kind == "area":
        return ("land" if number.unit == "mu" else "floor"), "unit"
    if number.kind != "count":
        return _KIND_SLOTS.get(number.kind, "none"), "unit"
    default = _WORD_SLOTS.get(number.word, "thing")
    stop = min(clause_end(text, number.tail, right_limit), number.tail + 20)
    right = None if text.startswith(_ELSEWHERE, number.tail) else _noun_right(text, number.tail, stop, lexicon, default)
    if right == "project" and number.word == "条":
        return "line", "right"
    if right is not None and _compatible(default, right):
        return right, "right"
    left = _noun_left(text, sentence_start, number.lead, lexicon)
    if default in _STRONG:
        if default == "firm" and left in ("bank", "bldg"):
            return left, "left"
        return default, "unit"
    if left is not None and number.word in ("件", "件次") and left == "times":
        return "item", "left"
    if left is not None:
        return left, "left"
    return default, "unit"


def _compatible(default: str, noun: str) -> bool:
    if default == "thing":
        return True
    if default == noun:
        return True
    if default == "person":
        return noun == "person"
    if default == "firm":
        return noun in ("bank", "bldg", "park", "firm", "place")
    if default == "batch":
        return noun in ("project", "times", "batch")
    if default == "times":
        return False
    if default in ("team", "place"):
        return noun in ("line", "bldg")
    return default == "ware" and noun in ("line",)


def _noun_right(text: str, start: int, stop: int, lexicon: Lexicon, default: str) -> str | None:
    """The first noun of the phrase after the number; a noun directly following it takes over (企业诉求 counts 诉求)."""
    sizes = lexicon.noun_sizes
    for position in range(start, stop):
        if default != "thing" and position - start > 10:
            return None
        if text[position : position + 2] not in sizes:
            continue
        found = lexicon.noun_at(text, position)
        if found is not None and found[1] <= stop:
            slot, end = found
            following = lexicon.noun_at(text, end)
            while (
                following is not None
                and following[1] <= stop
                and slot in ("firm", "project", "park", "team", "person", "place")
            ):
                if following[0] in ("times", "item") and text[end : end + 2] in (
                    "服务",
                    "走访",
                    "对接",
                    "培训",
                    "业务",
                    "洽谈",
                ):
                    break
                slot, end = following
                following = lexicon.noun_at(text, end)
            return slot
    return None


def _noun_left(text: str, start: int, end: int, lexicon: Lexicon) -> str | None:
    """The noun right before the number, over 共/达/总数; 及/和 lists keep the last."""
    body = text[max(start, end - 24) : end]
    trimmed = _FILLER.sub("", body)
    stop = end - (len(body) - len(trimmed))
    found = lexicon.noun_before(text, stop)
    return found[0] if found is not None and found[1] >= start else None
