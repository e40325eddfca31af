"""Appointments as screens read them: slots of a day, a window's board, ledgers, what waits for an officer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.firm_access import visible_to
from dianxiaoer.domain.appointments.models import (
    BookedQuarter,
    Booking,
    OnCallDuty,
    RosterException,
    ServiceItem,
    ServiceWindow,
    Shift,
    WaitingEntry,
)
from dianxiaoer.domain.appointments.rules import standing_of
from dianxiaoer.domain.appointments.slots import Held, Opening, Roster, Slot, openings_on, slots_on
from dianxiaoer.domain.appointments.states import EXPECTED, BookingState, WaitingState
from dianxiaoer.domain.people.access import units_for, visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.kernel.inbox import InboxItem


def roster_of(window: ServiceWindow, first: date, last: date) -> Roster:
    """What says when a window is open from one day to another. Five statements."""
    begin, end = _moment(first - timedelta(1)), _moment(last + timedelta(2))
    return Roster(
        shifts=list(window.shifts.filter(Q(until_on__isnull=True) | Q(until_on__gte=first - timedelta(1)))),
        exceptions=list(window.exceptions.filter(on__gte=first - timedelta(1), on__lte=last + timedelta(1))),
        duties=list(window.duties.filter(starts_at__lt=end, ends_at__gt=begin).order_by("starts_at", "id")),
        calendar=working_calendar(range(first.year, last.year + 1)),
    )


def held_between(window: ServiceWindow, roster: Roster, begin: datetime, end: datetime) -> Held:
    """The quarters taken of a window, and of its officers on call wherever they are booked. Two statements."""
    officers = {duty.officer_id for duty in roster.duties}
    span = Q(starts_at__gte=begin, starts_at__lt=end)
    seats = BookedQuarter.objects.filter(span, window=window).values_list("seat", "starts_at")
    busy = BookedQuarter.objects.filter(span, officer__in=officers).values_list("officer", "starts_at")
    return Held(frozenset(seats), frozenset(busy))


def slots_of_day(window: ServiceWindow, item: ServiceItem, on: date) -> list[Slot]:
    """Every slot of an item on a day, full or free, whatever the notice. Seven statements."""
    return slots_between(window, item, on, on)[on]


def slots_between(window: ServiceWindow, item: ServiceItem, first: date, last: date) -> dict[date, list[Slot]]:
    """Slots by day. Seven statements however many days."""
    roster = roster_of(window, first, last)
    held = held_between(window, roster, _moment(first), _moment(last + timedelta(2)))
    return {day: slots_on(roster, item, day, held) for day in _days(first, last)}


def bookable_slots(
    window: ServiceWindow, item: ServiceItem, first: date, last: date, at: datetime
) -> dict[date, list[Slot]]:
    """Slots a firm may still ask for itself (notice kept, within the horizon), by day; a day without any is left out."""
    found = slots_between(window, item, first, min(last, farthest_day(window, at)))
    kept = {day: [slot for slot in slots if keeps_notice(window, slot, at)] for day, slots in found.items()}
    return {day: slots for day, slots in kept.items() if slots}


def keeps_notice(window: ServiceWindow, slot: Slot, at: datetime) -> bool:
    """Whether a slot is far enough away to be asked for by a firm itself."""
    minutes = window.out_of_hours_notice_minutes if slot.is_out_of_hours else window.notice_minutes
    return slot.starts_at >= at + timedelta(minutes=minutes)


def farthest_day(window: ServiceWindow, at: datetime, phone: str = "") -> date:
    """The last day a firm may book; a person who did not come too often sees a nearer one."""
    today = timezone.localtime(at).date()
    days = window.horizon_days
    if phone:
        standing = standing_of(phone, window.unit, today)
        days = min(days, standing.terms.days_ahead) if standing.is_limited else days
    return today + timedelta(days)


@dataclass(frozen=True)
class WholeWindow:
    """A window as the roster editor shows it: rows that hold today or later, in the order they are read."""

    items: list[ServiceItem]
    shifts: list[Shift]
    exceptions: list[RosterException]
    duties: list[OnCallDuty]


def whole_window(window: ServiceWindow, on: date, last: date) -> WholeWindow:
    """Four statements. Duties from `on` to `last`."""
    return WholeWindow(
        items=list(window.items.order_by("-is_active", "id")),
        shifts=list(window.shifts.filter(Q(until_on__isnull=True) | Q(until_on__gte=on))),
        exceptions=list(window.exceptions.filter(on__gte=on)[:100]),
        duties=list(
            window.duties.filter(ends_at__gt=_moment(on), starts_at__lt=_moment(last + timedelta(1)))
            .select_related("officer")
            .order_by("starts_at", "id")
        ),
    )


@dataclass(frozen=True)
class BoardDay:
    """A day of a window: when it is open, who comes, who is on call, how many quarters of an hour are taken of how many."""

    on: date
    is_workday: bool
    openings: tuple[Opening, ...]
    bookings: tuple[Booking, ...]
    duties: tuple[OnCallDuty, ...]
    waiting: int
    closed_for: str

    @property
    def hours(self) -> list[tuple[str, str, int, bool]]:
        """The openings within the day: from, to ("24:00" at its end), seats, out of hours."""
        begin, end = _moment(self.on), _moment(self.on + timedelta(1))
        return [
            (
                f"{timezone.localtime(max(one.starts_at, begin)):%H:%M}",
                "24:00" if one.ends_at >= end else f"{timezone.localtime(one.ends_at):%H:%M}",
                one.seats,
                one.is_out_of_hours,
            )
            for one in self.openings
        ]

    @property
    def expected(self) -> int:
        return sum(booking.state in EXPECTED for booking in self.bookings)


def board_of(user: User, window: ServiceWindow, first: date, last: date) -> list[BoardDay]:
    """The days of a window's board. Eight statements however many days."""
    roster = roster_of(window, first, last)
    rows = (
        visible(user, Booking)
        .filter(window=window, on__gte=first, on__lte=last)
        .exclude(state=BookingState.CANCELLED)
        .select_related("item", "officer", "window")
        .order_by("starts_at", "seat", "id")
    )
    bookings = list(rows)
    waiting = dict(
        visible(user, WaitingEntry)
        .filter(window=window, on__gte=first, on__lte=last, state=WaitingState.WAITING)
        .values_list("on")
        .annotate(n=Count("pk"))
        .order_by("on")
    )
    officers = {row.pk: row for row in User.objects.filter(pk__in={duty.officer_id for duty in roster.duties})}
    for duty in roster.duties:
        duty.officer = officers[duty.officer_id]
    return [_board_day(day, roster, bookings, waiting) for day in _days(first, last)]


