"""One value an officer or a file gives for a fact → the numbers and words rules read."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dianxiaoer.engines.rules.document.records import Fact
from dianxiaoer.engines.rules.language.tokens import tokens
from dianxiaoer.engines.rules.language.units import kind_name, unit_of
from dianxiaoer.engines.rules.problems import Place, Problem, RuleError, TextError
from dianxiaoer.engines.rules.program.meaning import TYPES, day_number, kind_of, scale_of, unit_text

Cells = dict[str, float | str | None]
MISSING = ("", "-", "—", "未知", "不详", "n/a", "na", "null", "none")
_YES, _NO = ("是", "有", "true", "yes", "y", "1"), ("否", "无", "false", "no", "n", "0")
_KEY = re.compile(
    r"^(?P<name>.+?)(?:\s*[\[.](?P<part>[^\]]+)\]?)?(?:\s*[(\uff08](?P<unit>[^()\uff08\uff09]+)[)\uff09])?$"
)
_PARTS = {"from": "from", "自": "from", "起": "from", "to": "to", "至": "to", "止": "to"}
LIMIT = float(2**53)


def firm_cells(facts: Mapping[str, Fact], given: Mapping[str, Any], on: date, place: Place | None = None) -> Cells:
    """The cells of one firm: column key → number in base units, words, or None.

    given: fact name or code → value. Yearly facts as {year: value} or `营业收入[上年]`; certificates as
    {自: day, 至: day}; numbers plain (in the fact's own unit) or with a unit ("5000万元").
    Raises RuleError naming each fact that cannot be read.
    """
    cells: Cells = {}
    problems: list[Problem] = []
    for key, value in given.items():
        try:
            _take(cells, facts, str(key), value, on)
        except TextError as error:
            problems.append(Problem(f"「{key}」：{error.zh}", f"'{key}': {error.en}", place or Place()))
    if problems:
        raise RuleError(*problems)
    return cells


def find_fact(facts: Mapping[str, Fact], key: str) -> tuple[Fact, str, str]:
    """The fact a column heading names, its part (a year, from, to) and unit: 营业收入[2025](万元). Raises TextError."""
    if key in facts:
        return facts[key], "", ""
    match = _KEY.match(key.strip())
    name = match["name"] if match else key
    if match is None or name not in facts:
        from difflib import get_close_matches

        near = get_close_matches(name, list(facts), 1, 0.5)
        raise TextError(f"没有登记这个事实{f',是不是「{near[0]}」?' if near else ''}", "unknown fact")
    return facts[name], match["part"] or "", match["unit"] or ""


def _take(cells: Cells, facts: Mapping[str, Fact], key: str, value: Any, on: date) -> None:
    fact, part, unit = find_fact(facts, key)
    if part in _PARTS and fact.type == "证书":
        cells[f"{fact.code}.{_PARTS[part]}"] = _day(value, fact)
        return
    if fact.yearly == "是":
        by_year = {part: value} if part else value
        if not isinstance(by_year, Mapping):
            raise TextError("这是逐年的事实，请按年度填写，例如 {2025: 5000万元}", "a yearly fact takes {year: value}")
        for year, content in by_year.items():
            _put(cells, fact, f"{fact.code}.{year_of(str(year), on)}", content, unit)
        return
    if part:
        raise TextError("这个事实不分年度", "this fact is not yearly")
    _put(cells, fact, fact.code, value, unit)


def year_of(text: str, on: date) -> int:
    """The calendar year of `2025`, `2025年`, 上年, −1. Raises TextError."""
    from dianxiaoer.engines.rules.language.parser import YEARS

    word = text.strip().removesuffix("年") if text.strip() not in YEARS else text.strip()
    if word in YEARS:
        return on.year + YEARS[word]
    try:
        number = int(word)
    except ValueError:
        raise TextError(f"「{text}」不是年份", f"'{text}' is not a year") from None
    return number if number >= 1900 else on.year + number


def _put(cells: Cells, fact: Fact, key: str, value: Any, unit: str) -> None:
    if fact.type == "证书":
        _certificate(cells, fact, key, value)
        return
    type_ = TYPES[fact.type]
    if is_missing(value):
        cells[key] = None
    elif type_ in ("words", "list"):
        cells[key] = _words(value, fact)
    elif type_ == "truth":
        cells[key] = _yes_no(value)
    elif type_ in ("date", "event"):
        cells[key] = _day(value, fact)
    else:
        cells[key] = amount(value, fact, unit)


def is_missing(value: Any) -> bool:
    """Whether a value says "not known": None, NaN, an empty text, 未知, —."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or (isinstance(value, str) and value.strip().lower() in MISSING)


def amount(value: Any, fact: Fact, unit: str = "") -> float:
    """A number in base units (money: whole 分); a plain number is in `unit`, else the fact's own. Raises TextError."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Fraction | Decimal):
        raise TextError(f"「{value}」不是数", f"'{value}' is not a number")
    kind, worth = (kind_of(fact), scale_of(fact)) if not unit else unit_of(unit)
    if isinstance(value, str):
        plain, written = _written(value)
        if written:
            kind, worth = unit_of(written)
        number = plain * worth
    else:
        if isinstance(value, float) and not math.isfinite(value):
            raise TextError("数值不是有限的数", "not a finite number")
        number = Fraction(str(value)) * worth
    if kind != kind_of(fact):
        raise TextError(
            f"单位应为{unit_text(fact) or '数'}，现在是{kind_name(kind)}",
            f"the unit should be {kind_name(kind_of(fact))}",
        )
    if fact.type == "金额":
        number = Fraction(math.floor(number + Fraction(1, 2)))
    if abs(number) >= LIMIT:
        raise TextError("数值太大", "number too large")
    return float(number)


def _written(text: str) -> tuple[Fraction, str]:
    body = text.strip()
    sign = -1 if body.startswith(("-", "\u2212", "\uff0d")) else 1
    try:
        found = tokens(body[1:] if sign == -1 else body)
    except TextError:
        found = []
    if len(found) != 2 or found[0].kind != "number":
        raise TextError(f"「{text}」不是数；请写例如 5000万元、3%、120人", f"'{text}' is not a number")
    return sign * Fraction(found[0].text.replace(",", "")), found[0].unit


def _words(value: Any, fact: Fact) -> str:
    parts = [str(part).strip() for part in value] if isinstance(value, list | tuple | set) else [str(value).strip()]
    if fact.type == "名单":
        parts = sorted(piece for part in parts for piece in re.split(r"[|、;\uff1b]", part) if piece)
        return "|".join(parts)
    if len(parts) != 1:
        raise TextError("只能填一个值", "one value is expected")
    if fact.choices and parts[0] not in fact.choices:
        raise TextError(f"「{parts[0]}」不在可选值里：{'、'.join(fact.choices)}", f"'{parts[0]}' is not a choice")
    return parts[0]


def _yes_no(value: Any) -> float:
    if isinstance(value, bool):
        return float(value)
    text = str(value).strip().lower().removesuffix(".0")
    if text in _YES:
        return 1.0
    if text in _NO:
        return 0.0
    raise TextError(f"「{value}」请填 是 或 否", f"'{value}' is not yes or no")


def _day(value: Any, fact: Fact) -> float | None:
    if is_missing(value):
        return None
    if isinstance(value, datetime):
        return float(day_number(value.date()))
    if isinstance(value, date):
        return float(day_number(value))
    parts = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?", str(value).strip())
    try:
        if parts is not None:
            return float(day_number(date(int(parts[1]), int(parts[2]), int(parts[3]))))
    except ValueError:
        pass
    raise TextError(f"「{value}」不是日期，请写 2026-04-01", f"'{value}' is not a date")


def _certificate(cells: Cells, fact: Fact, key: str, value: Any) -> None:
    if is_missing(value):
        cells[f"{key}.from"] = None
        return
    if isinstance(value, Mapping):
        parts = {_PARTS.get(str(name), ""): content for name, content in value.items()}
        if "" in parts:
            raise TextError("证书写成 {自: 发证日, 至: 到期日}", "a certificate takes {from: day, to: day}")
        cells[f"{key}.from"] = _day(parts.get("from"), fact)
        cells[f"{key}.to"] = _day(parts.get("to"), fact)
        return
    raise TextError("证书写成 {自: 发证日, 至: 到期日}", "a certificate takes {from: day, to: day}")
