"""What the handling body does: accept, get on, ask the firm, answer; extension; joint handling."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.domain.tickets.actions.common import keep_all, need_text, say, step, tell_firm
from dianxiaoer.domain.tickets.clock import part_duty, presets
from dianxiaoer.domain.tickets.concierge import Concierge
from dianxiaoer.domain.tickets.handling import Extension, Note, Part, Pause
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.states import (
    BEFORE_ANSWER,
    CONCIERGE_OPEN,
    AskState,
    NoteKind,
    PartState,
    ResolutionKind,
    TicketStage,
)
from dianxiaoer.domain.tickets.ticking import reclock
from dianxiaoer.engines.measures.workdays import workdays_until
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import add, lock, write
from dianxiaoer.kernel.refusals import Refused


@transaction.atomic
def accept_ticket(ticket: Ticket, *, by: User, at: datetime, note: str = "") -> Ticket:
    """Somebody of the body takes it on. Two at once: the second is told that it is taken."""
    require(by, "tickets.accept", ticket)
    return step(ticket, "accept", by=by, at=at, note=note, changes={"owner": by, "accepted_at": at})


@transaction.atomic
def process_ticket(
    ticket: Ticket, *, by: User, at: datetime, note: str, is_shown: bool = False, files: Iterable[Any] = ()
) -> Ticket:
    """Get on with it, and say how far. What the firm may read counts as the first contact and the interim answer."""
    require(by, "tickets.process", ticket)
    text = need_text(note, _("办理进展"))
    kept = keep_all(files)
    fresh = lock(ticket)
    changes = {"owner": fresh.owner or by}
    if is_shown:
        changes |= {"responded_at": fresh.responded_at or at, "interim_at": fresh.interim_at or at}
    moved = step(fresh, "process", by=by, at=at, note=text, changes=changes)
    say(moved, NoteKind.PROGRESS, text, by=by, at=at, is_shown=is_shown, kept=kept)
    return moved


@transaction.atomic
def note_ticket(
    ticket: Ticket, *, by: User, at: datetime, text: str, is_shown: bool = False, files: Iterable[Any] = ()
) -> Note:
    """A remark: internal unless the writer says the firm may read it."""
    require(by, "tickets.note", ticket)
    kept = keep_all(files)
    note = say(ticket, NoteKind.NOTE, need_text(text, _("内容")), by=by, at=at, is_shown=is_shown, kept=kept)
    record_event(ticket, "tickets.note", by=by, at=at, note="" if not is_shown else note.text)
    if is_shown and ticket.responded_at is None:
        fresh = lock(ticket)
        fresh.responded_at = at
        write(fresh, ["responded_at"], at=at)
        reclock(fresh, at)
    return note


@transaction.atomic
def ask_firm(ticket: Ticket, *, by: User, at: datetime, question: str) -> Ticket:
    """Ask the firm for more. The clock stands still until it answers."""
    require(by, "tickets.ask", ticket)
    text = need_text(question, _("需要企业补充的内容"))
    fresh = lock(ticket)
    changes = {"paused_since": at, "responded_at": fresh.responded_at or at, "owner": fresh.owner or by}
    moved = step(fresh, "ask", by=by, at=at, note=text, changes=changes)
    Pause.objects.create(ticket=moved, from_at=at)
    say(moved, NoteKind.QUESTION, text, by=by, at=at, is_shown=True)
    tell_firm(moved, f"ask{at:%Y%m%d%H%M%S}", _("请补充:%(text)s。") % {"text": text[:60]}, at=at)
    return moved


@transaction.atomic
def supply_for_firm(ticket: Ticket, *, by: User, at: datetime, text: str, files: Iterable[Any] = ()) -> Ticket:
    """What the firm said by phone or brought to the counter, written down by the staff."""
    require(by, "tickets.supply", ticket)
    kept = keep_all(files)
    moved = go_on(ticket, "supply", by=by, at=at, note=need_text(text, _("补充内容")))
    say(moved, NoteKind.SUPPLY, text, by=by, at=at, is_shown=True, kept=kept)
    return moved


@transaction.atomic
def resume_ticket(ticket: Ticket, *, by: User, at: datetime, reason: str) -> Ticket:
    """Go on without what the firm was asked for."""
    require(by, "tickets.resume", ticket)
    return go_on(ticket, "resume", by=by, at=at, note=need_text(reason, _("恢复办理的原因")))


def go_on(ticket: Ticket, verb: str, *, by: Any, at: datetime, note: str) -> Ticket:
    """End the pause and run on. For acts that authorised already."""
    fresh = lock(ticket)
    Pause.objects.filter(ticket=fresh, until_at__isnull=True).update(until_at=max(at, fresh.paused_since or at))
    return step(fresh, verb, by=by, at=at, note=note, changes={"paused_since": None})


@transaction.atomic
def answer_ticket(
    ticket: Ticket,
    *,
    by: User,
    at: datetime,
    resolution_kind: str,
    answer: str,
    scheduled_on: date | None = None,
    files: Iterable[Any] = (),
) -> Ticket:
    """Tell the firm how it ended, and in which way. Refused while a co-department still owes its part.

    Raises Refused for a scheduled one without a day after today.
    """
    require(by, "tickets.answer", ticket)
    text = need_text(answer, _("答复内容"))
    today = timezone.localtime(at).date()
    if resolution_kind == ResolutionKind.SCHEDULED and (scheduled_on is None or scheduled_on <= today):
        raise Refused(_("列入计划的须写明今天之后的计划日期。"))
    kept = keep_all(files)
    fresh = lock(ticket)
    owing = [
        _("%(unit)s的协办意见") % {"unit": part.unit}
        for part in fresh.parts.filter(state=PartState.OPEN).select_related("unit")
    ]
    if Concierge.objects.filter(ticket=fresh, stage__in=CONCIERGE_OPEN).exists():
        owing.append(_("帮代办的办成或终止"))
    changes = {
        "owner": fresh.owner or by,
        "resolution_kind": resolution_kind,
        "answer": text,
        "answered_at": at,
        "responded_at": fresh.responded_at or at,
        "scheduled_on": scheduled_on if resolution_kind == ResolutionKind.SCHEDULED else None,
    }
    moved = step(fresh, "answer", by=by, at=at, note=text, changes=changes, missing=owing)
    say(moved, NoteKind.ANSWER, text, by=by, at=at, is_shown=True, kept=kept)
    tell_firm(moved, "answer", _("您的诉求已答复,请查看并评价。"), at=at)
    return moved


@transaction.atomic
def ask_extension(ticket: Ticket, *, by: User, at: datetime, workdays: int, reason: str) -> Extension:
    """Ask for more time: once a round, and in time (the preset says how many working days before the due day)."""
    require(by, "tickets.ask_extension", ticket)
    fresh = lock(ticket)
    if fresh.stage not in BEFORE_ANSWER or fresh.answer_due_at is None or fresh.dispatched_at is None:
        raise Refused(_("只有办理中的诉求可以申请延期。"))
    preset = presets().of(fresh.unit, timezone.localtime(fresh.dispatched_at).date())
    today, due_on = timezone.localtime(at).date(), timezone.localtime(fresh.answer_due_at).date()
    left = workdays_until(today, due_on, working_calendar((today.year, max(today.year, due_on.year)))).days
    if left < preset.extension_notice_workdays:
        raise Refused(
            _("延期须在到期前至少 %(n)d 个工作日申请,本件 %(on)s 到期,已来不及。")
            % {"n": preset.extension_notice_workdays, "on": due_on}
        )
    row = Extension(
        ticket=fresh,
        round=fresh.round,
        workdays=workdays,
        reason=need_text(reason, _("理由")),
        asked_by=by,
        asked_at=at,
    )
    return add(row, "tickets.ask_extension", by=by, at=at, root=fresh, note=reason)


@transaction.atomic
def decide_extension(extension: Extension, *, by: User, at: datetime, grant: bool, decision: str = "") -> Ticket:
    """Another person grants it or not. Granted, the promise moves; refused, the first one stands."""
    ticket = lock(extension.ticket)
    require(by, "tickets.decide_extension", ticket)
    fresh = lock(extension)
    if fresh.state != AskState.PENDING:
        raise Refused(_("这个延期申请已有结论。请刷新页面。"))
    if not grant:
        decision = need_text(decision, _("不同意的理由"))
    fresh.state = AskState.GRANTED if grant else AskState.REFUSED
    fresh.decided_by, fresh.decided_at, fresh.decision = by, at, decision
    write(fresh, ["state", "decided_by", "decided_at", "decision"], at=at)
    before = ticket.answer_due_at
    if grant:
        ticket.extended_workdays += fresh.workdays
        write(ticket, ["extended_workdays"], at=at)
        reclock(ticket, at)
    changes = {"answer_due_at": (before, ticket.answer_due_at)} if grant else {}
    record_event(ticket, "tickets.decide_extension", by=by, at=at, note=decision, changes=changes)
    return ticket


@transaction.atomic
def add_part(ticket: Ticket, *, by: User, at: datetime, unit: Unit, task: str, owner: User | None = None) -> Part:
    """Ask another body to help, by a clock of its own that starts now."""
    require(by, "tickets.add_part", ticket)
    fresh = lock(ticket)
    if fresh.stage not in BEFORE_ANSWER or fresh.stage == TicketStage.OBJECTED or fresh.dispatched_at is None:
        raise Refused(_("只有办理中的诉求可以增加协办部门。"))
    if unit.pk == fresh.lead_unit_id:
        raise Refused(_("主办部门不能同时是协办部门。"))
    part = Part(
        ticket=fresh, unit=unit, owner=owner, round=fresh.round, task=need_text(task, _("协办事项")), dispatched_at=at,
        due_at=at,
    )  # fmt: skip
    preset = presets().of(fresh.unit, timezone.localtime(fresh.dispatched_at).date())
    duty = part_duty(part, fresh, preset, working_calendar((at.year, at.year + 3)))
    part.due_at, part.is_provisional = duty.due_at, duty.is_provisional
    return add(part, "tickets.add_part", by=by, at=at, root=fresh, note=f"{unit}:{part.task}")


@transaction.atomic
def answer_part(part: Part, *, by: User, at: datetime, answer: str, files: Iterable[Any] = ()) -> Part:
    """What the co-department found. Read by the lead, not by the firm."""
    require(by, "tickets.answer_part", part)
    kept = keep_all(files)
    fresh = _open_part(part)
    fresh.state, fresh.answered_at, fresh.answered_by = PartState.ANSWERED, at, by
    fresh.answer = need_text(answer, _("协办意见"))
    write(fresh, ["state", "answered_at", "answered_by", "answer"], at=at)
    record_event(fresh, "tickets.answer_part", by=by, at=at, root=fresh.ticket, note=fresh.answer)
    say(fresh.ticket, NoteKind.CO_ANSWER, fresh.answer, by=by, at=at, is_shown=False, kept=kept)
    return fresh


@transaction.atomic
def cancel_part(part: Part, *, by: User, at: datetime, reason: str) -> Part:
    """The help is no longer needed."""
    require(by, "tickets.cancel_part", part.ticket)
    fresh = _open_part(part)
    fresh.state = PartState.CANCELLED
    write(fresh, ["state"], at=at)
    record_event(fresh, "tickets.cancel_part", by=by, at=at, root=fresh.ticket, note=need_text(reason, _("原因")))
    return fresh


def _open_part(part: Part) -> Part:
    fresh = lock(part)
    if fresh.state != PartState.OPEN:
        raise Refused(_("这项协办已有结果。请刷新页面。"))
    return fresh
