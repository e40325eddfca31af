"""Duties of tickets as reminders read them: the body's own, the co-departments', and what a firm still has to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from dianxiaoer.domain.outbox.dues import Due
from dianxiaoer.domain.tickets.models import Part, Ticket
from dianxiaoer.domain.tickets.states import FINISHED, OPEN_STAGES, PartState, TicketStage

#: days after a question, and after an answer, on which the firm is asked once more
ASK_AGAIN_DAYS = (2, 5)
INVITE_TO_RATE_DAYS = 3


@dataclass(frozen=True, slots=True)
class FirmDue:
    """Something a firm is reminded of. key: makes it once. what: question | rating."""

    ticket: Ticket
    what: str
    key: str


def dues(first: date, last: date) -> Iterator[Due]:
    """The next duty of every open ticket and open part, due between two days. Two statements."""
    begin, end = _moment(first), _moment(last + timedelta(1))
    rows = Ticket.objects.filter(stage__in=OPEN_STAGES, queue_at__gte=begin, queue_at__lt=end, owner__isnull=False)
    for owner, number, title, due_at in (
        rows.order_by().values_list("owner_id", "number", "title", "queue_at").iterator(chunk_size=5000)
    ):
        yield Due(owner, f"{number} {title}", timezone.localtime(due_at).date())
    parts = Part.objects.filter(state=PartState.OPEN, due_at__gte=begin, due_at__lt=end, owner__isnull=False).order_by()
    for owner, task, due_at in parts.values_list("owner_id", "task", "due_at").iterator(chunk_size=5000):
        yield Due(owner, task, timezone.localtime(due_at).date())


def firm_dues(on: date) -> Iterator[FirmDue]:
    """Questions a firm has not answered after two and five days; finished tickets nobody rated after three. Two statements."""
    waiting = (
        Ticket.objects.filter(stage=TicketStage.WAITING).exclude(contact_phone="").select_related("unit", "account")
    )
    for days in ASK_AGAIN_DAYS:
        day = _moment(on - timedelta(days))
        for ticket in waiting.filter(paused_since__gte=day, paused_since__lt=day + timedelta(1)).iterator():
            yield FirmDue(ticket, "question", f"ticket:{ticket.pk}:question:{ticket.paused_since:%Y%m%d%H%M}:{days}")
    day = _moment(on - timedelta(INVITE_TO_RATE_DAYS))
    unrated = Ticket.objects.filter(
        stage__in=FINISHED, answered_at__gte=day, answered_at__lt=day + timedelta(1), ratings__isnull=True
    )
    for ticket in unrated.exclude(contact_phone="").select_related("unit", "account").iterator():
        yield FirmDue(ticket, "rating", f"ticket:{ticket.pk}:rate:{ticket.round}")


def _moment(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))
