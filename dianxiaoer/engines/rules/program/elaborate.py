"""Gives a sentence its meaning on one day: names become columns, dated values become constants, units are checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from dianxiaoer.engines.rules.document.records import Fact, ScoreItem
from dianxiaoer.engines.rules.language.parser import parse
from dianxiaoer.engines.rules.language.syntax import Binary, Call, Day, Listing, Name, Number, Syntax, Text, Unary
from dianxiaoer.engines.rules.language.units import DAYS, PLAIN, multiply, unit_of
from dianxiaoer.engines.rules.problems import TextError
from dianxiaoer.engines.rules.program.meaning import (
    TYPES,
    Meaning,
    columns_of,
    constant,
    day_number,
    kind_of,
    same_kind,
)
from dianxiaoer.engines.rules.program.nodes import Forge, Node
from dianxiaoer.engines.rules.rulebook import Rulebook, in_force

MAX_TRAIL = 40
ClauseLookup = Callable[[str, "Scope"], tuple[Node, tuple[tuple[str, Node], ...]]]


@dataclass(frozen=True)
class Scope:
    """Where a sentence stands: the rulebook, the day, its document, the year a "each year" has reached."""

    rulebook: Rulebook
    on: date
    forge: Forge
    clause: ClauseLookup
    document: int = 0
    year: int | None = None
    trail: tuple[str, ...] = ()
    memo: dict[tuple[str, int, int | None], Meaning] = field(default_factory=dict)

    def entering(self, name: str, column: int = 0) -> Scope:
        """The scope inside a definition or clause; raises TextError where the names form a circle."""
        if name in self.trail:
            circle = " → ".join((*self.trail[self.trail.index(name) :], name))
            raise TextError(f"循环引用：{circle}", f"circular definition: {circle}", column)
        if len(self.trail) >= MAX_TRAIL:
            raise TextError(f"定义一层套一层超过 {MAX_TRAIL} 层", "definitions nested too deeply", column)
        return replace(self, trail=(*self.trail, name))


def meaning_of(sentence: str, scope: Scope) -> Meaning:
    """The meaning of a sentence. Raises TextError with the character where it fails."""
    key = (sentence, scope.document, scope.year)
    if key not in scope.memo:
        scope.memo[key] = elaborate(parse(sentence), scope)
    return scope.memo[key]


def condition(sentence: str, scope: Scope) -> Node:
    """The truth of a condition sentence; a fact of type 是否 may stand alone."""
    return as_truth(meaning_of(sentence, scope), 0, scope)


def number(sentence: str, scope: Scope) -> Meaning:
    """The number of a formula sentence. Raises TextError when it is not one."""
    found = meaning_of(sentence, scope)
    if found.type != "number":
        raise TextError(
            f"这里要写一个数或金额的算式，「{sentence}」是{found.describe()}",
            f"a number is expected, not a {found.type}",
        )
    return found


def elaborate(shape: Syntax, scope: Scope) -> Meaning:
    """The meaning of a shape."""
    forge = scope.forge
    if isinstance(shape, Number):
        kind, worth = unit_of(shape.unit, shape.column)
        return Meaning("number", forge.const(shape.value * worth), kind)
    if isinstance(shape, Day):
        return Meaning("date", forge.const(day_number(shape.value)))
    if isinstance(shape, Text):
        return Meaning("texts", texts=(shape.value,))
    if isinstance(shape, Listing):
        return Meaning("texts", texts=texts_of(shape, scope))
    if isinstance(shape, Name):
        return _named(shape, scope)
    if isinstance(shape, Call):
        from dianxiaoer.engines.rules.program.functions import call  # functions elaborate their arguments

        return call(shape, scope)
    if isinstance(shape, Unary):
        return _unary(shape, scope)
    return _binary(shape, scope)


def _unary(shape: Unary, scope: Scope) -> Meaning:
    inner = elaborate(shape.arg, scope)
    if shape.op == "not":
        return Meaning("truth", scope.forge.opposite(as_truth(inner, shape.column, scope)))
    if inner.type != "number":
        raise TextError("负号后面要写数", "a number is expected after the minus", shape.column)
    return Meaning("number", scope.forge.arithmetic("mul", inner.tree, scope.forge.const(-1)), inner.kind)


def _binary(shape: Binary, scope: Scope) -> Meaning:
    if shape.op in ("and", "or"):
        parts = [as_truth(elaborate(side, scope), shape.column, scope) for side in (shape.left, shape.right)]
        return Meaning("truth", (scope.forge.all_of if shape.op == "and" else scope.forge.any_of)(parts))
    if shape.op in "+-*/":
        return _arithmetic(shape, elaborate(shape.left, scope), elaborate(shape.right, scope), scope)
    return Meaning("truth", compare(shape.op, elaborate(shape.left, scope), shape.right, shape.column, scope))


def _arithmetic(shape: Binary, left: Meaning, right: Meaning, scope: Scope) -> Meaning:
    forge = scope.forge
    if shape.op == "-" and left.type == right.type == "date":
        return Meaning("number", forge.arithmetic("sub", left.tree, right.tree), DAYS)
    if left.type == "date" and right.type == "number" and right.kind == DAYS and shape.op in "+-":
        return Meaning("date", forge.arithmetic("add" if shape.op == "+" else "sub", left.tree, right.tree))
    if left.type != "number" or right.type != "number":
        raise TextError(
            f"{left.describe()}与{right.describe()}不能做加减乘除", "arithmetic needs numbers", shape.column
        )
    if shape.op in "+-":
        same_kind(left, right, shape.column, "相加减")
        return combined("add" if shape.op == "+" else "sub", left, right, forge)
    if shape.op == "/" and right.tree.op == "const" and right.tree.value == 0:
        raise TextError("不能除以 0", "division by zero", shape.column)
    sign = 1 if shape.op == "*" else -1
    made = forge.arithmetic("mul" if sign == 1 else "div", left.tree, right.tree)
    return Meaning("number", made, multiply(left.kind, right.kind, sign))


def combined(op: str, left: Meaning, right: Meaning, forge: Forge) -> Meaning:
    """A sum, difference, least or greatest; bounds of partly known scores carry through where the sign is certain."""
    made = Meaning("number", forge.arithmetic(op, left.tree, right.tree), left.kind)
    if op == "sub" or (left.low is None and right.low is None):
        return made
    low = forge.arithmetic(op, left.low or left.tree, right.low or right.tree)
    return replace(made, low=low, high=forge.arithmetic(op, left.high or left.tree, right.high or right.tree))


def compare(op: str, left: Meaning, right_shape: Syntax, column: int, scope: Scope) -> Node:
    """The truth of a comparison whose left side is known and whose right side is still a shape."""
    if left.type in ("words", "list", "tier"):
        return _words_test(op, left, texts_of(right_shape, scope), column, scope)
    right = elaborate(right_shape, scope)
    if left.type == "truth" or right.type == "truth":
        raise TextError(
            "条件不能再与别的值比较；请直接写条件，或在前面加「非」", "a condition cannot be compared", column
        )
    if left.type not in ("number", "date") or op not in ("=", "!=", "<", "<=", ">", ">="):
        word = _WORD_TESTS.get(op, op)
        raise TextError(f"{left.describe()}不能用「{word}」比较", f"'{op}' does not apply to a {left.type}", column)
    same_kind(left, right, column, "比较")
    return bounded(op, left, right, scope.forge)


_WORD_TESTS = {"in": "属于", "not in": "不属于", "starts": "开头为", "contains": "包含"}


def bounded(op: str, left: Meaning, right: Meaning, forge: Forge) -> Node:
    """A comparison that is already certain when the bounds of a partly known score decide it."""
    if (exact := _mean_growth_test(op, left.tree, right.tree, forge)) is not None:
        return exact
    plain = forge.make("compare", left.tree, right.tree, value=op)
    if left.low is None or left.high is None or op not in (">=", ">", "<", "<="):
        return plain
    at_low = forge.make("compare", left.low, right.tree, value=op)
    at_high = forge.make("compare", left.high, right.tree, value=op)
    sure, possible = (at_low, at_high) if op in (">=", ">") else (at_high, at_low)
    return forge.any_of((sure, forge.all_of((possible, plain))))


def _mean_growth_test(op: str, left: Node, right: Node, forge: Forge) -> Node | None:
    """√ratio − 1 against a constant k is ratio against (1+k)², which rounds once and so is exact at the boundary."""
    if left.op != "sub" or left.args[0].op != "sqrt" or right.op != "const" or right.value < -1:
        return None
    return forge.make("compare", left.args[0].args[0], forge.const((1 + right.value) ** 2), value=op)


def _words_test(op: str, left: Meaning, texts: tuple[str, ...], column: int, scope: Scope) -> Node:
    if op in ("<", "<=", ">", ">="):
        raise TextError(
            f"{left.describe()}没有大小，请用「属于」「是」「开头为」「包含」", "words have no order", column
        )
    if left.type == "tier":
        return _tier_test(op, left, texts, column, scope)
    if left.type == "list" and op not in ("contains", "="):
        raise TextError("名单要用「包含」：所在名单 包含 [严重失信]", "a list takes 'contains'", column)
    fact = left.source
    if fact.choices and op != "starts":
        for text in texts:
            if text not in fact.choices:
                raise TextError(
                    f"「{fact.name}」没有「{text}」这个值，可选：{'、'.join(fact.choices)}",
                    f"'{text}' is not a value",
                    column,
                )
    mode = "starts" if op == "starts" else "any"
    node = scope.forge.make("in", value=(columns_of(fact, left.year)[0], texts, mode))
    return scope.forge.opposite(node) if op == "!=" else node


def _tier_test(op: str, left: Meaning, texts: tuple[str, ...], column: int, scope: Scope) -> Node:
    tiers = dict(scope.clause(left.clause, scope)[1])
    for text in texts:
        if text not in tiers:
            raise TextError(f"「{left.clause}」没有「{text}」档，可写：{'、'.join(tiers)}", f"no tier '{text}'", column)
    found = scope.forge.any_of(tiers[text] for text in texts)
    return scope.forge.opposite(found) if op == "!=" else found


def as_truth(found: Meaning, column: int, scope: Scope) -> Node:
    """A meaning used as a condition. Raises TextError when it is a number, a text …."""
    if found.type == "truth":
        return found.tree
    if found.type == "certificate":
        raise TextError("证书要写成「有效(证书名)」", "write valid(certificate)", column)
    if found.type == "event":
        raise TextError("事件要写成「发生过(事件名)」或「发生于(事件名, 起, 止)」", "write happened(event)", column)
    raise TextError(
        f"这里要写条件，现在是{found.describe()};是不是漏了比较?",
        f"a condition is expected, not a {found.type}",
        column,
    )


def texts_of(shape: Syntax, scope: Scope) -> tuple[str, ...]:
    """The words of a list as written; a parameter holding a list gives its words on the day."""
    if isinstance(shape, Listing):
        return tuple(text for item in shape.items for text in texts_of(item, scope))
    if isinstance(shape, Text):
        return (shape.value,)
    if isinstance(shape, Number) and not shape.unit:
        return (shape.raw,)
    if isinstance(shape, Name) and shape.shift is None:
        if shape.value in scope.rulebook.values:
            return texts_of(parse(dated_value(shape, scope)), scope)
        return (shape.value,)
    raise TextError("这里要写词或一组词，例如 [小型, 微型]", "words are expected, e.g. [A, B]", shape.column)


def dated_value(shape: Name, scope: Scope) -> str:
    """The text of a parameter in force on the day. Raises TextError when none is."""
    for value in scope.rulebook.values[shape.value]:
        if in_force(value.since, value.until, scope.on):
            return value.value
    raise TextError(
        f"参数「{shape.value}」在 {scope.on} 没有值，请补一行",
        f"parameter '{shape.value}' has no value on {scope.on}",
        shape.column,
    )


def _named(shape: Name, scope: Scope) -> Meaning:
    name, at = shape.value, (scope.document, shape.value)
    if at in scope.rulebook.definitions and shape.shift is None:
        return meaning_of(scope.rulebook.definitions[at].formula, scope.entering(name, shape.column))
    if at in scope.rulebook.scores and shape.shift is None:
        return score(scope.rulebook.scores[at], scope.entering(name, shape.column))
    if name in scope.rulebook.values and shape.shift is None:
        return elaborate(parse(dated_value(shape, scope)), scope.entering(name, shape.column))
    fact = scope.rulebook.facts.get(name)
    if fact is None:
        raise _no_such_name(shape, scope)
    return fact_meaning(fact, fact_year(shape, fact, scope), scope, shape.column)


_CHINESE_DIGITS = set("零一二三四五六七八九十百千万亿两")


def _no_such_name(shape: Name, scope: Scope) -> TextError:
    from difflib import get_close_matches

    names = [*scope.rulebook.facts, *scope.rulebook.values, *(name for _, name in scope.rulebook.definitions)]
    near = get_close_matches(shape.value, names, 1, 0.5)
    hint = f",是不是「{near[0]}」?" if near else ",请先在「事实」里登记它的类型和单位"
    if set(shape.value) <= _CHINESE_DIGITS:
        hint = "；数值要写阿拉伯数字，例如 50"
    return TextError(f"没有登记「{shape.value}」{hint}", f"unknown fact '{shape.value}'", shape.column)


def fact_year(shape: Name, fact: Fact, scope: Scope) -> int | None:
    """The calendar year a mention of a yearly fact reads. Raises TextError where the year is missing or needless."""
    if fact.yearly != "是":
        if shape.shift is not None:
            raise TextError(f"「{fact.name}」不是逐年的事实，去掉方括号", f"'{fact.code}' is not yearly", shape.column)
        return None
    if shape.shift is None:
        if scope.year is None:
            raise TextError(
                f"「{fact.name}」是逐年的，要写明年份，例如 {fact.name}[上年]",
                f"'{fact.code}' needs a year",
                shape.column,
            )
        return scope.year
    if shape.shift >= 1900:
        return shape.shift
    return (scope.on.year if scope.year is None else scope.year) + shape.shift


def fact_meaning(fact: Fact, year: int | None, scope: Scope, column: int = 0) -> Meaning:
    """The meaning of a fact read for a year."""
    type_ = TYPES.get(fact.type)
    if type_ is None:
        raise TextError(f"事实「{fact.name}」没有写类型", f"fact '{fact.code}' has no type", column)
    if type_ in ("words", "list", "certificate"):
        return Meaning(type_, fact=fact, year=year)
    node = scope.forge.make("fact", value=columns_of(fact, year)[0])
    if type_ == "truth":
        return Meaning(
            "truth", scope.forge.make("compare", node, scope.forge.const(1), value="="), fact=fact, year=year
        )
    return Meaning(type_, node, kind_of(fact) if type_ == "number" else PLAIN, fact, year)


def score(items: tuple[ScoreItem, ...], scope: Scope) -> Meaning:
    """The sum of a score sheet, with the least and most it can be while facts are missing."""
    forge = scope.forge
    total = low = high = forge.const(0)
    for item in items:
        points, least, most = score_item(item, scope)
        total = forge.arithmetic("add", total, points)
        low = forge.arithmetic("add", low, forge.make("default", points, value=least))
        high = forge.arithmetic("add", high, forge.make("default", points, value=most))
    return Meaning("number", total, PLAIN, low=low, high=high)


def score_item(item: ScoreItem, scope: Scope) -> tuple[Node, Fraction, Fraction]:
    """Points of one line, and the least and most it can give."""
    forge = scope.forge
    last = _points(item.otherwise or "0", scope)
    node, seen = forge.const(last), [last]
    for key, text in reversed(item.bands):
        points = _points(text, scope)
        seen.append(points)
        node = forge.make("case", band(key, item.formula, scope), forge.const(points), node)
    return node, min(seen), max(seen)


def _points(text: str, scope: Scope) -> Fraction:
    found = number(text, scope)
    if found.kind != PLAIN:
        raise TextError(f"分值要写数，现在是「{text}」", "points must be a number")
    return constant(found)


def band(key: str, formula: str, scope: Scope) -> Node:
    """The truth of one band: `formula ≥ key` when the key is a value, else the key as a condition."""
    shape = parse(key)
    if isinstance(shape, Number | Day) or (isinstance(shape, Unary) and shape.op == "-"):
        if not formula:
            raise TextError(f"档「{key}」只有数值，要先写「算式」或「基数」", "a band value needs a formula")
        return compare(">=", meaning_of(formula, scope), shape, 0, scope)
    return as_truth(elaborate(shape, scope), 0, scope)
