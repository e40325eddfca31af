"""Duties of tickets as reminders read them: the body's own, the co-departments', works orders, bad ratings to be called
back and mended, and what a firm still has to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from dianxiaoer.domain.outbox.dues import Due
from dianxiaoer.domain.people.holders import Holders
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.tickets.handling import Part
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.ratings import Rating
from dianxiaoer.domain.tickets.states import FINISHED, MEND_DAYS, OPEN_STAGES, PartState, TicketStage, WorksStage
from dianxiaoer.domain.tickets.works import WorksOrder

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
    """What of tickets, parts, works orders and bad ratings is due between two days. Six statements."""
    begin, end = _moment(first), _moment(last + timedelta(1))
    rows = Ticket.objects.filter(stage__in=OPEN_STAGES, due_at__gte=begin, due_at__lt=end, owner__isnull=False)
    for owner, number, title, due_at in (
        rows.order_by().values_list("owner_id", "number", "title", "due_at").iterator(chunk_size=5000)
    ):
        yield Due(owner, f"{number} {title}", timezone.localtime(due_at).date())
    parts = Part.objects.filter(state=PartState.OPEN, due_at__gte=begin, due_at__lt=end, owner__isnull=False).order_by()
    for owner, task, due_at in parts.values_list("owner_id", "task", "due_at").iterator(chunk_size=5000):
        yield Due(owner, task, timezone.localtime(due_at).date())
    yield from _works(first, last)
    yield from _call_backs(begin, end)
    yield from _mendings(first, last)


def _works(first: date, last: date) -> Iterator[Due]:
    """Works under way whose planned completion comes. The units are named so that the index of unit and stage is read."""
    rows = WorksOrder.objects.filter(
        unit__in=Unit.objects.order_by().values("pk"), stage=WorksStage.IN_WORKS, due_on__range=(first, last)
    )
    for owner, name, due_on in rows.order_by().values_list("owner_id", "name", "due_on").iterator(chunk_size=5000):
        yield Due(owner, name, due_on)


def _call_backs(begin: datetime, end: datetime) -> Iterator[Due]:
    """A bad rating waits for everybody at the receiving body who may call back, save who handled the ticket."""
    rows = Rating.objects.filter(
        called_back_at__isnull=True, excluded_at__isnull=True, call_back_due_at__gte=begin, call_back_due_at__lt=end
    )
    calling = Holders("tickets.call_back")
    of_ticket = ("number", "title", "owner_id", "unit_id", "unit__path")
    wanted = ("call_back_due_at", *(f"ticket__{name}" for name in of_ticket))
    for due_at, number, title, owner, unit_id, path in rows.order_by().values_list(*wanted).iterator(chunk_size=5000):
        for holder in calling.over(path, home=unit_id):
            if holder == owner:
                continue
            yield Due(holder, f"{number} {title}", timezone.localtime(due_at).date())


def _mendings(first: date, last: date) -> Iterator[Due]:
    """A bad rating found true is mended by who handles the ticket, so many days after it was given."""
    rows = Rating.objects.filter(
        rated_on__range=(first - timedelta(MEND_DAYS), last - timedelta(MEND_DAYS)),
        is_confirmed=True, mended_at__isnull=True, excluded_at__isnull=True, ticket__owner__isnull=False,
    )  # fmt: skip
    wanted = ("ticket__owner_id", "ticket__number", "ticket__title", "mend_due_at")
    for owner, number, title, due_at in rows.order_by().values_list(*wanted).iterator(chunk_size=5000):
        yield Due(owner, f"{number} {title}", timezone.localtime(due_at).date())


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
