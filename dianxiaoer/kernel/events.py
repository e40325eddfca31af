"""Writing the timeline: one event per act, in the same transaction as the act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import QuerySet

from dianxiaoer.kernel.models import Event


def subject_of(record: models.Model | type[models.Model]) -> str:
    """The name a record goes by in the log: "leads.lead"."""
    return record._meta.label_lower


def record_event(
    record: models.Model,
    verb: str,
    *,
    by: Any,
    at: datetime,
    note: str = "",
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    root: models.Model | None = None,
    label: str = "",
) -> Event:
    """Add one line to the timeline of `record` and of its `root` (a receipt's root is its project).

    by: a person of the staff, a caller of a firm (kept by its name), or None for the clockwork.
    changes: field name → (old, new), any values; stored as text a person can read.
    """
    top = root or record
    is_staff = isinstance(by, models.Model)
    return Event.objects.create(
        subject=subject_of(record),
        object_id=record.pk,
        root_subject=subject_of(top),
        root_id=top.pk,
        verb=verb,
        label=label or str(record)[:200],
        unit_id=getattr(record, "unit_id", None) or getattr(top, "unit_id", None),
        by=by if is_staff else None,
        by_name="" if by is None or is_staff else str(by)[:60],
        at=at,
        note=note,
        changes={name: [plain(old), plain(new)] for name, (old, new) in (changes or {}).items()},
    )


def timeline(record: models.Model, limit: int = 100) -> QuerySet[Event]:
    """Events of a record and of everything that hangs on it, newest first. One statement."""
    return (
        Event.objects.filter(root_subject=subject_of(record), root_id=record.pk)
        .select_related("by")
        .order_by("-id")[:limit]
    )


def plain(value: Any) -> Any:
    """A value as JSON can keep it and a person can read it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    return str(value)
