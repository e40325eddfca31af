"""Addresses of works orders on the firm's side."""

from decimal import Decimal

from dianxiaoer.domain.tickets.works import WorksOrder
from tests.cast import Cast
from tests.domain.accounts.given import Firm
from tests.domain.tickets.test_works import built, opened
from tests.house.addresses.kinds import FirmAddress


def _order(cast: Cast, firm: Firm) -> WorksOrder:
    return opened(cast, company=firm.company)


def _built(cast: Cast, firm: Firm) -> WorksOrder:
    order = built(cast, company=firm.company)
    assert order.cost_yuan == Decimal(643000)
    return order


ADDRESSES = {
    "portal-works": FirmAddress(),
    "portal-works_order": FirmAddress(_order),
    "portal-works_file": FirmAddress(_built, lambda row: (row.pk, row.files.first().pk)),
    "portal-works_accept": FirmAddress(_built),
    "portal-works_redo": FirmAddress(_built),
}
