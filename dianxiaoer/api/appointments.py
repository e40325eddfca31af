"""Appointments: what may be booked and when, booking for a firm by the rules the firm itself keeps, cancelling, reading."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Header, Query, Router, Schema, Status

from dianxiaoer.api.calls import moment, once, page_size
from dianxiaoer.api.problems import PROBLEMS, missing
from dianxiaoer.api.schema import Appointment, AppointmentPage, Cancelling, FreeSlot, Item, NewAppointment
from dianxiaoer.domain.appointments.actions.booking import book_appointment
from dianxiaoer.domain.appointments.actions.handling import cancel_appointment
from dianxiaoer.domain.appointments.models import Booking, ServiceItem
from dianxiaoer.domain.appointments.queries import bookable_slots, booking_numbered, bookings_for, items_for
from dianxiaoer.domain.appointments.states import BookingChannel, BookingMode
from dianxiaoer.domain.people.access import require
from dianxiaoer.kernel.paging import page_of

router = Router(tags=["Appointments"])
MOST_DAYS = 31


class Span(Schema):
    """Days, both counted; from today to a month ahead when left out."""

    start_date: date | None = None
    end_date: date | None = None


class Filters(Schema):
    """status: as told by the answers. start_date, end_date: when it begins. after: cursor. size ≤ 200."""

    status: Literal["", "booked", "confirmed", "served", "cancelled", "no_show"] = ""
    item_id: int | None = None
    start_date: datetime | None = None
    end_date: datetime | None = None
    after: str = ""
    size: int = 50


@router.get("items", response={200: list[Item], **PROBLEMS}, url_name="api-items", summary="What may be booked")
def items(request: HttpRequest) -> list[Item]:
    require(request.user, "appointments.view")
    return [_item_told(row) for row in items_for(request.user, "appointments.view")]


@router.get("items/{item_id}/slots", response={200: list[FreeSlot], **PROBLEMS}, url_name="api-slots", summary="When")
def slots(request: HttpRequest, item_id: int, span: Query[Span]) -> list[FreeSlot]:
    """Every time a firm may still ask for, full ones too; at most a month in one call."""
    item, at = _item(request, item_id, "appointments.view"), timezone.now()
    first = max(span.start_date or timezone.localdate(at), timezone.localdate(at))
    last = min(span.end_date or first + timedelta(MOST_DAYS), first + timedelta(MOST_DAYS))
    days = bookable_slots(item.window, item, first, last, at)
    return [
        FreeSlot(
            starts_datetime=timezone.localtime(slot.starts_at),
            ends_datetime=timezone.localtime(slot.ends_at),
            free=slot.free,
            is_out_of_hours=slot.is_out_of_hours,
        )
        for found in days.values()
        for slot in found
    ]


@router.get(
    "appointments",
    response={200: AppointmentPage, **PROBLEMS},
    url_name="api-appointments",
    summary="What was booked",
)
def appointments(request: HttpRequest, filters: Query[Filters]) -> AppointmentPage:
    require(request.user, "appointments.view")
    rows = _narrowed(bookings_for(request.user), filters)
    page = page_of(rows, "-starts_at", size=page_size(filters.size), after=filters.after)
    return AppointmentPage(appointments=[_told(row) for row in page.rows], next=page.after)


@router.post(
    "appointments",
    response={201: Appointment, 200: Appointment, **PROBLEMS},
    url_name="api-appointments",
    summary="Book",
)
def book(
    request: HttpRequest, payload: NewAppointment, idempotency_key: str = Header("", alias="Idempotency-Key")
) -> Status[Appointment]:
    """201 with the number. The same Idempotency-Key again answers 200 with the same appointment and books nothing. 422 when
    the time is full, too near, too far, or the phone has one that day."""
    status, booking = once(request.user, idempotency_key, Booking, lambda: _book(request, payload))
    return Status(status, _told(booking))


@router.get(
    "appointments/{number}",
    response={200: Appointment, **PROBLEMS},
    url_name="api-appointment",
    summary="One appointment",
)
def one(request: HttpRequest, number: str) -> Appointment:
    return _told(booking_numbered(request.user, number))


@router.post(
    "appointments/{number}/cancel",
    response={200: Appointment, **PROBLEMS},
    url_name="api-appointment_cancel",
    summary="Cancel what was booked here",
)
def cancel(request: HttpRequest, number: str, payload: Cancelling | None = None) -> Appointment:
    """Only what was booked through the interface, until the window's time (`cancel_until_datetime`), with a reason."""
    booking = booking_numbered(request.user, number)
    if payload is None or not payload.reason.strip():
        raise missing("reason")
    return _told(
        cancel_appointment(
            booking, by=request.user, at=timezone.now(), reason=payload.reason, channel=BookingChannel.API
        )
    )


def _book(request: HttpRequest, payload: NewAppointment) -> Booking:
    return book_appointment(
        _item(request, payload.item_id, "appointments.book"),
        by=request.user,
        at=timezone.now(),
        starts_at=moment(payload.starts_datetime),
        contact_name=payload.contact_name,
        contact_phone=payload.phone,
        company_name=payload.company_name,
        channel=BookingChannel.API,
        mode=payload.mode,
        address=payload.address,
        note=payload.note,
    )


def _item(request: HttpRequest, pk: int, verb: str) -> ServiceItem:
    item = items_for(request.user, verb).filter(pk=pk).first()
    if item is None:
        require(request.user, verb)
        raise Http404
    return item


def _narrowed(rows: QuerySet[Booking], filters: Filters) -> QuerySet[Booking]:
    if filters.status:
        rows = rows.filter(state=filters.status)
    if filters.item_id:
        rows = rows.filter(item=filters.item_id)
    if filters.start_date:
        rows = rows.filter(starts_at__gte=moment(filters.start_date))
    return rows.filter(starts_at__lte=moment(filters.end_date)) if filters.end_date else rows


def _item_told(row: ServiceItem) -> Item:
    window = row.window
    return Item(
        item_id=row.pk,
        item_name=row.label,
        minutes=row.minutes,
        bring=row.to_bring,
        window_id=window.pk,
        window_name=window.label,
        place=window.place,
        phone=window.phone,
        modes=[mode for mode in BookingMode.values if mode != BookingMode.DOORSTEP or window.is_doorstep],
        jurisdiction_id=window.unit_id,
    )


def _told(row: Booking) -> Appointment:
    return Appointment(
        appointment_id=row.number,
        status=row.state,
        status_notes=row.get_state_display(),
        item_id=row.item_id,
        item_name=row.item.label,
        window_name=row.window.label,
        place=row.window.place,
        starts_datetime=timezone.localtime(row.starts_at),
        ends_datetime=timezone.localtime(row.ends_at),
        cancel_until_datetime=timezone.localtime(row.cancel_until),
        mode=row.mode,
        address=row.address,
        company_name=row.company_name,
        contact_name=row.contact_name,
        phone=row.masked_phone(),
        channel=row.channel,
        service_request_id=row.ticket.number if row.ticket else "",
        jurisdiction_id=row.unit_id,
    )
