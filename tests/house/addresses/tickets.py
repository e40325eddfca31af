"""Addresses of tickets, concierge work and works orders."""

from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.tickets.actions.concierge import accept_concierge, triage_concierge
from dianxiaoer.domain.tickets.actions.dispatching import dispatch_ticket
from dianxiaoer.domain.tickets.actions.firms import rate_ticket
from dianxiaoer.domain.tickets.actions.handling import accept_ticket, add_part, answer_ticket, ask_extension
from dianxiaoer.domain.tickets.words import Category, Level, MenuItem
from tests.cast import NOW, Cast
from tests.domain.tickets.making import DAY, HOUR, caller, make_ticket
from tests.domain.tickets.test_works import opened, photo
from tests.house.addresses.kinds import Address


def a_ticket(cast: Cast):
    """In the hands of 孙经办, of the district itself."""
    ticket = dispatch_ticket(make_ticket(cast), by=cast.wang, at=NOW, lead_unit=cast.district)
    return accept_ticket(ticket, by=cast.handler, at=NOW + HOUR)


def _menu(row):
    """A service of 甲区's menu, for whom the address is asked."""
    cast_unit = Unit.objects.get(name="甲区")
    category = Category.objects.filter(unit=None).first()
    return (MenuItem.objects.create(unit=cast_unit, key="m", name="代办开业登记", category=category).pk,)


def _part(cast: Cast):
    return add_part(a_ticket(cast), by=cast.handler, at=NOW + HOUR, unit=cast.park, task="核实")


def _extension(cast: Cast):
    return ask_extension(a_ticket(cast), by=cast.handler, at=NOW + HOUR, workdays=3, reason="会商")


def _rating(cast: Cast):
    chen = caller("13800000001", "陈总")
    ticket = dispatch_ticket(
        make_ticket(cast, by=chen, channel="portal"), by=cast.wang, at=NOW, lead_unit=cast.district
    )
    ticket = accept_ticket(ticket, by=cast.handler, at=NOW)
    ticket = answer_ticket(ticket, by=cast.handler, at=NOW + DAY, resolution_kind="resolved", answer="好了")
    return rate_ticket(ticket, caller=chen, at=NOW + DAY, level=1)


def _concierge(cast: Cast):
    ticket = dispatch_ticket(make_ticket(cast, kind="concierge"), by=cast.wang, at=NOW, lead_unit=cast.district)
    row = triage_concierge(ticket.concierge, by=cast.handler, at=NOW, agent=cast.handler)
    return accept_concierge(row, by=cast.handler, at=NOW, matter="施工许可").ticket


def _with_file(cast: Cast):
    return make_ticket(cast, files=[photo()])


def _with_part(cast: Cast):
    return _part(cast).ticket


def _order_with_file(cast: Cast):
    return opened(cast, files=[photo()])


def _shipped(model):
    return lambda row: (model.objects.get(key="finance" if model is Category else "city").pk,)


ADDRESSES = {
    "tickets-list": Address("tickets.view"),
    "tickets-register": Address("tickets.register"),
    "tickets-import": Address("tickets.import"),
    "tickets-similar": Address("tickets.view"),
    "tickets-dispatch_many": Address("tickets.dispatch"),
    "tickets-clock": Address("tickets.view"),
    "tickets-choose_preset": Address("tickets.set_clock"),
    "tickets-add_preset": Address("tickets.set_clock"),
    "tickets-words": Address("tickets.view"),
    "tickets-add_menu_item": Address("tickets.set_categories"),
    "tickets-set_menu_item": Address("tickets.set_categories", args=_menu),
    "tickets-add_category": Address("tickets.set_categories"),
    "tickets-set_category": Address("tickets.set_categories", args=_shipped(Category)),
    "tickets-set_level": Address("tickets.set_categories", args=_shipped(Level)),
    "tickets-file": Address("tickets.view", _with_file, lambda row: (row.pk, row.files.get().pk)),
    "tickets-issue_paper": Address("tickets.issue_paper", _concierge),
    "tickets-paper": Address("tickets.view", _concierge, lambda row: (row.pk, row.papers.get().pk, "pdf")),
    "tickets-concierge": Address("concierge.prepare", _concierge, lambda row: (row.pk, "prepare")),
    "tickets-cancel_part": Address("tickets.cancel_part", _with_part, lambda row: (row.pk, row.parts.get().pk)),
    "works-file": Address("works.view", _order_with_file, lambda row: (row.pk, row.files.get().pk)),
    "tickets-add_level": Address("tickets.set_categories"),
    "tickets-decide_extension": Address("tickets.decide_extension", _extension),
    "tickets-answer_part": Address("tickets.answer_part", _part),
    "tickets-call_back": Address("tickets.call_back", _rating),
    "tickets-mend": Address("tickets.mend", _rating),
    "tickets-exclude_rating": Address("tickets.exclude_rating", _rating),
    "tickets-detail": Address("tickets.view", a_ticket),
    "tickets-edit": Address("tickets.edit", a_ticket),
    "tickets-reveal": Address("tickets.reveal", a_ticket),
    "works-list": Address("works.view"),
    "works-open": Address("works.open"),
    "works-detail": Address("works.view", opened),
    "works-edit": Address("works.edit", opened),
    "works-step": Address("works.survey", opened, lambda row: (row.pk, "survey")),
    **{
        f"tickets-{verb}": Address(f"tickets.{verb}", a_ticket)
        for verb in (
            "dispatch", "accept", "object", "decide", "return", "transfer", "assign", "process", "note", "ask",
            "supply", "resume", "answer", "ask_extension", "add_part", "revisit", "close", "reopen", "split", "merge",
            "link", "withdraw", "reject",
        )
    },
}  # fmt: skip
