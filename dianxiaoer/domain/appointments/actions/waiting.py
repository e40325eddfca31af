"""The waiting list: standing in line for a day, leaving it, and moving up when a place comes free."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.firm_access import reaches
from dianxiaoer.domain.appointments.actions.booking import place_booking
from dianxiaoer.domain.appointments.models import Booking, ServiceItem, ServiceWindow, WaitingEntry
from dianxiaoer.domain.appointments.queries import farthest_day, place_in_line, slots_of_day
from dianxiaoer.domain.appointments.slots import Slot
from dianxiaoer.domain.appointments.states import BookingChannel, BookingMode, WaitingState
from dianxiaoer.domain.appointments.telling import tell_in_line
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused


@transaction.atomic
def queue_for_place(
    item: ServiceItem,
    *,
    by: User | Caller,
    at: datetime,
    on: date,
    contact_name: str,
    contact_phone: str = "",
    starts_at: datetime | None = None,
    company: Company | None = None,
    company_name: str = "",
    mode: str = BookingMode.WINDOW,
    address: str = "",
    note: str = "",
) -> WaitingEntry:
    """Stand in line for a day, or for one time of it. Refused while a place of that kind is free, and beyond the horizon."""
    window = item.window
    if isinstance(by, Caller):
        contact_phone = by.phone
        if company is not None and company.pk not in by.company_ids:
            raise PermissionDenied(_("您没有绑定“%(firm)s”。") % {"firm": company})
    else:
        require_at(by, "appointments.queue", window.unit)
    today = timezone.localtime(at).date()
    if not today <= on <= farthest_day(window, at, contact_phone if isinstance(by, Caller) else ""):
        raise Refused(_("%(on)s 不在可预约的日期内。") % {"on": on})
    lock(window)
    wanted = _wanted(window, item, on, starts_at, at)
    if not wanted:
        raise Refused(_("这一天没有可以候补的时段。请换一天。"))
    if any(slot.free for slot in wanted):
        raise Refused(_("还有空位,不需要候补。请直接预约。"))
    entry = WaitingEntry(
        unit=window.unit,
        window=window,
        item=item,
        on=on,
        starts_at=starts_at,
        mode=mode,
        address=address.strip(),
        company=company,
        company_name=company.name if company else company_name.strip(),
        account=by.account if isinstance(by, Caller) else None,
        contact_name=contact_name.strip(),
        contact_phone=contact_phone.strip(),
        note=note.strip(),
    )
    made = add(entry, "appointments.queue", by=by, at=at)
    tell_in_line(made, place_in_line(made), at)
    return made


def leave_line(entry: WaitingEntry, *, by: User | Caller, at: datetime) -> WaitingEntry:
    """No longer waiting."""
    if not isinstance(by, Caller):
        require(by, "appointments.leave", entry)
    elif not reaches(by, entry):
        raise PermissionDenied(_("这个候补不是您的。"))
    with transaction.atomic():
        if lock(entry).state != WaitingState.WAITING:
            raise Refused(_("已经不在候补名单里。请刷新页面后再看。"))
        return amend(entry, "appointments.leave", {"state": WaitingState.LEFT}, by=by, at=at)


@transaction.atomic
def fill_places(window: ServiceWindow, on: date, *, at: datetime) -> list[Booking]:
    """Give free places of a day to those who wait, first come first served; who cannot use what is free keeps the place in line.

    Nobody moves up later than the window's `move_up_minutes` before the start: the message would come too late.
    """
    lock(window)
    moved = []
    rows = WaitingEntry.objects.filter(window=window, on=on, state=WaitingState.WAITING)
    for entry in rows.select_related("item", "window", "unit", "account", "company").order_by("id"):
        booking = _move_up(entry, at)
        if booking is not None:
            moved.append(booking)
    return moved


def move_up_waiting(window: ServiceWindow, on: date, *, by: User, at: datetime) -> list[Booking]:
    """The same by hand, after hours or seats were added."""
    require(by, "appointments.move_up", window)
    return fill_places(window, on, at=at)


def _move_up(entry: WaitingEntry, at: datetime) -> Booking | None:
    slots = _wanted(entry.window, entry.item, entry.on, entry.starts_at, at)
    slot = next((one for one in slots if one.free), None)
    if slot is None:
        return None
    booking = Booking(
        unit=entry.unit,
        window=entry.window,
        item=entry.item,
        channel=BookingChannel.WAITING,
        mode=entry.mode,
        address=entry.address,
        company=entry.company,
        company_name=entry.company_name,
        account=entry.account,
        contact_name=entry.contact_name,
        contact_phone=entry.contact_phone,
        note=entry.note,
    )
    try:
        with transaction.atomic():
            made = place_booking(booking, slot, by=None, at=at, moved_up=True)
            amend(entry, "appointments.move_up", {"state": WaitingState.MOVED_UP, "booking": made}, by=None, at=at)
    except ValidationError:  # booked the same item elsewhere meanwhile: the next in line has the place
        return None
    return made


def _wanted(window: ServiceWindow, item: ServiceItem, on: date, starts_at: datetime | None, at: datetime) -> list[Slot]:
    """The slots that would do, not too near."""
    earliest = at + timedelta(minutes=window.move_up_minutes)
    return [
        slot
        for slot in slots_of_day(window, item, on)
        if slot.starts_at >= earliest and starts_at in (None, slot.starts_at)
    ]
