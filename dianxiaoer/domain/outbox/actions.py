"""Queueing what is to leave the house. The act that asks for it and the row commit together, or neither does."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.events import subject_of


def queue_message(
    key: str,
    *,
    unit: Unit,
    channel: str,
    address: str,
    text: str,
    at: datetime,
    title: str = "",
    to: User | None = None,
    about: models.Model | None = None,
    send_at: datetime | None = None,
) -> Message:
    """One message to one address. The same `key` again changes nothing and gives the row that stands."""
    facts = {
        "unit": unit,
        "channel": channel,
        "address": address,
        "text": text,
        "title": title,
        "to": to,
        "subject": subject_of(about) if about else "",
        "object_id": about.pk if about else None,
        "send_at": send_at or at,
        "created_at": at,
        "updated_at": at,
    }
    return Message.objects.get_or_create(key=key, defaults=facts)[0]
