"""An appointment as the calendar of a phone takes it in, for the firm and for the officer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dianxiaoer.domain.appointments.models import Booking
from dianxiaoer.domain.appointments.states import BookingState
from dianxiaoer.kernel.icalendar import CalendarEvent

_STATUS = {BookingState.BOOKED: "TENTATIVE", BookingState.CANCELLED: "CANCELLED", BookingState.NO_SHOW: "CANCELLED"}


def calendar_event(booking: Booking, *, for_officer: bool = False) -> CalendarEvent:
    """In the language of the reader. The firm's file names the window and its phone, the officer's the firm."""
    who = booking.company_name or booking.contact_name
    lines = [_("预约号 %(number)s") % {"number": booking.number}]
    if for_officer:
        lines += [f"{booking.contact_name} {booking.masked_phone()}", booking.note]
    else:
        lines += [booking.item.to_bring, booking.window.phone]
    return CalendarEvent(
        uid=f"appointments-{booking.pk}@dianxiaoer",
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        summary=f"{booking.item.label} · {who}" if for_officer else f"{booking.item.label} · {booking.window.label}",
        stamped_at=booking.updated_at,
        location=booking.address or booking.window.place,
        description="\n".join(line for line in lines if line.strip()),
        status=_STATUS.get(BookingState(booking.state), "CONFIRMED"),
        sequence=booking.version,
        alarm_minutes=60,
    )
