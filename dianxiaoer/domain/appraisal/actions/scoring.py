"""Scoring an edition: every input read, every line computed, totals and places written. Part of the acts that ask for it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from dianxiaoer.domain.appraisal.bridge import ranked, scored
from dianxiaoer.domain.appraisal.models import Edition, Entrant, HandInput, Line, SchemeIndicator
from dianxiaoer.domain.appraisal.readings import Reading, readings_of
from dianxiaoer.domain.appraisal.states import Group
from dianxiaoer.engines.figures.scoring import Scored

SIGN = {Group.BASIC: 1, Group.BONUS: 1, Group.DEDUCTION: -1, Group.VETO: 0}
Read = dict[tuple[int, int], list[Reading]]


def write_scores(edition: Edition, *, at: datetime) -> None:
    """Lines, totals and places of an edition, as its inputs stand."""
    indicators = list(edition.scheme.indicators.all())
    entrants = list(edition.entrants.select_related("unit", "edition"))
    rows = HandInput.objects.filter(entrant__edition=edition).select_related("entered_by")
    by_hand = {(row.entrant_id, row.indicator_id, row.key): row for row in rows}
    read: Read = {(one.pk, line.pk): readings_of(one, line, by_hand) for one in entrants for line in indicators}
    for one in entrants:
        _score(one, indicators, entrants, read, at)
    places = ranked({one.pk: one.total for one in entrants})
    for one in entrants:
        one.place = places[one.pk]
        one.version, one.updated_at = one.version + 1, at
    Entrant.objects.bulk_update(
        entrants, ["total", "place", "is_vetoed", "unscored", "version", "updated_at"], batch_size=200
    )


def _score(
    entrant: Entrant, indicators: list[SchemeIndicator], entrants: list[Entrant], read: Read, at: datetime
) -> None:
    total, vetoed, unscored = Decimal(0), False, 0
    for indicator in indicators:
        readings = read[(entrant.pk, indicator.pk)]
        peers = [_first(read[(other.pk, indicator.pk)]) for other in entrants]
        found = scored(indicator, {one.key: one.given() for one in readings}, peers)
        _keep(entrant, indicator, readings, found, at)
        unscored += found.points is None
        vetoed |= found.is_veto
        total += SIGN[Group(indicator.group)] * (found.points or Decimal(0))
    entrant.total, entrant.is_vetoed, entrant.unscored = Decimal(0) if vetoed else total, vetoed, unscored


def _first(readings: list[Reading]) -> Decimal | None:
    numbers = readings[0].numbers if readings else ()
    return numbers[0] if numbers else None


def _keep(entrant: Entrant, indicator: SchemeIndicator, readings: list[Reading], found: Scored, at: datetime) -> None:
    facts = {
        "inputs": [one.kept() for one in readings],
        "points": found.points,
        "text": found.text[:500],
        "missing": list(found.missing),
        "updated_at": at,
    }
    Line.objects.update_or_create(
        entrant=entrant, indicator=indicator, defaults=facts, create_defaults=facts | {"created_at": at}
    )
