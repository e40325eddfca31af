"""A butler works order: opened from a need, surveyed, approved by another person, built, accepted by the firm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.firm_access import reaches
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.tickets.actions.common import attach, keep_all, need_text, signed, told_of
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.numbers import next_number
from dianxiaoer.domain.tickets.states import WORKS, WORKS_OPEN
from dianxiaoer.domain.tickets.works import WorksOrder
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move

NUMBER_PREFIX = "GJ"


@transaction.atomic
def open_works(
    *, by: User, at: datetime, unit: Unit, name: str, facility: str, need: str, ticket: Ticket | None = None,
    files: Iterable[Any] = (), needed_on: date | None = None, owner: User | None = None, **facts: Any,
) -> WorksOrder:  # fmt: skip
    """A works order of a unit, from a ticket or on its own. A ticket brings its firm and project along."""
    require_at(by, "works.open", unit)
    today = timezone.localtime(at).date()
    if needed_on and needed_on > today:
        raise Refused(_("提出日期不能晚于今天。"))
    if ticket is not None:
        own = {"company": ticket.company, "company_name": ticket.company_name, "project": ticket.project}
        facts = own | {name: value for name, value in facts.items() if value}
    if company := facts.get("company"):
        facts["company_name"] = company.name
    kept = keep_all(files)
    order = WorksOrder(
        unit=unit,
        owner=owner or by,
        number=next_number(NUMBER_PREFIX, today),
        ticket=ticket,
        name=name.strip(),
        facility=facility,
        need=need.strip(),
        needed_on=needed_on or today,
        **facts,
    )
    add(order, "works.open", by=by, at=at)
    attach(kept, by=by, at=at, is_shown=True, works=order, phase=order.stage)
    return order


@transaction.atomic
def edit_works(
    order: WorksOrder, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None
) -> WorksOrder:
    """Amend name, need, place, firm, project, planned end."""
    require(by, "works.edit", order)
    allowed = {"name", "facility", "need", "place", "company", "company_name", "project", "due_on"}
    if foreign := changes.keys() - allowed:
        raise TypeError(f"not edited: {sorted(foreign)}")
    return amend(order, "works.edit", changes, by=by, at=at, version=version)


@transaction.atomic
def survey_works(
    order: WorksOrder, *, by: User, at: datetime, estimate_yuan: Decimal, length_m: Decimal | None = None,
    width_m: Decimal | None = None, survey_note: str = "", surveyed_on: date | None = None, files: Iterable[Any] = (),
) -> WorksOrder:  # fmt: skip
    """What was measured on the spot, what it may cost, photos. May be repeated until it is approved."""
    day = _day(surveyed_on, at)
    kept = keep_all(files)
    moved = _step(
        order, "survey", by=by, at=at, surveyed_on=day, estimate_yuan=estimate_yuan, length_m=length_m,
        width_m=width_m, survey_note=survey_note.strip(),
    )  # fmt: skip
    attach(kept, by=by, at=at, is_shown=True, works=moved, phase=moved.stage)
    return moved


@transaction.atomic
def approve_works(
    order: WorksOrder,
    *,
    by: User,
    at: datetime,
    approved_yuan: Decimal,
    approved_on: date | None = None,
    note: str = "",
) -> WorksOrder:
    """Another person approves the money."""
    day = _day(approved_on, at)
    return _step(
        order, "approve", by=by, at=at, note=note, approved_on=day, approved_yuan=approved_yuan, approved_by=by
    )


@transaction.atomic
def refuse_works(order: WorksOrder, *, by: User, at: datetime, outcome: str) -> WorksOrder:
    """Not approved, and why."""
    return _step(order, "refuse", by=by, at=at, outcome=need_text(outcome, _("不予批准的原因")))


@transaction.atomic
def start_works(
    order: WorksOrder,
    *,
    by: User,
    at: datetime,
    contractor: str,
    started_on: date | None = None,
    due_on: date | None = None,
) -> WorksOrder:
    """Work begins."""
    day = _day(started_on, at)
    if due_on and due_on < day:
        raise Refused(_("计划完工不能早于开工。"))
    return _step(order, "start", by=by, at=at, contractor=contractor.strip(), started_on=day, due_on=due_on)


@transaction.atomic
def complete_works(
    order: WorksOrder, *, by: User, at: datetime, cost_yuan: Decimal, length_m: Decimal | None = None,
    width_m: Decimal | None = None, completed_on: date | None = None, files: Iterable[Any] = (), note: str = "",
) -> WorksOrder:  # fmt: skip
    """Built: what it cost and how large it became. A size left out stays as surveyed.

    Raises Refused when it cost more than was approved and no note says why.
    """
    day = _day(completed_on, at)
    if order.started_on and day < order.started_on:
        raise Refused(_("完工日期不能早于开工日期。"))
    if order.approved_yuan is not None and cost_yuan > order.approved_yuan and not note.strip():
        raise Refused(_("实际造价超过批准金额,请写明原因。"))
    kept = keep_all(files)
    size = {name: value for name, value in (("length_m", length_m), ("width_m", width_m)) if value}
    moved = _step(order, "complete", by=by, at=at, note=note, completed_on=day, cost_yuan=cost_yuan, **size)
    attach(kept, by=by, at=at, is_shown=True, works=moved, phase=moved.stage)
    return moved


@transaction.atomic
def record_acceptance(
    order: WorksOrder,
    *,
    by: User,
    at: datetime,
    accepted_by_name: str,
    files: Iterable[Any],
    accepted_on: date | None = None,
) -> WorksOrder:
    """The firm signed on paper: who, and the signed paper itself."""
    kept = keep_all(files)
    if not kept:
        raise Refused(_("请上传企业签字的验收单。"))
    name = need_text(accepted_by_name, _("企业验收人"))
    moved = _step(order, "accept", by=by, at=at, accepted_on=_day(accepted_on, at), accepted_by_name=name)
    attach(kept, by=by, at=at, is_shown=True, works=moved, phase=moved.stage)
    return moved


@transaction.atomic
def accept_works(order: WorksOrder, *, caller: Caller, at: datetime, text: str = "") -> WorksOrder:
    """The firm accepts on its phone."""
    hold_firm(caller, order)
    changes = {"accepted_on": timezone.localtime(at).date(), "accepted_by_name": str(caller) or caller.phone}
    return move(order, WORKS, "accept", by=signed(caller), at=at, note=told_of(caller, text), changes=changes)


@transaction.atomic
def redo_works(order: WorksOrder, *, by: User | Caller, at: datetime, outcome: str) -> WorksOrder:
    """Not as it should be: back to work. By the firm itself, or by the staff for it."""
    text = need_text(outcome, _("需要返工的内容"))
    if isinstance(by, Caller):
        hold_firm(by, order)
    else:
        require(by, "works.redo", order)
    return move(order, WORKS, "redo", by=signed(by), at=at, note=told_of(by, text), changes={"outcome": text})


@transaction.atomic
def cancel_works(order: WorksOrder, *, by: User, at: datetime, outcome: str) -> WorksOrder:
    """No longer needed, or not to be had."""
    return _step(order, "cancel", by=by, at=at, outcome=need_text(outcome, _("取消原因")))


@transaction.atomic
def upload_works(order: WorksOrder, *, by: User, at: datetime, files: Iterable[Any], note: str = "") -> WorksOrder:
    """Photos and papers of the stage the order is at."""
    require(by, "works.upload", order)
    if order.stage not in WORKS_OPEN:
        raise Refused(_("工单已结束,不能再上传。"))
    kept = keep_all(files)
    if not kept:
        raise Refused(_("请选择照片或文件。"))
    attach(kept, by=by, at=at, is_shown=True, works=order, phase=order.stage)
    record_event(order, "works.upload", by=by, at=at, note=note or "、".join(file.name for file in kept))
    return order


def hold_firm(caller: Caller, order: WorksOrder) -> None:
    """Raises PermissionDenied for an order that is not of one of the caller's firms."""
    if not isinstance(caller, Caller) or not reaches(caller, order):
        raise PermissionDenied(_("只有工单所属的企业可以这样做。"))


def _step(order: WorksOrder, verb: str, *, by: User, at: datetime, note: str = "", **changes: Any) -> WorksOrder:
    require(by, f"works.{verb}", order)
    return move(order, WORKS, verb, by=by, at=at, note=note, changes=changes)


def _day(given: date | None, at: datetime) -> date:
    today = timezone.localtime(at).date()
    if given and given > today:
        raise Refused(_("日期不能晚于今天。"))
    return given or today
