"""The poster of a course: one A4 page with what, when, where, the code in large letters and a square to scan."""

from __future__ import annotations

import io

import segno
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from dianxiaoer.domain.training.models import Course

FONT = "STSong-Light"  # every PDF reader brings it along, so that no font has to be shipped
_WIDTH, _HEIGHT = A4
_SIDE = 88 * mm
_MARGIN = 20 * mm


def course_poster(course: Course, address: str) -> bytes:
    """The page as PDF. address: where the square leads; it is printed beside the code for phones that do not scan."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    canvas.setTitle(course.name)
    height = _HEIGHT - 34 * mm
    for line in _wrapped(course.name, 30)[:3]:
        height = _line(canvas, line, 30, height)
    height = _line(canvas, f"{course.get_kind_display()} · {course.get_manner_display()}", 15, height - 4 * mm)
    for label, text in _facts(course):
        for line in _wrapped(f"{label}  {text}", 15):
            height = _line(canvas, line, 15, height)
    bottom = 62 * mm
    _square(canvas, address, (_WIDTH - _SIDE) / 2, bottom)
    _line(canvas, _("扫码报名,或在企业服务页输入报名码"), 15, bottom - 10 * mm)
    _line(canvas, course.code, 34, bottom - 24 * mm)
    _line(canvas, address, 9, bottom - 36 * mm)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _facts(course: Course) -> list[tuple[str, str]]:
    when = f"{course.starts_on:%Y-%m-%d}"
    if course.ends_on != course.starts_on:
        when += f" – {course.ends_on:%Y-%m-%d}"
    if course.starts_time:
        when += f" {course.starts_time:%H:%M}"
    found = [
        (_("时间"), when),
        (_("地点"), course.place or course.host_firm),
        (_("主讲人"), course.lecturer),
        (_("主办"), course.unit.name),
        (_("名额"), str(course.seats) if course.seats else ""),
    ]
    return [(label, text) for label, text in found if text]


def _square(canvas: Canvas, address: str, left: float, bottom: float) -> None:
    rows = list(segno.make(address, error="m", micro=False).matrix_iter(border=4))
    step = _SIDE / len(rows)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:  # a hair wider than the step: no white seams between neighbours in print
                canvas.rect(
                    left + across * step, bottom + _SIDE - (down + 1) * step, step * 1.01, step * 1.01, stroke=0, fill=1
                )


def _line(canvas: Canvas, text: str, size: float, height: float) -> float:
    """One centred line, made smaller until it fits; returns the height of the next."""
    while size > 6 and pdfmetrics.stringWidth(text, FONT, size) > _WIDTH - 2 * _MARGIN:
        size -= 0.5
    canvas.setFont(FONT, size)
    canvas.drawCentredString(_WIDTH / 2, height, text)
    return height - size * 1.6


def _wrapped(text: str, size: float) -> list[str]:
    """Lines that fit the page at a size."""
    lines, held = [], ""
    for mark in text:
        if pdfmetrics.stringWidth(held + mark, FONT, size) > _WIDTH - 2 * _MARGIN:
            opening = held[-1] if held[-1:] in "((“《" else ""  # no line ends with what opens
            lines.append(held.removesuffix(opening))
            held = opening
        held += mark
    return [*lines, held]
