"""一屏统览: the leader's screen of a unit, 1920×1080 and stacked on a phone, from snapshots, renewed every 60 seconds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dianxiaoer.desk.dashboards.panels import (
    card_of,
    cards_of,
    completions,
    funnel_of,
    recent,
    scale_text,
    side_by_side,
)
from dianxiaoer.desk.dashboards.views import chosen
from dianxiaoer.domain.people.access import require, units_for
from dianxiaoer.domain.targets.boards import Board, board_of, boards_below, recent_events
from dianxiaoer.engines.measures.money import format_money

HEADLINES = ("signed.n", "signed.amt", "started.n", "fund.paid", "start.rate", "act.n")
CHAINS, EVENTS, IN_A_ROW = 8, 8, 4


def screen(request: HttpRequest) -> HttpResponse:
    """?unit=. Every figure opens its rows; the shapes of the district are schematic, not its boundary."""
    require(request.user, "figures.view")
    units = list(units_for(request.user, "figures.view"))
    unit = chosen(units, request.GET.get("unit", ""))
    board = board_of(unit)
    signed = side_by_side(boards_below(unit, ("signed.amt",)), "signed.amt")
    context: dict[str, Any] = {
        "title": _("%(unit)s招商引资一屏统览") % {"unit": unit.name},
        "unit": unit,
        "board": board,
        "cards": [card_of(unit, tile) for tile in board.pick(HEADLINES)] if board else [],
        "funnel": funnel_of(board) if board else [],
        "hexes": _hexes(signed),
        "all_cards": cards_of(board) if board and not signed else [],
        "scale": scale_text(signed),
        "completions": completions(board) if board else [],
        "chains": _chains(board) if board else [],
        "months": _months(board) if board else {},
        "month_rows": _month_rows(board) if board else [],
        "events": recent(recent_events(request.user, unit, EVENTS)),
    }
    return render(request, "desk/screen/screen.html", context)


def _hexes(signed: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Units below as rows of hexagons, every other row shifted by half a place."""
    return [signed[start : start + IN_A_ROW] for start in range(0, len(signed), IN_A_ROW)]


def _chains(board: Board) -> list[dict[str, Any]]:
    """Signed investment by chain, largest first; projects without a chain stand last under their own name."""
    tile = board.tiles.get("signed.amt")
    pairs = [(name, yuan) for name, yuan in (tile.chains if tile else ()) if yuan > 0]
    named = [pair for pair in pairs if pair[0]][:CHAINS] + [pair for pair in pairs if not pair[0]]
    largest = max((yuan for _name, yuan in named), default=0)
    return [
        {"name": name or _("未归链"), "value": format_money(yuan), "percent": round(100 * yuan / largest)}
        for name, yuan in named
    ]


def _by_month(board: Board) -> list[tuple[str, Decimal, Decimal]]:
    signed, paid = (dict(board.tiles[key].months) if key in board.tiles else {} for key in ("signed.amt", "fund.paid"))
    none = Decimal(0)
    return [(name, signed.get(name, none), paid.get(name, none)) for name in sorted(signed.keys() | paid.keys())]


def _month_rows(board: Board) -> list[tuple[str, str, str]]:
    return [(name, format_money(signed), format_money(paid)) for name, signed, paid in _by_month(board)]


def _months(board: Board) -> dict[str, Any]:
    """Signed and received by month in 亿元, for the chart; the same numbers stand in the table beside it."""
    rows = _by_month(board)
    return {
        "months": [name for name, _signed, _paid in rows],
        "signed": [float(signed) / 1e8 for _name, signed, _paid in rows],
        "paid": [float(paid) / 1e8 for _name, _signed, paid in rows],
        "labels": [_("签约额"), _("到位资金"), _("亿元")],
    }
