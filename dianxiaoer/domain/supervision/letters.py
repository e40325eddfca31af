"""A supervision notice as an official letter in Word: letterhead, number, body asked, matter, term, signature and date."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from dianxiaoer.domain.supervision.ladder import ladder_of
from dianxiaoer.domain.supervision.models import Notice
from dianxiaoer.domain.supervision.watches import WATCHED

#: typefaces and sizes of official documents (GB/T 9704-2012): title 小标宋 or the nearest, text 仿宋 三号 (16 pt)
_TEXT, _HEAD = "仿宋", "宋体"
_RED = RGBColor(0xC0, 0x1F, 0x1F)


def letter_of(notice: Notice) -> BytesIO:
    """The letter as a .docx, rewound. A draft carries no number and says that it is one. At most one statement."""
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Cm(3.7), Cm(3.5), Cm(2.8), Cm(2.6)
    _line(paper, notice.issuing_unit.name, size=22, face=_HEAD, bold=True, middle=True, color=_RED)
    _line(paper, _("督 办 函"), size=30, face=_HEAD, bold=True, middle=True, color=_RED)
    _line(paper, notice.number or _("(拟稿,未编号)"), middle=True)
    _rule(paper)
    _line(paper, notice.title, size=18, face=_HEAD, bold=True, middle=True)
    _line(paper, f"{_addressee(notice)}:")
    for text in _body(notice):
        _line(paper, text, indent=True)
    _line(paper, "")
    _line(paper, notice.issuing_unit.name, right=True)
    _line(paper, _day(notice.issued_on) if notice.issued_on else "", right=True)
    file = BytesIO()
    paper.save(file)
    file.seek(0)
    return file


def _body(notice: Notice) -> list[str]:
    texts: list[str] = []
    if notice.about_title:
        watched = WATCHED.get(notice.subject)
        kind = str(watched.label) if watched else ""
        light = notice.get_color_display() if notice.color else ""
        texts.append(
            _("涉及事项:%(kind)s“%(title)s”%(light)s。")
            % {"kind": kind, "title": notice.about_title, "light": f",{light}({notice.rule_name})" if light else ""}
        )
    texts += [part for part in notice.text.splitlines() if part.strip()]
    if notice.due_on:
        texts.append(_("请于 %(day)s 前(%(n)d 个工作日内)书面答复办理情况,并附佐证材料。") % {
            "day": _day(notice.due_on),
            "n": notice.answer_days,
        })  # fmt: skip
    higher = [step for step in ladder_of(notice.unit, notice.issued_on or date.max) if step.after_days > 0]
    if higher:
        steps = ";".join(_("超期 %(n)d 个工作日,%(act)s") % {"n": step.after_days, "act": step.act} for step in higher)
        texts.append(_("逾期未答复的:%(steps)s。") % {"steps": steps})
    return texts


def _addressee(notice: Notice) -> str:
    return f"{notice.unit.name}({notice.to.name})" if notice.to else notice.unit.name


def _day(on: date) -> str:
    return _("%(y)d年%(m)d月%(d)d日") % {"y": on.year, "m": on.month, "d": on.day}


def _line(
    paper: Any, text: str, *, size: int = 16, face: str = _TEXT, bold: bool = False, middle: bool = False,
    right: bool = False, indent: bool = False, color: RGBColor | None = None,
) -> None:  # fmt: skip
    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER if middle else WD_ALIGN_PARAGRAPH.RIGHT if right else None
    shape = line.paragraph_format
    shape.line_spacing, shape.space_after = Pt(size + 12), Pt(0)
    if indent:
        shape.first_line_indent = Pt(size * 2)
    run = line.add_run(text)
    run.font.size, run.font.name, run.bold = Pt(size), face, bold
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if color is not None:
        run.font.color.rgb = color


def _rule(paper: Any) -> None:
    """The red line under the letterhead."""
    line = paper.add_paragraph()
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "1"), ("color", "C01F1F")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    line._p.get_or_add_pPr().append(borders)
