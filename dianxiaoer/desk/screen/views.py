"""一屏统览: the leader's screen of a unit, 1920×1080 and stacked on a phone, from snapshots, renewed every 60 seconds."""

from __future__ import annotations

from datetime import date
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
from dianxiaoer.desk.figures.links import figure_address
from dianxiaoer.domain.people.access import require, units_for
from dianxiaoer.domain.targets.boards import Board, board_of, boards_below, recent_events
from dianxiaoer.engines.measures.periods import Period, parse_period
from dianxiaoer.shell.amounts import money_text

HEADLINES = ("signed.n", "signed.amt", "started.n", "fund.paid", "start.rate", "act.n")
CHAINS, EVENTS, IN_A_ROW = 8, 8, 4
NOTHING, YI = Decimal(0), 100_000_000


def screen(request: HttpRequest) -> HttpResponse:
    """?unit=. Every figure opens its rows; the shapes of the district are schematic, not its boundary."""
    require(request.user, "figures.view")
    units = list(units_for(request.user, "figures.view"))
    unit = chosen(units, request.GET.get("unit", ""))
    board = board_of(unit)
    signed = side_by_side(boards_below(unit, ("signed.amt",)), "signed.amt")
    months = _months(board) if board else []
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
        "months": months,
        "chart": _chart(months),
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
    chosen_pairs = [pair for pair in pairs if pair[0]][:CHAINS] + [pair for pair in pairs if not pair[0]]
    largest = max((yuan for _name, yuan in chosen_pairs), default=0)
    return [
        {
            "name": name or _("未归链"),
            "value": money_text(yuan),
            "percent": round(100 * yuan / largest),
            "address": _opened(board, "signed.amt", where=f"chain={name}"),
        }
        for name, yuan in chosen_pairs
    ]


def _months(board: Board) -> list[dict[str, Any]]:
    """Signed and received, month by month, each opening its rows."""
    signed, paid = (dict(board.tiles[key].months) if key in board.tiles else {} for key in ("signed.amt", "fund.paid"))
    return [
        {
            "month": month,
            "signed": signed.get(month, NOTHING),
            "paid": paid.get(month, NOTHING),
            "signed_address": _opened(board, "signed.amt", period=_within(board, month)),
            "paid_address": _opened(board, "fund.paid", period=_within(board, month)),
        }
        for month in sorted(signed.keys() | paid.keys())
    ]


def _chart(months: list[dict[str, Any]]) -> dict[str, Any]:
    """The same numbers in 亿元 for the chart."""
    return {
        "months": [one["month"] for one in months],
        "signed": [float(one["signed"]) / YI for one in months],
        "paid": [float(one["paid"]) / YI for one in months],
        "addresses": [one["signed_address"] for one in months],
        "labels": [_("签约额"), _("到位资金"), _("亿元")],
    }


def _opened(board: Board, key: str, **more: str) -> str:
    return figure_address(key, {"unit": str(board.unit.pk), "period": board.period} | more)


def _within(board: Board, month: str) -> str:
    """A month of the board's period: its last month ends where the period does."""
    whole = parse_period(board.period, date.max)
    one = parse_period(month, date.max)
    return str(Period(one.start, min(one.end or date.max, whole.end or date.max)))
