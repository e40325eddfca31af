"""How a policy document lies in a workbook: one sheet a kind of record, one row a record, tiers as columns."""

from __future__ import annotations

from dataclasses import Field, dataclass
from typing import Any

from dianxiaoer.engines.rules.document.records import (
    Benefit,
    Clause,
    Clawback,
    Condition,
    Definition,
    Fact,
    Period,
    Record,
    Reduction,
    Review,
    ScoreItem,
    Tranche,
    Uplift,
    Value,
    Window,
    columns,
)

POLICY_SHEET = "政策"
TIER = "档:"
ARROW = "→"
REVIEW = "审查"
CLAUSE_KEY, BENEFIT_KEY = "所属条款", "第几项待遇"


@dataclass(frozen=True, slots=True)
class Sheet:
    """name: the tab. attribute: the field of the parent that holds these rows. level: document, clause or benefit."""

    name: str
    row: type[Record]
    attribute: str
    level: str


SHEETS = (
    Sheet("事实", Fact, "facts", "document"),
    Sheet("参数", Value, "values", "document"),
    Sheet("定义", Definition, "definitions", "document"),
    Sheet("评分", ScoreItem, "scores", "document"),
    Sheet("条款", Clause, "clauses", "document"),
    Sheet("生效期", Period, "periods", "clause"),
    Sheet("条件", Condition, "conditions", "clause"),
    Sheet("待遇", Benefit, "benefits", "clause"),
    Sheet("窗口", Window, "windows", "clause"),
    Sheet("追回", Clawback, "clawbacks", "clause"),
    Sheet("上浮", Uplift, "uplifts", "benefit"),
    Sheet("折减", Reduction, "reductions", "benefit"),
    Sheet("分期", Tranche, "tranches", "benefit"),
)


def flat_fields(row: type[Record]) -> list[Field[Any]]:
    """The fields of a record that fit a cell of its own row (tiers have columns, nested records sheets)."""
    return [
        item for item in columns(row) if item.metadata["form"] in ("text", "list", "map") and item.name != "tiers"
    ] + ([item for item in columns(row) if item.name == "tiers" and item.metadata["form"] == "list"])


def has_tier_columns(row: type[Record]) -> bool:
    """Whether the sheet has one column a tier."""
    return any(item.name == "tiers" and item.metadata["form"] == "map" for item in columns(row))


def review_fields() -> list[Field[Any]]:
    """The fields of the fair-competition review, kept as columns of the clause sheet."""
    return columns(Review)
