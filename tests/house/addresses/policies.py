"""Addresses of the policy library: files, so no record of one district."""

from tests.house.addresses.kinds import Address

ADDRESSES = {
    "policies-list": Address("policies.view"),
    "policies-detail": Address("policies.view", args=lambda row: ("p2-shilong-hnte",)),
}
