"""The poster of a service code: one A4 page as PDF, the code drawn as squares, Chinese in the readers' built-in font."""

from __future__ import annotations

import io
from collections.abc import Sequence

import segno
from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from dianxiaoer.domain.codes.models import ServiceCode

FONT = "STSong-Light"
_WIDTH, _HEIGHT = A4
_SIDE = 92 * mm


def poster_pdf(codes: Sequence[tuple[ServiceCode, str]]) -> bytes:
    """A page for each (code, the address it leads to). The same page says what a firm, a visitor and an officer scan it for."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    with translation.override("zh-hans"):  # it hangs on a wall, whatever language the screen was in
        canvas.setTitle(_("服务码"))
        for code, address in codes:
            _page(canvas, code, address)
            canvas.showPage()
    canvas.save()
    return target.getvalue()


def _page(canvas: Canvas, code: ServiceCode, address: str) -> None:
    canvas.setFillGray(0)
    _centred(canvas, _("码上服务"), 44, _HEIGHT - 46 * mm)
    _centred(canvas, _("企业有事,扫码就办"), 20, _HEIGHT - 62 * mm)
    _draw_code(canvas, address, (_WIDTH - _SIDE) / 2, _HEIGHT - 166 * mm)
    _fitted(canvas, code.company.name, 22, _HEIGHT - 182 * mm)
    place = " · ".join(part for part in (code.site, code.address) if part)
    _fitted(canvas, place, 14, _HEIGHT - 192 * mm)
    lines = (
        _("企业人员扫码:提诉求、查进度、看检查记录、评价检查"),
        _("来访人员扫码:替企业反映需要"),
        _("检查人员扫码:入企先扫码,离开再扫码;未备案的检查可以拒绝"),
    )
    for number, line in enumerate(lines):
        _fitted(canvas, line, 14, _HEIGHT - (212 + 11 * number) * mm)
    _fitted(canvas, _("版次 %(n)d · 换发后旧码作废") % {"n": code.edition}, 10, 18 * mm)


def _draw_code(canvas: Canvas, address: str, left: float, bottom: float) -> None:
    rows = [list(row) for row in segno.make(address, error="m").matrix_iter(border=4)]
    step = _SIDE / len(rows)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                canvas.rect(
                    left + across * step, bottom + _SIDE - (down + 1) * step, step * 1.01, step * 1.01, stroke=0, fill=1
                )


def _centred(canvas: Canvas, text: str, size: float, height: float) -> None:
    canvas.setFont(FONT, size)
    canvas.drawCentredString(_WIDTH / 2, height, text)


def _fitted(canvas: Canvas, text: str, size: float, height: float) -> None:
    """One line, made smaller until it fits the page."""
    while size > 6 and pdfmetrics.stringWidth(text, FONT, size) > _WIDTH - 36 * mm:
        size -= 0.5
    _centred(canvas, text, size, height)
