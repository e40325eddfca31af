"""Regions beside each other: the same indicator, role and period in one row, every value with its place; conflicts shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dianxiaoer.engines.text.facts import Report, Span


@dataclass(frozen=True, slots=True)
class Said:
    """One value as one document says it: base units, operator, raw span, confidence."""

    document: str
    value: float
    op: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Cell:
    """What all documents say of one region; `in_conflict` when they differ (values are never averaged)."""

    region: str
    said: tuple[Said, ...]
    in_conflict: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator, role, period, unit and filter across regions."""

    indicator: str
    role: str
    unit: str
    period: str | None
    filter: str | None
    cells: tuple[Cell, ...]


def compare_regions(
    documents: Iterable[tuple[str, Report]], *, least_confidence: float = 0.0, least_regions: int = 1
) -> list[Row]:
    """A table of rows (indicator, role, unit, period, filter) × regions.

    documents: (name, report) pairs. Facts below `least_confidence` and rows with fewer than `least_regions` regions are
    left out. Rows and regions in name order. Two different values for one cell are both kept and marked.
    """
    table: dict[tuple[str, str, str, str, str], dict[str, list[Said]]] = {}
    for document, report in documents:
        for fact in report.of("indicator"):
            if fact.confidence < least_confidence or fact.fields["region"] is None or fact.fields["project"]:
                continue
            fields = fact.fields
            key = (fields["ind"], fields["role"], fields["unit"], fields["period"] or "", fields["filter"] or "")
            said = Said(document, fields["value"], fields["op"], fact.span, fact.confidence)
            table.setdefault(key, {}).setdefault(fields["region"], []).append(said)
    return [_row(key, regions) for key, regions in sorted(table.items()) if len(regions) >= least_regions]


def _row(key: tuple[str, str, str, str, str], regions: dict[str, list[Said]]) -> Row:
    cells = tuple(
        Cell(region, tuple(said), len({one.value for one in said}) > 1) for region, said in sorted(regions.items())
    )
    indicator, role, unit, period, label = key
    return Row(indicator, role, unit, period or None, label or None, cells)
