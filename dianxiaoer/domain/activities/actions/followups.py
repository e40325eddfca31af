"""Promises made at an activity: who does what until when, and how it ended."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from dianxiaoer.domain.activities.models import Activity, FollowUp
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused


def promise_followup(
    activity: Activity,
    *,
    by: User,
    at: datetime,
    what: str,
    due_on: date,
    owner: User | None = None,
    company_name: str = "",
) -> FollowUp:
    """A follow-up with one person answerable for it and a day; it stands in that person's inbox until it is settled."""
    require(by, "activities.promise", activity)
    row = FollowUp(activity=activity, what=what, due_on=due_on, owner=owner or by, company_name=company_name)
    return add(row, "activities.promise", by=by, at=at, root=activity)


def settle_followup(followup: FollowUp, *, by: User, at: datetime, outcome: str, done_on: date) -> FollowUp:
    require(by, "followups.settle", followup)
    if followup.done_on:
        raise Refused(_("这一事项已于 %(on)s 办结,无需再办。") % {"on": followup.done_on})
    if not outcome.strip():
        raise Refused(_("无法办结:缺少 办理结果。请写明结果后重试。"))
    changes = {"outcome": outcome.strip(), "done_on": done_on}
    return amend(followup, "followups.settle", changes, by=by, at=at, root=followup.activity)


def reassign_followup(
    followup: FollowUp, *, by: User, at: datetime, owner: User, due_on: date | None = None
) -> FollowUp:
    """Hand it to another person or move the day."""
    require(by, "followups.reassign", followup)
    changes = {"owner": owner, "due_on": due_on or followup.due_on}
    return amend(followup, "followups.reassign", changes, by=by, at=at, root=followup.activity)
