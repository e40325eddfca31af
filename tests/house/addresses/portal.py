"""Addresses of the firm's side."""

from tests.house.addresses.kinds import FirmAddress

ADDRESSES = {
    "portal": FirmAddress(open=True),
    "portal-help": FirmAddress(open=True),
    "portal-privacy": FirmAddress(open=True),
    "portal-phone": FirmAddress(open=True),
    "portal-phone_code": FirmAddress(open=True),
    "portal-phone_leave": FirmAddress(open=True, post=True),
}
