"""Addresses of companies and of the suggestion lists."""

from dianxiaoer.domain.companies.actions.knowledge import add_fact, mark_ranking
from tests.cast import NOW, TODAY, Cast
from tests.domain.companies.given import a_company, a_contact
from tests.house.addresses.kinds import Address


def _contact(cast: Cast):
    return a_contact(cast, a_company(cast))


def _fact(cast: Cast):
    return add_fact(a_company(cast), by=cast.wang, at=NOW, key="staff", value="120 人", source="企业提供", on=TODAY)


def _mark(cast: Cast):
    return mark_ranking(a_company(cast), by=cast.wang, at=NOW, list_name="世界500强", year=2023)


ADDRESSES = {
    "companies-list": Address("companies.view"),
    "companies-assign": Address("companies.assign"),
    "companies-add": Address("companies.add"),
    "companies-import": Address("companies.import"),
    "companies-suggest": Address("companies.view"),
    "companies-detail": Address("companies.view", a_company),
    "companies-edit": Address("companies.edit", a_company),
    "companies-add_contact": Address("companies.add_contact", a_company),
    "companies-add_fact": Address("companies.add_fact", a_company),
    "companies-mark": Address("companies.mark", a_company),
    "companies-edit_contact": Address("companies.edit_contact", _contact),
    "companies-remove_contact": Address("companies.remove_contact", _contact, post=True),
    "companies-reveal": Address("companies.reveal", _contact),
    "companies-remove_fact": Address("companies.remove_fact", _fact),
    "companies-unmark": Address("companies.unmark", _mark, post=True),
    "reference-industries": Address("reference.view"),
    "reference-regions": Address("reference.view"),
}
