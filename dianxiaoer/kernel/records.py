"""Making and amending rows: lock, compare versions, check, save, and log the difference, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db import models, transaction

from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.refusals import EditConflict

Row = TypeVar("Row", bound=Recorded)


@transaction.atomic
def add(row: Row, verb: str, *, by: Any, at: datetime, note: str = "", root: models.Model | None = None) -> Row:
    """Check and insert a new row and log it. Raises ValidationError by field; the database's constraints hold too."""
    row.created_at = row.updated_at = at
    row.full_clean()
    row.save(force_insert=True)
    record_event(row, verb, by=by, at=at, note=note, root=root)
    return row


@transaction.atomic
def amend(
    row: Row,
    verb: str,
    changes: Mapping[str, Any],
    *,
    by: Any,
    at: datetime,
    version: int | None = None,
    note: str = "",
    root: models.Model | None = None,
) -> Row:
    """Change fields of a row and log from what to what. Returns the row as saved.

    version: the edit the person had on screen; None skips the comparison (an act that does not depend on what was read).
    Raises EditConflict when somebody saved in between, ValidationError by field. Nothing is written when nothing changes.
    """
    fresh = lock(row)
    if version is not None and fresh.version != version:
        raise EditConflict(fresh, _difference(row, fresh, changes))
    before = {name: getattr(fresh, name) for name in changes}
    for name, value in changes.items():
        setattr(fresh, name, value)
    changed = {name: (before[name], getattr(fresh, name)) for name in changes if before[name] != getattr(fresh, name)}
    if changed:
        write(fresh, changed, at=at)
    if changed or note:
        record_event(fresh, verb, by=by, at=at, note=note, changes=changed, root=root)
    return fresh


def lock(row: Row) -> Row:
    """The row as it is now, held until the transaction ends."""
    model = cast("type[Row]", row._meta.model)  # not type(row): request.user is a lazy wrapper
    return model._default_manager.select_for_update().get(pk=row.pk)


def write(row: Row, fields: Iterable[str], *, at: datetime) -> None:
    """Save named fields of a locked row and count the edit."""
    row.version += 1
    row.updated_at = at
    row.full_clean()
    row.save(update_fields=[*fields, "version", "updated_at"])


def _difference(seen: Recorded, fresh: Recorded, fields: Iterable[str]) -> dict[str, tuple[str, str]]:
    theirs = {}
    for field in fresh._meta.concrete_fields:
        if field.name in {"version", "updated_at", "created_at"}:
            continue
        old, new = getattr(seen, field.attname), getattr(fresh, field.attname)
        if old != new or field.name in fields:
            theirs[str(field.verbose_name)] = (str(old), str(new))
    return theirs
