"""Evaluates one firm: every node once, in order, by small closures made beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import floor, sqrt
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from dianxiaoer.engines.rules.program.compiler import Program
from dianxiaoer.engines.rules.program.nodes import Column, Node, leaf_columns, may_be_undefined
from dianxiaoer.engines.rules.verdicts import OPPOSITE, at_least

Row = Mapping[str, float | str | None]
Values = list[Any]
Step = Callable[[Row, Values], Any]
COMPARE: dict[str, Callable[[Any, Any], bool]] = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


@dataclass(frozen=True)
class RowPlan:
    """Steps by node, and where each node's value lands."""

    steps: tuple[Step, ...]
    slots: dict[int, int]

    def values(self, row: Row) -> Values:
        """The value of every node: a truth's code (see `verdicts`), a number, or None where it cannot be computed.

        row: column key → number, words or None; a key left out is a missing fact.
        """
        values: Values = []
        push = values.append
        for step in self.steps:
            push(step(row, values))
        return values


def plan_row(program: Program) -> RowPlan:
    """The steps of `program` for one firm at a time."""
    slots = {node.index: slot for slot, node in enumerate(program.nodes)}
    return RowPlan(tuple(make_step(node, slots) for node in program.nodes), slots)


def make_step(node: Node, slots: dict[int, int]) -> Step:
    """The closure that computes `node` from the row and the values before it."""
    return _MAKERS[node.op](node, [slots[arg.index] for arg in node.args])


def _const(node: Node, at: list[int]) -> Step:
    value = float(node.value)
    return lambda row, v: value


def _truth(node: Node, at: list[int]) -> Step:
    code = int(node.value)
    return lambda row, v: code


def _manual(node: Node, at: list[int]) -> Step:
    return lambda row, v: 2


def _fact(node: Node, at: list[int]) -> Step:
    column: Column = node.value
    key, fill = column.key, column.fill

    def step(row: Row, v: Values) -> Any:
        value = row.get(key)
        return fill if value is None else value

    return step


def _known(compute: Callable[[Any, Any], Any]) -> Callable[[Node, list[int]], Step]:
    def maker(node: Node, at: list[int]) -> Step:
        left, right = at

        def step(row: Row, v: Values) -> Any:
            a, b = v[left], v[right]
            return None if a is None or b is None else compute(a, b)

        return step

    return maker


def _single(compute: Callable[[Any], Any]) -> Callable[[Node, list[int]], Step]:
    def maker(node: Node, at: list[int]) -> Step:
        only = at[0]
        return lambda row, v: None if v[only] is None else compute(v[only])

    return maker


def _default(node: Node, at: list[int]) -> Step:
    only, instead = at[0], float(node.value)
    return lambda row, v: instead if v[only] is None else v[only]


def _case(node: Node, at: list[int]) -> Step:
    when, yes, no = at

    def step(row: Row, v: Values) -> Any:
        code = v[when]
        if code == 1:
            return v[yes]
        return v[no] if code in (0, 4) else None

    return step


def _pick(node: Node, at: list[int]) -> Step:
    choices = list(zip(at[:-1:2], at[1::2], strict=True))
    last = at[-1]

    def step(row: Row, v: Values) -> Any:
        for when, value in choices:
            if v[when] == 1:
                return v[value]
        return v[last]

    return step


def _compare(node: Node, at: list[int]) -> Step:
    left, right = at
    test = COMPARE[node.value]
    undefined = may_be_undefined(node)
    keys = [column.key for column in leaf_columns(node) if column.fill is None]
    if node.args[1].op == "const" and not undefined:
        limit = float(node.args[1].value)

        def against_limit(row: Row, v: Values) -> int:
            a = v[left]
            return 3 if a is None else 1 if test(a, limit) else 4

        return against_limit

    def step(row: Row, v: Values) -> int:
        a, b = v[left], v[right]
        if a is not None and b is not None:
            return 1 if test(a, b) else 4
        return 2 if undefined and all(row.get(key) is not None for key in keys) else 3

    return step


def _in(node: Node, at: list[int]) -> Step:
    column, texts, mode = node.value
    key, fill = column.key, column.fill
    known: dict[str, int] = {}

    def step(row: Row, v: Values) -> int:
        text = row.get(key)
        if text is None:
            if fill is None:
                return 3
            text = fill
        code = known.get(text)  # type: ignore[arg-type]
        if code is None:
            code = 1 if holds(str(text), texts, mode) else 4
            if len(known) < 10_000:
                known[str(text)] = code
        return code

    return step


def holds(text: str, texts: tuple[str, ...], mode: str) -> bool:
    """Whether words of a fact (joined by `|`) meet a list: any equal, or any starting with one of them."""
    parts = text.split("|")
    if mode == "starts":
        return any(part.startswith(texts) for part in parts)
    return any(part in texts for part in parts)


def _and(node: Node, at: list[int]) -> Step:
    if len(at) == 2:
        first, second = at
        return lambda row, v: v[first] if v[first] >= v[second] else v[second]
    return lambda row, v: max([v[i] for i in at])


def _or(node: Node, at: list[int]) -> Step:
    def step(row: Row, v: Values) -> int:
        return OPPOSITE[max([OPPOSITE[v[i]] for i in at])]

    return step


def _not(node: Node, at: list[int]) -> Step:
    only = at[0]
    return lambda row, v: OPPOSITE[v[only]]


def _when(node: Node, at: list[int]) -> Step:
    guard, body = at

    def step(row: Row, v: Values) -> int:
        code = v[guard]
        return int(v[body]) if code == 1 else 0 if code in (0, 4) else int(code)

    return step


def _at_least(node: Node, at: list[int]) -> Step:
    needed = int(node.value)
    return lambda row, v: at_least(needed, [v[i] for i in at])


_MAKERS: dict[str, Callable[[Node, list[int]], Step]] = {
    "const": _const, "truth": _truth, "manual": _manual, "fact": _fact, "default": _default, "case": _case,
    "pick": _pick, "compare": _compare, "in": _in, "and": _and, "or": _or, "not": _not, "when": _when,
    "at_least": _at_least,
    "add": _known(lambda a, b: a + b), "sub": _known(lambda a, b: a - b), "mul": _known(lambda a, b: a * b),
    "div": _known(lambda a, b: None if b == 0 else a / b), "min": _known(min), "max": _known(max),
    "floor": _single(lambda a: float(floor(a))), "sqrt": _single(lambda a: None if a < 0 else sqrt(a)),
    "positive": _single(lambda a: a if a > 0 else None),
}  # fmt: skip
