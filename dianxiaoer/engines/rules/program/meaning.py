"""What a name or part of a sentence means: its type, unit kind and tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dianxiaoer.engines.rules.document.records import Fact
from dianxiaoer.engines.rules.language.units import MONEY, PLAIN, Kind, kind_name, unit_of
from dianxiaoer.engines.rules.problems import TextError
from dianxiaoer.engines.rules.program.nodes import NEVER, Column, Node

_EPOCH = date(1970, 1, 1).toordinal()
TYPES = {"数值": "number", "金额": "number", "比例": "number", "日期": "date", "是否": "truth", "文本": "words",
         "代码": "words", "名单": "list", "证书": "certificate", "事件": "event"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """A typed part: type is number, date, truth, words, list, certificate, event, tier or texts.

    low and high bound a number whose parts are partly missing (scores); `fact` and `year` name what was read.
    """

    type: str
    node: Node | None = None
    kind: Kind = PLAIN
    fact: Fact | None = None
    year: int | None = None
    texts: tuple[str, ...] = ()
    clause: str = ""
    low: Node | None = None
    high: Node | None = None

    @property
    def tree(self) -> Node:
        """The node, where the type has one."""
        if self.node is None:
            raise TextError(f"{self.describe()}不能这样用", f"a {self.type} cannot be used like this")
        return self.node

    @property
    def source(self) -> Fact:
        """The fact that was read, where the type is one."""
        if self.fact is None:
            raise TextError("这里要写一个事实", "a fact is expected")
        return self.fact

    def describe(self) -> str:
        """How messages call it."""
        if self.type == "number":
            return f"数({kind_name(self.kind)})" if self.kind else "数"
        return {"date": "日期", "truth": "条件", "words": "文本", "list": "名单", "certificate": "证书",
                "event": "事件", "tier": "等级", "texts": "一组词"}[self.type]  # fmt: skip


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def day_of(number: float) -> date:
    """The day of a day number."""
    return date.fromordinal(int(number) + _EPOCH)


def scale_of(fact: Fact) -> Fraction:
    """Worth of the fact's own unit in base units: 万元 → 1,000,000 分; a plain number → 1."""
    return unit_of(unit_text(fact))[1]


def unit_text(fact: Fact) -> str:
    """The unit a fact is filled in, its type's usual one where none is written."""
    return fact.unit or ("元" if fact.type == "金额" else "")


def kind_of(fact: Fact) -> Kind:
    """Unit kind of a number fact. Raises TextError for a unit that is not one or does not fit the type."""
    kind = unit_of(unit_text(fact))[0]
    if fact.type == "金额" and kind not in (MONEY, (("美元", 1),)):
        raise TextError(f"金额的单位不能是「{fact.unit}」，请写 元、万元、亿元 或 美元", "not a unit of money")
    if fact.type == "比例" and kind != PLAIN:
        raise TextError(f"比例的单位不能是「{fact.unit}」，请写 % 或不写", "not a unit of a ratio")
    return kind


def fills(fact: Fact) -> bool:
    """Whether a missing value means no, none, never (closed world)."""
    return fact.world == "否" or (not fact.world and fact.type in ("证书", "事件"))


def columns_of(fact: Fact, year: int | None = None) -> tuple[Column, ...]:
    """The columns a fact occupies: two for a certificate, one otherwise."""
    stem = f"{fact.code}.{year}" if year is not None else fact.code
    closed = fills(fact)
    if fact.type == "证书":
        return (
            Column(f"{stem}.from", fact.code, "number", NEVER if closed else None, year),
            Column(f"{stem}.to", fact.code, "number", NEVER, year),
        )
    if TYPES.get(fact.type) in ("words", "list"):
        default = "新申报" if fact.code == "application_kind" else ""
        return (Column(stem, fact.code, "words", default if closed else None, year),)
    default_number = NEVER if fact.type in ("事件", "日期") else 0.0
    return (Column(stem, fact.code, "number", default_number if closed else None, year),)


def same_kind(left: Meaning, right: Meaning, column: int, doing: str) -> None:
    """Raises TextError where two numbers or dates cannot be compared or added."""
    if left.type != right.type:
        raise TextError(
            f"{left.describe()}不能与{right.describe()}{doing}", f"cannot combine {left.type} and {right.type}", column
        )
    if left.kind != right.kind:
        hint = f"；{_unit_hint(left.kind, right.kind)}" if PLAIN in (left.kind, right.kind) else ""
        raise TextError(
            f"单位不同：{left.describe()}不能与{right.describe()}{doing}{hint}",
            f"units differ: {kind_name(left.kind)} and {kind_name(right.kind)}",
            column,
        )


def _unit_hint(left: Kind, right: Kind) -> str:
    """What to write where one side has a unit and the other has none."""
    kind = left or right
    return "万、亿后面要写「元」，例如 5000万元" if kind == MONEY else f"数值后面要写单位，例如 5{kind_name(kind)}"


def constant(found: Meaning) -> Fraction:
    """The value of a number that needs no fact. Raises TextError when it does."""
    value = found.tree.value if found.tree.op == "const" else None
    if not isinstance(value, Fraction):
        raise TextError("这里只能写数值，不能用事实", "a plain number is expected, without facts")
    return value
