"""Promises of the agreement (对赌): made, and measured against what came."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Obligation, Project
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused


def add_obligation(
    project: Project,
    *,
    by: User,
    at: datetime,
    kind: str,
    promised: Decimal,
    due_on: date,
    consequence: str = "",
    note: str = "",
) -> Obligation:
    """promised: yuan, or people for jobs."""
    require(by, "projects.promise", project)
    row = Obligation(project=project, kind=kind, promised=promised, due_on=due_on, consequence=consequence, note=note)
    return add(row, "projects.promise", by=by, at=at, root=project)


def record_achievement(
    obligation: Obligation,
    *,
    by: User,
    at: datetime,
    achieved: Decimal,
    achieved_on: date,
    note: str = "",
    version: int | None = None,
) -> Obligation:
    """What has come of a promise through a day: the running total, not an increment."""
    require(by, "projects.achieve", obligation.project)
    if achieved_on > at.date():
        raise Refused(_("截至日期不能晚于今天。"))
    return amend(
        obligation,
        "projects.achieve",
        {"achieved": achieved, "achieved_on": achieved_on, "note": note or obligation.note},
        by=by,
        at=at,
        version=version,
        root=obligation.project,
    )
