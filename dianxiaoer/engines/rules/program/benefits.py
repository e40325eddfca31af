"""What a clause gives, as a tree of money in 分.

Shapes: fixed, by tier, step table with increments, ratio with caps and uplifts, per unit, interest, rent by year,
tranches by milestone, reductions, cumulative cap.
Order: amount → cap → reductions → tranches → cumulative cap → whole 分.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from dianxiaoer.engines.rules.document.records import Benefit
from dianxiaoer.engines.rules.language.units import MONEY, PLAIN, Kind, kind_name
from dianxiaoer.engines.rules.problems import TextError
from dianxiaoer.engines.rules.program.elaborate import Scope, band, condition, number
from dianxiaoer.engines.rules.program.meaning import Meaning, constant
from dianxiaoer.engines.rules.program.nodes import Node

Tiers = tuple[tuple[str, Node], ...]


class FieldError(ValueError):
    """A benefit field that cannot be read: its name and the reason."""

    def __init__(self, name: str, reason: TextError) -> None:
        super().__init__(str(reason))
        self.name, self.reason = name, reason


def amount_of(benefit: Benefit, tiers: Tiers, scope: Scope) -> Node | None:
    """Money of one benefit in whole 分, or None for 无金额. Raises FieldError."""
    if benefit.kind == "无金额":
        return None
    forge = scope.forge
    node = _SHAPES[benefit.kind or "定额"](benefit, tiers, scope)
    node = _capped(node, benefit, scope)
    for reduction in benefit.reductions:
        when = _read("reductions", partial(condition, reduction.when, scope))
        factor = _plain(reduction.factor, "reductions", scope)
        node = forge.make("case", when, forge.arithmetic("mul", node, factor), node)
    if benefit.tranches:
        node = _tranches(benefit, node, scope)
    if benefit.cumulative_cap:
        limit = _money(benefit.cumulative_cap, "cumulative_cap", scope)
        room = forge.arithmetic("sub", limit, _money(benefit.paid_before, "paid_before", scope))
        node = forge.arithmetic("min", node, room)
    return whole(forge.arithmetic("max", node, forge.const(0)), scope)


def whole(node: Node, scope: Scope) -> Node:
    """Rounded to whole 分, half up."""
    if node.op == "const":
        return scope.forge.const((node.value + Fraction(1, 2)) // 1)
    return scope.forge.make("floor", scope.forge.arithmetic("add", node, scope.forge.const(Fraction(1, 2))))


def _read(name: str, read: Callable[[], Node]) -> Node:
    try:
        return read()
    except TextError as error:
        raise FieldError(name, error) from None


def _quantity(text: str, name: str, scope: Scope, kind: Kind | None = None) -> Meaning:
    if not text:
        raise FieldError(name, TextError("这种待遇必须写这一项", "this benefit needs this field"))
    try:
        found = number(text, scope)
    except TextError as error:
        raise FieldError(name, error) from None
    if kind is not None and found.kind != kind:
        hint = "金额要带单位，例如 30万元" if kind == MONEY else f"单位应为{kind_name(kind)}"
        raise FieldError(name, TextError(f"「{text}」的单位不对：{hint}", f"'{text}' has the wrong unit"))
    return found


def _money(text: str, name: str, scope: Scope) -> Node:
    return _quantity(text, name, scope, MONEY).tree


def _plain(text: str, name: str, scope: Scope) -> Node:
    return _quantity(text, name, scope, PLAIN).tree


def _fixed(benefit: Benefit, tiers: Tiers, scope: Scope) -> Node:
    if not benefit.tiers:
        return _money(benefit.amount, "amount", scope)
    amounts = dict(benefit.tiers)
    for tier in amounts:
        if tier not in dict(tiers):
            raise FieldError("tiers", TextError(f"条款没有「{tier}」档", f"no tier '{tier}'"))
    parts: list[Node] = []
    for tier, node in tiers:
        parts += [node, _money(amounts[tier], "tiers", scope) if tier in amounts else scope.forge.const(0)]
    return scope.forge.make("pick", *parts, scope.forge.const(0))


def _steps(benefit: Benefit, tiers: Tiers, scope: Scope) -> Node:
    forge = scope.forge
    node = forge.const(0)
    for key, text in reversed(_high_first(benefit, scope)):
        test = _read("bands", partial(band, key, benefit.base, scope))
        node = forge.make("case", test, _money(text, "bands", scope), node)
    if not benefit.every:
        return node
    base = _quantity(benefit.base, "base", scope)
    size = _quantity(benefit.every, "every", scope, base.kind).tree
    above = _quantity(benefit.above or _high_first(benefit, scope)[0][0], "above", scope, base.kind).tree
    count = forge.make("floor", forge.arithmetic("div", forge.arithmetic("sub", base.tree, above), size))
    step = _money(benefit.step_amount, "step_amount", scope)
    more = forge.arithmetic("mul", forge.arithmetic("max", count, forge.const(0)), step)
    return forge.arithmetic("add", node, more)


def _high_first(benefit: Benefit, scope: Scope) -> list[tuple[str, str]]:
    """Bands by value from high to low whatever order they were written in; bands by condition as written."""
    if not benefit.bands:
        raise FieldError("bands", TextError("分档待遇要写「档」", "a step table needs bands"))

    def level(pair: tuple[str, str]) -> Fraction:
        return constant(number(pair[0], scope))

    try:
        return sorted(benefit.bands, key=level, reverse=True)
    except TextError:
        return list(benefit.bands)


def _ratio(benefit: Benefit, tiers: Tiers, scope: Scope) -> Node:
    base = _money(benefit.base, "base", scope)
    uplifts = [
        (
            _read("uplifts", partial(condition, uplift.when, scope)),
            _plain(uplift.rate, "uplifts", scope) if uplift.rate else scope.forge.const(0),
            _money(uplift.amount, "uplifts", scope) if uplift.amount else scope.forge.const(0),
            _plain(uplift.ceiling, "uplifts", scope) if uplift.ceiling else None,
        )
        for uplift in benefit.uplifts
    ]

    def paid(rate: Node, extra: Node, rest: list[tuple[Node, Node, Node, Node | None]]) -> Node:
        """Base × rate, split by each uplift in turn, so that every branch multiplies by one constant."""
        forge = scope.forge
        if not rest:
            return (
                forge.arithmetic("add", forge.arithmetic("mul", base, rate), extra)
                if _counts(extra)
                else (forge.arithmetic("mul", base, rate))
            )
        (when, more, money, ceiling), *others = rest
        raised = forge.arithmetic("add", rate, more)
        raised = forge.arithmetic("min", raised, ceiling) if ceiling is not None else raised
        richer = paid(raised, forge.arithmetic("add", extra, money), others)
        return forge.make("case", when, richer, paid(rate, extra, others))

    zero = scope.forge.const(0)
    node = paid(_plain(benefit.rate, "rate", scope), zero, uplifts) if benefit.rate else zero
    for key, text in reversed(benefit.bands):
        test = _read("bands", partial(band, key, benefit.base, scope))
        node = scope.forge.make("case", test, paid(_plain(text, "bands", scope), zero, uplifts), node)
    if not benefit.rate and not benefit.bands:
        raise FieldError("rate", TextError("要写「比例值」或「档」", "a rate is needed"))
    return node


def _counts(node: Node) -> bool:
    return not (node.op == "const" and node.value == 0)


def _per_unit(benefit: Benefit, tiers: Tiers, scope: Scope) -> Node:
    forge = scope.forge
    base = _quantity(benefit.base, "base", scope)
    price = _quantity(benefit.unit_price, "unit_price", scope)
    if benefit.unit_size:
        size = _quantity(benefit.unit_size, "unit_size", scope, base.kind).tree
        if price.kind != MONEY:
            raise FieldError("unit_price", TextError("写了「每满」时，单价写每份多少元", "price per portion is money"))
        return forge.arithmetic("mul", forge.make("floor", forge.arithmetic("div", base.tree, size)), price.tree)
    per_one = tuple(sorted((*MONEY, *((name, -power) for name, power in base.kind))))
    if price.kind != per_one:
        raise FieldError(
            "unit_price", TextError(f"单价的单位应为 {kind_name(per_one)}", "the price has the wrong unit")
        )
    return forge.arithmetic("mul", base.tree, price.tree)


def _rent(benefit: Benefit, tiers: Tiers, scope: Scope) -> Node:
    forge = scope.forge
    base = _money(benefit.base, "base", scope)
    index = _quantity(benefit.year_index, "year_index", scope, PLAIN).tree
    if not benefit.years:
        raise FieldError("years", TextError("要写「逐年比例」，例如 [100%, 100%, 50%]", "yearly shares are needed"))
    node = forge.const(0)
    for year, text in reversed(list(enumerate(benefit.years, 1))):
        upto = forge.make("compare", index, forge.const(year), value="<=")
        node = forge.make("case", upto, forge.arithmetic("mul", base, _plain(text, "years", scope)), node)
    started = forge.make("compare", index, forge.const(1), value=">=")
    return forge.make("case", started, node, forge.const(0))


_SHAPES: dict[str, Callable[[Benefit, Tiers, Scope], Node]] = {
    "定额": _fixed, "分档": _steps, "比例": _ratio, "贴息": _ratio, "按量": _per_unit, "租金": _rent,
}  # fmt: skip


def _capped(node: Node, benefit: Benefit, scope: Scope) -> Node:
    forge = scope.forge
    plain = forge.arithmetic("min", node, _money(benefit.cap, "cap", scope)) if benefit.cap else node
    for key, text in reversed(benefit.cap_bands):
        test = _read("cap_bands", partial(band, key, benefit.base, scope))
        plain = forge.make("case", test, forge.arithmetic("min", node, _money(text, "cap_bands", scope)), plain)
    return plain


def _tranches(benefit: Benefit, node: Node, scope: Scope) -> Node:
    forge = scope.forge
    total = forge.const(0)
    for tranche in benefit.tranches:
        when = _read("tranches", partial(condition, tranche.when, scope))
        if tranche.amount:
            part = _money(tranche.amount, "tranches", scope)
        else:
            part = forge.arithmetic("mul", node, _plain(tranche.share, "tranches", scope))
        total = forge.arithmetic("add", total, forge.make("pick", when, part, forge.const(0)))
    return total
