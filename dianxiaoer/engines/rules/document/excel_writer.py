"""Writes a policy document as a workbook an officer can fill: header, notes and choices on each sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from dianxiaoer.engines.rules.document.excel_layout import (
    ARROW,
    BENEFIT_KEY,
    CLAUSE_KEY,
    POLICY_SHEET,
    REVIEW,
    SHEETS,
    TIER,
    Sheet,
    flat_fields,
    has_tier_columns,
    review_fields,
)
from dianxiaoer.engines.rules.document.records import Clause, Document, Policy, Record, columns
from dianxiaoer.engines.rules.problems import Problem, RuleError

BLANK_ROWS = 200


def write_workbook(document: Document, path: Path) -> None:
    """Writes `path` (.xlsx); `read_workbook` gives an equal document. Raises RuleError where a clause has no id."""
    ids = [clause.id for clause in document.clauses]
    if "" in ids or len(set(ids)) < len(ids):
        raise RuleError(
            Problem("每个条款要有不重复的编号才能转成 Excel", "every clause needs its own id", document.place)
        )
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        _write_policy(book.add_worksheet(POLICY_SHEET), document, head, body)
        for sheet in SHEETS:
            _write_sheet(book.add_worksheet(sheet.name), sheet, document, head, body)


def _write_policy(page: Any, document: Document, head: Any, body: Any) -> None:
    page.write_row(0, 0, ["项目", "内容", "怎么填"], head)
    page.set_column(0, 0, 14)
    page.set_column(1, 2, 46)
    page.write_row(1, 0, ["格式", document.format], body)
    for line, item in enumerate(columns(Policy), 2):
        page.write_string(line, 0, item.metadata["zh"], body)
        page.write_string(line, 1, getattr(document.policy, item.name) if document.policy else "", body)
        page.write_string(line, 2, item.metadata["note"], body)
        if item.metadata["choices"]:
            page.data_validation(line, 1, line, 1, {"validate": "list", "source": list(item.metadata["choices"])})


def _write_sheet(page: Any, sheet: Sheet, document: Document, head: Any, body: Any) -> None:
    entries = list(_entries(sheet, document))
    keys = {"document": [], "clause": [CLAUSE_KEY], "benefit": [CLAUSE_KEY, BENEFIT_KEY]}[sheet.level]
    fields = flat_fields(sheet.row)
    tiers = tier_columns([record for _, record in entries]) if has_tier_columns(sheet.row) else []
    reviews = review_fields() if sheet.row is Clause else []
    titles = keys + [item.metadata["zh"] for item in fields] + [TIER + name for name in tiers]
    titles += [REVIEW + item.metadata["zh"] for item in reviews]
    page.write_row(0, 0, titles, head)
    page.freeze_panes(1, len(keys) + 1)
    page.set_column(0, len(titles), 18)
    for position, item in enumerate(fields, len(keys)):
        if item.metadata["note"]:
            page.write_comment(0, position, item.metadata["note"])
        if item.metadata.get("choices"):
            page.data_validation(
                1,
                position,
                len(entries) + BLANK_ROWS,
                position,
                {"validate": "list", "source": list(item.metadata["choices"])},
            )
    for line, (parents, record) in enumerate(entries, 1):
        texts = [*parents, *(cell_text(item.metadata["form"], getattr(record, item.name)) for item in fields)]
        texts += tier_cells(getattr(record, "tiers", ()), tiers) if tiers else []
        review = getattr(record, "review", None)
        texts += [getattr(review, item.name) if review else "" for item in reviews]
        for position, text in enumerate(texts):
            if text:
                page.write_string(line, position, text, body)


def _entries(sheet: Sheet, document: Document) -> Iterator[tuple[list[str], Record]]:
    if sheet.level == "document":
        yield from (([], record) for record in getattr(document, sheet.attribute))
        return
    for clause in document.clauses:
        if sheet.level == "clause":
            yield from (([clause.id], record) for record in getattr(clause, sheet.attribute))
            continue
        for number, benefit in enumerate(clause.benefits, 1):
            yield from (([clause.id, str(number)], record) for record in getattr(benefit, sheet.attribute))


def cell_text(form: str, content: Any) -> str:
    """A field as the text of one cell: lists one a line, tables `阈值 → 值` one a line."""
    if form == "list":
        return "\n".join(content)
    if form == "map":
        return "\n".join(f"{key} {ARROW} {value}" for key, value in content)
    return str(content)


def tier_columns(records: list[Record]) -> list[str]:
    """Tier names such that every record reads its own from left to right; a name returns where orders differ."""
    found: list[str] = []
    for record in records:
        position = 0
        for name, _ in getattr(record, "tiers", ()):
            if name in found[position:]:
                position = found.index(name, position) + 1
            else:
                found.append(name)
                position = len(found)
    return found


def tier_cells(tiers: tuple[tuple[str, str], ...], names: list[str]) -> list[str]:
    """The cells of one record under the tier columns."""
    cells = [""] * len(names)
    position = 0
    for name, value in tiers:
        position = names.index(name, position)
        cells[position] = value
        position += 1
    return cells
