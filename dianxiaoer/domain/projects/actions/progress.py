"""Phases, planned and completed investment, and planned and actual quantities."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import InvestmentDone, InvestmentPlan, Phase, Project, Quantity
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused


@transaction.atomic
def add_phase(project: Project, *, by: User, at: datetime, name: str, **facts: Any) -> Phase:
    """The next phase of a project, numbered from one."""
    require(by, "projects.add_phase", project)
    last = lock(project).phases.order_by("-number").values_list("number", flat=True).first() or 0
    return add(
        Phase(project=project, number=last + 1, name=name, **facts), "projects.add_phase", by=by, at=at, root=project
    )


def edit_phase(
    phase: Phase, *, by: User, at: datetime, changes: Mapping[str, Any], version: int | None = None
) -> Phase:
    require(by, "projects.edit_phase", phase.project)
    return amend(phase, "projects.edit_phase", changes, by=by, at=at, version=version, root=phase.project)


def report_investment(
    project: Project,
    *,
    by: User,
    at: datetime,
    through_on: date,
    amount_yuan: Decimal,
    phase: Phase | None = None,
    note: str = "",
) -> InvestmentDone:
    """Completed investment since the report before, through a day. A negative amount corrects earlier reports."""
    require(by, "projects.report_investment", project)
    _hold_phase(project, phase)
    if through_on > at.date():
        raise Refused(_("截至日期不能晚于今天。"))
    row = InvestmentDone(project=project, phase=phase, through_on=through_on, amount_yuan=amount_yuan, note=note)
    return add(row, "projects.report_investment", by=by, at=at, root=project)


@transaction.atomic
def plan_investment(
    project: Project, *, by: User, at: datetime, through_on: date, planned_yuan: Decimal, note: str = ""
) -> InvestmentPlan:
    """How much should be done by a day, from the beginning on; planning the same day again replaces it, the old value stays
    on the timeline. Raises Refused when the plan would fall from one day to a later one."""
    require(by, "projects.plan_investment", project)
    rows = InvestmentPlan.objects.filter(project=lock(project)).exclude(through_on=through_on)
    if rows.filter(through_on__lt=through_on, planned_yuan__gt=planned_yuan).exists():
        raise Refused(_("累计计划投资不能少于更早日期的计划。"))
    if rows.filter(through_on__gt=through_on, planned_yuan__lt=planned_yuan).exists():
        raise Refused(_("累计计划投资不能多于更晚日期的计划。"))
    known = InvestmentPlan.objects.filter(project=project, through_on=through_on).first()
    if known:
        changes = {"planned_yuan": planned_yuan, "note": note}
        return amend(known, "projects.plan_investment", changes, by=by, at=at, root=project)
    row = InvestmentPlan(project=project, through_on=through_on, planned_yuan=planned_yuan, note=note)
    return add(row, "projects.plan_investment", by=by, at=at, root=project)


@transaction.atomic
def set_quantity(
    project: Project, *, by: User, at: datetime, key: str, unit: str, phase: Phase | None = None, **facts: Any
) -> Quantity:
    """Set the planned or actual figures of one quantity; made when new. facts: label, planned_low, planned_high, actual,
    actual_on."""
    require(by, "projects.set_quantity", project)
    _hold_phase(project, phase)
    known = Quantity.objects.filter(project=lock(project), phase=phase, key=key).first()
    if known:
        return amend(known, "projects.set_quantity", {"unit": unit, **facts}, by=by, at=at, root=project)
    row = Quantity(project=project, phase=phase, key=key, unit=unit, **facts)
    return add(row, "projects.set_quantity", by=by, at=at, root=project)


def _hold_phase(project: Project, phase: Phase | None) -> None:
    if phase and phase.project_id != project.pk:
        raise Refused(_("所选分期不属于这个项目。"))
