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


class ServiceRequest(Schema):
    """A ticket as other systems see it. Times are ISO 8601 with offset; the phone is masked."""

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


class Problem(Schema):
    code: int
    description: str
