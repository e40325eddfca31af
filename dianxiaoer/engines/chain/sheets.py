"""Rows in and out of CSV, CSV.GZ and XLSX files: every cell is text, the first row is the header."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, cast

Row = dict[str, str]


class SheetError(ValueError):
    """A file cannot be read as a table, or lacks a column; the message names file, column and remedy."""


def load_rows(path: str | Path, needs: Sequence[str] = ()) -> list[Row]:
    """Rows of a table file as {column: text}, blanks as "". Raises SheetError naming a missing file or column."""
    file = Path(path)
    if not file.is_file():
        raise SheetError(f"找不到文件 {file}。请检查路径。/ no such file: {file}")
    try:
        rows = _xlsx_rows(file) if file.suffix == ".xlsx" else _csv_rows(file)
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
    lines = [[row.get(column, "") for column in columns] for row in rows]
    if file.suffix == ".xlsx":
        _save_xlsx(file, columns, lines)
        return
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


def _xlsx_rows(file: Path) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
    except CalamineError as problem:
        raise SheetError(f"{file.name} 不是有效的 xlsx:{problem}。") from problem
    return [[_cell_text(cell) for cell in line] for line in sheet.to_python(skip_empty_area=True)]


def _cell_text(cell: object) -> str:
    # Excel stores a typed 320500 as the float 320500.0: codes must come back as people wrote them.
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _save_xlsx(file: Path, columns: Sequence[str], lines: list[list[str]]) -> None:
    import xlsxwriter

    # strings_to_formulas off: a name that begins with "=" must not become a formula in the reader's Excel.
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(file), options) as book:
        sheet = book.add_worksheet()
        for at, line in enumerate([list(columns), *lines]):
            sheet.write_row(at, 0, line)
