"""The dashboard of a unit: its board of figures, the funnel, the units below, recent events."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dianxiaoer.desk.dashboards.panels import cards_of, funnel_of, recent, side_by_side
from dianxiaoer.domain.people.access import require, units_for
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.targets.boards import board_of, boards_below, recent_events


def dashboard(request: HttpRequest) -> HttpResponse:
    """?unit=. Reads snapshots only: statements do not grow with the rows."""
    require(request.user, "figures.view")
    units = list(units_for(request.user, "figures.view"))
    unit = chosen(units, request.GET.get("unit", ""))
    board = board_of(unit)
    below = boards_below(unit, ("signed.amt", "fund.paid"))
    context: dict[str, Any] = {
        "title": _("机构看板"),
        "unit": unit,
        "units": units,
        "board": board,
        "cards": cards_of(board) if board else [],
        "funnel": funnel_of(board) if board else [],
        "signed": side_by_side(below, "signed.amt"),
        "paid": side_by_side(below, "fund.paid"),
        "events": recent(recent_events(request.user, unit)),
        "screen": reverse("screen") + f"?unit={unit.pk}",
    }
    return render(request, "desk/dashboards/unit.html", context)


def chosen(units: list[Unit], asked: str) -> Unit:
    """The unit asked for when it is one of those, else the highest. Whoever may see figures has at least one."""
    return next((unit for unit in units if str(unit.pk) == asked), units[0])