def _board_day(on: date, roster: Roster, bookings: list[Booking], waiting: dict[date, int]) -> BoardDay:
    begin, end = _moment(on), _moment(on + timedelta(1))
    closed = [row.reason for row in roster.exceptions if row.on == on and row.kind == "closed"]
    return BoardDay(
        on=on,
        is_workday=roster.calendar.is_workday(on),
        openings=tuple(openings_on(roster, on)),
        bookings=tuple(row for row in bookings if row.on == on),
        duties=tuple(duty for duty in roster.duties if duty.starts_at < end and duty.ends_at > begin),
        waiting=waiting.get(on, 0),
        closed_for="、".join(closed),
    )


def bookings_for(user: User) -> QuerySet[Booking]:
    """The ledger of bookings. One statement."""
    return visible(user, Booking).select_related("unit", "window", "item", "officer", "company", "ticket")


def window_choices(user: User) -> list[tuple[str, str]]:
    """The windows a person may see, for a filter. One statement."""
    return [(str(row.pk), row.label) for row in visible(user, ServiceWindow).order_by("unit__path", "name")]


def items_for(user: User, verb: str) -> QuerySet[ServiceItem]:
    """What a person may book for a firm (or do another verb of appointments with). One statement."""
    return items_on_offer().filter(window__unit__in=units_for(user, verb))


def booking_numbered(user: User, number: str) -> Booking:
    """An appointment the person may see, by the number people quote. Raises Http404."""
    row = number.rpartition("-")[2]
    booking = bookings_for(user).filter(pk=int(row)).first() if row.isdigit() else None
    if booking is None or booking.number != number:
        raise Http404
    return booking


