"""What every page of the firm's side prints around itself: who calls, and where else to go."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from dianxiaoer.portal.signin import caller
from dianxiaoer.shell.problems import FIRM_SIDE

#: the foot of every page: label, url name; a room that is not there yet is left out
PLACES: tuple[tuple[str | Promise, str], ...] = (
    (_("提诉求"), "portal"),
    (_("查进度"), "portal-follow"),
    (_("我的"), "portal-mine"),
)
#: what a firm has with us, one tab each on its own page; a tab appears when its room stands
TABS: tuple[tuple[str | Promise, str], ...] = (
    (_("诉求"), "portal-mine"),
    (_("工单"), "portal-works"),
    (_("预约记录"), "portal-appointments_mine"),
    (_("走访"), "portal-visits"),
    (_("检查"), "portal-inspections"),
    (_("培训"), "portal-training_mine"),
    (_("我的企业"), "portal-firms"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context of the pages below /e/. No statement unless a page asks who calls."""
    if not request.path_info.startswith(FIRM_SIDE):
        return {}
    places = [(label, address) for label, name in PLACES if (address := address_of(name))]
    return {
        "caller": SimpleLazyObject(lambda: caller(request) if hasattr(request, "session") else None),
        "places": places,
        "tabs": [(label, address) for label, name in TABS if (address := address_of(name))],
        "is_demo": settings.DEMO,
    }


def address_of(name: str, *args: Any) -> str:
    """The address of a named page, "" when its room does not stand."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
