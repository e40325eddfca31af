"""Workbooks (xlsx) as offices send and read them: tables in by header, results out one sheet a subject."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dianxiaoer.engines.optimise.fields import Row, Table
from dianxiaoer.engines.optimise.problems import InputProblems

_SETTING_NAME, _SETTING_VALUE = 0, 1


@dataclass(frozen=True)
class Sheet:
    """One sheet of results: a name, headers, rows of plain values."""

    name: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Any]]


def load_document(path: Path, tables: Sequence[Table]) -> dict[str, Any]:
    """The unchecked tables of a .json or .xlsx file. Raises InputProblems when the file cannot be read as one."""
    if not path.is_file():
        raise InputProblems([f"找不到文件 {path}"])
    if path.suffix.lower() == ".xlsx":
        return _load_workbook(path, tables)
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputProblems([f"{path.name} 不是有效的 JSON 文件:{error}"]) from error
    if not isinstance(found, dict):
        raise InputProblems(["输入文件的最外层应是一个 JSON 对象"])
    return found


def _load_workbook(path: Path, tables: Sequence[Table]) -> dict[str, Any]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError) as error:
        raise InputProblems([f"{path.name} 不是有效的 xlsx 文件:{error}"]) from error
    document: dict[str, Any] = {}
    for table in tables:
        if table.sheet in book.sheet_names:
            lines = book.get_sheet_by_name(table.sheet).to_python(skip_empty_area=False)
            document[table.key] = _settings(lines, table) if table.is_single else _rows(lines, table)
    return document


def _rows(lines: Sequence[Sequence[Any]], table: Table) -> list[Row]:
    if not lines:
        return []
    keys = _keys_by_header(table)
    headers = [str(cell).strip().rstrip("*") for cell in lines[0]]
    unknown = [header for header in headers if header and header not in keys]
    if unknown:
        known = "、".join(field.header for field in table.fields)
        raise InputProblems([f"{table.sheet} 有不认识的列“{header}”:可用的列为 {known}" for header in unknown])
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        row: Row = {keys[header]: cell for header, cell in zip(headers, line, strict=False) if header and cell != ""}
        if row:
            rows.append({**row, "_row": number})
    return rows


def _settings(lines: Sequence[Sequence[Any]], table: Table) -> Row:
    keys = _keys_by_header(table)
    found = {}
    for line in lines[1:]:
        name = str(line[_SETTING_NAME]).strip()
        if name and len(line) > _SETTING_VALUE:
            if name not in keys:
                raise InputProblems([f"{table.sheet} 有不认识的设置“{name}”"])
            found[keys[name]] = line[_SETTING_VALUE]
    return found


def _keys_by_header(table: Table) -> dict[str, str]:
    return {field.header: field.key for field in table.fields} | {field.key: field.key for field in table.fields}


def input_sheets(document: Mapping[str, Any], tables: Sequence[Table]) -> list[Sheet]:
    """An input document as the sheets an office would fill in: the example file, or an empty form."""
    sheets = []
    for table in tables:
        given = document.get(table.key)
        if table.is_single:
            values = given or {}
            rows = [[field.header, _cell(values.get(field.key, field.default)), field.help] for field in table.fields]
            sheets.append(Sheet(table.sheet, ("设置", "数值", "说明"), rows))
            continue
        rows = [[_cell(row.get(field.key)) for field in table.fields] for row in given or []]
        sheets.append(Sheet(table.sheet, [field.header for field in table.fields], rows))
    return sheets


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write the sheets with frozen bold headers, filters and widths a person can read."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "nan_inf_to_errors": True}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#E8F0F8", "border": 1, "text_wrap": True})
        money = book.add_format({"num_format": "#,##0.##"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            page.write_row(0, 0, sheet.headers, bold)
            for number, row in enumerate(sheet.rows, start=1):
                for column, value in enumerate(row):
                    page.write(number, column, _cell(value), money if isinstance(value, float) else None)
            if sheet.rows:
                page.autofilter(0, 0, len(sheet.rows), len(sheet.headers) - 1)
            for column, header in enumerate(sheet.headers):
                page.set_column(column, column, _width(header, [row[column] for row in sheet.rows[:200]]))


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return "、".join(str(item) for item in value)
    return "是" if value is True else "否" if value is False else value


def _width(header: str, values: Sequence[Any]) -> float:
    longest = max((_letters(str(_cell(value))) for value in [header, *values] if value is not None), default=8)
    return min(80, max(8, longest + 2))


def _letters(text: str) -> int:
    """Width in Latin letters: a Chinese character is two wide."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)
