"""Which district a visitor means: the one chosen, told by a scanned code, or where its firm's file is kept.

The choice is kept in a cookie that holds nothing else, so that nobody has to say it twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dianxiaoer.domain.accounts.queries import home_of
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.people.queries import district_holding, districts
from dianxiaoer.portal.signin import caller

COOKIE = "district"
_DAYS = 180


@dataclass(frozen=True)
class Place:
    """here: the district of the visitor, None when it has to be chosen first. others: where else something is offered."""

    here: Unit | None
    others: tuple[Unit, ...]

    def serves(self, body: Unit) -> bool:
        """Whether what a body offers is for this district: bodies inside it, and those above it. Nothing before one is chosen."""
        here = self.here
        if here is None:
            return not self.others
        return body.path.startswith(here.path) or here.path.startswith(body.path)


def place_of(request: HttpRequest, offering: Iterable[Unit]) -> Place:
    """Where the visitor is among the districts in which `offering` bodies stand (?unit= chooses one). Five statements at most."""
    known, bodies = districts(), list(offering)
    offered = [one for one in known if any(body.path.startswith(one.path) for body in bodies)]
    wanted = chosen(request)
    here = wanted or district_holding(remembered(request), known) or district_holding(_home(request), known)
    if here is None and len(offered) == 1:
        here = offered[0]
    return Place(here, tuple(one for one in offered if one != here))


def chosen(request: HttpRequest) -> Unit | None:
    """The district this very request chooses. No statement when it chooses none."""
    wanted = _number(request.GET.get("unit", ""))
    return district_holding(wanted, districts()) if wanted else None


def remembered(request: HttpRequest) -> int | None:
    """The id of the district chosen before, as the browser says it."""
    return _number(request.COOKIES.get(COOKIE, ""))


def remember(response: HttpResponse, unit: Unit | None) -> HttpResponse:
    """Keep a choice in this browser."""
    if unit is not None:
        kept = {"max_age": _DAYS * 86400, "httponly": True, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}
        response.set_cookie(COOKIE, str(unit.pk), **kept)
    return response


def _home(request: HttpRequest) -> int | None:
    who = caller(request)
    return home_of(who) if who else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
