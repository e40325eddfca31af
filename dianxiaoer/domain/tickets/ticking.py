"""Keeping the clock's next duty on the ticket, so that queues, inboxes and lights need not reckon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.domain.tickets.clock import Presets, Spell, duties_of, next_duty, part_duty, presets
from dianxiaoer.domain.tickets.handling import Part, Pause
from dianxiaoer.domain.tickets.lighting import RuleOf, light_rules, turns_of
from dianxiaoer.domain.tickets.models import NEVER, Ticket
from dianxiaoer.domain.tickets.states import OPEN_STAGES, PartState, StepKey, TicketStage
from dianxiaoer.engines.figures.lights import Turns
from dianxiaoer.engines.measures.workdays import Calendar

KEPT = ("due_at", "due_kind", "warn_at", "queue_at", "answer_due_at", "is_provisional")
BATCH = 1000


def reclock(ticket: Ticket, at: datetime) -> Ticket:
    """Reckon the next duty of a ticket anew and store it with the moments its light turns. No event: nobody did anything."""
    reckoning = _Reckoning(presets(), working_calendar(_years(ticket)), light_rules(timezone.localdate(at)))
    reckoning.set(ticket, _pauses([ticket.pk])[ticket.pk])
    ticket.save(update_fields=(*KEPT, "staged_at"))
    return ticket


def reclock_open(at: datetime) -> int:
    """Every open ticket and open part, after terms or the calendar changed. Returns those whose clock moved.

    Statements: two per thousand tickets looked at, one per set of equal clocks that moved (a due day, not a ticket).
    """
    reckoning = _Reckoning(presets(), working_calendar(), light_rules(timezone.localdate(at)))
    moved = _reclock_all(Ticket.objects.filter(stage__in=OPEN_STAGES), reckoning)
    return moved + sum(_reclock_parts(rows, reckoning) for rows in _open_parts())


def reclock_below(path: str, at: datetime) -> int:
    """The same for the tickets of a unit and everything below it, after it chose other terms or lights."""
    rows = Ticket.objects.filter(stage__in=OPEN_STAGES, unit__path__startswith=path)
    return _reclock_all(rows, _Reckoning(presets(), working_calendar(), light_rules(timezone.localdate(at))))


@dataclass(frozen=True)
class _Reckoning:
    """What clocks are reckoned by: terms, days, lights."""

    terms: Presets
    calendar: Calendar
    lights: RuleOf

    def set(self, ticket: Ticket, pauses: list[Spell]) -> None:
        """The next duty of a ticket, and the moments it turns."""
        day = timezone.localtime(ticket.dispatched_at or ticket.received_at).date()
        duties = duties_of(ticket, self.terms.of(ticket.unit, day), self.calendar, pauses)
        duty = None if ticket.stage == TicketStage.WAITING else next_duty(duties)
        answer = next((one for one in duties if one.key == StepKey.ANSWER), None)
        turns = turns_of(duty, self.lights(ticket.unit)) if duty else Turns(None, None)
        ticket.due_at, ticket.due_kind = (duty.due_at, duty.key) if duty else (None, "")
        ticket.warn_at, ticket.queue_at = turns.yellow, turns.red or NEVER
        ticket.is_provisional = bool(duty and duty.is_provisional)
        ticket.answer_due_at = answer.due_at if answer else ticket.answer_due_at


def _reclock_all(rows: QuerySet[Ticket], reckoning: _Reckoning) -> int:
    """Clocks that come out equal are written together: thousands of tickets share a few dozen due days."""
    moved: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for batch in _batches(rows):
        pauses = _pauses([ticket.pk for ticket in batch])
        for ticket in batch:
            before = [getattr(ticket, name) for name in KEPT]
            reckoning.set(ticket, pauses[ticket.pk])
            if before != (after := [getattr(ticket, name) for name in KEPT]):
                moved[tuple(after)].append(ticket.pk)
    for values, ids in moved.items():
        for start in range(0, len(ids), BATCH):
            Ticket.objects.filter(pk__in=ids[start : start + BATCH]).update(**dict(zip(KEPT, values, strict=True)))
    return sum(len(ids) for ids in moved.values())


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


def _reclock_parts(rows: list[Part], reckoning: _Reckoning) -> int:
    moved: dict[tuple[datetime, bool], list[int]] = defaultdict(list)
    for part in rows:
        preset = reckoning.terms.of(part.ticket.unit, timezone.localtime(part.dispatched_at).date())
        duty = part_duty(part, part.ticket, preset, reckoning.calendar)
        if (part.due_at, part.is_provisional) != (duty.due_at, duty.is_provisional):
            moved[duty.due_at, duty.is_provisional].append(part.pk)
    for (due_at, is_provisional), ids in moved.items():
        Part.objects.filter(pk__in=ids).update(due_at=due_at, is_provisional=is_provisional)
    return sum(len(ids) for ids in moved.values())
