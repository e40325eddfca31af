"""Modes of attraction: brief, fee, results."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from dianxiaoer.domain.activities.actions.channels import add_channel, close_channel, pay_channel, record_result
from dianxiaoer.domain.activities.models import Channel
from dianxiaoer.domain.activities.queries import channels_for
from dianxiaoer.kernel.refusals import Refused, StageRefused
from tests.cast import NOW, TODAY


def _channel(cast, **facts):
    given = {
        "by": cast.wang,
        "at": NOW,
        "unit": cast.district,
        "kind": "agency",
        "name": "示例招商顾问",
        "starts_on": date(2024, 1, 1),
        "fee_yuan": Decimal(100_000),
        "brief": "引进智能制造项目不少于 3 个",
    }
    return add_channel(**(given | facts))


def test_a_stranger_opens_no_channel(cast):
    with pytest.raises(PermissionDenied):
        _channel(cast, by=cast.stranger)


def test_paying_never_passes_the_fee(cast):
    channel = pay_channel(_channel(cast), by=cast.chief, at=NOW, amount_yuan=Decimal(60_000), note="首付")
    with pytest.raises(Refused, match="超过约定费用"):
        pay_channel(channel, by=cast.chief, at=NOW, amount_yuan=Decimal(40_001), note="尾款")
    with pytest.raises(IntegrityError), transaction.atomic():
        Channel.objects.filter(pk=channel.pk).update(paid_yuan=Decimal(100_001))


def test_an_officer_does_not_pay(cast):
    with pytest.raises(PermissionDenied):
        pay_channel(_channel(cast), by=cast.wang, at=NOW, amount_yuan=Decimal(1), note="")


def test_results_are_counted_on_the_ledger(cast):
    channel = _channel(cast)
    record_result(channel, by=cast.wang, at=NOW, kind="introduced", on=TODAY, company_name="示例甲公司")
    record_result(channel, by=cast.wang, at=NOW, kind="signed", on=TODAY, company_name="示例甲公司")
    row = channels_for(cast.leader).get()
    assert (row.result_count, row.signed_count) == (2, 1)
    assert not channels_for(cast.liu).exists()


def test_closing_says_what_came_of_it(cast):
    channel = _channel(cast)
    with pytest.raises(StageRefused, match="成效小结"):
        close_channel(channel, by=cast.wang, at=NOW, result_note="")
    assert close_channel(channel, by=cast.wang, at=NOW, result_note="引进 1 个").status == "closed"
