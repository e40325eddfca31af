"""Taking a ticket down, whoever brings it, and correcting what was taken down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.models import Account
from dianxiaoer.domain.companies.bridge import comparable
from dianxiaoer.domain.companies.models import Company, mask_phone
from dianxiaoer.domain.companies.queries import company_in
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.policies.queries import need_policy
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.tickets.actions.common import attach, keep_all, signed, told_of
from dianxiaoer.domain.tickets.actions.dispatching import send_to
from dianxiaoer.domain.tickets.concierge import Concierge
from dianxiaoer.domain.tickets.handling import Attachment
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.numbers import next_number, secret_code
from dianxiaoer.domain.tickets.queries import INDEX, level_of
from dianxiaoer.domain.tickets.states import TicketKind
from dianxiaoer.domain.tickets.ticking import reclock
from dianxiaoer.domain.tickets.words import Category, Level
from dianxiaoer.kernel.audit import write_entry
from dianxiaoer.kernel.events import record_event, subject_of
from dianxiaoer.kernel.files import StoredFile
from dianxiaoer.kernel.records import amend, lock, write
from dianxiaoer.kernel.refusals import Refused

NUMBER_PREFIX = "JY"
_SHORTEST_REASON = 4
MOST_OF_A_TICKET = 60


@transaction.atomic
def register_ticket(
    *,
    by: User | Caller,
    at: datetime,
    unit: Unit,
    kind: str,
    channel: str,
    category: Category,
    title: str,
    text: str,
    company: Company | None = None,
    company_name: str = "",
    contact_name: str = "",
    contact_phone: str = "",
    level: Level | str = "",
    account: Account | None = None,
    project: Project | None = None,
    files: Iterable[Any] = (),
    lead_unit: Unit | None = None,
    owner: User | None = None,
    due_on: date | None = None,
    source: models.Model | None = None,
    mode: str = "",
    received_at: datetime | None = None,
    **facts: Any,
) -> Ticket:
    """A need of a firm, with a number and a code to follow it.

    by: one of the staff (who must be able to register in `unit`) or a caller of a firm.
    level: a row, its key, or "" for the ordinary one. source: the row it came from (a visit, an inspection).
    lead_unit: given by the staff, the ticket is dispatched in the same act. due_on: a day the firm was promised when
    the source says one; the clock never gives a later one. received_at: an earlier moment for what came by another way.
    Raises Refused for files that are no photos or papers, for a firm that is not the caller's, for a late moment.
    """
    received = received_at or at
    if received > at:
        raise Refused(_("收到时间不能晚于现在。"))
    if isinstance(by, Caller):
        company, account, contact_phone = _of_caller(by, company, contact_phone)
    else:
        require_at(by, "tickets.register", unit)
    kept = keep_all(files)
    name = company.name if company else company_name.strip()
    ticket = Ticket(
        unit=unit,
        kind=kind,
        channel=channel,
        mode=mode,
        category=category,
        level=level_of(unit, level),
        company=company or company_in(unit, name=name),
        company_name=name,
        company_normal=comparable(name),
        account=account,
        contact_name=contact_name.strip(),
        contact_phone=contact_phone.strip(),
        title=title.strip(),
        text=text.strip(),
        project=project,
        source_subject=subject_of(source) if source else "",
        source_id=source.pk if source else None,
        received_at=received,
        follow_code=secret_code(),
        number=next_number(NUMBER_PREFIX, timezone.localtime(at).date()),
        created_at=at,
        updated_at=at,
        **facts,
    )
    ticket.full_clean()
    ticket.save(force_insert=True)
    record_event(ticket, "tickets.register", by=signed(by), at=at, note=told_of(by))
    attach(kept, by=by, at=at, is_shown=isinstance(by, Caller), ticket=ticket)
    INDEX.put(ticket.pk, *ticket.search_texts())
    if kind == TicketKind.CONCIERGE:
        Concierge.objects.create(ticket=ticket, created_at=at, updated_at=at)
    if lead_unit is not None:
        return send_to(ticket, lead_unit, by=by, at=at, owner=owner, promised_on=due_on)
    return reclock(ticket, at)


@transaction.atomic
def edit_ticket(
    ticket: Ticket, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> Ticket:
    """Amend what was taken down. Stage, body, owner and clock have acts of their own and are refused here."""
    require(by, "tickets.edit", ticket)
    allowed = {
        "kind", "mode", "category", "level", "company", "company_name", "contact_name", "contact_phone", "title", "text",
        "place", "project", "activity",
    }  # fmt: skip
    if foreign := changes.keys() - allowed:
        raise TypeError(f"not edited: {sorted(foreign)}")
    changed = dict(changes)
    if "company" in changed or "company_name" in changed:
        firm = changed.get("company")
        name = firm.name if firm else str(changed.get("company_name", ticket.company_name)).strip()
        changed |= {"company": firm or company_in(ticket.unit, name=name), "company_name": name}
        changed["company_normal"] = comparable(name)
    phone = changed.pop("contact_phone", ticket.contact_phone)
    ticket = amend(ticket, "tickets.edit", changed, by=by, at=at, version=version)
    if phone != ticket.contact_phone:
        shown = {"contact_phone": (mask_phone(ticket.contact_phone), mask_phone(phone))}
        ticket.contact_phone = phone
        write(ticket, ["contact_phone"], at=at)
        record_event(ticket, "tickets.edit", by=by, at=at, changes=shown)
    INDEX.put(ticket.pk, *ticket.search_texts())
    return reclock(ticket, at)


@transaction.atomic
def add_photos(ticket: Ticket, photos: Sequence[StoredFile], *, by: User, at: datetime) -> list[Attachment]:
    """Photos of the matter that came after the words; the firm sees them. Gives the rows of all of them.

    The same picture again makes nothing. Raises Refused when the ticket is settled or has too many files.
    """
    require(by, "tickets.add_photo", ticket)
    ticket = lock(ticket)
    if not ticket.is_open:
        raise Refused(_("这件诉求已经办结,不能再补充照片。如有新的情况,请重新提交。"))
    sent = {photo.sha256: photo for photo in photos}
    there = ticket.files.filter(is_shown=True)
    new = [sent[key] for key in sent.keys() - set(there.values_list("sha256", flat=True))]
    if ticket.files.count() + len(new) > MOST_OF_A_TICKET:
        raise Refused(_("一件诉求最多 %(n)d 个附件。") % {"n": MOST_OF_A_TICKET})
    if new:
        attach(new, by=by, at=at, is_shown=True, ticket=ticket)
        record_event(ticket, "tickets.add_photo", by=by, at=at, note="、".join(photo.name for photo in new))
    return list(there.filter(sha256__in=sent).order_by("id"))


@transaction.atomic
def link_ticket(ticket: Ticket, *, by: User, at: datetime, version: int | None = None, **links: Any) -> Ticket:
    """Tie the ticket to a project, an activity or a policy (its id in the rulebook). Raises Refused for an unknown id."""
    require(by, "tickets.link", ticket)
    if foreign := links.keys() - {"project", "activity", "policy"}:
        raise TypeError(f"not a link: {sorted(foreign)}")
    if links.get("policy", ticket.policy) != ticket.policy:
        need_policy(links["policy"])
    return amend(ticket, "tickets.link", links, by=by, at=at, version=version)


@transaction.atomic
def reveal_ticket_phone(ticket: Ticket, *, by: User, at: datetime, reason: str) -> str:
    """The number in full. Who, when, which and why go to the timeline and to the sealed log."""
    require(by, "tickets.reveal", ticket)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise Refused(_("请写明查看电话的事由(不少于 %(n)d 个字)。") % {"n": _SHORTEST_REASON})
    record_event(ticket, "tickets.reveal", by=by, at=at, note=reason)
    write_entry(
        "tickets.reveal", by=by, at=at, subject=str(ticket)[:120], detail={"ticket": ticket.pk, "reason": reason}
    )
    return ticket.contact_phone


def _of_caller(by: Caller, company: Company | None, phone: str) -> tuple[Company | None, Account | None, str]:
    """What a caller may say of itself: its own firm only, its own account, a phone to ring back."""
    if company is not None and company.pk not in by.company_ids:
        raise Refused(_("您没有绑定“%(firm)s”,请直接填写企业名称。") % {"firm": company.name})
    return company, by.account, phone or by.phone
