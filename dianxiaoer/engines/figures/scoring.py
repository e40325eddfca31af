"""Scoring (考核计分): formulas as data, each score with the text of its own arithmetic, so that who is scored can object."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dianxiaoer.engines.measures.rates import format_number, round_half_up

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
PLACES = 4
Given = Decimal | Sequence[Decimal] | None


class Kind(StrEnum):
    """How inputs become points. `weight`: full points; `cap`: see each.

    RATIO_CAPPED: min(actual ÷ target, cap) × weight; cap: the highest ratio that counts, 1 when not given.
    RATIO_LINEAR: actual ÷ target × weight, above full points too. cap: the most points, if any.
    RATIO_MIX: Σ(actual ÷ target × share) × weight over `items`; cap: the most points.
    COUNT: Σ min(count × each, cap of the item) over `items`; cap: the most points of all.
    TIERS: the points of the highest tier whose floor the value reaches.
    DEDUCTION: weight − Σ(count × each), never below zero; an item's cap bounds what it takes away.
    EFFICACY: 功效系数 d = (x − min) ÷ (max − min) × 40 + 60 over the compared units; d ÷ 100 × weight.
    RATERS: Σ(mean of a group × its share) ÷ 100 × weight; groups in `items`, ratings 0..100.
    VETO: no points; any count above zero sets the total to zero.
    """

    RATIO_CAPPED = "ratio_capped"
    RATIO_LINEAR = "ratio_linear"
    RATIO_MIX = "ratio_mix"
    COUNT = "count"
    TIERS = "tiers"
    DEDUCTION = "deduction"
    EFFICACY = "efficacy"
    RATERS = "raters"
    VETO = "veto"


class FormulaError(ValueError):
    """A formula that cannot be computed as written; the message says what is wrong (Chinese / English)."""


@dataclass(frozen=True)
class Item:
    """One part of a formula: `each` points a piece (COUNT, DEDUCTION) or the share it weighs (RATIO_MIX, RATERS; 0..1)."""

    key: str
    each: Decimal
    cap: Decimal | None = None
    label: str = ""


@dataclass(frozen=True)
class Formula:
    """kind, full points, and what the kind asks for besides. tiers: (floor, points), any order."""

    kind: Kind
    weight: Decimal = ZERO
    cap: Decimal | None = None
    items: tuple[Item, ...] = ()
    tiers: tuple[tuple[Decimal, Decimal], ...] = ()

    def __post_init__(self) -> None:
        if self.weight < 0:
            raise FormulaError("分值不能是负数 / full points cannot be negative")
        if self.kind in _ITEMISED and not self.items:
            raise FormulaError("这种算法需要分项 / this kind needs items")
        if self.kind in _SHARED and sum((item.each for item in self.items), ZERO) != 1:
            raise FormulaError("各分项的权重之和应为 1 / the shares of the items must add up to 1")
        if self.kind == Kind.TIERS and not self.tiers:
            raise FormulaError("分档计分需要分档表 / a tier table is needed")
        if len({item.key for item in self.items}) != len(self.items):
            raise FormulaError("分项编号重复 / two items have the same key")

    def asks(self) -> tuple[str, ...]:
        """The names of the inputs it needs."""
        return _ASKS[self.kind](self)


@dataclass(frozen=True)
class Scored:
    """Points (None: an input is missing, named in `missing`), the arithmetic as text, and whether it vetoes the total."""

    points: Decimal | None
    text: str
    missing: tuple[str, ...] = ()
    is_veto: bool = False


def score(formula: Formula, inputs: Mapping[str, Given], peers: Sequence[Decimal | None] = ()) -> Scored:
    """Points of one indicator for one unit.

    inputs: by the names `formula.asks()` gives; ratings of a group are sequences. peers: the values of all compared units
    (EFFICACY only, the unit's own among them). A target ≤ 0 counts as missing: no share can be made of it.
    """
    missing = tuple(name for name in formula.asks() if _is_missing(name, inputs.get(name)))
    if missing:
        return Scored(None, "", missing)
    return _KINDS[formula.kind](formula, inputs, peers)


def total(points: Sequence[Decimal | None], *, vetoed: bool = False) -> Decimal:
    """The sum of what could be scored; zero when vetoed."""
    return ZERO if vetoed else sum((one for one in points if one is not None), ZERO)


def _is_missing(name: str, value: Given) -> bool:
    if value is None:
        return True
    if isinstance(value, Decimal):
        return value <= 0 if name == "target" or name.endswith(".target") else False
    return len(value) == 0


def _number(inputs: Mapping[str, Given], name: str) -> Decimal:
    value = inputs[name]
    if not isinstance(value, Decimal):
        raise FormulaError(f"“{name}”应为一个数 / {name} must be one number")
    return value


def _told(value: Decimal) -> str:
    return format_number(value, PLACES).replace(",", "")


def _rounded(points: Decimal) -> Decimal:
    return round_half_up(points, PLACES)


def _ratio_capped(formula: Formula, inputs: Mapping[str, Given], peers: Sequence[Decimal | None]) -> Scored:
    actual, target = _number(inputs, "actual"), _number(inputs, "target")
    cap = ONE if formula.cap is None else formula.cap
    ratio = actual / target
    points = _rounded(min(ratio, cap) * formula.weight)
    text = f"min({_told(actual)} ÷ {_told(target)}, {_told(cap)}) × {_told(formula.weight)} = {_told(points)}"
    return Scored(points, text)


def _ratio_linear(formula: Formula, inputs: Mapping[str, Given], peers: Sequence[Decimal | None]) -> Scored:
    actual, target = _number(inputs, "actual"), _number(inputs, "target")
    points = _capped(actual / target * formula.weight, formula.cap)
    return Scored(points, f"{_told(actual)} ÷ {_told(target)} × {_told(formula.weight)}{_within(formula, points)}")


def _ratio_mix(formula: Formula, inputs: Mapping[str, Given], peers: Sequence[Decimal | None]) -> Scored:
    raw, parts = ZERO, []
    for item in formula.items:
        actual, target = _number(inputs, f"{item.key}.actual"), _number(inputs, f"{item.key}.target")
        raw += actual / target * item.each
        parts.append(f"{_told(actual)} ÷ {_told(target)} × {_told(item.each * HUNDRED)}%")
    points = _capped(raw * formula.weight, formula.cap)
    return Scored(points, f"({' + '.join(parts)}) × {_told(formula.weight)}{_within(formula, points)}")


def _count(formula: Formula, inputs: Mapping[str, Given], peers: Sequence[Decimal | None]) -> Scored:
    raw, text = _counted(formula, inputs)
    points = _capped(raw, formula.cap)
    return Scored(points, f"{text}{_within(formula, points)}")


def _deduction(formula: Formula, inputs: Mapping[str, Given], peers: Sequence[Decimal | None]) -> Scored:
    taken, text = _counted(formula, inputs, " − ")
    points = _rounded(max(formula.weight - taken, ZERO))
    return Scored(points, f"max({_told(formula.weight)} − {text}, 0) = {_told(points)}")


def _counted(formula: Formula, inputs: Mapping[str, Given], sign: str = " + ") -> tuple[Decimal, str]:
    raw, parts = ZERO, []
    for item in formula.items:
        count = _number(inputs, item.key)
        worth, part = count * item.each, f"{_told(count)} × {_told(item.each)}"
        if item.cap is not None:
            worth, part = min(worth, item.cap), f"min({part}, {_told(item.cap)})"
        raw += worth
        parts.append(part)
    return raw, sign.join(parts)


def _tiers(formula: Formula, inputs: Mapping[str, Given], peers: Sequence[Decimal | None]) -> Scored:
    value = _number(inputs, "actual")
    reached = [tier for tier in formula.tiers if value >= tier[0]]
    if not reached:
        return Scored(ZERO, f"{_told(value)} < {_told(min(floor for floor, _points in formula.tiers))} → 0")
    floor, points = max(reached)
    return Scored(_rounded(points), f"{_told(value)} ≥ {_told(floor)} → {_told(points)}")


def _efficacy(formula: Formula, inputs: Mapping[str, Given], peers: Sequence[Decimal | None]) -> Scored:
    value = _number(inputs, "actual")
    known = [one for one in peers if one is not None] or [value]
    low, high = min(known), max(known)
    if low == high:  # everyone stands level: the coefficient is not defined, nobody is put below another
        return Scored(_rounded(formula.weight), f"max = min → {_told(formula.weight)}")
    coefficient = (value - low) / (high - low) * 40 + 60
    points = _rounded(coefficient / HUNDRED * formula.weight)
    span = f"({_told(value)} − {_told(low)}) ÷ ({_told(high)} − {_told(low)}) × 40 + 60"
    return Scored(points, f"[{span}] ÷ 100 × {_told(formula.weight)} = {_told(points)}")


def _raters(formula: Formula, inputs: Mapping[str, Given], peers: Sequence[Decimal | None]) -> Scored:
    raw, parts = ZERO, []
    for item in formula.items:
        given = inputs[item.key]
        ratings = [given] if isinstance(given, Decimal) else list(given or ())
        if any(not ZERO <= one <= HUNDRED for one in ratings):
            raise FormulaError("评分应在 0 到 100 之间 / ratings must lie between 0 and 100")
        mean = sum(ratings, ZERO) / len(ratings)
        raw += mean * item.each
        parts.append(f"{_told(mean)} (n={len(ratings)}) × {_told(item.each * HUNDRED)}%")
    points = _rounded(raw / HUNDRED * formula.weight)
    return Scored(points, f"({' + '.join(parts)}) ÷ 100 × {_told(formula.weight)} = {_told(points)}")


def _veto(formula: Formula, inputs: Mapping[str, Given], peers: Sequence[Decimal | None]) -> Scored:
    count = _number(inputs, "actual")
    return Scored(ZERO, f"{_told(count)} > 0" if count > 0 else f"{_told(count)} = 0", is_veto=count > 0)


def _capped(points: Decimal, cap: Decimal | None) -> Decimal:
    return _rounded(points if cap is None else min(points, cap))


def _within(formula: Formula, points: Decimal) -> str:
    return f" = {_told(points)}" if formula.cap is None else f", ≤ {_told(formula.cap)} → {_told(points)}"


def _item_keys(formula: Formula) -> tuple[str, ...]:
    return tuple(item.key for item in formula.items)


def _mix_keys(formula: Formula) -> tuple[str, ...]:
    return tuple(f"{item.key}.{end}" for item in formula.items for end in ("actual", "target"))


_ITEMISED = {Kind.RATIO_MIX, Kind.COUNT, Kind.DEDUCTION, Kind.RATERS}
_SHARED = {Kind.RATIO_MIX, Kind.RATERS}
_ASKS: dict[Kind, Callable[[Formula], tuple[str, ...]]] = {
    Kind.RATIO_CAPPED: lambda formula: ("actual", "target"),
    Kind.RATIO_LINEAR: lambda formula: ("actual", "target"),
    Kind.RATIO_MIX: _mix_keys,
    Kind.COUNT: _item_keys,
    Kind.TIERS: lambda formula: ("actual",),
    Kind.DEDUCTION: _item_keys,
    Kind.EFFICACY: lambda formula: ("actual",),
    Kind.RATERS: _item_keys,
    Kind.VETO: lambda formula: ("actual",),
}
_KINDS: dict[Kind, Callable[[Formula, Mapping[str, Given], Sequence[Decimal | None]], Scored]] = {
    Kind.RATIO_CAPPED: _ratio_capped,
    Kind.RATIO_LINEAR: _ratio_linear,
    Kind.RATIO_MIX: _ratio_mix,
    Kind.COUNT: _count,
    Kind.TIERS: _tiers,
    Kind.DEDUCTION: _deduction,
    Kind.EFFICACY: _efficacy,
    Kind.RATERS: _raters,
    Kind.VETO: _veto,
}
