"""What lights watch: per subject the rows that can have a light, and per watch what is held against what. An open registry:
a room standing above adds its own with `actions.lighting.watch_over` when it starts (approvals, say)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from dianxiaoer.engines.figures.lights import Measure

Row = Mapping[str, Any]
#: plan and actual of one row on a day, as engines.figures.lights.light takes them
Held = tuple[date | Decimal | None, date | Decimal | int | None]
DATED = (Measure.DAYS_LATE, Measure.MONTHS_LATE)


@dataclass(frozen=True)
class Watch:
    """One thing watched of a subject. measures: the kinds of rules that fit. read: (row, extra, on, measure) → (plan, actual)."""

    key: str
    label: str | Promise
    measures: tuple[Measure, ...]
    read: Callable[[Row, Any, date, str], Held]
    #: (row, moment) → colour, where the row keeps the moments at which the rule turns it
    kept: Callable[[Row, datetime], str] | None = None


@dataclass(frozen=True)
class Watched:
    """A subject whose rows have lights.

    rows: only those that can have one. fields: what `read` needs, besides pk, unit, owner, title (ORM paths).
    further: (ids of a chunk, day) → pk → further facts, in a fixed number of statements. page: url name of a row's page.
    """

    key: str
    label: str | Promise
    rows: Callable[[], QuerySet[Any]]
    watches: tuple[Watch, ...]
    fields: tuple[str, ...]
    unit: str = "unit_id"
    owner: str = "owner_id"
    title: str = "name"
    page: str = ""
    further: Callable[[Sequence[int], date], Mapping[int, Any]] | None = field(default=None)


WATCHED: dict[str, Watched] = {}


def watch_of(key: str) -> Watch:
    """Raises KeyError for a watch nobody named."""
    for watched in WATCHED.values():
        for watch in watched.watches:
            if watch.key == key:
                return watch
    raise KeyError(key)


def watch_labels() -> dict[str, str]:
    """Every watch with its words, in the order of the subjects."""
    return {watch.key: f"{watched.label}·{watch.label}" for watched in WATCHED.values() for watch in watched.watches}


def dated(key: str, label: str | Promise, plan: str, actual: str = "") -> Watch:
    """A watch over a planned day and the day it came about."""

    def read(row: Row, extra: Any, on: date, measure: str) -> Held:
        return row[plan], row[actual] if actual else None

    return Watch(key, label, DATED, read)
