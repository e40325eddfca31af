"""Planning, holding, cancelling."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from dianxiaoer.domain.activities.actions.planning import (
    cancel_activity,
    edit_activity,
    hold_activity,
    reopen_activity,
)
from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.people.access import fetch
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.refusals import EditConflict, StageRefused
from tests.cast import NOW
from tests.domain.activities.given import an_activity


def test_a_stranger_neither_plans_nor_sees(cast):
    with pytest.raises(PermissionDenied):
        an_activity(cast, by=cast.stranger)
    activity = an_activity(cast)
    for person in (cast.stranger, cast.liu):
        with pytest.raises(Http404):
            fetch(person, Activity, pk=activity.pk)


def test_a_reader_may_not_plan(cast):
    with pytest.raises(PermissionDenied):
        an_activity(cast, by=cast.leader)


def test_a_colleague_may_not_amend_what_another_owns(cast):
    activity = an_activity(cast)
    with pytest.raises(PermissionDenied):
        edit_activity(activity, {"place": "示例港"}, by=cast.zhao, at=NOW)
    assert edit_activity(activity, {"place": "示例港"}, by=cast.chief, at=NOW).place == "示例港"


def test_an_activity_cannot_end_before_it_starts(cast):
    with pytest.raises(ValidationError):
        an_activity(cast, ends_on=date(2024, 6, 9))


def test_a_visit_out_goes_out_whatever_was_ticked(cast):
    assert an_activity(cast, kind="outbound", direction="in").direction == "out"
    assert an_activity(cast, kind="roadshow", direction="in", name="示例推介").direction == "in"


def test_cancelling_needs_a_reason(cast):
    activity = an_activity(cast)
    with pytest.raises(StageRefused, match="成效或说明"):
        cancel_activity(activity, by=cast.wang, at=NOW, reason="")
    assert cancel_activity(activity, by=cast.wang, at=NOW, reason="展会延期").status == "cancelled"


def test_holding_records_cost_and_is_told_on_the_timeline(cast):
    activity = hold_activity(an_activity(cast), by=cast.wang, at=NOW, cost_yuan=Decimal("12345.60"))
    assert (activity.status, activity.cost_yuan) == ("held", Decimal("12345.60"))
    event = timeline(activity)[0]
    assert event.verb == "activities.hold"
    assert event.changes["cost_yuan"] == ["0", "12345.60"] or event.changes["cost_yuan"] == ["0.00", "12345.60"]


def test_only_a_chief_takes_holding_back(cast):
    activity = hold_activity(an_activity(cast), by=cast.wang, at=NOW)
    with pytest.raises(PermissionDenied):
        reopen_activity(activity, by=cast.wang, at=NOW, reason="误点")
    assert reopen_activity(activity, by=cast.chief, at=NOW, reason="误点").status == "planned"


def test_two_people_do_not_overwrite_each_other(cast):
    activity = an_activity(cast)
    edit_activity(activity, {"place": "甲"}, by=cast.wang, at=NOW, version=1)
    with pytest.raises(EditConflict):
        edit_activity(activity, {"place": "乙"}, by=cast.chief, at=NOW, version=1)
