"""The nightly run: scheduled tickets come back, lights that changed are written, each owner is told once a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.outbox.states import Channel
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import by_light
from dianxiaoer.domain.tickets.states import OPEN_STAGES, Light

BATCH = 5000


@dataclass
class Told:
    """What a run changed: tickets by their new light, and by (owner, new light)."""

    by_light: Counter[str] = field(default_factory=Counter)
    by_owner: Counter[tuple[int, str]] = field(default_factory=Counter)
    messages: int = 0


def tell_lights(at: datetime) -> Told:
    """Write the lights that changed since the last run, and queue one message a day to every owner they concern.

    Reads and writes only what changed: two statements per five thousand of them. Memory does not grow with the table.
    """
    told = Told()
    for light in Light.values:
        for ids, owners in _changed(light, at):
            Ticket.objects.filter(pk__in=ids).update(light=light)
            told.by_light[light] += len(ids)
            told.by_owner.update((owner, light) for owner in owners if owner)
    told.messages = _remind(told, at)
    return told


def _changed(light: str, at: datetime) -> Iterator[tuple[list[int], list[int | None]]]:
    rows: QuerySet[Ticket] = by_light(Ticket.objects.filter(stage__in=OPEN_STAGES), light, at).exclude(light=light)
    last = 0
    while True:
        batch = list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", "owner_id")[:BATCH])
        if not batch:
            return
        last = batch[-1][0]
        yield [pk for pk, _owner in batch], [owner for _pk, owner in batch]


def _remind(told: Told, at: datetime) -> int:
    """One text message an owner and day: how many became due soon, how many overdue."""
    wanted = {owner for owner, light in told.by_owner if light in {Light.YELLOW, Light.RED}}
    day = timezone.localtime(at).date()
    messages = []
    for person in User.objects.filter(pk__in=wanted, is_active=True).exclude(phone="").iterator(chunk_size=1000):
        soon, late = told.by_owner[person.pk, Light.YELLOW], told.by_owner[person.pk, Light.RED]
        with translation.override(person.language):
            text = _("【店小二】您经办的诉求:新增临期 %(soon)d 件,新增超期 %(late)d 件。请登录办理。") % {
                "soon": soon, "late": late,
            }  # fmt: skip
        messages.append(
            Message(
                unit_id=person.unit_id,
                key=f"ticket-lights:{day}:{person.pk}",
                channel=Channel.SMS,
                address=person.phone,
                to=person,
                text=text,
                send_at=at,
                created_at=at,
                updated_at=at,
            )
        )
    Message.objects.bulk_create(messages, batch_size=500, ignore_conflicts=True)
    return len(messages)