def ticket_numbered(user: User, number: str) -> Ticket | None:
    """A request the person may see, by its number. One statement."""
    return visible(user, Ticket).filter(number=number).first()


def windows_for(user: User) -> QuerySet[ServiceWindow]:
    """Windows with how many items they offer and how many are expected from today on. One statement."""
    coming = (
        Booking.objects.filter(window=OuterRef("pk"), state__in=EXPECTED, on__gte=timezone.localdate())
        .order_by()
        .values("window")
        .annotate(n=Count("pk"))
        .values("n")
    )
    items = (
        ServiceItem.objects.filter(window=OuterRef("pk"), is_active=True)
        .order_by()
        .values("window")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        visible(user, ServiceWindow)
        .select_related("unit")
        .annotate(coming=Subquery(coming), item_count=Subquery(items))
    )


def duties_for(user: User) -> QuerySet[OnCallDuty]:
    """The on-call list. One statement."""
    return visible(user, OnCallDuty).select_related("window", "window__unit", "officer")


def waiting_for(user: User) -> QuerySet[WaitingEntry]:
    """Who waits for a place, in line. One statement."""
    return visible(user, WaitingEntry).select_related("window", "item", "unit", "booking")


def item_on_offer(pk: int) -> ServiceItem:
    """One of them. Raises Http404."""
    row = items_on_offer().filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def items_on_offer() -> QuerySet[ServiceItem]:
    """What a firm may book, window by window. One statement."""
    rows = ServiceItem.objects.filter(is_active=True, window__is_active=True)
    return rows.select_related("window", "window__unit").order_by("window__unit__path", "window__name", "id")


def items_by_body() -> list[tuple[Unit, list[tuple[ServiceWindow, list[ServiceItem]]]]]:
    """What a firm may book: body → window → items. One statement."""
    found: dict[Unit, dict[ServiceWindow, list[ServiceItem]]] = {}
    for row in items_on_offer():
        found.setdefault(row.window.unit, {}).setdefault(row.window, []).append(row)
    return [(body, list(windows.items())) for body, windows in found.items()]


def bookings_of(caller: Caller) -> QuerySet[Booking]:
    """The appointments of a caller: from the phone, and of the firms it acts for. Newest first."""
    return (
        visible_to(caller, Booking)
        .select_related("window", "window__unit", "item", "officer", "unit")
        .order_by("-starts_at", "-id")
    )


def waiting_of(caller: Caller) -> QuerySet[WaitingEntry]:
    """Places a caller still waits for, from today on."""
    return (
        visible_to(caller, WaitingEntry)
        .filter(state=WaitingState.WAITING, on__gte=timezone.localdate())
        .select_related("window", "item", "unit")
        .order_by("on", "id")
    )


def place_in_line(entry: WaitingEntry) -> int:
    """How many stand before somebody who waits, counting oneself. One statement."""
    return WaitingEntry.objects.filter(
        window=entry.window_id, on=entry.on, state=WaitingState.WAITING, pk__lte=entry.pk
    ).count()


def inbox_items(user: User, *, on: date, limit: int = 100) -> list[InboxItem]:
    """Appointments the person receives from yesterday's on, and those of today nobody said how they ended. One statement."""
    rows: Iterable[Any] = (
        Booking.objects.filter(officer_id=user.pk, state__in=EXPECTED, on__lte=on + timedelta(7))
        .select_related("item", "window")
        .order_by("starts_at", "id")[:limit]
    )
    return [
        InboxItem(
            title=_("确认预约") if row.state == BookingState.BOOKED else _("接待预约"),
            subject=f"{row} {row.company_name or row.contact_name} · {row.item.label}",
            url_name="appointments-detail",
            pk=row.pk,
            due_on=row.on,
        )
        for row in rows
    ]


def _moment(on: date) -> datetime:
    return timezone.make_aware(datetime(on.year, on.month, on.day))  # noqa: DTZ001


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(count) for count in range((last - first).days + 1)]
