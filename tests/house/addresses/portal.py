"""Addresses of the firm's side."""

from datetime import timedelta

from django.utils import timezone

from dianxiaoer.domain.accounts.models import Draft, Membership
from dianxiaoer.domain.tickets.models import Ticket
from tests.cast import Cast
from tests.domain.accounts.given import Firm
from tests.domain.tickets.making import accepted, answered, make_bodies, make_ticket
from tests.house.addresses.kinds import FirmAddress


def _ticket(cast: Cast, firm: Firm) -> Ticket:
    return make_ticket(cast, by=firm.caller(), channel="portal", company=firm.company)


def _answered(cast: Cast, firm: Firm) -> Ticket:
    return answered(cast, make_bodies(cast), company=firm.company, at=timezone.now() - timedelta(2))


def _waiting(cast: Cast, firm: Firm) -> Ticket:
    return accepted(cast, make_bodies(cast), company=firm.company)


def _draft(cast: Cast, firm: Firm) -> Draft:
    return Draft.objects.create(key="of-the-manager", account=firm.manager, purpose="ticket")


def _member(cast: Cast, firm: Firm) -> Membership:
    return Membership.objects.get(account=firm.manager)


def _number(ticket: Ticket):
    return (ticket.number,)


ADDRESSES = {
    "portal": FirmAddress(open=True),
    "portal-menu": FirmAddress(open=True),
    "portal-help": FirmAddress(open=True),
    "portal-privacy": FirmAddress(open=True),
    "portal-phone": FirmAddress(open=True),
    "portal-phone_code": FirmAddress(open=True),
    "portal-phone_leave": FirmAddress(open=True, post=True),
    "portal-follow": FirmAddress(open=True),
    "portal-followed": FirmAddress(_ticket, lambda row: (row.number, row.follow_code), open=True),
    "portal-paper": FirmAddress(open=True),
    "portal-paper_told": FirmAddress(open=True, args=lambda row: ("ABCD2345EFGH",)),
    "portal-new": FirmAddress(),
    "portal-draft": FirmAddress(_draft, lambda row: (row.key,), own=True),
    "portal-draft_keep": FirmAddress(_draft, lambda row: (row.key,), post=True, own=True),
    "portal-draft_photo": FirmAddress(_draft, lambda row: (row.key, "0" * 64), own=True, missing=True),
    "portal-request": FirmAddress(_ticket, _number),
    "portal-sent": FirmAddress(_ticket, _number),
    "portal-file": FirmAddress(_ticket, lambda row: (row.number, 1), missing=True),
    "portal-supply": FirmAddress(_waiting, _number),
    "portal-withdraw": FirmAddress(_ticket, _number),
    "portal-contest": FirmAddress(_answered, _number),
    "portal-rate": FirmAddress(_answered, _number),
    "portal-mine": FirmAddress(),
    "portal-name": FirmAddress(),
    "portal-firms": FirmAddress(),
    "portal-bind": FirmAddress(),
    "portal-invite": FirmAddress(lambda cast, firm: firm.company, manager=True),
    "portal-remove": FirmAddress(_member, manager=True),
}
