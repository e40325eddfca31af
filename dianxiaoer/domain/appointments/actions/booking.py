"""Booking a slot: for a firm at the desk, by a firm itself, or by a program that speaks for one. The same rules for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.models import Account
from dianxiaoer.domain.appointments.finding import INDEX
from dianxiaoer.domain.appointments.models import BookedQuarter, Booking, ServiceItem, ServiceWindow
from dianxiaoer.domain.appointments.queries import farthest_day, keeps_notice, slots_of_day
from dianxiaoer.domain.appointments.slots import Slot, quarters
from dianxiaoer.domain.appointments.states import BOOKING, BookingChannel, BookingMode
from dianxiaoer.domain.appointments.telling import tell_booked
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.access import require_at
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.records import add, lock
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move


@transaction.atomic
def book_appointment(
    item: ServiceItem,
    *,
    by: User | Caller,
    at: datetime,
    starts_at: datetime,
    contact_name: str,
    contact_phone: str = "",
    company: Company | None = None,
    company_name: str = "",
    channel: str = "",
    mode: str = BookingMode.WINDOW,
    address: str = "",
    note: str = "",
) -> Booking:
    """One appointment, held by the database, with its messages queued.

    by: a User is authorised at the window's unit and may book any free slot that has not ended; a Caller books for the
    phone that was verified and the firms it acts for, keeps the window's notice and horizon, and the no-show rule;
    so does a User of another system (channel "api"), who speaks for a firm.
    Raises Refused (no such slot, full, too late, too far), ValidationError by field, PermissionDenied.
    """
    window = _open_window(item)
    account = _authorise(by, window, company)
    channel = channel or (BookingChannel.PORTAL if isinstance(by, Caller) else BookingChannel.DESK)
    if isinstance(by, Caller):
        contact_phone = by.phone
    if mode == BookingMode.DOORSTEP and not window.is_doorstep:
        raise Refused(_("“%(window)s”不提供上门服务。请选择到窗口办理。") % {"window": window})
    lock(window)  # those who ask at once come one after the other; the constraints of the quarters hold regardless
    slot = _slot_at(window, item, starts_at)
    if isinstance(by, Caller) or channel == BookingChannel.API:
        _hold_firm_to_time(window, slot, at, contact_phone.strip())
    elif slot.ends_at <= at:
        raise Refused(_("这个时段已经过去。请选择以后的时间。"))
    booking = Booking(
        unit=window.unit,
        window=window,
        item=item,
        channel=channel,
        mode=mode,
        address=address.strip(),
        company=company,
        company_name=company.name if company else company_name.strip(),
        account=account,
        contact_name=contact_name.strip(),
        contact_phone=contact_phone.strip(),
        note=note.strip(),
    )
    return place_booking(booking, slot, by=by, at=at)


def place_booking(booking: Booking, slot: Slot, *, by: Any, at: datetime, moved_up: bool = False) -> Booking:
    """Insert a booking on a free slot, hold its quarters, confirm it where nobody needs to, queue its messages.

    Raises Refused when the slot filled in between: then nothing of it stays.
    """
    booking.on = timezone.localtime(slot.starts_at).date()
    booking.starts_at, booking.ends_at = slot.starts_at, slot.ends_at
    booking.is_out_of_hours, booking.is_once_a_day = slot.is_out_of_hours, booking.item.is_once_a_day
    if not slot.free:
        raise Refused(_full(slot))
    booking.seat = slot.free_seats[0]
    booking.officer_id = slot.officers[0] if slot.officers else None
    try:
        with transaction.atomic():
            made = add(booking, "appointments.book", by=by, at=at)
            hold_quarters(made)
            INDEX.put(made.pk, *made.search_texts())
    except IntegrityError:
        raise Refused(_full(slot)) from None
    if not (made.window.asks_confirmation or made.is_out_of_hours or made.mode == BookingMode.DOORSTEP):
        made = move(made, BOOKING, "confirm", by=None, at=at)
    tell_booked(made, at, moved_up=moved_up)
    return made


def hold_quarters(booking: Booking) -> Sequence[BookedQuarter]:
    """The quarters of an hour a booking takes. Raises IntegrityError when a seat or the officer is taken."""
    return BookedQuarter.objects.bulk_create(
        BookedQuarter(
            booking=booking,
            window=booking.window,
            seat=booking.seat,
            officer_id=booking.officer_id,
            starts_at=quarter,
        )
        for quarter in quarters(booking.starts_at, booking.ends_at)
    )


def _authorise(by: User | Caller, window: ServiceWindow, company: Company | None) -> Account | None:
    if isinstance(by, Caller):
        if company is not None and company.pk not in by.company_ids:
            raise PermissionDenied(_("您没有绑定“%(firm)s”。") % {"firm": company})
        return by.account
    require_at(by, "appointments.book", window.unit)
    return None


def _open_window(item: ServiceItem) -> ServiceWindow:
    if not (item.is_active and item.window.is_active):
        raise Refused(_("“%(item)s”已停止预约。请选择其他事项。") % {"item": item})
    return item.window


def _slot_at(window: ServiceWindow, item: ServiceItem, starts_at: datetime) -> Slot:
    on = timezone.localtime(starts_at).date()
    slot = next((one for one in slots_of_day(window, item, on) if one.starts_at == starts_at), None)
    if slot is None:
        raise Refused(
            _("%(when)s 没有可预约的时段。请重新选择日期和时间。")
            % {"when": f"{timezone.localtime(starts_at):%Y-%m-%d %H:%M}"}
        )
    return slot


def _hold_firm_to_time(window: ServiceWindow, slot: Slot, at: datetime, phone: str) -> None:
    if not keeps_notice(window, slot, at):
        minutes = window.out_of_hours_notice_minutes if slot.is_out_of_hours else window.notice_minutes
        raise Refused(
            _("这个时段须提前 %(hours)s 小时预约,请选择更晚的时间,或致电窗口 %(phone)s。")
            % {"hours": f"{timedelta(minutes=minutes) / timedelta(hours=1):g}", "phone": window.phone or "—"}
        )
    farthest, usual = farthest_day(window, at, phone), farthest_day(window, at)
    if timezone.localtime(slot.starts_at).date() > farthest:
        raise Refused(
            _("因近期多次爽约,您目前最远可约到 %(on)s。如有误登,请联系窗口撤销爽约记录。") % {"on": farthest}
            if farthest < usual
            else _("最远可约到 %(on)s。请选择更近的日期。") % {"on": farthest}
        )


def _full(slot: Slot) -> str:
    return _("%(when)s 已约满,没有预约成功。请换一个时间,或登记候补。") % {
        "when": f"{timezone.localtime(slot.starts_at):%m-%d %H:%M}"
    }
