"""Numbers with their units: Arabic, Chinese and mixed, with what stands around them (约, 余, 以上, 不低于)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dianxiaoer.engines.text.tables import table_rows

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}
#: Words before a number → operator; the longest is tried first.
_BEFORE = {
    "不低于": ">=", "不少于": ">=", "不小于": ">=", "至少": ">=", "高于": ">=", "超过": ">=", "超": ">=", "逾": ">=",
    "突破": ">=", "破": ">=", "大于": ">=", "不高于": "<=", "不超过": "<=", "低于": "<=", "小于": "<=",
    "约": "~", "近": "~", "将近": "~", "接近": "~", "大约": "~", "约为": "~", "约合": "~",
}  # fmt: skip
_LEAD = re.compile(rf"(?<![签合履节制集预条邀特附最线以赶])(?:{'|'.join(sorted(_BEFORE, key=len, reverse=True))})$")
_LEAD_LAST = frozenset(word[-1] for word in _BEFORE)
#: 10个月 is a time, no count.
#: 第三批, 前三次: an order, no count (目前 and the like are none).
_ORDINAL = re.compile(r"第$|(?<![目之此日以提当])前$")
_SPANS = ("月", "小时", "工作日", "季度", "年头", "多月", "多小时", "交易日", "自然日", "百分")
#: 投资总计1.85亿: the yuan is left out only where money was named.
_OF_MONEY = re.compile(
    r"(?:投资|资金|投资额|金额|总额|收入|产值|贷款|授信|税收|销售额|外资|内资|省外资)[^,,。;\d]{0,6}$"
)
_AFTER = {"以上": ">=", "之多": "=", "余": ">=", "多": ">=", "以下": "<=", "以内": "<=", "左右": "~", "上下": "~"}


@dataclass(slots=True)
class Number:
    """A number of a cleaned text: `value` in base units; [start, end) digits and unit; its 约 starts at `lead`."""

    value: float
    unit: str
    kind: str
    word: str
    op: str
    lead: int
    start: int
    end: int
    tail: int
    chinese: bool


@dataclass(frozen=True, slots=True)
class Units:
    """Unit words: `by_word` word → (class, factor, base unit), and the pattern that finds numbers."""

    by_word: dict[str, tuple[str, float, str]]
    pattern: re.Pattern[str]


@cache
def load_units(extra: Path | None = None) -> Units:
    """The unit table, with an office's own `units.tsv` in the folder `extra`. Source: GB 3100, newspaper usage."""
    words = {row[0]: (row[1], float(row[2]), row[3]) for row in table_rows("units.tsv", 4, extra)}
    longest = sorted(words, key=len, reverse=True)
    words[""] = ("money", 1.0, "CNY")
    pattern = re.compile(
        r"(?P<number>[0-9零〇一二两三四五六七八九十百千](?:(?<=\d)(?:\d{0,2}(?:[,,]\d{3}){1,4}(?:\.\d{1,8})?|\d{0,14}(?:\.\d{1,8})?)"
        r"|(?<=[零〇一二两三四五六七八九十百千])(?<![零〇一二两三四五六七八九十百千几数].)[零〇一二两三四五六七八九十百千]{0,9}(?:点[零一二三四五六七八九]{1,6})?))"
        r"(?P<some>余|多|来)?(?P<group>万亿|千万|百万|十万|千亿|百亿|十亿|亿|万|千|百)?(?P<more>余|多)?"
        rf"(?P<unit>{'|'.join(map(re.escape, longest))}|(?<=亿)(?=[,。;、)\n]))(?P<after>余|多|以上|以下|以内|左右|之多|上下)?"
    )
    return Units(words, pattern)


_GROUP_VALUES = {"万": 1e4, "亿": 1e8, "万亿": 1e12, "千万": 1e7, "百万": 1e6, "十万": 1e5, "千亿": 1e11, "百亿": 1e10}
_GROUP_VALUES |= {"十亿": 1e9, "千": 1e3, "百": 1e2}


