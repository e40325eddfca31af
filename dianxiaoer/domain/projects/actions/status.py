"""Delay, suspend, resume, terminate, reinstate: each with its reason and day."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.projects.states import STATUSES
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move


def change_status(project: Project, verb: str, *, by: User, at: datetime, reason: str, on: date) -> Project:
    """One line of the status table (`verb`: delay, suspend, resume, terminate, reinstate). Raises StageRefused, Refused."""
    require(by, f"projects.{verb}", project)
    if on > at.date():
        raise Refused(_("日期不能晚于今天。"))
    changes = {"status_reason": reason.strip(), "status_on": on}
    return move(project, STATUSES, verb, by=by, at=at, note=reason.strip(), changes=changes)
