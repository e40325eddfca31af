"""Addresses of the programming interface."""

from tests.api.given import a_photo
from tests.domain.appointments.given import a_booking, an_item
from tests.domain.tickets.making import make_ticket
from tests.house.addresses.kinds import ApiAddress

ADDRESSES = {
    "api-document": ApiAddress(open=True),
    "api-services": ApiAddress(),
    "api-requests": ApiAddress(methods=("get", "post")),
    "api-request": ApiAddress(make_ticket, lambda row: (row.number,)),
    "api-photos": ApiAddress(make_ticket, lambda row: (row.number,), methods=("get", "post")),
    "api-photo": ApiAddress(lambda cast: a_photo(make_ticket(cast), cast), lambda row: (row.ticket.number, row.pk)),
    "api-items": ApiAddress(),
    "api-slots": ApiAddress(an_item),
    "api-appointments": ApiAddress(methods=("get", "post")),
    "api-appointment": ApiAddress(a_booking, lambda row: (row.number,)),
    "api-appointment_cancel": ApiAddress(a_booking, lambda row: (row.number,), methods=("post",)),
}
