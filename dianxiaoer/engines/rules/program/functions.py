"""The functions an officer may call, by their Chinese and English names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from dianxiaoer.engines.rules.language.parser import YEARS
from dianxiaoer.engines.rules.language.syntax import Call, Name, Number, Syntax, Unary
from dianxiaoer.engines.rules.language.units import DAYS, PLAIN
from dianxiaoer.engines.rules.problems import TextError
from dianxiaoer.engines.rules.program.elaborate import (
    Scope,
    as_truth,
    combined,
    elaborate,
    fact_meaning,
    fact_year,
    texts_of,
)
from dianxiaoer.engines.rules.program.meaning import Meaning, columns_of, day_number, same_kind
from dianxiaoer.engines.rules.program.nodes import Node

Function = Callable[[Call, Scope], Meaning]
MAX_YEARS = 20


def call(shape: Call, scope: Scope) -> Meaning:
    """The meaning of a function call. Raises TextError for an unknown name or unfit arguments."""
    found = FUNCTIONS.get(shape.name) or FUNCTIONS.get(shape.name.lower())
    if found is None:
        names = "、".join(name for name in FUNCTIONS if not name.isascii())
        raise TextError(
            f"没有「{shape.name}」这个函数，可用：{names}", f"unknown function '{shape.name}'", shape.column
        )
    least, most, function = found
    if not least <= len(shape.args) <= most:
        raise TextError(
            f"「{shape.name}」要写 {least} 到 {most} 项",
            f"'{shape.name}' takes {least} to {most} arguments",
            shape.column,
        )
    return function(shape, scope)


def _truth(shape: Syntax, scope: Scope) -> Node:
    return as_truth(elaborate(shape, scope), shape.column, scope)


def _number(shape: Syntax, scope: Scope) -> Meaning:
    found = elaborate(shape, scope)
    if found.type != "number":
        raise TextError(f"这里要写数，现在是{found.describe()}", "a number is expected", shape.column)
    return found


def _whole(shape: Syntax, low: int = 1, high: int = MAX_YEARS) -> int:
    if isinstance(shape, Number) and shape.value.denominator == 1 and low <= shape.value <= high:
        return int(shape.value)
    raise TextError(
        f"这里要写 {low} 到 {high} 的整数", f"a whole number from {low} to {high} is expected", shape.column
    )


def _typed(shape: Syntax, type_: str, zh: str, scope: Scope) -> Meaning:
    found = elaborate(shape, scope)
    if found.type != type_:
        raise TextError(f"这里要写一个{zh}事实，现在是{found.describe()}", f"a {type_} is expected", shape.column)
    return found


def _day(shape: Syntax, scope: Scope) -> Node:
    return _typed(shape, "date", "日期", scope).tree


def _within(node: Node, first: Node, last: Node, scope: Scope) -> Meaning:
    forge = scope.forge
    parts = (forge.make("compare", node, first, value=">="), forge.make("compare", node, last, value="<="))
    return Meaning("truth", forge.all_of(parts))


def _today(shape: Call, scope: Scope) -> Meaning:
    return Meaning("date", scope.forge.const(day_number(scope.on)))


def _valid(shape: Call, scope: Scope) -> Meaning:
    found = _typed(shape.args[0], "certificate", "证书", scope)
    day = _day(shape.args[1], scope) if len(shape.args) > 1 else scope.forge.const(day_number(scope.on))
    first, last = (scope.forge.make("fact", value=column) for column in columns_of(found.source, found.year))
    forge = scope.forge
    return Meaning(
        "truth",
        forge.all_of((forge.make("compare", first, day, value="<="), forge.make("compare", last, day, value=">="))),
    )


def _happened(shape: Call, scope: Scope) -> Meaning:
    node = _typed(shape.args[0], "event", "事件", scope).tree
    return Meaning("truth", scope.forge.make("compare", node, scope.forge.const(day_number(scope.on)), value="<="))


def _happened_between(shape: Call, scope: Scope) -> Meaning:
    node = _typed(shape.args[0], "event", "事件", scope).tree
    return _within(node, _day(shape.args[1], scope), _day(shape.args[2], scope), scope)


def _happened_in_year(shape: Call, scope: Scope) -> Meaning:
    node = _typed(shape.args[0], "event", "事件", scope).tree
    year = scope.on.year if scope.year is None else scope.year
    if len(shape.args) > 1:
        year += _shift(shape.args[1])
    first, last = scope.forge.const(day_number(date(year, 1, 1))), scope.forge.const(day_number(date(year, 12, 31)))
    return _within(node, first, last, scope)


def _shift(shape: Syntax) -> int:
    if isinstance(shape, Name) and shape.value in YEARS:
        return YEARS[shape.value]
    if isinstance(shape, Unary):
        return -_whole(shape.arg)
    return _whole(shape, 0)


def _within_years(shape: Call, scope: Scope) -> Meaning:
    found = elaborate(shape.args[0], scope)
    if found.type not in ("event", "date"):
        raise TextError("「近年内」第一项要写事件或日期", "an event or date is expected", shape.column)
    years = _whole(shape.args[1])
    first = scope.forge.const(day_number(_years_before(scope.on, years)) + 1)
    return _within(found.tree, first, scope.forge.const(day_number(scope.on)), scope)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _full_years(shape: Call, scope: Scope) -> Meaning:
    found = elaborate(shape.args[0], scope)
    if found.type not in ("event", "date"):
        raise TextError("「满年」第一项要写日期", "a date is expected", shape.column)
    last = scope.forge.const(day_number(_years_before(scope.on, _whole(shape.args[1]))))
    return Meaning("truth", scope.forge.make("compare", found.tree, last, value="<="))


def _days_since(shape: Call, scope: Scope) -> Meaning:
    today = scope.forge.const(day_number(scope.on))
    return Meaning("number", scope.forge.arithmetic("sub", today, _day(shape.args[0], scope)), DAYS)


def _years_back(shape: Call, scope: Scope) -> list[Scope]:
    base = scope.on.year if scope.year is None else scope.year
    return [replace(scope, year=base - back) for back in range(1, _whole(shape.args[1]) + 1)]


def _each_year(shape: Call, scope: Scope) -> Meaning:
    return Meaning("truth", scope.forge.all_of(_truth(shape.args[0], year) for year in _years_back(shape, scope)))


def _any_year(shape: Call, scope: Scope) -> Meaning:
    return Meaning("truth", scope.forge.any_of(_truth(shape.args[0], year) for year in _years_back(shape, scope)))


def _sum_years(shape: Call, scope: Scope) -> Meaning:
    found = [_number(shape.args[0], year) for year in _years_back(shape, scope)]
    total = found[0].tree
    for part in found[1:]:
        total = scope.forge.arithmetic("add", total, part.tree)
    return Meaning("number", total, found[0].kind)


def _mean_years(shape: Call, scope: Scope) -> Meaning:
    total = _sum_years(shape, scope)
    node = scope.forge.arithmetic("div", total.tree, scope.forge.const(_whole(shape.args[1])))
    return Meaning("number", node, total.kind)


def _yearly_pair(shape: Call, scope: Scope, back: int) -> tuple[Node, Node]:
    mention = shape.args[0]
    fact = scope.rulebook.facts.get(mention.value) if isinstance(mention, Name) else None
    if not isinstance(mention, Name) or fact is None or fact.yearly != "是":
        raise TextError(
            f"「{shape.name}」里写一个逐年事实的名称，例如 {shape.name}(营业收入)",
            "a yearly fact is expected",
            shape.column,
        )
    if mention.shift is None and scope.year is None:
        mention = replace(mention, shift=-1)
    last = fact_year(mention, fact, scope) or scope.on.year
    pair = (fact_meaning(fact, last, scope), fact_meaning(fact, last - back, scope))
    if pair[0].type != "number":
        raise TextError(f"「{fact.name}」不是数，不能算增长", "growth needs numbers", shape.column)
    return pair[0].tree, pair[1].tree


def _growth(shape: Call, scope: Scope) -> Meaning:
    now, base = _yearly_pair(shape, scope, 1)
    forge = scope.forge
    return Meaning("number", forge.make("div", forge.arithmetic("sub", now, base), forge.make("positive", base)))


def _mean_growth(shape: Call, scope: Scope) -> Meaning:
    years = _whole(shape.args[1], 1, 2)
    if years == 1:
        return _growth(replace(shape, args=shape.args[:1]), scope)
    now, base = _yearly_pair(shape, scope, years)
    forge = scope.forge
    ratio = forge.make("div", now, forge.make("positive", base))
    return Meaning("number", forge.arithmetic("sub", forge.make("sqrt", ratio), forge.const(1)))


def _extreme(op: str) -> Function:
    def made(shape: Call, scope: Scope) -> Meaning:
        made, *others = [_number(arg, scope) for arg in shape.args]
        for part in others:
            same_kind(made, part, shape.column, "比较")
            made = combined(op, made, part, scope.forge)
        return made

    return made


def _floor(shape: Call, scope: Scope) -> Meaning:
    found = _number(shape.args[0], scope)
    return Meaning("number", scope.forge.make("floor", found.tree), found.kind)


def _full(shape: Call, scope: Scope) -> Meaning:
    amount, size = _number(shape.args[0], scope), _number(shape.args[1], scope)
    same_kind(amount, size, shape.column, "相除")
    return Meaning("number", scope.forge.make("floor", scope.forge.arithmetic("div", amount.tree, size.tree)), PLAIN)


def _if(shape: Call, scope: Scope) -> Meaning:
    first, second = _number(shape.args[1], scope), _number(shape.args[2], scope)
    same_kind(first, second, shape.column, "互相替换")
    made = scope.forge.make("case", _truth(shape.args[0], scope), first.tree, second.tree)
    return Meaning("number", made, first.kind)


def _at_least(shape: Call, scope: Scope) -> Meaning:
    needed = _whole(shape.args[0], 1, 50)
    if needed > len(shape.args) - 1:
        listed = len(shape.args) - 1
        raise TextError(f"只列了 {listed} 项，不可能满足 {needed} 项", "more is asked than listed", shape.column)
    return Meaning("truth", scope.forge.make("at_least", *(_truth(arg, scope) for arg in shape.args[1:]), value=needed))


def _manual(shape: Call, scope: Scope) -> Meaning:
    return Meaning("truth", scope.forge.make("manual", value="".join(texts_of(shape.args[0], scope))))


def _judged(shape: Call, scope: Scope) -> Meaning:
    """A yes-no fact an officer decides: itself when decided, manual_review until then."""
    found = _typed(shape.args[0], "truth", "「是否」", scope)
    forge = scope.forge
    decision = forge.make(
        "default", forge.make("fact", value=columns_of(found.source, found.year)[0]), value=Fraction(-1)
    )
    pending = forge.make("compare", decision, forge.const(-1), value="=")
    doubt = forge.make("manual", value="".join(texts_of(shape.args[1], scope)))
    decided = forge.make("compare", decision, forge.const(1), value="=")
    return Meaning("truth", forge.any_of((decided, forge.all_of((pending, doubt)))))


def _clause_met(shape: Call, scope: Scope) -> Meaning:
    return Meaning("truth", scope.clause("".join(texts_of(shape.args[0], scope)), scope)[0])


def _clause_tier(shape: Call, scope: Scope) -> Meaning:
    name = "".join(texts_of(shape.args[0], scope))
    if not scope.clause(name, scope)[1]:
        raise TextError(f"条款「{name}」没有分档", f"clause '{name}' has no tiers", shape.column)
    return Meaning("tier", clause=name)


def _unless_known(shape: Call, scope: Scope) -> Meaning:
    found, instead = _number(shape.args[0], scope), _number(shape.args[1], scope)
    same_kind(found, instead, shape.column, "互相替换")
    if instead.tree.op != "const":
        raise TextError("「缺省值」第二项要写一个数", "the default must be a number", shape.column)
    return Meaning("number", scope.forge.make("default", found.tree, value=instead.tree.value), found.kind)


_TABLE: list[tuple[tuple[str, ...], int, int, Function]] = [
    (("日期", "申报日", "today"), 0, 0, _today),
    (("有效", "valid"), 1, 2, _valid),
    (("发生过", "happened"), 1, 1, _happened),
    (("发生于", "happened_between"), 3, 3, _happened_between),
    (("发生在年度", "happened_in_year"), 1, 2, _happened_in_year),
    (("近年内", "within_years"), 2, 2, _within_years),
    (("满年", "full_years"), 2, 2, _full_years),
    (("距今天数", "days_since"), 1, 1, _days_since),
    (("每年", "each_year"), 2, 2, _each_year),
    (("任一年", "any_year"), 2, 2, _any_year),
    (("合计", "sum_years"), 2, 2, _sum_years),
    (("平均", "mean_years"), 2, 2, _mean_years),
    (("增长率", "growth"), 1, 1, _growth),
    (("年均增长", "mean_growth"), 2, 2, _mean_growth),
    (("最小", "min"), 2, 10, _extreme("min")),
    (("最大", "max"), 2, 10, _extreme("max")),
    (("取整", "floor"), 1, 1, _floor),
    (("满", "full"), 2, 2, _full),
    (("如果", "if"), 3, 3, _if),
    (("满足几项", "at_least"), 2, 51, _at_least),
    (("人工", "manual"), 1, 1, _manual),
    (("核定", "judged"), 2, 2, _judged),
    (("符合", "meets"), 1, 1, _clause_met),
    (("等级", "tier"), 1, 1, _clause_tier),
    (("缺省值", "default"), 2, 2, _unless_known),
]
FUNCTIONS: dict[str, tuple[int, int, Function]] = {
    name: (least, most, function) for names, least, most, function in _TABLE for name in names
}
