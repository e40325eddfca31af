"""The schemes that come with the product: published practice as dated examples, each with its source (data/schemes.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dianxiaoer.domain.appraisal.states import FormulaKind, Group

SHIPPED_FILE = Path(__file__).parent / "data" / "schemes.yaml"


@dataclass(frozen=True)
class ExampleLine:
    """One line of an example, named as the fields of SchemeIndicator."""

    name: str
    group: str
    kind: str
    weight: Decimal
    cap: Decimal | None
    items: list[dict[str, Any]]
    tiers: list[list[str]]
    sources: dict[str, Any]
    note: str

    def get_kind_display(self) -> str:
        return str(FormulaKind(self.kind).label)

    def get_group_display(self) -> str:
        return str(Group(self.group).label)


@dataclass(frozen=True)
class Example:
    key: str
    name: str
    cycle: str
    full_points: Decimal
    source: str
    is_weak: bool
    note: str
    indicators: tuple[ExampleLine, ...]


@cache
def shipped_schemes() -> tuple[Example, ...]:
    content = yaml.safe_load(SHIPPED_FILE.read_text(encoding="utf-8"))
    return tuple(_example(row) for row in content["schemes"])


def shipped_scheme(key: str) -> Example:
    """Raises KeyError for a key that is not shipped."""
    found = next((one for one in shipped_schemes() if one.key == key), None)
    if found is None:
        raise KeyError(key)
    return found


def _example(row: dict[str, Any]) -> Example:
    lines = tuple(_line(line) for line in row["lines"])
    return Example(
        row["key"],
        row["name"],
        row["cycle"],
        Decimal(str(row["full"])),
        row["source"],
        row.get("weak", False),
        row.get("note", ""),
        lines,
    )


def _line(row: dict[str, Any]) -> ExampleLine:
    return ExampleLine(
        row["name"],
        row.get("group", "basic"),
        row["kind"],
        Decimal(str(row.get("weight", 0))),
        Decimal(str(row["cap"])) if "cap" in row else None,
        row.get("items", []),
        row.get("tiers", []),
        row.get("sources", {}),
        row.get("note", ""),
    )
