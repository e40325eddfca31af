"""Reading a sheet people filled in: headers found, every cell read by its column, what is wrong told row by row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dianxiaoer.engines.measures.money import MoneyError, parse_yuan
from dianxiaoer.kernel.refusals import Refused

MOST_ROWS = 2000
_HEADER_WITHIN = 5  # our own exports carry a watermark line above the header
_DAY = re.compile(r"^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$")


class CellProblem(ValueError):
    """A cell that cannot be read; the message says what to write."""


@dataclass(frozen=True)
class ImportColumn:
    """One column of a template. read: the cell (text, number, date or None) → value, raising CellProblem.

    example: printed in the template's second row, which is skipped when it comes back unchanged.
    """

    key: str
    header: str | Promise
    read: Callable[[Any], Any]
    required: bool = False
    help: str | Promise = ""
    example: str = ""


@dataclass(frozen=True)
class ImportRow:
    """One line of a sheet. number: as the spreadsheet counts. cells: as shown. problems: empty when it can be taken."""

    number: int
    values: Mapping[str, Any]
    cells: tuple[str, ...]
    problems: tuple[str, ...] = ()
    is_skipped: bool = False


@dataclass(frozen=True)
class ImportSheet:
    """What was read. unknown: headers no column goes by; their cells were left aside."""

    rows: tuple[ImportRow, ...]
    unknown: tuple[str, ...] = field(default=())


def read_sheet(file: IO[bytes], name: str, columns: Sequence[ImportColumn]) -> ImportSheet:
    """Rows of an .xlsx, .xls, .ods or .csv file (the first sheet). Columns may stand in any order.

    Raises Refused for a file that cannot be read, has no header, lacks a required column, is empty or too long.
    """
    lines = [(number, cells) for number, cells in _lines(file, name) if any(map(_text, cells))]
    place = _header_place(lines, columns)
    headers = [_plain_header(_text(cell)) for cell in lines[place][1]]
    by_header = {_plain_header(str(column.header)): column for column in columns}
    missing = [str(column.header) for column in columns if column.required and str(column.header) not in headers]
    if missing:
        raise Refused(_("表中缺少必填列:%(columns)s。请使用下载的模板。") % {"columns": "、".join(missing)})
    found = [(at, by_header[header]) for at, header in enumerate(headers) if header in by_header]
    body = [line for line in lines[place + 1 :] if not _is_example(line[1], found)]
    if not body:
        raise Refused(_("表中没有数据行。"))
    if len(body) > MOST_ROWS:
        raise Refused(
            _("一次最多导入 %(n)d 行,表中有 %(rows)d 行。请分成几个文件。") % {"n": MOST_ROWS, "rows": len(body)}
        )
    unknown = tuple(header for header in headers if header and header not in by_header)
    return ImportSheet(tuple(_row(number, cells, found) for number, cells in body), unknown)


def write_template(target: IO[bytes], title: str, columns: Sequence[ImportColumn]) -> None:
    """An empty sheet to fill in: headers (required ones red), an example row, a note on every header."""
    import xlsxwriter

    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title[:31])
    must = book.add_format({"bold": True, "font_color": "#B42318", "bottom": 1})
    may = book.add_format({"bold": True, "bottom": 1})
    grey = book.add_format({"italic": True, "font_color": "#777777"})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, str(column.header), must if column.required else may)
        sheet.write_string(1, place, column.example, grey)
        if column.help:
            sheet.write_comment(0, place, str(column.help))
        sheet.set_column(place, place, 20)
    sheet.freeze_panes(1, 1)
    book.close()


def text(most: int = 200) -> Callable[[Any], str]:
    """Text of at most so many characters; a number keeps no ".0"."""

    def read(cell: Any) -> str:
        found = _text(cell)
        if len(found) > most:
            raise CellProblem(_("超过 %(n)d 个字") % {"n": most})
        return found

    return read


def amount(cell: Any) -> Decimal | None:
    """Money as people write it (3亿, 6577万元) or a bare number of yuan."""
    found = _text(cell)
    if not found:
        return None
    try:
        yuan = parse_yuan(found)
    except MoneyError as problem:
        raise CellProblem(str(problem).partition(" / ")[0]) from None
    if yuan < 0:
        raise CellProblem(_("金额不能是负数"))
    return yuan


def day(cell: Any) -> date | None:
    """A date cell, or 2024-05-20, 2024/5/20, 2024年5月20日, 20240520."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = _text(cell)
    if not found:
        return None
    shape = _DAY.match(found)
    try:
        if shape:
            return date(int(shape[1]), int(shape[2]), int(shape[3]))
    except ValueError:
        pass
    raise CellProblem(_("“%(value)s”不是日期,请写成 2024-05-20") % {"value": found})


def choice(options: Sequence[tuple[Any, Any]]) -> Callable[[Any], str]:
    """One of the labels of a choices list; its key is taken too."""

    def read(cell: Any) -> str:
        found = _text(cell)
        if not found:
            return ""
        for key, label in options:
            if found in {str(key), str(label)}:
                return str(key)
        labels = "、".join(str(label) for _key, label in options)
        raise CellProblem(_("“%(value)s”不在可选项中:%(options)s") % {"value": found, "options": labels})

    return read


def yes_no(cell: Any) -> bool:
    found = _text(cell).lower()
    if found in {"", "否", "0", "n", "no", "false", "×"}:
        return False
    if found in {"是", "1", "y", "yes", "true", "√"}:
        return True
    raise CellProblem(_("请填 是 或 否"))


def _row(number: int, cells: Sequence[Any], found: Sequence[tuple[int, ImportColumn]]) -> ImportRow:
    values: dict[str, Any] = {}
    problems, shown = [], []
    for at, column in found:
        cell = cells[at] if at < len(cells) else None
        shown.append(_text(cell))
        try:
            values[column.key] = column.read(cell)
        except CellProblem as problem:
            problems.append(f"{column.header}:{problem}")
            continue
        if column.required and values[column.key] in ("", None):
            problems.append(_("%(column)s:必填") % {"column": column.header})
    return ImportRow(number, values, tuple(shown), tuple(problems))


def _lines(file: IO[bytes], name: str) -> Iterator[tuple[int, list[Any]]]:
    content = file.read()
    if name.lower().endswith(".csv"):
        yield from enumerate(csv.reader(io.StringIO(_decoded(content))), 1)
        return
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS * 2 + 10)
    except (CalamineError, IndexError, ValueError, OSError):
        raise Refused(_("文件打不开:请上传 xlsx 或 csv 文件(模板可在本页下载)。")) from None
    yield from enumerate(rows, 1)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("csv 文件的编码认不出:请另存为 UTF-8 后再上传。"))


def _header_place(lines: Sequence[tuple[int, Sequence[Any]]], columns: Sequence[ImportColumn]) -> int:
    """The line among the first few in which most columns are found."""
    wanted = {_plain_header(str(column.header)) for column in columns}
    scores = [len(wanted & {_plain_header(_text(cell)) for cell in cells}) for _number, cells in lines[:_HEADER_WITHIN]]
    if not scores or max(scores) == 0:
        raise Refused(_("表中没有找到表头。请使用下载的模板,表头放在第一行。"))
    return scores.index(max(scores))


def _plain_header(header: str) -> str:
    return re.sub(r"[\s*]|[((]元[))]", "", header)


def _is_example(cells: Sequence[Any], found: Sequence[tuple[int, ImportColumn]]) -> bool:
    example = [column.example for _at, column in found]
    return any(example) and [_text(cells[at]) if at < len(cells) else "" for at, _column in found] == example


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell).strip()
