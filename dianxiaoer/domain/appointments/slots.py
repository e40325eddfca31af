"""Slots derived from the rules, never stored: shifts, exceptions and the working calendar give openings, openings and
what is held give slots. Pure: rows and moments come in, frozen slots go out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from dianxiaoer.domain.appointments.models import OnCallDuty, RosterException, ServiceItem, Shift
from dianxiaoer.domain.appointments.states import QUARTER_MINUTES, ExceptionKind, ShiftDay
from dianxiaoer.engines.measures.workdays import Calendar

QUARTER = timedelta(minutes=QUARTER_MINUTES)
_WEEKDAYS = (ShiftDay.MON, ShiftDay.TUE, ShiftDay.WED, ShiftDay.THU, ShiftDay.FRI, ShiftDay.SAT, ShiftDay.SUN)


@dataclass(frozen=True)
class Opening:
    """A stretch of time in which a window receives `seats` at once."""

    starts_at: datetime
    ends_at: datetime
    seats: int
    is_out_of_hours: bool


@dataclass(frozen=True)
class Slot:
    """One bookable stretch: free_seats (numbers), and, outside office hours, the officers on call who are free."""

    starts_at: datetime
    ends_at: datetime
    seats: int
    is_out_of_hours: bool
    free_seats: tuple[int, ...]
    officers: tuple[int, ...] = ()

    @property
    def free(self) -> int:
        return min(len(self.free_seats), len(self.officers)) if self.is_out_of_hours else len(self.free_seats)


@dataclass(frozen=True)
class Held:
    """What is taken: (seat, quarter) of the window, and (officer id, quarter) wherever the officer is."""

    seats: frozenset[tuple[int, datetime]]
    officers: frozenset[tuple[int, datetime]]


@dataclass(frozen=True)
class Roster:
    """The rows that say when a window is open, as they stand around the days asked."""

    shifts: Sequence[Shift]
    exceptions: Sequence[RosterException]
    duties: Sequence[OnCallDuty]
    calendar: Calendar


def openings_on(roster: Roster, on: date) -> list[Opening]:
    """Openings that touch a day, those begun the evening before included, closures taken out, by start."""
    found: list[Opening] = []
    for day in (on - timedelta(1), on):
        found += [_opening(day, shift) for shift in roster.shifts if applies(shift, day, roster.calendar)]
        found += [_opening(day, row) for row in roster.exceptions if row.on == day and row.kind == ExceptionKind.OPEN]
    closures = [_span(row.on, row.opens, row.closes) for row in roster.exceptions if row.kind == ExceptionKind.CLOSED]
    first, last = _span(on, None, None)
    left = [piece for one in found for piece in _without(one, closures)]
    touching = [one for one in left if one.starts_at < last and one.ends_at > first]
    return sorted(touching, key=lambda one: (one.starts_at, one.ends_at))


def applies(shift: Shift, on: date, calendar: Calendar) -> bool:
    """Whether a shift begins on a day."""
    if on < shift.from_on or (shift.until_on and on > shift.until_on):
        return False
    if shift.day == ShiftDay.EVERY_DAY:
        return True
    works = calendar.is_workday(on)
    if shift.day in {ShiftDay.WORKDAY, ShiftDay.REST_DAY}:
        return works == (shift.day == ShiftDay.WORKDAY)
    return shift.day == _WEEKDAYS[on.weekday()] and works == (on.weekday() < 5)


def slots_on(roster: Roster, item: ServiceItem, on: date, held: Held) -> list[Slot]:
    """The slots of an item that begin on a day, full ones too, by start. Openings that overlap give each moment once."""
    first, last = _span(on, None, None)
    length, found = timedelta(minutes=item.minutes), {}
    for opening in openings_on(roster, on):
        begins = opening.starts_at
        while begins + length <= opening.ends_at:
            if first <= begins < last and begins not in found:
                found[begins] = _slot(opening, begins, begins + length, roster.duties, held)
            begins += length
    return [slot for _begins, slot in sorted(found.items()) if slot.officers or not slot.is_out_of_hours]


def quarters(starts_at: datetime, ends_at: datetime) -> Iterator[datetime]:
    """The quarters of an hour a stretch takes."""
    at = starts_at
    while at < ends_at:
        yield at
        at += QUARTER


def officers_on_call(duties: Iterable[OnCallDuty], starts_at: datetime, ends_at: datetime) -> tuple[int, ...]:
    """Ids of officers on call through the whole stretch, in the order of the list."""
    found = [duty.officer_id for duty in duties if duty.starts_at <= starts_at and ends_at <= duty.ends_at]
    return tuple(dict.fromkeys(found))


def _slot(opening: Opening, begins: datetime, ends: datetime, duties: Sequence[OnCallDuty], held: Held) -> Slot:
    cells = list(quarters(begins, ends))
    free = tuple(seat for seat in range(1, opening.seats + 1) if not any((seat, cell) in held.seats for cell in cells))
    slot = Slot(begins, ends, opening.seats, opening.is_out_of_hours, free)
    if not opening.is_out_of_hours:
        return slot
    on_call = officers_on_call(duties, begins, ends)
    at_rest = tuple(officer for officer in on_call if not any((officer, cell) in held.officers for cell in cells))
    if at_rest:
        return replace(slot, officers=at_rest)
    return replace(slot, free_seats=(), officers=on_call)  # full where somebody is on call, else not offered at all


def _opening(on: date, row: Shift | RosterException) -> Opening:
    starts_at, ends_at = _span(on, row.opens, row.closes)
    return Opening(starts_at, ends_at, row.seats, row.is_out_of_hours)


def _span(on: date, opens: time | None, closes: time | None) -> tuple[datetime, datetime]:
    """From one time to another; a close no later than the open is the next day's; without times the whole day."""
    begins, ends = opens or time(0), closes or time(0)
    last = on if ends > begins else on + timedelta(1)
    return timezone.make_aware(datetime.combine(on, begins)), timezone.make_aware(datetime.combine(last, ends))


def _without(opening: Opening, closures: Iterable[tuple[datetime, datetime]]) -> list[Opening]:
    pieces = [opening]
    for first, last in closures:
        halves = [
            (piece, start, end)
            for piece in pieces
            for start, end in (
                (piece.starts_at, min(piece.ends_at, first)),
                (max(piece.starts_at, last), piece.ends_at),
            )
        ]
        pieces = [replace(piece, starts_at=start, ends_at=end) for piece, start, end in halves if start < end]
    return pieces
