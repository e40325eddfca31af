"""A paper as Word and as PDF: heading, number, lines in two columns, clauses, seal line, and a code to check it by."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

_SONG = "STSong-Light"


@dataclass(frozen=True)
class Sheet:
    """What a paper says. rows: (label, text). clauses: paragraphs below. foot: (left, right) signature lines."""

    title: str
    number: str
    rows: Sequence[tuple[str, str]]
    clauses: Sequence[str] = ()
    foot: Sequence[tuple[str, str]] = ()
    check: str = ""
    issuer: str = field(default="")


def as_word(sheet: Sheet) -> bytes:
    """The paper as .docx, with fonts office software in China has."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    book = Document()
    normal = book.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(12)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    head = book.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run(sheet.title)
    run.bold, run.font.size = True, Pt(20)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    number = book.add_paragraph(sheet.number)
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table = book.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for label, text in sheet.rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, text
    for clause in sheet.clauses:
        book.add_paragraph(clause)
    for left, right in sheet.foot:
        book.add_paragraph(f"{left}\t\t{right}")
    if sheet.check:
        book.add_paragraph(sheet.check)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_pdf(sheet: Sheet) -> bytes:
    """The paper as PDF, in the Song face every PDF reader brings along."""
    from reportlab.lib.enums import TA_CENTER, TA_RIGHT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    if _SONG not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(_SONG))
    text = ParagraphStyle("text", fontName=_SONG, fontSize=11, leading=17, wordWrap="CJK")
    head = ParagraphStyle("head", parent=text, fontSize=19, leading=28, alignment=TA_CENTER)
    right = ParagraphStyle("right", parent=text, alignment=TA_RIGHT)
    small = ParagraphStyle("small", parent=text, fontSize=9, leading=13)

    def line(words: str, style: ParagraphStyle = text) -> Paragraph:
        return Paragraph(escape(words).replace("\n", "<br/>"), style)

    grid = [("GRID", (0, 0), (-1, -1), 0.5, "#555555"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    story = [line(sheet.title, head), line(sheet.number, right), Spacer(1, 4 * mm)]
    if sheet.rows:
        cells = [[line(label), line(words)] for label, words in sheet.rows]
        story.append(Table(cells, colWidths=[36 * mm, 130 * mm], style=grid))
    story.append(Spacer(1, 5 * mm))
    story += [line(clause) for clause in sheet.clauses]
    story += [Spacer(1, 6 * mm), *(line(f"{one}        {other}", right) for one, other in sheet.foot)]
    if sheet.check:
        story += [Spacer(1, 8 * mm), line(sheet.check, small)]
    target = io.BytesIO()
    book = SimpleDocTemplate(
        target, pagesize=A4, title=sheet.title, author=sheet.issuer, leftMargin=22 * mm, rightMargin=22 * mm,
        topMargin=22 * mm, bottomMargin=20 * mm,
    )  # fmt: skip
    book.build(story)
    return target.getvalue()
