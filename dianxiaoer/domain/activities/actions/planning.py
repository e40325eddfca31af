"""Planning an activity, amending it, saying that it was held or called off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dianxiaoer.domain.activities.finding import INDEX
from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.activities.states import ACTIVITY, USUAL_DIRECTION
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.stages import move


@transaction.atomic
def add_activity(
    *,
    by: User,
    at: datetime,
    unit: Unit,
    kind: str,
    name: str,
    starts_on: date,
    ends_on: date | None = None,
    owner: User | None = None,
    **facts: Any,
) -> Activity:
    """A planned activity of `unit`, owned by `owner` or by who writes it. A kind that goes one way sets the direction."""
    require_at(by, "activities.add", unit)
    facts["direction"] = USUAL_DIRECTION.get(kind) or facts.get("direction", "")
    row = Activity(
        unit=unit, kind=kind, name=name, starts_on=starts_on, ends_on=ends_on or starts_on, owner=owner or by, **facts
    )
    activity = add(row, "activities.add", by=by, at=at)
    INDEX.put(activity.pk, *activity.search_texts())
    return activity


@transaction.atomic
def edit_activity(
    activity: Activity, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> Activity:
    require(by, "activities.edit", activity)
    activity = amend(activity, "activities.edit", changes, by=by, at=at, version=version)
    INDEX.put(activity.pk, *activity.search_texts())
    return activity


def hold_activity(activity: Activity, *, by: User, at: datetime, **facts: Any) -> Activity:
    """It took place. `facts`: cost_yuan, result_note, dates as they turned out."""
    require(by, "activities.hold", activity)
    return move(activity, ACTIVITY, "hold", by=by, at=at, changes=facts)


def cancel_activity(activity: Activity, *, by: User, at: datetime, reason: str) -> Activity:
    require(by, "activities.cancel", activity)
    return move(activity, ACTIVITY, "cancel", by=by, at=at, changes={"result_note": reason}, note=reason)


def reopen_activity(activity: Activity, *, by: User, at: datetime, reason: str) -> Activity:
    """Back to planned, said why: it was marked by mistake or is on again."""
    require(by, "activities.reopen", activity)
    return move(activity, ACTIVITY, "reopen", by=by, at=at, note=reason)
