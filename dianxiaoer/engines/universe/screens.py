"""A screen (筛选): a tree of conditions, a score and facets, read from JSON and checked before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any, Literal

from dianxiaoer.engines.universe.fields import FIELD_OF, Field


class ScreenError(ValueError):
    """A screen cannot be run; the message names the place in the tree, what is wrong and what is possible."""


@dataclass(frozen=True)
class Test:
    """One condition on one field. op: one_of, starts_with, at_least, at_most, has_any, has_all, known."""

    field: str
    op: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Group:
    """all (every one), any (at least one) or not (none) of the conditions inside. An empty `all` is true."""

    op: Literal["all", "any", "not"]
    inside: tuple[Condition, ...]


Condition = Test | Group


@dataclass(frozen=True)
class Term:
    """One part of a score: weight × value, unknown = 0. The sum is rounded to 4 decimals.

    shape: value (the number), log10 (of the number, 0 below 1), years (whole years since a day), when (1 if true).
    """

    weight: float
    shape: Literal["value", "log10", "years", "when"]
    field: str = ""
    when: Condition | None = None
    name: str = ""


@dataclass(frozen=True)
class Facet:
    """Counts by a field; digits cuts a code to its first digits (2 of a region = province)."""

    field: str
    digits: int = 0
    name: str = ""


@dataclass(frozen=True)
class Screen:
    """Firms where the condition is true, by score from the top, ties by id; facets count all of them, not the top."""

    where: Condition = field(default_factory=lambda: Group("all", ()))
    score: tuple[Term, ...] = ()
    facets: tuple[Facet, ...] = ()
    top: int = 1000
    on: date = date(2025, 1, 1)


#: op → kinds of field it can ask of
OPS: dict[str, tuple[str, ...]] = {
    "one_of": ("text", "code", "number"),
    "starts_with": ("code", "text"),
    "at_least": ("number", "day"),
    "at_most": ("number", "day"),
    "has_any": ("words",),
    "has_all": ("words",),
    "known": ("text", "code", "number", "day", "words"),
}


def screen_from(tree: Mapping[str, Any]) -> Screen:
    """The screen a JSON tree describes: where, score, facets, top, on (YYYY-MM-DD). Raises ScreenError."""
    _only(tree, "screen", ("where", "score", "facets", "top", "on"))
    top = tree.get("top", 1000)
    if not isinstance(top, int) or isinstance(top, bool) or not 1 <= top <= 100_000:
        raise ScreenError(f"top 应为 1 到 100000 的整数,现为 {top!r}。")
    screen = Screen(
        where=_condition(tree.get("where", {"all": []}), "where"),
        score=tuple(_term(term, f"score[{at}]") for at, term in enumerate(_list(tree.get("score", []), "score"))),
        facets=tuple(
            _facet(facet, f"facets[{at}]") for at, facet in enumerate(_list(tree.get("facets", []), "facets"))
        ),
        top=top,
    )
    return Screen(screen.where, screen.score, screen.facets, top, _day(tree["on"], "on")) if "on" in tree else screen


def _condition(tree: Any, where: str) -> Condition:
    if not isinstance(tree, Mapping) or not tree:
        raise ScreenError(f'{where} 应为条件,如 {{"field": "region", "starts_with": ["32"]}},现为 {tree!r}。')
    for op in ("all", "any", "not"):
        if op in tree:
            _only(tree, where, (op,))
            inside = tree[op] if isinstance(tree[op], list) else [tree[op]]
            return Group(op, tuple(_condition(each, f"{where}.{op}[{at}]") for at, each in enumerate(inside)))
    return _test(tree, where)


def _test(tree: Mapping[str, Any], where: str) -> Test:
    known = _field(tree, where)
    ops = [op for op in tree if op != "field"]
    if len(ops) != 1 or ops[0] not in OPS:
        raise ScreenError(f"{where} 应恰有一个判断({'、'.join(OPS)}),现为 {ops}。")
    op = ops[0]
    if known.kind not in OPS[op]:
        possible = [name for name, kinds in OPS.items() if known.kind in kinds]
        raise ScreenError(f"{where}:字段 {known.name} 不能用 {op},可用 {'、'.join(possible)}。")
    values = tree[op] if isinstance(tree[op], list) else [tree[op]]
    if not values:
        raise ScreenError(f"{where}.{op} 是空的,请给出至少一个值。")
    return Test(known.name, op, tuple(_value(known, op, value, f"{where}.{op}") for value in values))


def _value(known: Field, op: str, value: Any, where: str) -> Any:
    if op == "known":
        if not isinstance(value, bool):
            raise ScreenError(f"{where} 应为 true 或 false。")
        return value
    if known.kind == "number":
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise ScreenError(f"{where} 应为数,现为 {value!r}。")
        return float(value)
    if known.kind == "day":
        return _day(value, where)
    if known.kind == "code":
        text = str(value)
        full = op == "one_of" and len(text) != known.digits
        if not text.isdigit() or not 1 <= len(text) <= known.digits or full:
            raise ScreenError(
                f"{where}:{known.name} 是 {known.digits} 位数字代码(starts_with 可用前几位),现为 {value!r}。"
            )
        return text
    if not isinstance(value, str) or not value:
        raise ScreenError(f"{where} 应为文字,现为 {value!r}。")
    return value


def _term(tree: Any, where: str) -> Term:
    if not isinstance(tree, Mapping):
        raise ScreenError(f'{where} 应为 {{"weight": 数, "log10": "capital_yuan"}} 之类,现为 {tree!r}。')
    shapes = [shape for shape in ("value", "log10", "years", "when") if shape in tree]
    if len(shapes) != 1:
        raise ScreenError(f"{where} 应恰有 value、log10、years、when 之一。")
    shape: Any = shapes[0]
    _only(tree, where, ("weight", "name", shape))
    weight = tree.get("weight", 1.0)
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not abs(weight) <= 1e9:
        raise ScreenError(f"{where}.weight 应为数,现为 {weight!r}。")
    if shape == "when":
        return Term(float(weight), "when", "", _condition(tree["when"], f"{where}.when"), str(tree.get("name", "")))
    known = _field({"field": tree[shape]}, where)
    if known.kind != ("day" if shape == "years" else "number"):
        raise ScreenError(f"{where}:字段 {known.name} 不能用 {shape}。")
    return Term(float(weight), shape, known.name, None, str(tree.get("name") or f"{shape} {known.name}"))


def _facet(tree: Any, where: str) -> Facet:
    tree = {"field": tree} if isinstance(tree, str) else tree
    if not isinstance(tree, Mapping):
        raise ScreenError(f'{where} 应为字段名或 {{"field": …, "digits": …}}。')
    _only(tree, where, ("field", "digits", "name"))
    known = _field(tree, where)
    digits = tree.get("digits", 0)
    if known.kind not in ("code", "words") and known.name != "status":
        raise ScreenError(f"{where}:只能按 region、industry、status、certificates、tags 统计,不能按 {known.name}。")
    if not isinstance(digits, int) or not 0 <= digits <= known.digits:
        raise ScreenError(f"{where}.digits 应为 1 到 {known.digits},现为 {digits!r}。")
    return Facet(known.name, digits, str(tree.get("name") or (f"{known.name}:{digits}" if digits else known.name)))


def _field(tree: Mapping[str, Any], where: str) -> Field:
    name = tree.get("field")
    if name not in FIELD_OF:
        raise ScreenError(f"{where}:没有字段 {name!r}。可用:{'、'.join(FIELD_OF)}。")
    return FIELD_OF[str(name)]


def _day(value: Any, where: str) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ScreenError(f"{where} 应为日期 YYYY-MM-DD,现为 {value!r}。") from None


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise ScreenError(f"{where} 应为列表。")
    return value


def _only(tree: Mapping[str, Any], where: str, allowed: tuple[str, ...]) -> None:
    if not isinstance(tree, Mapping):
        raise ScreenError(f"{where} 应为对象。")
    strange = [key for key in tree if key not in allowed]
    if strange:
        raise ScreenError(f"{where} 有不认识的键 {'、'.join(map(str, strange))}。可用:{'、'.join(allowed)}。")
