"""Keeping the list of entries, setting the limit, raising and settling alerts."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.entries.models import Alert, Entry, QuietLimit
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.events import subject_of
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused


def note_entry(
    about: models.Model,
    *,
    at: datetime,
    unit: Unit,
    company: Company,
    kind: str,
    on: date,
    who: str = "",
    purpose: str = "",
    is_done: bool = False,
    is_cancelled: bool = False,
) -> Entry:
    """Write or renew the line of a visit or inspection; its own timeline tells the story, so no event is written here."""
    facts = {
        "unit": unit, "company": company, "kind": kind, "on": on, "who": who[:200], "purpose": purpose[:300],
        "is_done": is_done, "is_cancelled": is_cancelled, "updated_at": at,
    }  # fmt: skip
    row, _made = Entry.objects.update_or_create(
        subject=subject_of(about), object_id=about.pk, defaults=facts, create_defaults=facts | {"created_at": at}
    )
    return row


def set_limit(*, by: User, at: datetime, unit: Unit, per_month: int, since_on: date, source: str) -> QuietLimit:
    require_at(by, "quiet.set_limit", unit)
    row = QuietLimit(unit=unit, per_month=per_month, since_on=since_on, source=source)
    return add(row, "quiet.set_limit", by=by, at=at)


def raise_alert(
    key: str, *, at: datetime, unit: Unit, company: Company, kind: str, text: str, by: User | None = None
) -> Alert:
    """One line for the supervisors. The same key again changes nothing."""
    facts = {
        "unit": unit, "company": company, "kind": kind, "text": text[:400], "by": by, "raised_at": at,
        "created_at": at, "updated_at": at,
    }  # fmt: skip
    return Alert.objects.get_or_create(key=key[:120], defaults=facts)[0]


def settle_alert(alert: Alert, *, by: User, at: datetime, note: str) -> Alert:
    require(by, "alerts.settle", alert)
    if alert.settled_at:
        raise Refused(_("这条预警已处理。"))
    changes = {"settled_at": at, "settled_note": note.strip()}
    return amend(alert, "alerts.settle", changes, by=by, at=at, note=note)
