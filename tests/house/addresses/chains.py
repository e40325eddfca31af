"""Addresses of the industrial chains."""

from dianxiaoer.domain.reference.actions import add_chain
from tests.cast import NOW, Cast
from tests.house.addresses.kinds import Address


def _chain(cast: Cast):
    return add_chain(by=cast.chief, at=NOW, unit=cast.district, name="示例链")


ADDRESSES = {
    "chains-list": Address("chains.view"),
    "chains-add": Address("chains.add"),
    "chains-edit": Address("chains.edit", _chain),
}
