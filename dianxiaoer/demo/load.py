"""Load the demo: the five article districts, the fictitious one, then every board computed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dianxiaoer.demo.articles import load_articles
from dianxiaoer.demo.service_accounts import load_showcase_accounts
from dianxiaoer.demo.service_appointments import load_showcase_appointments
from dianxiaoer.demo.service_training import load_showcase_training
from dianxiaoer.demo.showcase import load_showcase
from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.outbox.states import MessageState
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.targets.actions import install_catalogue
from dianxiaoer.domain.targets.boards import refresh_snapshots
from dianxiaoer.kernel.models import Event

MARK = "河南省郑州市惠济区"


def is_loaded() -> bool:
    return Unit.objects.filter(region_name=MARK).exists()


@transaction.atomic
def load() -> None:
    """Everything or nothing: a load that fails leaves the database as it was."""
    at = timezone.now()
    install_catalogue(at=at)
    load_articles()
    cast = load_showcase()
    load_showcase_accounts(cast, timezone.localdate())
    load_showcase_appointments(cast, timezone.localdate())
    load_showcase_training(cast, timezone.localdate())
    _messages_have_left(at)
    _tell_in_order()
    refresh_snapshots(at=at)


def _messages_have_left(at: datetime) -> None:
    """Whatever a story sent before today was sent then: no backlog of months waits for the first turn of the clockwork."""
    waited = Message.objects.filter(state=MessageState.WAITING, send_at__lt=at)
    waited.update(state=MessageState.SENT, sent_at=F("send_at"), attempts=1)


def _tell_in_order() -> None:
    """The stories were written one after the other; the log reads by time, as it would have grown in life."""
    events = list(Event.objects.order_by("at", "id"))
    Event.objects.all().delete()
    now = timezone.now()
    for event in events:
        event.pk, event.at = None, min(event.at, now)  # a story told for ten o'clock, loaded at eight
    Event.objects.bulk_create(events, batch_size=500)
