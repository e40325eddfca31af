"""Writing the timeline: one event per act, in the same transaction as the act."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from weakref import WeakKeyDictionary, WeakValueDictionary

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from dianxiaoer.kernel.models import Event

#: subject → what is told the ids of the rows acted on, once their transaction has committed. A room that keeps something
#: derived from a lower one (lights, say) names itself here when it starts; the lower room need not know of it.
FOLLOWERS: dict[str, list[Callable[[Collection[int]], None]]] = {}


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
    for row in {subject_of(one): one for one in (record, top)}.values():
        if subject_of(row) in FOLLOWERS:
            _tell_after_commit(subject_of(row), row.pk)
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


class _Told:
    """Rows of one subject acted on in a transaction, told once it has committed."""

    def __init__(self, subject: str) -> None:
        self.subject, self.rows = subject, set[int]()

    def __call__(self) -> None:
        """What is asked for by every act is done by the first: the others find nothing left to tell."""
        rows, self.rows = self.rows, set()
        for follower in FOLLOWERS[self.subject] if rows else ():
            follower(rows)


#: connection → subject → its rows. Held weakly: only the calls waiting for the commit keep them, so that what is rolled back
#: is forgotten with its calls. An act undone by a savepoint may still be told with the others; followers look at the row anew.
_TOLD: WeakKeyDictionary[Any, WeakValueDictionary[str, _Told]] = WeakKeyDictionary()


def _tell_after_commit(subject: str, pk: int) -> None:
    """Each follower hears of a transaction once, however many acts it holds."""
    waiting = _TOLD.setdefault(transaction.get_connection(), WeakValueDictionary())
    told = waiting.get(subject)
    if told is None:
        told = waiting[subject] = _Told(subject)
    told.rows.add(pk)
    transaction.on_commit(told, robust=True)


def timeline(record: models.Model, limit: int = 100) -> QuerySet[Event]:
    """Events of a record and of everything that hangs on it, newest first. One statement."""
    return (
        Event.objects.filter(root_subject=subject_of(record), root_id=record.pk)
        .select_related("by")
        .order_by("-id")[:limit]
    )


def last_acts_of(person: models.Model) -> QuerySet[Event]:
    """The last act of a person on each record, newest first: what they have dealt with (已办)."""
    same = Event.objects.filter(by=person.pk, root_subject=OuterRef("root_subject"), root_id=OuterRef("root_id"))
    later = Exists(same.filter(id__gt=OuterRef("id")))
    return Event.objects.filter(~later, by=person.pk).order_by("-id")


def begun_by(person: models.Model) -> QuerySet[Event]:
    """The first event of every record a person brought into the house, newest first (我发起的)."""
    same = Event.objects.filter(root_subject=OuterRef("root_subject"), root_id=OuterRef("root_id"))
    own = Event.objects.filter(by=person.pk, subject=F("root_subject"), object_id=F("root_id"))
    return own.filter(~Exists(same.filter(id__lt=OuterRef("id")))).order_by("-id")


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
