"""Amounts in the reader's words: 16.2亿元, or CNY 1.62 bn on an English screen; in one fixed unit where the reader asks for it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from dianxiaoer.engines.measures.money import format_money, format_money_english

COOKIE = "amounts"
#: what the switch offers, by the word a cookie can hold: (unit, label); "auto" gives each amount what it reads best in
UNITS: dict[str, tuple[str, str | Promise]] = {
    "auto": ("auto", _("自动")),
    "wan": ("万元", _("万元")),
    "yi": ("亿元", _("亿元")),
}
_ASKED: ContextVar[str] = ContextVar("unit_of_amounts", default="auto")


def money_text(yuan: Decimal | int | None, unit: str = "auto") -> str:
    """`unit` fixes the unit (元, 万元, 亿元) against the reader's own choice; English has m for 万元 and bn for 亿元."""
    unit = _ASKED.get() if unit == "auto" else unit
    if (get_language() or "").startswith("en"):
        return format_money_english(yuan, unit)
    return format_money(yuan, unit)


class AmountsMiddleware:
    """The unit a browser asked for holds for everything printed in its request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _ASKED.set(_asked(request))
        try:
            return self.get_response(request)
        finally:
            _ASKED.reset(token)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Switch the unit of amounts for this browser."""
    chosen, back = request.POST.get("unit", ""), request.POST.get("next", "/")
    response = redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/")
    if chosen in UNITS:
        response.set_cookie(COOKIE, chosen, max_age=31_536_000, samesite="Lax", httponly=True)
    return response


def switch(request: HttpRequest) -> dict[str, object]:
    """Context of every page: what the switch of units offers, and what stands."""
    return {"amount_units": [(key, label, unit == _ASKED.get()) for key, (unit, label) in UNITS.items()]}


def _asked(request: HttpRequest) -> str:
    return UNITS.get(request.COOKIES.get(COOKIE, "auto"), UNITS["auto"])[0]
