"""A bond batch: spent ≤ issued ≤ approved ≤ applied, step by step."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from dianxiaoer.domain.bonds.actions import apply_bond, issue_bond, refuse_bond, review_bond, spend_bond
from dianxiaoer.domain.bonds.models import BondBatch
from dianxiaoer.domain.people.access import visible
from dianxiaoer.kernel.refusals import Refused, StageRefused
from tests.cast import NOW
from tests.domain.projects.factory import a_project

WAN = Decimal(10_000)


def a_batch(cast, project=None, **facts):
    given = {"by": cast.wang, "at": NOW, "applied_yuan": 2900 * WAN, "applied_on": date(2024, 2, 1)}
    return apply_bond(project or a_project(cast), **(given | facts))


def issued(cast):
    batch = review_bond(
        a_batch(cast),
        by=cast.wang,
        at=NOW,
        review_level="national",
        approved_yuan=2900 * WAN,
        reviewed_on=date(2024, 3, 1),
    )
    return issue_bond(batch, by=cast.wang, at=NOW, issued_yuan=2000 * WAN, issued_on=date(2024, 4, 1))


def test_a_stranger_applies_for_nothing(cast):
    with pytest.raises(PermissionDenied):
        a_batch(cast, a_project(cast), by=cast.stranger)


def test_batches_are_numbered(cast):
    project = a_project(cast)
    assert [a_batch(cast, project).number, a_batch(cast, project).number] == [1, 2]


def test_no_issue_before_review(cast):
    with pytest.raises(StageRefused):
        issue_bond(a_batch(cast), by=cast.wang, at=NOW, issued_yuan=WAN, issued_on=date(2024, 4, 1))


def test_not_more_approved_than_applied_nor_issued_than_approved(cast):
    batch = a_batch(cast)
    facts = {"by": cast.wang, "at": NOW, "review_level": "city", "reviewed_on": date(2024, 3, 1)}
    with pytest.raises(ValidationError, match="申请额度"):
        review_bond(batch, approved_yuan=2901 * WAN, **facts)
    review_bond(batch, approved_yuan=1000 * WAN, **facts)
    with pytest.raises(ValidationError, match="核定额度"):
        issue_bond(batch, by=cast.wang, at=NOW, issued_yuan=1001 * WAN, issued_on=date(2024, 4, 1))


def test_a_review_is_not_before_its_application(cast):
    with pytest.raises(Refused, match="上一步"):
        review_bond(
            a_batch(cast), by=cast.wang, at=NOW, review_level="city", approved_yuan=WAN, reviewed_on=date(2024, 1, 31)
        )


def test_nothing_is_spent_before_issue_nor_beyond_it(cast):
    with pytest.raises(Refused, match="尚未发行"):
        spend_bond(a_batch(cast), by=cast.wang, at=NOW, amount_yuan=WAN, spent_on=date(2024, 5, 1))
    batch = issued(cast)
    with pytest.raises(ValidationError, match="发行金额"):
        spend_bond(batch, by=cast.wang, at=NOW, amount_yuan=2001 * WAN, spent_on=date(2024, 5, 1))
    assert batch.spendings.count() == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        BondBatch.objects.filter(pk=batch.pk).update(spent_yuan=2001 * WAN)


def test_the_use_rate_is_spent_over_issued(cast):
    batch = issued(cast)
    assert batch.use_rate == 0
    for amount in (300 * WAN, 200 * WAN):
        batch = spend_bond(batch, by=cast.wang, at=NOW, amount_yuan=amount, spent_on=date(2024, 5, 1))
    assert batch.use_rate == Decimal("0.25")
    assert a_batch(cast).use_rate is None


def test_a_refusal_needs_its_reason_and_ends_the_batch(cast):
    batch = a_batch(cast)
    with pytest.raises(StageRefused, match="说明"):
        refuse_bond(batch, by=cast.wang, at=NOW, note=" ")
    batch = refuse_bond(batch, by=cast.wang, at=NOW, note="收益不足")
    with pytest.raises(StageRefused):
        issue_bond(batch, by=cast.wang, at=NOW, issued_yuan=WAN, issued_on=date(2024, 4, 1))


def test_the_other_district_sees_no_bond(cast):
    a_batch(cast)
    assert not visible(cast.liu, BondBatch).exists()
    assert visible(cast.city_leader, BondBatch).exists()
