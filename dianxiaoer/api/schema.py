"""What goes over the wire: Open311 GeoReport names, so that a client of that standard finds its way."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ninja import Field, Schema


class Service(Schema):
    """A category of tickets."""

    service_code: str
    service_name: str
    description: str = ""
    metadata: bool = False
    type: str = "realtime"
    group: str = ""


class Photo(Schema):
    """A picture of a request the firm may see. media_url: where its bytes are, for the same key."""

    id: int
    name: str
    content_type: str
    size_bytes: int
    media_url: str
    created_datetime: datetime


class ServiceRequest(Schema):
    """A ticket as other systems see it. Times are ISO 8601 with offset; the phone is masked.

    media_url: its first picture, as Open311 has it; media: all the firm may see.
    """

    service_request_id: str
    status: Literal["open", "closed"]
    stage: str
    status_notes: str
    service_code: str
    service_name: str
    title: str
    description: str
    agency_responsible: str
    company_name: str
    phone: str
    address: str
    channel: str
    requested_datetime: datetime
    updated_datetime: datetime
    expected_datetime: datetime | None
    is_provisional: bool
    jurisdiction_id: int
    media_url: str
    media: list[Photo]


class RequestPage(Schema):
    """Newest first. next: the cursor of the next page, empty at the end."""

    requests: list[ServiceRequest]
    next: str


class NewRequest(Schema):
    """jurisdiction_id: the receiving body's number, the account's own when left out. service_code: from /services."""

    service_code: str = Field(max_length=40)
    description: str = Field(min_length=1, max_length=5000)
    title: str = Field("", max_length=200)
    company_name: str = Field("", max_length=200)
    contact_name: str = Field("", max_length=60)
    phone: str = Field("", max_length=40)
    address_string: str = Field("", max_length=200)
    kind: Literal["issue", "concierge", "consultation", "complaint"] = "issue"
    jurisdiction_id: int | None = None


class Created(Schema):
    """The number, and the code by which the firm follows it without signing in."""

    service_request_id: str
    follow_code: str
    service_notice: str = ""


class Item(Schema):
    """What may be done by appointment at a window, and how long it takes."""

    item_id: int
    item_name: str
    minutes: int
    bring: str
    window_id: int
    window_name: str
    place: str
    phone: str
    modes: list[str]
    jurisdiction_id: int


class FreeSlot(Schema):
    """A time of an item. free: how many may still come; 0 is full."""

    starts_datetime: datetime
    ends_datetime: datetime
    free: int
    is_out_of_hours: bool


class Appointment(Schema):
    """An appointment as other systems see it; the phone is masked."""

    appointment_id: str
    status: Literal["booked", "confirmed", "served", "cancelled", "no_show"]
    status_notes: str
    item_id: int
    item_name: str
    window_name: str
    place: str
    starts_datetime: datetime
    ends_datetime: datetime
    cancel_until_datetime: datetime
    mode: str
    address: str
    company_name: str
    contact_name: str
    phone: str
    channel: str
    service_request_id: str
    jurisdiction_id: int


class AppointmentPage(Schema):
    """Latest start first. next: the cursor of the next page, empty at the end."""

    appointments: list[Appointment]
    next: str


class NewAppointment(Schema):
    """item_id, starts_datetime: as told by the items and their slots."""

    item_id: int
    starts_datetime: datetime
    contact_name: str = Field(min_length=1, max_length=60)
    phone: str = Field(min_length=5, max_length=20)
    company_name: str = Field("", max_length=200)
    mode: Literal["window", "doorstep", "phone"] = "window"
    address: str = Field("", max_length=200)
    note: str = Field("", max_length=300)


class Cancelling(Schema):
    reason: str = Field("", max_length=200)


class Problem(Schema):
    code: int
    description: str
