"""Rounds: proposed from records, barred by dated rows, amounts frozen, adjusted once a year."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from dianxiaoer.domain.campaigns.actions import (
    adjust_round,
    adopt_bars,
    edit_bar,
    edit_round,
    list_project,
    open_round,
    publish_round,
    set_bar,
    unlist_project,
)
from dianxiaoer.domain.campaigns.bars import SHIPPED, bars_at, cleared
from dianxiaoer.domain.campaigns.models import EntryBar, RoundMember
from dianxiaoer.domain.campaigns.queries import batch_totals, proposals
from dianxiaoer.domain.projects.actions.contract import change_contract
from dianxiaoer.domain.projects.actions.status import change_status
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW, TODAY
from tests.domain.projects.factory import YI, a_project, at_stage


def a_round(cast, number=12, **facts):
    given = {
        "by": cast.chief,
        "at": NOW,
        "unit": cast.district,
        "number": number,
        "name": f"第{number}期三个一批",
        "year": 2024,
        "quarter": 1,
        "starts_on": date(2024, 1, 1),
        "ends_on": date(2024, 3, 31),
    }
    return open_round(**(given | facts))


def _list(campaign, project, cast, batch="signed", **facts):
    return list_project(
        campaign, project, **({"by": cast.chief, "at": NOW, "batch": batch, "platform": "province"} | facts)
    )


def test_an_officer_opens_no_round(cast):
    with pytest.raises(PermissionDenied):
        a_round(cast, by=cast.wang)


def test_a_round_number_once_in_a_unit(cast):
    a_round(cast)
    with pytest.raises(ValidationError, match="已有这一期"):
        a_round(cast)


def test_the_records_propose_and_the_bar_decides(cast):
    campaign = a_round(cast)
    large = a_project(cast)
    small = a_project(cast, contracted_yuan=YI / 2)
    a_project(cast, signed_on=date(2024, 4, 2))
    a_project(cast, unit=cast.other_district, by=cast.liu)
    found = proposals(cast.chief, campaign, "signed")
    assert [(row.project, row.is_eligible) for row in found] == [(large, True), (small, False)]


def test_the_started_list_is_proposed_from_verified_starts(cast):
    campaign = a_round(cast)
    assert proposals(cast.chief, campaign, "started") == []
    project = at_stage(a_project(cast), cast, "started")
    assert [row.project for row in proposals(cast.chief, campaign, "started")] == [project]


def test_a_project_without_a_verified_day_is_not_listed(cast):
    with pytest.raises(Refused, match="没有经核实"):
        _list(a_round(cast), a_project(cast), cast, batch="commissioned")


def test_below_every_bar_only_with_a_written_reason(cast):
    campaign, small = a_round(cast), a_project(cast, contracted_yuan=YI / 2)
    with pytest.raises(Refused, match="门槛"):
        _list(campaign, small, cast)
    assert _list(campaign, small, cast, reason="省重点项目").batch == "signed"


def test_once_on_a_list_of_a_kind_whatever_the_round(cast):
    project = a_project(cast)
    _list(a_round(cast), project, cast)
    with pytest.raises(ValidationError, match="只列一次"):
        _list(a_round(cast, 13), project, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundMember.objects.create(
            round=a_round(cast, 14), project=project, batch="signed", platform="city", amount_yuan=1, listed_on=TODAY
        )


def test_three_lists_may_hold_one_project_and_it_stays_one(cast):
    campaign = a_round(cast, ends_on=date(2024, 6, 30))
    project = at_stage(a_project(cast), cast, "commissioned")
    for batch in ("signed", "started", "commissioned"):
        _list(campaign, project, cast, batch=batch)
    assert [total.count for total in batch_totals(campaign)] == [1, 1, 1]


def test_the_amount_is_frozen_when_listed(cast):
    campaign, project = a_round(cast), a_project(cast)
    member = _list(campaign, project, cast)
    change_contract(project, by=cast.wang, at=NOW, kind="increase", amount_yuan=YI, changed_on=TODAY)
    member.refresh_from_db()
    assert member.amount_yuan == 10 * YI
    assert batch_totals(campaign)[0].amount_yuan == 10 * YI


def test_an_empty_list_is_not_published_and_a_published_one_not_edited(cast):
    campaign = a_round(cast)
    with pytest.raises(Refused, match="为空"):
        publish_round(campaign, by=cast.chief, at=NOW)
    member = _list(campaign, a_project(cast), cast)
    campaign = publish_round(campaign, by=cast.chief, at=NOW)
    with pytest.raises(Refused, match="已公布"):
        _list(campaign, a_project(cast), cast)
    with pytest.raises(Refused, match="已公布"):
        unlist_project(member, by=cast.chief, at=NOW, reason="错")
    with pytest.raises(Refused, match="已公布"):
        edit_round(campaign, by=cast.chief, at=NOW, changes={"name": "改"})


def test_lists_are_adjusted_once_a_year_with_a_reason(cast):
    rounds, members = [], []
    for number in (12, 13):
        campaign = a_round(cast, number)
        members.append(_list(campaign, a_project(cast), cast))
        rounds.append(publish_round(campaign, by=cast.chief, at=NOW))
    newcomer = a_project(cast)
    with pytest.raises(Refused, match="原因"):
        adjust_round(rounds[0], by=cast.chief, at=NOW, reason="", remove=[members[0]])
    campaign = adjust_round(
        rounds[0],
        by=cast.chief,
        at=NOW,
        reason="投资方退出",
        remove=[members[0]],
        take_in=[(newcomer, "signed", "city")],
    )
    assert campaign.adjusted_on == TODAY
    assert [row.project for row in campaign.members.filter(removed_on=None)] == [newcomer]
    with pytest.raises(Refused, match="已调整过"):
        adjust_round(rounds[1], by=cast.chief, at=NOW, reason="再调", remove=[members[1]])


def test_a_terminated_project_is_neither_proposed_nor_listed(cast):
    campaign, project = a_round(cast), a_project(cast)
    change_status(project, "terminate", by=cast.chief, at=NOW, reason="违约", on=TODAY)
    assert proposals(cast.chief, campaign, "signed") == []
    with pytest.raises(Refused, match="终止"):
        _list(campaign, project, cast)


def test_bars_by_category(cast):
    bars = list(SHIPPED)
    attracted = a_project(cast, contracted_yuan=2 * YI, investor_name="示例投资", industry_code="3841")
    assert cleared(attracted, bars).category == "attracted"
    assert cleared(a_project(cast, contracted_yuan=2 * YI, industry_code="3841"), bars) is None
    strategic = a_project(cast, contracted_yuan=YI, industry_code="6510", strategic_field="1")
    assert cleared(strategic, bars).category == "strategic"
    assert cleared(a_project(cast, contracted_yuan=4 * YI, industry_code="6510"), bars) is None
    assert cleared(a_project(cast, contracted_yuan=2 * YI, industry_code="8412"), bars).category == "livelihood"


def test_an_offices_own_bars_replace_the_shipped_and_are_dated(cast):
    assert bars_at(cast.park, on=TODAY) == list(SHIPPED)
    with pytest.raises(PermissionDenied):
        adopt_bars(cast.district, by=cast.wang, at=NOW)
    adopt_bars(cast.district, by=cast.chief, at=NOW)
    manufacturing = EntryBar.objects.get(category="manufacturing")
    edit_bar(manufacturing, by=cast.chief, at=NOW, changes={"effective_to": date(2024, 5, 31)})
    set_bar(
        cast.district, by=cast.chief, at=NOW, category="manufacturing", min_yuan=5 * YI, effective_from=date(2024, 6, 1)
    )
    amounts = {
        day: [bar.min_yuan for bar in bars_at(cast.park, on=day) if bar.category == "manufacturing"]
        for day in (date(2024, 5, 31), date(2024, 6, 1))
    }
    assert list(amounts.values()) == [[3 * YI], [5 * YI]]
    assert bars_at(cast.other_district, on=TODAY) == list(SHIPPED)
