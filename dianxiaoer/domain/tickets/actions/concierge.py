"""帮办 and 代办: from triage to the paper that says it is done. Each act moves the concierge work and, where due, its ticket."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.tickets.actions.common import need_text
from dianxiaoer.domain.tickets.actions.dispatching import hold_able
from dianxiaoer.domain.tickets.actions.ending import end
from dianxiaoer.domain.tickets.actions.handling import accept_ticket, answer_ticket, ask_firm, go_on
from dianxiaoer.domain.tickets.actions.papers import write_paper
from dianxiaoer.domain.tickets.concierge import Concierge
from dianxiaoer.domain.tickets.states import CONCIERGE, PaperKind, ResolutionKind, TerminatedBy, TicketStage
from dianxiaoer.kernel.records import lock
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move


@transaction.atomic
def triage_concierge(concierge: Concierge, *, by: User, at: datetime, agent: User, note: str = "") -> Concierge:
    """Name the agent. Refused while the ticket is not dispatched: nobody's agent can have it."""
    ticket = lock(concierge.ticket)
    if ticket.lead_unit is None:
        raise Refused(_("请先派单,再分派帮办员。"))
    hold_able(agent, ticket.lead_unit)
    return _step(concierge, "triage", by=by, at=at, note=note, agent=agent)


@transaction.atomic
def accept_concierge(
    concierge: Concierge, *, by: User, at: datetime, matter: str, promised_on: date | None = None, note: str = ""
) -> Concierge:
    """Take it on and hand out the 受理单."""
    moved = _step(concierge, "accept", by=by, at=at, note=note, matter=matter.strip(), promised_on=promised_on)
    if lock(moved.ticket).stage == TicketStage.DISPATCHED:
        accept_ticket(moved.ticket, by=by, at=at)
    write_paper(moved, PaperKind.RECEIPT, by=by, at=at)
    return moved


@transaction.atomic
def authorise_concierge(
    concierge: Concierge, *, by: User, at: datetime, authorised_by_name: str, authorised_until: date | None = None
) -> Concierge:
    """代办 begins: the firm mandates the agent, and the 委托书 is printed for signing."""
    today = timezone.localtime(at).date()
    if authorised_until and authorised_until < today:
        raise Refused(_("委托期限不能早于今天。"))
    moved = _step(
        concierge, "authorise", by=by, at=at, is_proxy=True, authorised_on=today,
        authorised_by_name=authorised_by_name.strip(), authorised_until=authorised_until,
    )  # fmt: skip
    write_paper(moved, PaperKind.MANDATE, by=by, at=at)
    return moved


@transaction.atomic
def prepare_concierge(concierge: Concierge, *, by: User, at: datetime, note: str = "") -> Concierge:
    """The papers for the approval body are being got ready."""
    return _step(concierge, "prepare", by=by, at=at, note=note)


@transaction.atomic
def file_concierge(
    concierge: Concierge, *, by: User, at: datetime, approval_body: str, filed_on: date | None = None
) -> Concierge:
    """Handed in at the approval body. Refused for 代办 whose mandate has run out."""
    day = filed_on or timezone.localtime(at).date()
    if concierge.is_proxy and concierge.authorised_until and day > concierge.authorised_until:
        raise Refused(_("委托已于 %(on)s 到期,请先续办委托。") % {"on": concierge.authorised_until})
    return _step(concierge, "file", by=by, at=at, approval_body=approval_body.strip(), filed_on=day)


@transaction.atomic
def take_up_concierge(concierge: Concierge, *, by: User, at: datetime, note: str = "") -> Concierge:
    """The approval body has begun."""
    return _step(concierge, "take_up", by=by, at=at, note=note)


@transaction.atomic
def supplement_concierge(concierge: Concierge, *, by: User, at: datetime, note: str) -> Concierge:
    """The approval body wants more; how often is counted."""
    text = need_text(note, _("需要补正的内容"))
    fresh = lock(concierge)
    return _step(fresh, "supplement", by=by, at=at, note=text, supplements=fresh.supplements + 1)


