"""People to ring. A number is shown masked; seeing it takes a reason, and the log keeps who asked and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.models import Company, Contact, mask_phone
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.audit import write_entry
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import add, amend, write
from dianxiaoer.kernel.refusals import Refused

_SHORTEST_REASON = 4


@transaction.atomic
def add_contact(company: Company, *, by: User, at: datetime, name: str, **facts: Any) -> Contact:
    """A further person. The first one, or one marked so, is the main contact; there is never more than one."""
    require(by, "companies.add_contact", company)
    facts["is_main"] = facts.get("is_main", False) or not company.contacts.exists()
    if facts["is_main"]:
        _step_down(company, at)
    return add(Contact(company=company, name=name, **facts), "companies.add_contact", by=by, at=at, root=company)


@transaction.atomic
def edit_contact(
    contact: Contact, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> Contact:
    require(by, "companies.edit_contact", contact)
    if changes.get("is_main") and not contact.is_main:
        _step_down(contact.company, at)
    shown = {name: value for name, value in changes.items() if name != "phone"}
    contact = amend(contact, "companies.edit_contact", shown, by=by, at=at, version=version, root=contact.company)
    if "phone" in changes and changes["phone"] != contact.phone:
        _change_phone(contact, str(changes["phone"]), by=by, at=at)
    return contact


@transaction.atomic
def remove_contact(contact: Contact, *, by: User, at: datetime) -> None:
    require(by, "companies.remove_contact", contact)
    record_event(contact, "companies.remove_contact", by=by, at=at, root=contact.company)
    contact.delete()


@transaction.atomic
def reveal_contact(contact: Contact, *, by: User, at: datetime, reason: str) -> str:
    """The number in full. Who, when, which and why go to the timeline and to the sealed log.

    Raises Refused when the reason says nothing.
    """
    require(by, "companies.reveal", contact)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise Refused(_("请写明查看电话的事由(不少于 %(n)d 个字)。") % {"n": _SHORTEST_REASON})
    record_event(contact, "companies.reveal", by=by, at=at, note=reason, root=contact.company)
    write_entry(
        "companies.reveal",
        by=by,
        at=at,
        subject=f"{contact.company} / {contact.name}"[:120],
        detail={"contact": contact.pk, "reason": reason},
    )
    return contact.phone


def _change_phone(contact: Contact, phone: str, *, by: User, at: datetime) -> None:
    """The timeline is read by many: it keeps the numbers masked."""
    changes = {"phone": (mask_phone(contact.phone), mask_phone(phone))}
    contact.phone = phone
    write(contact, ["phone"], at=at)
    record_event(contact, "companies.edit_contact", by=by, at=at, changes=changes, root=contact.company)


def _step_down(company: Company, at: datetime) -> None:
    for main in company.contacts.select_for_update().filter(is_main=True):
        main.is_main = False
        write(main, ["is_main"], at=at)
