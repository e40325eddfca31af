"""The year's plan of a body: written, filed, published for firms to read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.inspections.models import InspectionPlan, PlanLine
from dianxiaoer.domain.inspections.states import PLAN, PlanStage
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move


def add_plan(
    *, by: User, at: datetime, unit: Unit, year: int, title: str, basis: str, note: str = ""
) -> InspectionPlan:
    require_at(by, "inspection_plans.add", unit)
    row = InspectionPlan(unit=unit, year=year, title=title, basis=basis, note=note)
    return add(row, "inspection_plans.add", by=by, at=at)


def edit_plan(
    plan: InspectionPlan, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> InspectionPlan:
    _refuse_unless_draft(plan, by)
    return amend(plan, "inspection_plans.edit", changes, by=by, at=at, version=version)


def add_line(plan: InspectionPlan, *, by: User, at: datetime, **facts: Any) -> PlanLine:
    _refuse_unless_draft(plan, by)
    return add(PlanLine(plan=plan, **facts), "inspection_plans.edit", by=by, at=at, root=plan)


@transaction.atomic
def remove_line(line: PlanLine, *, by: User, at: datetime) -> None:
    _refuse_unless_draft(line.plan, by)
    record_event(line, "inspection_plans.edit", by=by, at=at, root=line.plan, changes={"items": (line.items, None)})
    line.delete()


def submit_plan(plan: InspectionPlan, *, by: User, at: datetime) -> InspectionPlan:
    """On file: from now on filings of inspections may name it. A plan without lines says nothing and is refused."""
    require(by, "inspection_plans.submit", plan)
    missing = [] if plan.lines.exists() else [_("检查事项")]
    return move(plan, PLAN, "submit", by=by, at=at, missing=missing)


def publish_plan(plan: InspectionPlan, *, by: User, at: datetime) -> InspectionPlan:
    require(by, "inspection_plans.publish", plan)
    return move(plan, PLAN, "publish", by=by, at=at, changes={"published_at": at})


def withdraw_plan(plan: InspectionPlan, *, by: User, at: datetime, reason: str) -> InspectionPlan:
    """Back to draft, said why; firms no longer see it."""
    require(by, "inspection_plans.withdraw", plan)
    return move(plan, PLAN, "withdraw", by=by, at=at, changes={"published_at": None}, note=reason)


def _refuse_unless_draft(plan: InspectionPlan, by: User) -> None:
    require(by, "inspection_plans.edit", plan)
    if plan.stage != PlanStage.DRAFT:
        raise Refused(_("计划已备案。要修改请先退回。"))
