"""From a draft to a ticket, once: the ticket and the note that the draft was sent commit together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.actions.drafts import files_of, finish_draft, lock_draft
from dianxiaoer.domain.accounts.actions.members import rename_account
from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.models import Draft
from dianxiaoer.domain.outbox.actions import queue_message
from dianxiaoer.domain.outbox.states import Channel
from dianxiaoer.domain.tickets.actions.registering import register_ticket
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import menu_item_on_offer, tickets_of
from dianxiaoer.domain.tickets.states import TicketChannel, TicketMode
from dianxiaoer.domain.tickets.words import MenuItem

LONGEST_TITLE = 40


@transaction.atomic
def send_draft(draft: Draft, values: Mapping[str, Any], *, caller: Caller, at: datetime) -> Ticket:
    """The ticket of a draft. Pressed twice, or sent again over a line that broke: the same ticket.

    values: cleaned fields of RequestForm. What raises (Refused, ValidationError) leaves the draft as it was.
    """
    fresh = lock_draft(draft, caller=caller)
    if fresh.sent_at:
        return became(fresh, caller=caller)
    item = menu_item_on_offer(fresh.facts.get("menu_item", ""))
    ticket = register_ticket(
        by=caller,
        at=at,
        channel=TicketChannel.CODE if fresh.facts.get("channel") == "code" else TicketChannel.PORTAL,
        text=values["text"],
        company=values.get("firm"),
        company_name=values.get("company_name", ""),
        contact_name=values["contact_name"],
        contact_phone=caller.phone,
        files=files_of(fresh),
        place=values.get("place", ""),
        **(_ordered(item) if item else _written(values)),
    )
    finish_draft(fresh, ticket, at=at)
    if caller.account and not caller.account.name:
        rename_account(caller.account, name=values["contact_name"], at=at)
    _confirm(ticket, at)
    return ticket


def became(draft: Draft, *, caller: Caller) -> Ticket:
    """What a sent draft became. Raises Http404 when the caller no longer sees it."""
    found = tickets_of(caller).filter(pk=draft.object_id).first()
    if found is None:
        raise Http404
    return found


def _written(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("unit", "kind", "category", "mode")} | {"title": title_of(values["text"])}


def _ordered(item: MenuItem) -> dict[str, Any]:
    """A service from the menu: its own words say what it is."""
    known = {"unit": item.unit, "kind": item.kind, "category": item.category, "title": item.name}
    return known | {"mode": TicketMode.MENU, "menu_item": item}


def title_of(text: str) -> str:
    """The first sentence, so that nobody types a title."""
    first = text.strip().splitlines()[0]
    for mark in "。!?;!?;":
        first = first.partition(mark)[0] or first
    return first if len(first) <= LONGEST_TITLE else first[: LONGEST_TITLE - 1] + "…"


def follow_link(ticket: Ticket) -> str:
    """The address that opens a ticket's progress without signing in, "" while DXR_ADDRESS is not set."""
    if not settings.ADDRESS:
        return ""
    return settings.ADDRESS + reverse("portal-followed", args=[ticket.number, ticket.follow_code])


def _confirm(ticket: Ticket, at: datetime) -> None:
    """The number and the code by text too, at once: who loses the page has the message."""
    text = _("已收到您的诉求,编号 %(number)s,查询码 %(code)s。") % {"number": ticket.number, "code": ticket.follow_code}
    queue_message(
        f"ticket:{ticket.pk}:received",
        unit=ticket.unit,
        channel=Channel.SMS,
        address=ticket.contact_phone,
        text=f"{text} {follow_link(ticket)}".strip(),
        at=at,
        about=ticket,
        is_urgent=True,
    )
