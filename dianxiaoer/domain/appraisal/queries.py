"""Schemes, editions and scores as screens and inboxes read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dianxiaoer.domain.appraisal.actions.editions import seal_of
from dianxiaoer.domain.appraisal.bridge import labels_of
from dianxiaoer.domain.appraisal.models import Edition, Entrant, Line, Objection, Scheme
from dianxiaoer.domain.appraisal.states import EditionStage, Verdict
from dianxiaoer.domain.people.access import may, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.targets.models import Indicator

#: stages in which a compared unit sees its own scores
SHOWN = (EditionStage.OBJECTION, EditionStage.PUBLISHED, EditionStage.FROZEN)


@dataclass(frozen=True)
class InboxItem:
    """An objection to answer, or a draft to look at."""

    title: str
    subject: str
    url_name: str
    pk: int
    due_on: date

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=[self.pk])


@dataclass(frozen=True)
class ScoreTable:
    """Indicators down, entrants across: each cell a line (or None before computing)."""

    entrants: list[Entrant]
    rows: list[tuple[Any, list[Line | None]]]


def schemes_for(user: User) -> QuerySet[Scheme]:
    """One statement."""
    return visible(user, Scheme).select_related("unit").annotate(line_count=Count("indicators"))


def editions_for(user: User) -> QuerySet[Edition]:
    """One statement."""
    return visible(user, Edition).select_related("unit", "scheme").annotate(entrant_count=Count("entrants"))


def entrants_for(user: User) -> QuerySet[Entrant]:
    """Score sheets a person may see: all of the editions of their own unit and above, of others once they are shown."""
    own = visible(user, Edition, "appraisal.view").values("pk")
    rows = visible(user, Entrant).select_related("unit", "edition", "edition__unit", "edition__scheme")
    return rows.filter(Q(edition__in=own) | Q(edition__stage__in=SHOWN))


def lines_for(user: User) -> QuerySet[Line]:
    """The lines of the sheets a person may see."""
    sheets = entrants_for(user).order_by().values("pk")
    return (
        visible(user, Line)
        .filter(entrant__in=sheets)
        .select_related("indicator", "entrant", "entrant__unit", "entrant__edition")
    )


def score_table(edition: Edition) -> ScoreTable:
    """Three statements, whatever the number of units."""
    entrants = list(edition.entrants.select_related("unit").order_by("place", "name", "id"))
    lines = Line.objects.filter(entrant__edition=edition).select_related("indicator")
    found = {(line.entrant_id, line.indicator_id): line for line in lines}
    indicators = list(edition.scheme.indicators.all())
    rows = [(one, [found.get((entrant.pk, one.pk)) for entrant in entrants]) for one in indicators]
    return ScoreTable(entrants, rows)


def sheet_of(entrant: Entrant) -> list[Line]:
    """The lines of one entrant in the order of the scheme. One statement."""
    return list(entrant.lines.select_related("indicator").order_by("indicator__order", "indicator_id"))


def inputs_of(line: Line) -> list[dict[str, Any]]:
    """The inputs of a line with their words. No statement."""
    labels = labels_of(line.indicator)
    return [
        row | {"label": labels.get(row["key"], row["key"]), "numbers": [Decimal(value) for value in row["values"]]}
        for row in line.inputs
    ]


def objections_of(edition: Edition) -> list[Objection]:
    """One statement."""
    rows = Objection.objects.filter(line__entrant__edition=edition)
    return list(
        rows.select_related("line__indicator", "line__entrant", "raised_by", "answered_by").order_by("-verdict", "id")
    )


def is_intact(edition: Edition) -> bool | None:
    """Whether a sealed edition still holds what was sealed; None before it is. Two statements."""
    return seal_of(edition) == edition.seal if edition.seal else None


def inbox_items(user: User, *, on: date, limit: int = 50) -> list[InboxItem]:
    """Objections this person may answer, oldest first. One statement."""
    if not may(user, "appraisal.answer"):
        return []
    editions = visible(user, Edition, "appraisal.answer").filter(stage=EditionStage.OBJECTION)
    rows = Objection.objects.filter(verdict=Verdict.PENDING, line__entrant__edition__in=editions)
    waiting = rows.exclude(raised_by=user).select_related("line__entrant__edition", "line__indicator")
    return [
        InboxItem(
            _("答复考核异议"),
            f"{row.line.entrant.name} · {row.line.indicator.name}",
            "appraisal-answer",
            row.pk,
            row.line.entrant.edition.objection_until or on,
        )
        for row in waiting.order_by("raised_on", "id")[:limit]
    ]


def names_of_figures(keys: Iterable[str]) -> dict[str, str]:
    """key of an indicator → its name in the language of the screen. One statement."""
    return {row.key: row.label for row in Indicator.objects.filter(key__in=set(keys))}
