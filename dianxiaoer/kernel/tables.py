"""Columns of a ledger (台账), and workbooks made of them: what the screen shows is what the export holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import IO, Any, NamedTuple

from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_CHOICE = re.compile("get_(.+)_display")
TEXT, MONEY, NUMBER, SHARE, DATE, MOMENT, LIGHT = "text", "money", "number", "share", "date", "moment", "light"

#: a light is always said in words too, on screen and on paper
LIGHT_WORDS = {"red": gettext_lazy("红灯"), "yellow": gettext_lazy("黄灯"), "green": gettext_lazy("绿灯")}


class Lit(NamedTuple):
    """A light with words of its own ("3 days late"). color: red | yellow | green, or anything else for none."""

    color: str
    words: str


@dataclass(frozen=True)
class Column:
    """One column. `value`: dotted attribute path (methods are called) or a function of the row.

    kind: text | money (Decimal yuan) | number | share (0..1) | date | moment | light (red, yellow, green, or a Lit).
    sort: ORM path when the column can be sorted; it must be stable and indexed on large tables.
    shown: in the ledger unless a person picks otherwise.
    wide: may wrap.
    """

    key: str
    header: str | Promise
    value: str | Callable[[Any], Any]
    kind: str = TEXT
    sort: str = ""
    shown: bool = True
    wide: bool = False

    def read(self, row: Any) -> Any:
        if callable(self.value):
            return self.value(row)
        found: Any = row
        for part in self.value.split("."):
            if found is None:
                return None
            if (choice := _CHOICE.fullmatch(part)) and isinstance(found, Model):
                return _word_of(found, choice[1])
            found = getattr(found, part)
            if callable(found):
                found = found()
        return found


def _word_of(row: Model, field: str) -> Any:
    """What get_FIELD_display says, which hashes every choice anew for each row: an eighth of a page of fifty."""
    value = getattr(row, field)
    return _choices_of(type(row), field).get(value, value)


@cache
def _choices_of(model: type[Model], field: str) -> dict[Any, Any]:
    return dict(model._meta.get_field(field).flatchoices)  # type: ignore[union-attr]


def sheet_rows(columns: Sequence[Column], rows: Iterable[Any]) -> Iterable[list[Any]]:
    for row in rows:
        yield [_on_paper(column, column.read(row)) for column in columns]


def _on_paper(column: Column, value: Any) -> Any:
    return light_words(value) if column.kind == LIGHT else value


def light_words(value: Any) -> str:
    """A light in words: its own, or the word of its colour; "" for none."""
    return value.words if isinstance(value, Lit) else str(LIGHT_WORDS.get(value, ""))


def write_xlsx(target: IO[bytes], title: str, columns: Sequence[Column], rows: Iterable[Any], mark: str) -> int:
    """Write rows as a workbook. `mark`: the watermark line (who, when, filter) put above the header. Returns rows written.

    Money is written in yuan as a number; a text that starts with = + - @ is kept as text so that it never runs.
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(
        target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    formats = {
        MONEY: book.add_format({"num_format": "#,##0.00"}),
        SHARE: book.add_format({"num_format": "0.00%"}),
        DATE: book.add_format({"num_format": "yyyy-mm-dd"}),
        MOMENT: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    sheet = book.add_worksheet(_sheet_name(title))
    sheet.write_string(0, 0, mark, book.add_format({"italic": True, "font_color": "#666666"}))
    head = book.add_format({"bold": True, "bottom": 1})
    for place, column in enumerate(columns):
        sheet.write_string(1, place, _header(column), head)
        sheet.set_column(place, place, 28 if column.kind == TEXT else 16)
    sheet.freeze_panes(2, 1)
    count = 0
    for values in sheet_rows(columns, rows):
        count += 1
        for place, (column, value) in enumerate(zip(columns, values, strict=True)):
            _write_cell(sheet, count + 1, place, value, formats.get(column.kind))
    book.close()
    return count


def write_csv(columns: Sequence[Column], rows: Iterable[Any], mark: str) -> Iterable[str]:
    """Lines of a CSV that Excel and WPS open as UTF-8: BOM, watermark, header, rows."""
    import csv
    import io

    def line(values: Sequence[Any]) -> str:
        buffer = io.StringIO()
        csv.writer(buffer).writerow([_csv_cell(value) for value in values])
        return buffer.getvalue()

    yield "\ufeff" + line([mark])
    yield line([_header(column) for column in columns])
    for values in sheet_rows(columns, rows):
        yield line(values)


def watermark(user: Any, at: datetime, what: str) -> str:
    """Who took these rows, when, and which: the first line of every export."""
    return _("%(what)s · 导出人 %(who)s(%(login)s) · %(at)s · 仅供工作使用") % {
        "what": what,
        "who": user.name,
        "login": user.username,
        "at": timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S"),
    }


def _header(column: Column) -> str:
    return f"{column.header}" + (_("(元)") if column.kind == MONEY else "")


def _write_cell(sheet: Any, line: int, place: int, value: Any, style: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        sheet.write_datetime(line, place, timezone.localtime(value).replace(tzinfo=None), style)
    elif isinstance(value, date):
        sheet.write_datetime(line, place, datetime(value.year, value.month, value.day), style)  # noqa: DTZ001
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(line, place, value, style)
    else:
        sheet.write_string(line, place, str(value))


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    # a leading = + - @ would run as a formula; numbers keep their sign
    return "'" + text if text[:1] in "=+-@\t\r" and not isinstance(value, int | float | Decimal) else text


def _sheet_name(title: str) -> str:
    return "".join("-" if mark in "[]:*?/\\" else mark for mark in title)[:31] or "Sheet1"
