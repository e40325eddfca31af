"""Other systems that listen: kept by hand, told of every event once, in order."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from dianxiaoer.domain.outbox.models import Message, Subscription
from dianxiaoer.domain.outbox.states import Channel, MessageState
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.models import Event
from dianxiaoer.kernel.records import add, amend

#: events looked at again each time: one that was written earlier may become visible later
OVERLAP = 200
BATCH = 500


@transaction.atomic
def add_subscription(*, by: User, at: datetime, unit: Unit, name: str, url: str, kinds: str = "") -> Subscription:
    """A system that listens from now on; what happened before is not told. Its secret is made here."""
    require_at(by, "subscriptions.add", unit)
    row = Subscription(unit=unit, name=name, url=url, kinds=kinds, secret=secrets.token_urlsafe(32))
    return _from_now_on(add(row, "subscriptions.add", by=by, at=at))


def edit_subscription(
    row: Subscription, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> Subscription:
    require(by, "subscriptions.edit", row)
    return amend(row, "subscriptions.edit", changes, by=by, at=at, version=version)


@transaction.atomic
def stop_subscription(row: Subscription, *, by: User, at: datetime) -> Subscription:
    """It is told nothing more; what still waited for it is cancelled."""
    require(by, "subscriptions.stop", row)
    waiting = Message.objects.filter(subject="outbox.subscription", object_id=row.pk, state=MessageState.WAITING)
    waiting.update(state=MessageState.CANCELLED, updated_at=at, version=F("version") + 1)
    return amend(row, "subscriptions.stop", {"is_active": False}, by=by, at=at)


@transaction.atomic
def resume_subscription(row: Subscription, *, by: User, at: datetime) -> Subscription:
    """It listens again, from now on."""
    require(by, "subscriptions.resume", row)
    return _from_now_on(amend(row, "subscriptions.resume", {"is_active": True}, by=by, at=at))


@transaction.atomic
def queue_events(row: Subscription, at: datetime) -> int:
    """Put the events a system has not been told into the outbox. Returns how many new events were looked at.

    The key of a message names system and event, so looking again a little further back tells nothing twice.
    """
    row = Subscription.objects.select_for_update(of=("self",)).select_related("unit").get(pk=row.pk)
    fresh = list(Event.objects.filter(id__gt=row.last_event_id).order_by("id").values_list("id", flat=True)[:BATCH])
    if not fresh:
        return 0
    below = Unit.objects.filter(path__startswith=row.unit.path).values("pk")
    window = Event.objects.filter(id__gt=max(row.last_event_id - OVERLAP, row.starts_after), id__lte=fresh[-1])
    told = window.filter(_wanted(row), unit_id__in=below).order_by("id")
    Message.objects.bulk_create([_message(row, event, at) for event in told], ignore_conflicts=True)
    Subscription.objects.filter(pk=row.pk).update(last_event_id=fresh[-1])
    return len(fresh)


def _from_now_on(row: Subscription) -> Subscription:
    """What has happened so far, its own making included, is not told."""
    last = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
    row.starts_after = row.last_event_id = last
    row.save(update_fields=["starts_after", "last_event_id"])
    return row


def active_subscriptions() -> list[Subscription]:
    return list(Subscription.objects.filter(is_active=True))


def _wanted(row: Subscription) -> Q:
    kinds = [line.strip() for line in row.kinds.splitlines() if line.strip()]
    wanted = Q()
    for kind in kinds:
        wanted |= Q(verb__startswith=kind)
    return wanted


def _message(row: Subscription, event: Event, at: datetime) -> Message:
    """What happened to which record: no note and no change, which may hold what only the staff may read."""
    body = {
        "id": event.pk,
        "event": event.verb,
        "at": event.at.isoformat(),
        "subject": event.subject,
        "object_id": event.object_id,
        "root_subject": event.root_subject,
        "root_id": event.root_id,
        "label": event.label,
        "unit_id": event.unit_id,
    }
    return Message(
        unit=row.unit,
        key=f"hook/{row.pk}/{event.pk}",
        channel=Channel.WEBHOOK,
        address=row.url,
        text=json.dumps(body, ensure_ascii=False),
        title=event.verb,
        subject="outbox.subscription",
        object_id=row.pk,
        send_at=at,
        created_at=at,
        updated_at=at,
    )