def find_numbers(text: str, units: Units | None = None) -> list[Number]:
    """Every number with a unit in a cleaned text, in order. Linear in the length of the text."""
    units = units or load_units()
    found = []
    for match in units.pattern.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before.isascii() and (before.isdigit() or before.isalpha() or before == "."):
            continue
        if before in ("第", "前") and _ORDINAL.search(text, max(0, match.start() - 2), match.start()):
            continue
        number = _read(match, units)
        if number is not None:
            found.append(number)
    return _share_units(text, found, units)


def _read(match: re.Match[str], units: Units) -> Number | None:
    figure, some, group, more, word, after = match.groups()
    kind, factor, unit = units.by_word[word]
    if kind == "none" or (word == "个" and match.string.startswith(_SPANS, match.end())):
        return None
    if not word and not _OF_MONEY.search(match.string, max(0, match.start() - 16), match.start()):
        return None
    start = match.start()
    before = ""
    if match.string[start - 1] in _LEAD_LAST and (lead := _LEAD.search(match.string, max(0, start - 5), start)):
        before = lead[0]
    chinese = not figure[0].isdigit()
    value = chinese_value(figure) if chinese else float(figure.replace(",", "").replace(",", ""))
    if value is None or (chinese and value < 2 and not group):
        return None
    value = round(value * _GROUP_VALUES.get(group or "", 1.0) * factor, 6)
    if some or more or after in ("余", "多", "以上"):
        op = ">="
    elif after:
        op = _AFTER[after]
    else:
        op = _BEFORE.get(before, "=")
    end = match.end("unit")
    if after in ("余", "多"):
        end = match.end("after")
    return Number(value, unit, kind, word, op, start - len(before), start, end, match.end(), chinese)


def _share_units(text: str, found: list[Number], units: Units) -> list[Number]:
    """Ranges whose first number leaves its unit out: 「3—5亿元」, 「60至80家」."""
    pairs: list[Number] = []
    for number in found:
        ranged = text[number.start - 1] in _RANGE_MARKS
        range_start = _RANGE.search(text, max(0, number.start - 12), number.start) if ranged else None
        if range_start and (not pairs or pairs[-1].end <= range_start.start()) and not number.chinese:
            low = float(range_start.group(1))
            shown = text[number.start : number.end]
            scale = number.value / float(_FIGURE.match(shown)[0].replace(",", ""))  # type: ignore[index]
            if low * scale < number.value:
                pairs.append(
                    Number(
                        round(low * scale, 6), number.unit, number.kind, number.word, ">=", range_start.start(),
                        range_start.start(1), range_start.end(1), range_start.end(1), False,
                    )
                )  # fmt: skip
                number = _with_op(number, "<=")
        elif pairs and number.kind == pairs[-1].kind and _TO.fullmatch(text, pairs[-1].tail, number.lead):
            pairs[-1] = _with_op(pairs[-1], ">=")
            number = _with_op(number, "<=")
        pairs.append(number)
    return pairs


_RANGE_MARKS = frozenset("—-~至到")
_RANGE = re.compile(r"(?<![\d.年月])(\d+(?:\.\d+)?)(?:[—\-~]+|至|到)$")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TO = re.compile(r"[—\-~]+|至|到")


def _with_op(number: Number, op: str) -> Number:
    return Number(
        number.value, number.unit, number.kind, number.word, op, number.lead, number.start, number.end, number.tail,
        number.chinese,
    )  # fmt: skip


def chinese_value(figure: str) -> float | None:
    """Value of a Chinese numeral such as 三十, 一百二十, 两千零五, 三点五; None when it is none (百千)."""
    whole, _, decimals = figure.partition("点")
    if decimals:
        head = chinese_value(whole)
        return None if head is None else head + float("0." + "".join(str(_DIGITS[char]) for char in decimals))
    if len(whole) > 1 and all(char in _DIGITS for char in whole):
        return float("".join(str(_DIGITS[char]) for char in whole)) if "〇" in whole or "零" in whole else None
    total = section = digit = 0
    last_place = 10**9
    for char in whole:
        if char in _DIGITS:
            digit = _DIGITS[char]
            continue
        place = _PLACES[char]
        if place >= last_place:
            return None
        section += (digit or 1) * place
        last_place, digit = place, 0
    total += section + digit
    return float(total)
