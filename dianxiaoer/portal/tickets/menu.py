"""The menu of services (点单办): what a firm may order with one tap, in its district."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dianxiaoer.domain.tickets.queries import menu_on_offer
from dianxiaoer.portal.district import chosen, place_of, remember


def menu(request: HttpRequest) -> HttpResponse:
    """Open to everyone; ordering asks for the phone."""
    found = menu_on_offer()
    place = place_of(request, [row.unit for row in found if row.unit])
    rows = sorted((row for row in found if row.unit and place.serves(row.unit)), key=lambda row: row.category.place)
    context = {
        "title": _("点单办"),
        "place": place,
        "groups": [(category, list(items)) for category, items in groupby(rows, key=lambda row: row.category)],
        "back": reverse("portal"),
    }
    return remember(render(request, "portal/tickets/menu.html", context), chosen(request))
