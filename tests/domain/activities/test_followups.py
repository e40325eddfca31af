"""Follow-ups wait in the inbox of the one person answerable."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dianxiaoer.domain.activities.actions.followups import promise_followup, reassign_followup, settle_followup
from dianxiaoer.domain.activities.models import FollowUp
from dianxiaoer.domain.activities.queries import inbox_items, open_followups
from dianxiaoer.domain.people.access import visible
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW, TODAY
from tests.domain.activities.given import an_activity


def _promise(cast, owner):
    return promise_followup(
        an_activity(cast), by=cast.wang, at=NOW, what="送厂房资料", due_on=date(2024, 6, 1), owner=owner
    )


def test_only_who_is_answerable_settles(cast):
    row = _promise(cast, cast.handler)
    for person in (cast.stranger, cast.zhao, cast.leader):
        with pytest.raises(PermissionDenied):
            settle_followup(row, by=person, at=NOW, outcome="已送", done_on=TODAY)
    assert settle_followup(row, by=cast.handler, at=NOW, outcome="已送", done_on=TODAY).done_on == TODAY


def test_settling_needs_an_outcome_and_happens_once(cast):
    row = _promise(cast, cast.wang)
    with pytest.raises(Refused, match="办理结果"):
        settle_followup(row, by=cast.wang, at=NOW, outcome=" ", done_on=TODAY)
    row = settle_followup(row, by=cast.wang, at=NOW, outcome="已送", done_on=TODAY)
    with pytest.raises(Refused, match="已于"):
        settle_followup(row, by=cast.wang, at=NOW, outcome="再送", done_on=TODAY)


def test_the_inbox_says_how_late_it_is_in_one_statement(cast, django_assert_num_queries):
    row = _promise(cast, cast.handler)
    with django_assert_num_queries(1):
        items = inbox_items(cast.handler, on=TODAY)
    assert [(item.title, (item.due_on - TODAY).days, item.pk) for item in items] == [("送厂房资料", -2, row.pk)]
    assert inbox_items(cast.wang, on=TODAY) == []


def test_handed_to_another_it_leaves_the_first_inbox(cast):
    row = reassign_followup(_promise(cast, cast.handler), by=cast.chief, at=NOW, owner=cast.wang)
    assert inbox_items(cast.handler, on=TODAY) == []
    assert inbox_items(cast.wang, on=TODAY)[0].pk == row.pk


def test_another_district_sees_none(cast):
    _promise(cast, cast.wang)
    assert not visible(cast.liu, FollowUp).exists()
    assert open_followups(cast.chief).count() == 1
