"""The clock of a ticket: which duties it carries, until when, and whether they were met. Terms are rows, moments are passed in."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.tickets.handling import Part
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.shipped import DEFAULT_PRESET
from dianxiaoer.domain.tickets.states import BEFORE_ANSWER, ClockClass, Measure, StepKey, TicketStage
from dianxiaoer.domain.tickets.terms import ClockChoice, ClockPreset, ClockStep
from dianxiaoer.engines.figures.lights import Term
from dianxiaoer.engines.measures.workdays import Calendar, add_workdays, workdays_until

_END_OF_DAY = time(23, 59, 59)
Spell = tuple[datetime, datetime]


@dataclass(frozen=True)
class Duty:
    """One duty: due_at, and done_at once met. is_provisional (暂估): reckoned through a year not yet announced."""

    key: str
    began_at: datetime
    due_at: datetime
    done_at: datetime | None = None
    is_provisional: bool = False

    @property
    def label(self) -> str:
        return str(StepKey(self.key).label)

    @property
    def due_on(self) -> date:
        return timezone.localtime(self.due_at).date()

    @property
    def was_late(self) -> bool:
        return self.done_at is not None and self.done_at > self.due_at

    @property
    def term(self) -> Term:
        """The time given, where the office is; what ends with a day is a term in days."""
        due = timezone.localtime(self.due_at)
        return Term(timezone.localtime(self.began_at), due, in_days=due.time() == _END_OF_DAY)


class Presets:
    """Which terms a unit works by on a day: its own choice before those of the units above, before the shipped one."""

    def __init__(self, choices: Iterable[ClockChoice], presets: Iterable[ClockPreset]) -> None:
        self._choices = list(choices)
        self._by_id = {preset.pk: preset for preset in presets}
        self._shipped = next((preset for preset in self._by_id.values() if preset.key == DEFAULT_PRESET), None)

    def of(self, unit: Unit, day: date) -> ClockPreset:
        """The preset in force for what is dispatched on `day`."""
        above = [int(step) for step in unit.path.split(".") if step]
        held = [row for row in self._choices if row.unit_id in above and row.from_on <= day]
        if held:
            best = max(held, key=lambda row: (above.index(row.unit_id), row.from_on, row.pk))
            return self._by_id[best.preset_id]
        if self._shipped is None:
            raise LookupError("the shipped clock presets are missing: run migrate")
        return self._shipped


def presets() -> Presets:
    """Three statements, however many tickets are reckoned with it."""
    return Presets(ClockChoice.objects.all(), ClockPreset.objects.prefetch_related("steps"))


def step_of(steps: Iterable[ClockStep], key: str, clock_class: str) -> ClockStep | None:
    """The term of a duty for a class of matters: its own row before the one for all."""
    rows = {row.clock_class: row for row in steps if row.key == key}
    return rows.get(clock_class) or rows.get("")


def duties_of(ticket: Ticket, preset: ClockPreset, calendar: Calendar, pauses: Sequence[Spell] = ()) -> list[Duty]:
    """Every duty of the ticket's round, met or open, by due moment. A closed ticket has no open ones.

    pauses: spells the clock stood still, each (from, until).
    """
    stage = ticket.stage
    found = [] if ticket.dispatched_at is None else _promised(ticket, preset, calendar, pauses)
    if stage == TicketStage.REGISTERED:
        found.append(_due(StepKey.DISPATCH, ticket.received_at, _the(preset, StepKey.DISPATCH, ticket), calendar))
    if stage == TicketStage.OBJECTED:
        raised_at = ticket.staged_at or ticket.updated_at
        found.append(Duty(StepKey.DECIDE, raised_at, end_of(timezone.localtime(raised_at).date())))
    if stage == TicketStage.SCHEDULED and ticket.scheduled_on:
        found.append(Duty(StepKey.RECALL, ticket.staged_at or ticket.updated_at, end_of(ticket.scheduled_on)))
    return sorted((duty for duty in found if duty), key=lambda duty: (duty.due_at, duty.key))


def next_duty(duties: Iterable[Duty]) -> Duty | None:
    """The first that is not met."""
    return next((duty for duty in duties if duty.done_at is None), None)


def part_duty(part: Part, ticket: Ticket, preset: ClockPreset, calendar: Calendar) -> Duty:
    """A co-department's own clock; without a term of its own it has as long as the lead."""
    clock_class = class_of(ticket)
    step = step_of(preset.steps.all(), StepKey.CO_ANSWER, clock_class) or step_of(
        preset.steps.all(), StepKey.ANSWER, clock_class
    )
    found = _due(StepKey.CO_ANSWER, part.dispatched_at, step, calendar)
    if found is None:
        raise LookupError(f"preset {preset.key} has no term to answer")
    return found


