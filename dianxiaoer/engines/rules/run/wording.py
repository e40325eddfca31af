"""Money, values and verdicts as an officer reads them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from dianxiaoer.engines.rules.document.records import Fact
from dianxiaoer.engines.rules.program.meaning import day_of, scale_of, unit_text
from dianxiaoer.engines.rules.program.nodes import NEVER, Column
from dianxiaoer.engines.rules.verdicts import Verdict

MARKS = {
    Verdict.MET: "✓",
    Verdict.UNMET: "✗",
    Verdict.UNKNOWN: "?",
    Verdict.MANUAL_REVIEW: "人",
    Verdict.NOT_APPLICABLE: "–",
}


def money_text(fen: int) -> str:
    """30万元, 1.2亿元, 1234.56元: the largest unit that loses nothing in four decimals."""
    for worth, name in ((10**10, "亿元"), (10**6, "万元")):
        shown = Decimal(fen) / worth
        if abs(fen) >= worth and shown == round(shown, 4):
            return f"{plain_decimal(shown)}{name}"
    return f"{plain_decimal(Decimal(fen) / 100)}元"


def plain_decimal(value: Decimal) -> str:
    """A decimal without trailing zeros or exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan(fen: int) -> str:
    """分 as yuan with two decimals, for files."""
    return f"{Decimal(fen) / 100:.2f}"


def column_text(column: Column, fact: Fact) -> str:
    """How a column is called: 营业收入[2025], 高企证书(发证日)."""
    part = column.key.rpartition(".")[2] if fact.type == "证书" else ""
    name = f"{fact.name}[{column.year}]" if column.year is not None else fact.name
    return f"{name}({'发证日' if part == 'from' else '到期日'})" if part in ("from", "to") else name


def value_text(value: float | str | None, column: Column, fact: Fact) -> str:
    """A cell in the fact's own unit; 未填 where missing, 无 where missing means none."""
    if value is None:
        return "未填" if column.fill is None else "无"
    if isinstance(value, str):
        return value.replace("|", "、") or "无"
    if fact.type in ("日期", "事件", "证书"):
        return "无" if value == NEVER else day_of(value).isoformat()
    if fact.type == "是否":
        return "是" if value == 1 else "否"
    if fact.type == "金额" and (fact.unit or "元").endswith("元") and "美元" not in fact.unit:
        return money_text(int(value))
    shown = Fraction(value) / scale_of(fact)
    unit = unit_text(fact)
    if fact.type == "比例":
        shown, unit = Fraction(value) * 100, "%"
    return f"{plain_decimal(round(Decimal(shown.numerator) / Decimal(shown.denominator), 4))}{unit}"
