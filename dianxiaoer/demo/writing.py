"""Many rows at once, honestly: fields checked, the database's constraints on, one event per main act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.events import subject_of
from dianxiaoer.kernel.models import Event, Recorded

Row = TypeVar("Row", bound=Recorded)


def insert(rows: Sequence[Row], moments: Iterable[datetime]) -> list[Row]:
    """Insert rows of one model, each made at its moment. Raises ValidationError, IntegrityError."""
    for row, at in zip(rows, moments, strict=True):
        row.created_at = row.updated_at = at
        row.clean_fields(exclude=[field.name for field in row._meta.fields if field.is_relation])
    return type(rows[0])._default_manager.bulk_create(rows) if rows else []


def event(
    record: models.Model, verb: str, *, by: User, at: datetime, note: str = "", root: Any = None, **changes: Any
) -> Event:
    """A line of the timeline, not yet inserted. changes: field → new value."""
    top = root or record
    return Event(
        subject=subject_of(record),
        object_id=record.pk,
        root_subject=subject_of(top),
        root_id=top.pk,
        verb=verb,
        label=str(record)[:200],
        unit_id=getattr(record, "unit_id", None) or getattr(top, "unit_id", None),
        by=by,
        at=at,
        note=note,
        changes={name: [None, str(value)] for name, value in changes.items()},
    )


def tell(events: Iterable[Event]) -> None:
    """Insert lines of timelines, oldest first, so that the newest has the highest id."""
    Event.objects.bulk_create(sorted(events, key=lambda line: line.at))
