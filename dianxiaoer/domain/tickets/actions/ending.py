"""How a ticket ends, and how it begins again: revisit, close, schedule, recall, reopen, reject, split, merge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.tickets.actions.common import need_text, say, signed, step, tell_firm, told_of
from dianxiaoer.domain.tickets.concierge import Concierge
from dianxiaoer.domain.tickets.handling import Part, Pause
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.numbers import next_number, secret_code
from dianxiaoer.domain.tickets.queries import INDEX
from dianxiaoer.domain.tickets.states import (
    BEFORE_ANSWER,
    CONCIERGE_OPEN,
    ConciergeStage,
    NoteKind,
    PartState,
    ResolutionKind,
    TicketKind,
    TicketStage,
)
from dianxiaoer.domain.tickets.ticking import reclock
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import lock
from dianxiaoer.kernel.refusals import Refused


@transaction.atomic
def revisit_ticket(ticket: Ticket, *, by: User, at: datetime, agreed: bool, note: str) -> Ticket:
    """Call the firm back: it agrees that the matter is settled, or not. Never by who answered."""
    require(by, "tickets.revisit", ticket)
    text = need_text(note, _("回访情况"))
    fresh = lock(ticket)
    if fresh.owner_id == by.pk:
        raise Refused(_("回访须由经办人以外的人进行。"))
    changes = {"revisit_agreed": agreed, "revisited_at": at, "fed_back_at": fresh.fed_back_at or at}
    moved = step(fresh, "revisit", by=by, at=at, note=text, changes=changes)
    say(moved, NoteKind.REVISIT, text, by=by, at=at, is_shown=False)
    return moved


@transaction.atomic
def close_ticket(ticket: Ticket, *, by: User, at: datetime, note: str = "") -> Ticket:
    """Close it in the way it was answered. One put on a plan goes on the plan instead and comes back on its day.

    清零 only when the firm agreed in the call-back: a closed one without it stays uncleared. Raises Refused for a firm
    that did not agree: it is taken up again, or the reason is written.
    """
    fresh = lock(ticket)
    is_planned = fresh.resolution_kind == ResolutionKind.SCHEDULED
    verb = "schedule" if is_planned else "close"
    require(by, f"tickets.{verb}", ticket)
    if fresh.revisit_agreed is False:
        need_text(note, _("企业不认可仍办结的原因"))
    if is_planned:
        return step(fresh, verb, by=by, at=at, note=note)
    changes = {
        "closed_at": at,
        "closed_on": timezone.localtime(at).date(),
        "fed_back_at": fresh.fed_back_at or at,
    }
    return step(fresh, verb, by=by, at=at, note=note, changes=changes)


@transaction.atomic
def reopen_ticket(ticket: Ticket, *, by: User, at: datetime, reason: str) -> Ticket:
    """Take it up again with the same body: a new round, with a clock, an objection and an extension of its own."""
    require(by, "tickets.reopen", ticket)
    return again(ticket, "reopen", by=by, at=at, reason=need_text(reason, _("重新办理的原因")))


@transaction.atomic
def recall_ticket(ticket: Ticket, *, at: datetime, by: User | None = None) -> Ticket:
    """The day it was scheduled for has come. by: None for the clockwork."""
    if by is not None:
        require(by, "tickets.recall", ticket)
    return again(ticket, "recall", by=by, at=at, reason=_("计划日期已到"))


def recall_due(at: datetime) -> int:
    """Every scheduled ticket whose day has come, each in its own transaction. Returns tickets taken up."""
    today = timezone.localtime(at).date()
    due = Ticket.objects.filter(stage=TicketStage.SCHEDULED, scheduled_on__lte=today).order_by("pk")
    count = 0
    for ticket in due.iterator(chunk_size=500):
        recall_ticket(ticket, at=at)
        count += 1
    return count


def again(ticket: Ticket, verb: str, *, by: Any, at: datetime, reason: str) -> Ticket:
    """A new round. For acts that authorised already."""
    fresh = lock(ticket)
    changes = {
        "round": fresh.round + 1,
        "dispatched_at": at,
        "has_objected": False,
        "has_returned": False,
        "extended_workdays": 0,
        "resolution_kind": "",
        "scheduled_on": None,
        "revisit_agreed": None,
        **dict.fromkeys(("interim_at", "answered_at", "fed_back_at", "revisited_at", "closed_at", "closed_on")),
    }
    moved = step(fresh, verb, by=by, at=at, note=reason, changes=changes)
    tell_firm(moved, "again", _("您的诉求已重新办理。"), at=at)
    return moved


@transaction.atomic
def reject_ticket(ticket: Ticket, *, by: User, at: datetime, reason: str) -> Ticket:
    """Not to be taken up at all; the firm is told why."""
    require(by, "tickets.reject", ticket)
    text = need_text(reason, _("不予受理的原因"))
    moved = end(ticket, "reject", by=by, at=at, note=text, reject_reason=text)
    say(moved, NoteKind.ANSWER, text, by=by, at=at, is_shown=True)
    tell_firm(moved, "reject", _("您的诉求未予受理,请查看原因。"), at=at)
    return moved


@transaction.atomic
def withdraw_for_firm(ticket: Ticket, *, by: User, at: datetime, reason: str) -> Ticket:
    """The firm said by phone that it is no longer needed."""
    require(by, "tickets.withdraw", ticket)
    return end(ticket, "withdraw", by=by, at=at, note=need_text(reason, _("撤回原因")))


def end(ticket: Ticket, verb: str, *, by: Any, at: datetime, note: str, **facts: Any) -> Ticket:
    """Stop everything that runs for the ticket. For acts that authorised already."""
    fresh = lock(ticket)
    Pause.objects.filter(ticket=fresh, until_at__isnull=True).update(until_at=max(at, fresh.paused_since or at))
    Part.objects.filter(ticket=fresh, state=PartState.OPEN).update(state=PartState.CANCELLED, updated_at=at)
    left = ConciergeStage.REJECTED if verb == "reject" else ConciergeStage.WITHDRAWN
    Concierge.objects.filter(ticket=fresh, stage__in=CONCIERGE_OPEN).update(stage=left, updated_at=at)
    changes = {"closed_at": at, "closed_on": timezone.localtime(at).date(), "paused_since": None, **facts}
    return step(fresh, verb, by=by, at=at, note=note, changes=changes)


@transaction.atomic
def merge_ticket(ticket: Ticket, *, by: User, at: datetime, into: Ticket, note: str = "") -> Ticket:
    """The same matter was told twice: it goes on under `into`. Raises Refused for one that is closed or merged itself."""
    require(by, "tickets.merge", ticket)
    require(by, "tickets.merge", into)
    if into.pk == ticket.pk:
        raise Refused(_("不能并入自己。"))
    held = {one.pk: lock(one) for one in sorted((into, ticket), key=lambda row: row.pk)}  # in one order: no deadlock
    kept, fresh = held[into.pk], held[ticket.pk]
    if not kept.is_open:
        raise Refused(_("%(number)s 已办结,不能再并入。") % {"number": kept.number})
    if kept.unit_id != fresh.unit_id:
        raise Refused(_("只能并入同一机构受理的诉求。"))
    moved = end(fresh, "merge", by=by, at=at, note=note or str(kept), merged_into=kept)
    record_event(kept, "tickets.merge", by=by, at=at, note=_("并入 %(number)s") % {"number": fresh.number})
    tell_firm(moved, "merge", _("您的诉求与 %(number)s 合并办理。") % {"number": kept.number}, at=at)
    return moved


@transaction.atomic
def split_ticket(ticket: Ticket, *, by: User, at: datetime, titles: Sequence[str]) -> list[Ticket]:
    """Matters of their own taken out of one ticket, each with its number, waiting to be dispatched. The first goes on."""
    require(by, "tickets.split", ticket)
    fresh = lock(ticket)
    wanted = [title.strip() for title in titles if title.strip()]
    if not wanted:
        raise Refused(_("请逐行写明拆分出的诉求标题。"))
    if fresh.stage != TicketStage.REGISTERED and fresh.stage not in BEFORE_ANSWER:
        raise Refused(_("已答复或已办结的诉求不能拆分。"))
    return [_piece(fresh, title, by=by, at=at) for title in wanted]


def _piece(ticket: Ticket, title: str, *, by: User, at: datetime) -> Ticket:
    same = (
        "unit", "kind", "channel", "mode", "category", "level", "company", "company_name", "company_normal", "account",
        "contact_name", "contact_phone", "text", "place", "project", "activity", "policy", "received_at",
    )  # fmt: skip
    piece = Ticket(
        title=title,
        parent=ticket,
        number=next_number(ticket.number[:2], timezone.localtime(at).date()),
        follow_code=secret_code(),
        created_at=at,
        updated_at=at,
        **{name: getattr(ticket, name) for name in same},
    )
    piece.full_clean()
    piece.save(force_insert=True)
    record_event(piece, "tickets.register", by=signed(by), at=at, note=told_of(by, _("拆分自 %s") % ticket.number))
    record_event(ticket, "tickets.split", by=by, at=at, note=piece.number)
    INDEX.put(piece.pk, *piece.search_texts())
    if piece.kind == TicketKind.CONCIERGE:
        Concierge.objects.create(ticket=piece, created_at=at, updated_at=at)
    return reclock(piece, at)
