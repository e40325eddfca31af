"""Addresses of the programming interface."""

from tests.domain.tickets.making import make_ticket
from tests.house.addresses.kinds import ApiAddress

ADDRESSES = {
    "api-document": ApiAddress(open=True),
    "api-services": ApiAddress(),
    "api-requests": ApiAddress(methods=("get", "post")),
    "api-request": ApiAddress(make_ticket, lambda row: (row.number,)),
}
