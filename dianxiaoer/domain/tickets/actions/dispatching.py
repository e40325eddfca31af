"""Giving a ticket to a body: dispatch, objection and its decision, return to a named body, transfer, assignment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import reach, require
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.domain.tickets.actions.common import Actor, need_text, step, tell_firm
from dianxiaoer.domain.tickets.clock import presets
from dianxiaoer.domain.tickets.handling import Dispute
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.states import TICKET, AskState
from dianxiaoer.domain.tickets.ticking import reclock
from dianxiaoer.engines.measures.workdays import workdays_until
from dianxiaoer.kernel.records import amend, lock, write
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move


@transaction.atomic
def dispatch_ticket(
    ticket: Ticket, *, by: User, at: datetime, lead_unit: Unit, owner: User | None = None, note: str = ""
) -> Ticket:
    """Give a registered ticket to the body that handles it. The clock starts now, whatever the body does."""
    require(by, "tickets.dispatch", ticket)
    return send_to(ticket, lead_unit, by=by, at=at, owner=owner, note=note)


@transaction.atomic
def dispatch_tickets(tickets: Sequence[Ticket], *, by: User, at: datetime, lead_unit: Unit, note: str = "") -> int:
    """Several at once, all or none. Raises Refused naming the one that cannot be. Returns tickets dispatched."""
    if not tickets:
        raise Refused(_("没有选中可派单的诉求。"))
    for ticket in tickets:
        try:
            dispatch_ticket(ticket, by=by, at=at, lead_unit=lead_unit, note=note)
        except Refused as problem:
            raise Refused(f"{ticket.number}:{problem.messages[0]}") from None
    return len(tickets)


def send_to(
    ticket: Ticket, lead_unit: Unit, *, by: Actor, at: datetime, owner: User | None = None, note: str = "",
    promised_on: date | None = None,
) -> Ticket:  # fmt: skip
    """The body of `dispatch_ticket`, for acts that authorised already."""
    if owner is not None:
        hold_able(owner, lead_unit)
    changes = {"lead_unit": lead_unit, "owner": owner, "dispatched_at": at, "promised_on": promised_on}
    sent = step(ticket, "dispatch", by=by, at=at, note=note, changes=changes)
    tell_firm(
        sent,
        "dispatch",
        _("您的诉求已转%(body)s办理,答复时限 %(on)s。") % {"body": lead_unit, "on": _day(sent.answer_due_at)},
        at=at,
    )
    return sent


@transaction.atomic
def object_ticket(ticket: Ticket, *, by: User, at: datetime, reason: str, proposed_unit: Unit) -> Dispute:
    """The body says the ticket is not its own and names whose it is: once, within the time the preset gives."""
    require(by, "tickets.object", ticket)
    fresh = lock(ticket)
    reason = need_text(reason, _("异议理由"))
    if fresh.has_objected or fresh.has_returned:
        raise Refused(_("这件诉求已异议或退回过一次,不得再次推诿。"))
    if proposed_unit.pk == fresh.lead_unit_id:
        raise Refused(_("请指明应由哪个其他部门承办。"))
    if fresh.dispatched_at is not None and _past_objecting(fresh, at):
        raise Refused(_("已过异议期:须在派单后 %(n)d 个工作日内提出。请接单办理。") % {"n": _days_to_object(fresh)})
    moved = move(fresh, TICKET, "object", by=by, at=at, note=reason, changes={"has_objected": True})
    dispute = Dispute(
        ticket=moved,
        round=moved.round,
        unit=moved.lead_unit,
        proposed_unit=proposed_unit,
        reason=reason,
        asked_by=by,
        asked_at=at,
        created_at=at,
        updated_at=at,
    )
    dispute.full_clean()
    dispute.save(force_insert=True)
    moved.staged_at = at
    reclock(moved, at)
    return dispute


@transaction.atomic
def decide_ticket(
    ticket: Ticket, *, by: User, at: datetime, uphold: bool, decision: str, lead_unit: Unit | None = None
) -> Ticket:
    """Decide an objection, the day it was raised. Upheld, the named (or another) body has it; then nobody may refuse."""
    require(by, "tickets.decide", ticket)
    fresh = lock(ticket)
    dispute = fresh.disputes.filter(round=fresh.round, state=AskState.PENDING).select_related("proposed_unit").first()
    if dispute is None:
        raise Refused(_("没有待裁定的异议。请刷新页面。"))
    if by.pk == dispute.asked_by_id:
        raise Refused(_("不能裁定自己提出的异议。"))
    decision = need_text(decision, _("裁定意见"))
    target = (lead_unit or dispute.proposed_unit) if uphold else dispute.unit
    if uphold and target.pk == dispute.unit_id:
        raise Refused(_("异议成立时须改派其他部门。"))
    dispute.state = AskState.GRANTED if uphold else AskState.REFUSED
    dispute.decided_by, dispute.decided_at, dispute.decision = by, at, decision
    write(dispute, ["state", "decided_by", "decided_at", "decision"], at=at)
    changes = {"lead_unit": target} | ({"owner": None} if uphold else {})
    return step(fresh, "decide", by=by, at=at, note=decision, changes=changes)


@transaction.atomic
def return_ticket(ticket: Ticket, *, by: User, at: datetime, reason: str, to_unit: Unit) -> Ticket:
    """Give it back, only with a reason and to a named body, once a round. The clock runs on."""
    require(by, "tickets.return", ticket)
    fresh = lock(ticket)
    if fresh.has_objected or fresh.has_returned:
        raise Refused(_("这件诉求已异议或退回过一次,不得再次推诿。"))
    changes = {"has_returned": True}
    return _hand_over(fresh, "return", to_unit, changes, by=by, at=at, reason=need_text(reason, _("退回原因")))


@transaction.atomic
def transfer_ticket(ticket: Ticket, *, by: User, at: datetime, reason: str, to_unit: Unit) -> Ticket:
    """The receiving body gives it to another one. The clock runs on: whoever dispatches wrongly answers for the days."""
    require(by, "tickets.transfer", ticket)
    return _hand_over(lock(ticket), "transfer", to_unit, {}, by=by, at=at, reason=need_text(reason, _("改派原因")))


@transaction.atomic
def assign_ticket(ticket: Ticket, *, by: User, at: datetime, owner: User, version: int | None = None) -> Ticket:
    """Name who in the handling body sees to it."""
    require(by, "tickets.assign", ticket)
    fresh = lock(ticket)
    if not fresh.is_open or fresh.lead_unit is None:
        raise Refused(_("诉求未派单或已办结,不能指定经办人。"))
    hold_able(owner, fresh.lead_unit)
    return amend(ticket, "tickets.assign", {"owner": owner}, by=by, at=at, version=version)


def hold_able(person: User, lead_unit: Unit) -> None:
    """Raises Refused for somebody who could not answer a ticket of that body."""
    if not person.is_active or lead_unit.pk not in reach(person).units("tickets.answer"):
        raise Refused(
            _("“%(name)s”没有办理“%(unit)s”诉求的权限,不能作经办人。") % {"name": person.name, "unit": lead_unit}
        )


def _hand_over(
    ticket: Ticket, verb: str, to_unit: Unit, changes: dict[str, bool], *, by: User, at: datetime, reason: str
) -> Ticket:
    if to_unit.pk == ticket.lead_unit_id:
        raise Refused(_("请指明应由哪个其他部门承办。"))
    return step(ticket, verb, by=by, at=at, note=reason, changes={"lead_unit": to_unit, "owner": None, **changes})


def _past_objecting(ticket: Ticket, at: datetime) -> bool:
    start, today = timezone.localtime(ticket.dispatched_at).date(), timezone.localtime(at).date()
    passed = workdays_until(start, today, working_calendar((start.year, today.year))).days
    return passed > _days_to_object(ticket)


def _days_to_object(ticket: Ticket) -> int:
    return presets().of(ticket.unit, timezone.localtime(ticket.dispatched_at).date()).objection_workdays


def _day(moment: datetime | None) -> str:
    return str(timezone.localtime(moment).date()) if moment else "—"