def class_of(ticket: Ticket) -> str:
    return ticket.level.clock_class if ticket.level else ClockClass.ORDINARY


def end_of(day: date) -> datetime:
    """The last second of a day where the office is."""
    return timezone.make_aware(datetime.combine(day, _END_OF_DAY))


def _promised(ticket: Ticket, preset: ClockPreset, calendar: Calendar, pauses: Sequence[Spell]) -> list[Duty]:
    """The duties that run from dispatch. A late step never moves the promises after it."""
    done: Mapping[str, datetime | None] = {
        StepKey.RESPOND: ticket.responded_at,
        StepKey.ACCEPT: ticket.accepted_at,
        StepKey.INTERIM: ticket.interim_at or ticket.answered_at,
        StepKey.ANSWER: ticket.answered_at,
        StepKey.FEED_BACK: ticket.fed_back_at,
    }
    open_keys = _open_keys(ticket.stage)
    found: dict[str, Duty] = {}
    for key, done_at in done.items():
        step = _the(preset, key, ticket)
        if step is None or (done_at is None and key not in open_keys):
            continue
        before = found.get(step.after)
        began = min(before.due_at, before.done_at or before.due_at) if before else ticket.dispatched_at
        extra = ticket.extended_workdays if key == StepKey.ANSWER else 0
        duty = _due(key, began, step, calendar, extra, pauses, done_at)
        if duty and key == StepKey.ANSWER and ticket.promised_on and not extra:
            duty = replace(duty, due_at=min(duty.due_at, end_of(ticket.promised_on)))
        if duty:
            found[key] = duty
    return list(found.values())


def _open_keys(stage: str) -> frozenset[str]:
    """Which promises may still be open at a stage."""
    if stage in BEFORE_ANSWER:
        return frozenset({StepKey.RESPOND, StepKey.ACCEPT, StepKey.INTERIM, StepKey.ANSWER, StepKey.FEED_BACK})
    if stage in {TicketStage.ANSWERED, TicketStage.REVISITED}:
        return frozenset({StepKey.FEED_BACK})
    return frozenset()


def _the(preset: ClockPreset, key: str, ticket: Ticket) -> ClockStep | None:
    return step_of(preset.steps.all(), key, class_of(ticket))


def _due(
    key: str,
    began_at: datetime | None,
    step: ClockStep | None,
    calendar: Calendar,
    extra: int = 0,
    pauses: Sequence[Spell] = (),
    done_at: datetime | None = None,
) -> Duty | None:
    if step is None or began_at is None:
        return None
    spells = [(max(start, began_at), end) for start, end in pauses if end > began_at]
    start = timezone.localtime(began_at).date()
    is_provisional = False
    if step.measure == Measure.HOURS:
        due = began_at + timedelta(hours=step.amount) + sum((end - begin for begin, end in spells), timedelta())
        return Duty(key, began_at, due, done_at)
    if step.measure == Measure.WORKDAYS:
        paused = sum(workdays_until(_day(begin), _day(end), calendar).days for begin, end in spells)
        reached = add_workdays(start, step.amount + extra + paused, calendar)
        return Duty(key, began_at, end_of(reached.on), done_at, reached.is_provisional)
    paused = sum((_day(end) - _day(begin)).days for begin, end in spells)
    day = start + timedelta(step.amount) if step.measure == Measure.DAYS else _months_later(start, step.amount)
    day += timedelta(paused)
    if extra:
        reached = add_workdays(day, extra, calendar)
        day, is_provisional = reached.on, reached.is_provisional
    return Duty(key, began_at, end_of(day), done_at, is_provisional)


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _months_later(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))