@transaction.atomic
def suspend_concierge(concierge: Concierge, *, by: User, at: datetime, pause_reason: str) -> Concierge:
    """Stand still with a 中止单; the ticket's clock stands still too."""
    moved = _step(concierge, "suspend", by=by, at=at, pause_reason=pause_reason.strip())
    write_paper(moved, PaperKind.SUSPENSION, by=by, at=at)
    ask_firm(moved.ticket, by=by, at=at, question=pause_reason)
    return moved


@transaction.atomic
def resume_concierge(
    concierge: Concierge, *, by: User, at: datetime, authorised_until: date | None = None
) -> Concierge:
    """Go on; 代办 gets a 续办委托书."""
    changes: dict[str, Any] = {"authorised_until": authorised_until} if authorised_until else {}
    moved = _step(concierge, "resume", by=by, at=at, **changes)
    if moved.is_proxy:
        write_paper(moved, PaperKind.RENEWAL, by=by, at=at)
    if lock(moved.ticket).stage == TicketStage.WAITING:
        go_on(moved.ticket, "resume", by=by, at=at, note=_("续办"))
    return moved


@transaction.atomic
def complete_concierge(concierge: Concierge, *, by: User, at: datetime, outcome: str) -> Concierge:
    """Done: the 办结单 is printed and the ticket answered as resolved."""
    day = timezone.localtime(at).date()
    moved = _step(concierge, "complete", by=by, at=at, completed_on=day, outcome=outcome.strip())
    write_paper(moved, PaperKind.COMPLETION, by=by, at=at)
    answer_ticket(moved.ticket, by=by, at=at, resolution_kind=ResolutionKind.RESOLVED, answer=outcome)
    return moved


@transaction.atomic
def terminate_concierge(concierge: Concierge, *, by: User, at: datetime, terminated_by: str, outcome: str) -> Concierge:
    """Ended before it was done, by the firm, by the agent or because it cannot go on: a 终止单 says which."""
    moved = _step(concierge, "terminate", by=by, at=at, terminated_by=terminated_by, outcome=outcome.strip())
    write_paper(moved, PaperKind.TERMINATION, by=by, at=at)
    ticket = lock(moved.ticket)
    if ticket.stage == TicketStage.WAITING:
        ticket = go_on(ticket, "resume", by=by, at=at, note=outcome)
    kind = ResolutionKind.EXPLAINED if terminated_by == TerminatedBy.FIRM else ResolutionKind.REJECTED
    answer_ticket(ticket, by=by, at=at, resolution_kind=kind, answer=outcome)
    return moved


@transaction.atomic
def reject_concierge(concierge: Concierge, *, by: User, at: datetime, outcome: str) -> Concierge:
    """Not a matter that can be helped with; the firm is told why."""
    moved = _step(concierge, "reject", by=by, at=at, outcome=need_text(outcome, _("不予受理的原因")))
    ticket = lock(moved.ticket)
    if ticket.stage == TicketStage.DISPATCHED:
        ticket = accept_ticket(ticket, by=by, at=at)
    if ticket.lead_unit is None:
        raise Refused(_("还没有派单的,请在诉求页办理“不予受理”。"))
    answer_ticket(ticket, by=by, at=at, resolution_kind=ResolutionKind.REJECTED, answer=outcome)
    return moved


@transaction.atomic
def withdraw_concierge(concierge: Concierge, *, by: User, at: datetime, note: str) -> Concierge:
    """The firm wants it no longer."""
    moved = _step(concierge, "withdraw", by=by, at=at, note=need_text(note, _("撤回原因")))
    end(moved.ticket, "withdraw", by=by, at=at, note=note)
    return moved


def _step(concierge: Concierge, verb: str, *, by: User, at: datetime, note: str = "", **changes: Any) -> Concierge:
    require(by, f"concierge.{verb}", concierge)
    return move(concierge, CONCIERGE, verb, by=by, at=at, note=note, changes=changes, root=concierge.ticket)
