"""Snapshots made ready to print: tiles, funnel, units side by side, each with the address that opens its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from dianxiaoer.desk.figures.links import figure_address, shown_value
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.targets.boards import Board, Tile
from dianxiaoer.domain.targets.states import FigureRole, Measure
from dianxiaoer.kernel.models import Event
from dianxiaoer.kernel.verbs import label_of

#: the way from a lead to production, in order
FUNNEL = ("lead.n", "talks.n", "signed.n", "started.n", "prod.n")
STEPS = 5


@dataclass(frozen=True)
class Card:
    """One figure of a board as printed."""

    key: str
    label: str
    value: str
    address: str
    yoy: str
    yoy_address: str
    completion: str
    completion_address: str
    rows: int
    number: float


def card_of(unit: Unit, tile: Tile) -> Card:
    indicator = tile.indicator
    where = {"unit": str(unit.pk), "period": tile.period}
    return Card(
        indicator.key,
        indicator.label,
        shown_value(tile.value, indicator.measure),
        figure_address(indicator.key, where),
        _signed(tile.yoy),
        figure_address(indicator.key, where | {"role": FigureRole.YOY}),
        shown_value(tile.completion, Measure.PERCENT) if tile.completion is not None else "",
        figure_address(indicator.key, where | {"role": FigureRole.COMPLETION}),
        tile.row_count,
        float(tile.value or 0),
    )


def cards_of(board: Board) -> list[Card]:
    return [card_of(board.unit, tile) for tile in board.tiles.values()]


def funnel_of(board: Board) -> list[dict[str, Any]]:
    """Bars in one hue, widest = largest, so that length alone carries the meaning."""
    cards = [card_of(board.unit, tile) for tile in board.pick(FUNNEL)]
    largest = max((card.number for card in cards), default=0) or 1
    return [{"card": card, "percent": round(100 * card.number / largest)} for card in cards]


def side_by_side(below: list[tuple[Unit, dict[str, Tile]]], key: str) -> list[dict[str, Any]]:
    """Units right below with one figure each, in five ordered shades (1 least … 5 most)."""
    values = [(unit, tiles[key]) for unit, tiles in below if key in tiles]
    largest = max((tile.value or Decimal(0) for _unit, tile in values), default=Decimal(0))
    found = []
    for unit, tile in sorted(values, key=lambda pair: pair[1].value or Decimal(0), reverse=True):
        part = (tile.value or Decimal(0)) / largest if largest else Decimal(0)
        shade = max(1, min(STEPS, int(part * STEPS) + (1 if part < 1 else 0)))
        found.append({"unit": unit, "card": card_of(unit, tile), "shade": shade, "percent": round(100 * part)})
    return found


def _signed(percent: Decimal | None) -> str:
    if percent is None:
        return ""
    return ("+" if percent > 0 else "") + shown_value(percent, Measure.PERCENT)


def scale_text(rows: list[dict[str, Any]]) -> str:
    """What the shades mean, in words: the largest value of the scale."""
    return (
        _("颜色越亮,数额越大:0 至 %(most)s") % {"most": rows[0]["card"].value}
        if rows and rows[0]["card"].number
        else ""
    )


def completions(board: Board) -> list[dict[str, Any]]:
    """Targets of the board's year with how far they are reached; the bar ends at 100 %."""
    found = []
    for tile in board.tiles.values():
        if tile.completion is not None:
            found.append({"card": card_of(board.unit, tile), "percent": min(100, max(0, int(tile.completion)))})
    return found


@dataclass(frozen=True)
class Recent:
    """One act as a line: when, who, did what, to which record, where that is."""

    at: datetime
    who: str
    verb: str
    about: str
    address: str


#: kinds of record with a page of their own
PAGES = {
    "leads.lead": "leads-detail",
    "activities.activity": "activities-detail",
    "companies.company": "companies-detail",
    "projects.project": "projects-detail",
    "tickets.ticket": "tickets-detail",
    "visits.visit": "visits-detail",
    "inspections.filing": "inspections-detail",
    "appointments.booking": "appointments-detail",
    "supervision.notice": "notices-detail",
}


def recent(events: Iterable[Event]) -> list[Recent]:
    return [
        Recent(
            event.at,
            event.by.name if event.by else event.by_name or _("系统"),
            label_of(event.verb),
            event.label,
            page_of_record(event.root_subject, event.root_id),
        )
        for event in events
    ]


def page_of_record(subject: str, pk: int) -> str:
    """The address of a record's own page, "" when its kind has none."""
    name = PAGES.get(subject, "")
    try:
        return reverse(name, args=[pk]) if name else ""
    except NoReverseMatch:
        return ""
