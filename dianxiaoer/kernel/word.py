"""A ledger as a Word table for meetings: landscape A4, head repeated on every page, the watermark line above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import IO, Any

from dianxiaoer.kernel.tables import MONEY, NUMBER, SHARE, Column

#: a table beyond this many rows opens slowly in Word and WPS; a workbook serves better
LIMIT_ROWS = 2000
_RIGHT = {MONEY, NUMBER, SHARE}


def write_docx(
    target: IO[bytes],
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    mark: str,
    shown: Callable[[Column, Any], str],
) -> int:
    """Write rows as one Word table, each value as the screen shows it. `shown`: (column, value) → text. Returns rows written."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    book = Document()
    style = book.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(9)
    style.element.rPr.rFonts.set(_w("eastAsia"), "仿宋")
    section = book.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    book.add_heading(title, level=1)
    book.add_paragraph(mark)
    table = book.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(str(column.header)).bold = True
    _repeat_head(table.rows[0])
    count = 0
    for row in rows:
        count += 1
        _add_row(table, columns, row, shown)
    book.save(target)
    return count


def _add_row(table: Any, columns: Sequence[Column], row: Any, shown: Callable[[Column, Any], str]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for cell, column in zip(table.add_row().cells, columns, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(shown(column, column.read(row)))
        if column.kind in _RIGHT:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _repeat_head(line: Any) -> None:
    from docx.oxml import OxmlElement

    mark = OxmlElement("w:tblHeader")
    mark.set(_w("val"), "true")
    line._tr.get_or_add_trPr().append(mark)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
