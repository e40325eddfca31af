"""Keeping the clock's next duty on the ticket, so that queues, inboxes and lights need not reckon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.domain.tickets.clock import Presets, Spell, duties_of, next_duty, part_duty, presets
from dianxiaoer.domain.tickets.models import NEVER, Part, Pause, Ticket
from dianxiaoer.domain.tickets.states import OPEN_STAGES, PartState, StepKey, TicketStage
from dianxiaoer.engines.measures.workdays import Calendar

KEPT = ("due_at", "due_kind", "warn_at", "queue_at", "answer_due_at", "is_provisional")
WRITTEN = (*KEPT, "light")
BATCH = 1000


def reclock(ticket: Ticket, at: datetime) -> Ticket:
    """Reckon the next duty of a ticket anew and store it with its light. No event: nobody did anything."""
    _reckon(ticket, presets(), working_calendar(_years(ticket)), _pauses([ticket.pk])[ticket.pk])
    ticket.light = ticket.light_at(at)
    ticket.save(update_fields=(*WRITTEN, "staged_at"))
    return ticket


def reclock_open(at: datetime) -> int:
    """Every open ticket and open part, after terms or the calendar changed. Returns those whose clock moved.

    Statements: two per thousand tickets looked at, one per set of equal clocks that moved (a due day, not a ticket).
    """
    terms, calendar = presets(), working_calendar()
    moved = _reclock_all(Ticket.objects.filter(stage__in=OPEN_STAGES), terms, calendar, at)
    return moved + sum(_reclock_parts(rows, terms, calendar) for rows in _open_parts())


def reclock_below(path: str, at: datetime) -> int:
    """The same for the tickets of a unit and everything below it, after it chose other terms."""
    rows = Ticket.objects.filter(stage__in=OPEN_STAGES, unit__path__startswith=path)
    return _reclock_all(rows, presets(), working_calendar(), at)


def _reclock_all(rows: QuerySet[Ticket], terms: Presets, calendar: Calendar, at: datetime) -> int:
    """Clocks that come out equal are written together: thousands of tickets share a few dozen due days."""
    moved: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for batch in _batches(rows):
        pauses = _pauses([ticket.pk for ticket in batch])
        for ticket in batch:
            before = [getattr(ticket, name) for name in KEPT]
            _reckon(ticket, terms, calendar, pauses[ticket.pk])
            if before != [getattr(ticket, name) for name in KEPT]:
                ticket.light = ticket.light_at(at)
                moved[tuple(getattr(ticket, name) for name in WRITTEN)].append(ticket.pk)
    for values, ids in moved.items():
        for start in range(0, len(ids), BATCH):
            Ticket.objects.filter(pk__in=ids[start : start + BATCH]).update(**dict(zip(WRITTEN, values, strict=True)))
    return sum(len(ids) for ids in moved.values())


def _reckon(ticket: Ticket, terms: Presets, calendar: Calendar, pauses: list[Spell]) -> None:
    day = timezone.localtime(ticket.dispatched_at or ticket.received_at).date()
    preset = terms.of(ticket.unit, day)
    duties = duties_of(ticket, preset, calendar, pauses)
    stands_still = ticket.stage == TicketStage.WAITING
    duty = None if stands_still else next_duty(duties)
    answer = next((one for one in duties if one.key == StepKey.ANSWER), None)
    ticket.due_at, ticket.due_kind = (duty.due_at, duty.key) if duty else (None, "")
    ticket.warn_at = duty.warn_at if duty else None
    ticket.queue_at = ticket.due_at or NEVER
    ticket.is_provisional = bool(duty and duty.is_provisional)
    ticket.answer_due_at = answer.due_at if answer else ticket.answer_due_at


def _pauses(ids: list[int]) -> dict[int, list[Spell]]:
    found: dict[int, list[Spell]] = defaultdict(list)
    for pause in Pause.objects.filter(ticket__in=ids, until_at__isnull=False):
        found[pause.ticket_id].append((pause.from_at, pause.until_at))
    return found


def _years(ticket: Ticket) -> tuple[int, int]:
    """Years a duty can reach into: 400 working days from the day it was received or taken up again, and extensions."""
    return ticket.received_at.year, (ticket.dispatched_at or ticket.received_at).year + 3


def _batches(rows: QuerySet[Ticket]) -> Iterable[list[Ticket]]:
    last = 0
    rows = rows.select_related("unit", "level").defer("text", "answer").order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


def _open_parts() -> Iterable[list[Part]]:
    last = 0
    rows = Part.objects.filter(state=PartState.OPEN).select_related("ticket__unit", "ticket__level").order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


def _reclock_parts(rows: list[Part], terms: Presets, calendar: Calendar) -> int:
    moved: dict[tuple[datetime, bool], list[int]] = defaultdict(list)
    for part in rows:
        preset = terms.of(part.ticket.unit, timezone.localtime(part.dispatched_at).date())
        duty = part_duty(part, part.ticket, preset, calendar)
        if (part.due_at, part.is_provisional) != (duty.due_at, duty.is_provisional):
            moved[duty.due_at, duty.is_provisional].append(part.pk)
    for (due_at, is_provisional), ids in moved.items():
        Part.objects.filter(pk__in=ids).update(due_at=due_at, is_provisional=is_provisional)
    return sum(len(ids) for ids in moved.values())
