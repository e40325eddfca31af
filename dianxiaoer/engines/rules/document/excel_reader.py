"""Reads a policy document from a workbook; every message names sheet and cell."""

from __future__ import annotations

import zipfile
from dataclasses import Field, replace
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from dianxiaoer.engines.rules.document.excel_formulas import formulas
from dianxiaoer.engines.rules.document.excel_layout import (
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
from dianxiaoer.engines.rules.document.reader import keys_of
from dianxiaoer.engines.rules.document.records import Benefit, Clause, Document, Policy, Record, Review
from dianxiaoer.engines.rules.problems import Place, Problem, RuleError

MAX_UNPACKED = 60_000_000
Cells = list[tuple[str, Place]]


def read_workbook(path: Path) -> Document:
    """One policy workbook, laid out as `write_workbook` does; sheets and columns may be left out or reordered.

    Raises RuleError naming every cell that cannot be read. Formulas are refused; nothing is computed.
    """
    return _Reader(path).document()


class _Reader:
    def __init__(self, path: Path) -> None:
        from python_calamine import CalamineError, CalamineWorkbook

        self.file = path.name
        self.problems: list[Problem] = []
        try:
            with zipfile.ZipFile(path) as packed:
                if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                    raise RuleError(Problem("工作簿展开后太大", "the workbook is too large", Place(self.file)))
                for sheet, cell in formulas(packed):
                    self.note(
                        "这一格是公式，请改成文字或数值(复制后选择性粘贴为数值)",
                        "a formula: write text or a number instead",
                        Place(self.file, f"{sheet}!{cell}"),
                    )
            self.book = CalamineWorkbook.from_path(str(path))
        except (CalamineError, zipfile.BadZipFile, OSError):
            raise RuleError(Problem("打不开：不是 .xlsx 工作簿", "not an .xlsx workbook", Place(self.file))) from None

    def document(self) -> Document:
        unknown = set(self.book.sheet_names) - {sheet.name for sheet in SHEETS} - {POLICY_SHEET}
        for name in sorted(unknown):
            known = "、".join(sheet.name for sheet in SHEETS)
            self.note(
                f"不认识工作表「{name}」，可用：{POLICY_SHEET}、{known}",
                f"unknown sheet '{name}'",
                Place(self.file, name),
            )
        filled = {sheet.attribute: self.sheet(sheet) for sheet in SHEETS}
        format_, policy = self.policy()
        clauses = self.clauses(filled)
        flat = {
            sheet.attribute: tuple(record for _, record, _ in filled[sheet.attribute])
            for sheet in SHEETS
            if sheet.level == "document"
        }
        if self.problems:
            raise RuleError(*self.problems)
        flat["clauses"] = clauses
        return Document(format=format_, policy=policy, place=Place(self.file), **flat)  # type: ignore[arg-type]

    def note(self, zh: str, en: str, place: Place) -> None:
        self.problems.append(Problem(zh, en, place))

    def rows(self, name: str) -> list[Cells]:
        """The rows of a sheet with content, each cell with its place."""
        if name not in self.book.sheet_names:
            return []
        found = []
        for line, row in enumerate(self.book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
            cells = [(plain(value), Place(self.file, f"{name}!{letters(at)}{line}")) for at, value in enumerate(row)]
            if any(text for text, _ in cells):
                found.append(cells)
        return found

    def policy(self) -> tuple[str, Policy | None]:
        known = keys_of(Policy)
        filled: dict[str, str] = {}
        spots: dict[str, Place] = {}
        format_ = ""
        for cells in self.rows(POLICY_SHEET)[1:]:
            key, text, place = cells[0][0], cells[1][0] if len(cells) > 1 else "", cells[min(1, len(cells) - 1)][1]
            if key == "格式":
                format_ = text
            elif key in known:
                filled[known[key].name], spots[known[key].name] = self.text(known[key], text, place), place
            elif key:
                near = get_close_matches(key, [name for name in known if not name.isascii()], 1, 0.4)
                hint = f",是不是「{near[0]}」?" if near else ""
                self.note(f"不认识「{key}」{hint}", f"unknown key '{key}'", cells[0][1])
        if not any(filled.values()):
            return format_, None
        return format_, Policy(**filled, place=Place(self.file, POLICY_SHEET), spots=spots)

    def sheet(self, sheet: Sheet) -> list[tuple[tuple[str, str], Record, Place]]:
        """The records of a sheet with their parent's (clause, benefit number)."""
        lines = self.rows(sheet.name)
        if not lines:
            return []
        known = {name: item for item in flat_fields(sheet.row) for name in (item.name, item.metadata["zh"])}
        reviews = {REVIEW + item.metadata["zh"]: item for item in review_fields()} if sheet.row is Clause else {}
        heads = [text for text, _ in lines[0]]
        for text, place in lines[0]:
            fits = text in known or text in reviews or text in (CLAUSE_KEY, BENEFIT_KEY, "")
            if not fits and not (has_tier_columns(sheet.row) and text.startswith(TIER)):
                near = get_close_matches(text, [name for name in (*known, *reviews) if not name.isascii()], 1, 0.4)
                hint = f",是不是「{near[0]}」?" if near else f"，可写：{'、'.join(n for n in known if not n.isascii())}"
                self.note(f"不认识这一列「{text}」{hint}", f"unknown column '{text}'", place)
        return [self.record(sheet, heads, cells, known, reviews) for cells in lines[1:]]

    def record(
        self, sheet: Sheet, heads: list[str], cells: Cells, known: dict[str, Field[Any]], reviews: dict[str, Field[Any]]
    ) -> tuple[tuple[str, str], Record, Place]:
        filled: dict[str, Any] = {}
        spots: dict[str, Place] = {}
        tiers: list[tuple[str, str]] = []
        review: dict[str, Any] = {}
        parent = {CLAUSE_KEY: "", BENEFIT_KEY: "1"}
        for head, (text, place) in zip(heads, cells, strict=False):
            if not text:
                continue
            if not head:
                self.note("这一列没有表头，内容不会生效", "a column without a heading", place)
            elif head in parent:
                parent[head] = text
            elif head in known:
                filled[known[head].name], spots[known[head].name] = self.content(known[head], text, place), place
            elif head in reviews:
                review[reviews[head].name] = self.text(reviews[head], text, place)
            elif head.startswith(TIER):
                tiers.append((head.removeprefix(TIER), text))
                spots["tiers"] = place
        place = Place(
            self.file, f"{sheet.name} {cells[0][1].spot.split('!')[1].lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')} 行"
        )
        if tiers:
            filled["tiers"] = tuple(tiers)
        if review:
            filled["review"] = Review(**review, place=place)
        return (parent[CLAUSE_KEY], parent[BENEFIT_KEY]), sheet.row(**filled, place=place, spots=spots), place

    def content(self, item: Field[Any], text: str, place: Place) -> Any:
        form = item.metadata["form"]
        if form == "list":
            return tuple(part.strip() for part in text.split("\n") if part.strip())
        if form == "map":
            return tuple(self.pair(part, place) for part in text.split("\n") if part.strip())
        return self.text(item, text, place)

    def pair(self, line: str, place: Place) -> tuple[str, str]:
        for arrow in ("→", "->", "=>"):
            if arrow in line:
                key, value = line.split(arrow, 1)
                return key.strip(), value.strip()
        self.note(f"「{line}」要写成「阈值 → 值」，一行一档", "write 'threshold → value'", place)
        return line, ""

    def text(self, item: Field[Any], text: str, place: Place) -> str:
        text = " ".join(text.split())
        choices = item.metadata["choices"]
        if choices and text and text not in choices:
            self.note(f"「{item.metadata['zh']}」只能写：{'、'.join(choices)}", f"'{text}' is not allowed here", place)
        return text

    def clauses(self, filled: dict[str, Any]) -> tuple[Clause, ...]:
        """Clauses with the rows of the other sheets put under them."""
        ids = {record.id for _, record, _ in filled["clauses"]}
        for sheet in SHEETS:
            for (clause_id, _), _, place in filled[sheet.attribute] if sheet.level != "document" else ():
                if clause_id not in ids:
                    self.note(f"「条款」表里没有编号「{clause_id}」", f"no clause '{clause_id}'", place)
        benefits: dict[str, list[Benefit]] = {}
        for (clause_id, _), benefit, _ in filled["benefits"]:
            number = str(len(benefits.setdefault(clause_id, [])) + 1)
            parts = {s.attribute: _of(filled[s.attribute], (clause_id, number)) for s in SHEETS if s.level == "benefit"}
            benefits[clause_id].append(replace(benefit, **parts))
        made = []
        for _, clause, _ in filled["clauses"]:
            parts = {
                s.attribute: tuple(row for (parent, _), row, _ in filled[s.attribute] if parent == clause.id)
                for s in SHEETS
                if s.level == "clause" and s.attribute != "benefits"
            }
            made.append(replace(clause, **parts, benefits=tuple(benefits.get(clause.id, ()))))
        return tuple(made)


def _of(rows: list[tuple[tuple[str, str], Record, Place]], parent: tuple[str, str]) -> tuple[Record, ...]:
    return tuple(record for own, record, _ in rows if own == parent)


def plain(value: Any) -> str:
    """A cell as the text an officer sees: whole numbers without .0, days as 2026-04-01, yes and no as 是 否."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def letters(position: int) -> str:
    """A, B, … Z, AA for 0, 1, …."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name
