"""Rows in and out of CSV, CSV.GZ and XLSX files: every cell is text, the first row is the header."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, cast

Row = dict[str, str]


class SheetError(ValueError):
    """A file cannot be read as a table, or lacks a column; the message names file, column and remedy."""


def load_rows(path: str | Path, needs: Sequence[str] = (), *, sheet: str | None = None) -> list[Row]:
    """Rows of a table file as {column: text}, blanks as "". Raises SheetError naming a missing file or column.

    sheet: name of the sheet of an xlsx file, the first one when not given; CSV files have no sheets.
    """
    file = Path(path)
    if not file.is_file():
        raise SheetError(f"找不到文件 {file}。请检查路径。/ no such file: {file}")
    try:
        rows = _xlsx_rows(file, sheet) if file.suffix == ".xlsx" else _csv_rows(file)
    except (UnicodeDecodeError, csv.Error, OSError, EOFError) as problem:
        raise SheetError(f"{file.name} 读不出表格:{problem}。请另存为 UTF-8 CSV 或 xlsx。") from problem
    header, body = (rows[0], rows[1:]) if rows else ([], [])
    missing = [column for column in needs if column not in header]
    if missing:
        raise SheetError(f"{file.name} 缺少列 {'、'.join(missing)}。请在首行补上后重试。/ missing columns")
    return [dict(zip(header, [*line, *[""] * len(header)], strict=False)) for line in body if any(line)]


def save_rows(path: str | Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows to .csv, .csv.gz or .xlsx with the columns given, in that order."""
    file = Path(path)
    if file.suffix == ".xlsx":
        save_book(file, {"1": (columns, rows)})
        return
    lines = [[row.get(column, "") for column in columns] for row in rows]
    with _open_text(file, "wt") as stream:
        csv.writer(stream, lineterminator="\n").writerows([list(columns), *lines])


def _open_text(file: Path, mode: str) -> IO[str]:
    if file.suffix == ".gz":
        return cast(IO[str], gzip.open(file, mode, encoding="utf-8", newline=""))
    encoding = "utf-8-sig" if mode == "rt" else "utf-8"
    return cast(IO[str], file.open(mode, encoding=encoding, newline=""))


def _csv_rows(file: Path) -> list[list[str]]:
    with _open_text(file, "rt") as stream:
        lines = [[cell.strip() for cell in line] for line in csv.reader(stream)]
    if lines and lines[0]:
        lines[0][0] = lines[0][0].lstrip("\ufeff")
    return lines


def _xlsx_rows(file: Path, sheet: str | None) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(file))
        cells = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
    except CalamineError as problem:
        named = f"工作表「{sheet}」" if sheet else "第一张工作表"
        raise SheetError(f"{file.name} 读不出{named}:{problem}。请检查文件和工作表名。") from problem
    return [[_cell_text(cell) for cell in line] for line in cells.to_python(skip_empty_area=True)]


def _cell_text(cell: object) -> str:
    # Excel stores a typed 320500 as the float 320500.0: codes must come back as people wrote them.
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def save_book(file: str | Path, sheets: Mapping[str, tuple[Sequence[str], Iterable[Row]]]) -> None:
    """Write an xlsx workbook: sheet name → (columns, rows), every cell as text."""
    import xlsxwriter

    # strings_to_formulas off: a name that begins with "=" must not become a formula in the reader's Excel.
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(file), options) as book:
        for name, (columns, rows) in sheets.items():
            page = book.add_worksheet(name)
            page.write_row(0, 0, list(columns))
            for at, row in enumerate(rows, start=1):
                page.write_row(at, 0, [row.get(column, "") for column in columns])
