"""People, itinerary, guests and firms met."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dianxiaoer.domain.activities.actions.parts import (
    add_guest,
    add_participant,
    add_stop,
    record_met,
    remove_part,
)
from dianxiaoer.domain.activities.met_list import MetLine, read_met_list
from dianxiaoer.domain.activities.models import MetCompany
from dianxiaoer.domain.activities.queries import activities_for
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW
from tests.domain.activities.given import an_activity


def test_a_stranger_records_nothing(cast):
    activity = an_activity(cast)
    with pytest.raises(PermissionDenied):
        record_met(activity, by=cast.stranger, at=NOW, lines=[MetLine(1, "示例甲公司")])


def test_a_stop_lies_within_the_activity(cast):
    activity = an_activity(cast)
    with pytest.raises(Refused, match="2024-06-13"):
        add_stop(activity, by=cast.wang, at=NOW, on=date(2024, 6, 13), site="示例厂")
    assert add_stop(activity, by=cast.wang, at=NOW, on=date(2024, 6, 11), site="示例厂").site == "示例厂"


def test_a_participant_of_the_system_brings_name_and_unit(cast):
    row = add_participant(an_activity(cast), by=cast.wang, at=NOW, user=cast.leader, side="leader")
    assert (row.name, row.organisation) == ("周领导", "甲区")


def test_a_paste_is_read_with_tabs_commas_manners_and_dates():
    text = "企业名称\t方式\n示例甲公司\t座谈\t2024-06-11\t张某\t想来考察\n示例乙公司,登门拜访\n\n示例丙公司\n"
    lines = read_met_list(text)
    assert [(line.company_name, line.manner) for line in lines] == [
        ("示例甲公司", "talked"),
        ("示例乙公司", "visited"),
        ("示例丙公司", ""),
    ]
    assert (lines[0].met_on, lines[0].contact_name, lines[0].note) == (date(2024, 6, 11), "张某", "想来考察")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("甲", "2 至 200"),
        ("示例甲公司,2024-02-30", "不是日期"),
        ("示例甲公司\n示例甲公司", "与第 1 行重复"),
        ("\t座谈", "缺少企业名称"),
    ],
)
def test_every_problem_is_told_with_its_line(text, problem):
    assert any(problem in line.problem for line in read_met_list(text))


def test_firms_are_recorded_once_and_counted(cast, django_assert_max_num_queries):
    activity = an_activity(cast)
    lines = read_met_list("\n".join(f"示例{number}号公司" for number in range(120)))
    with django_assert_max_num_queries(8):
        assert len(record_met(activity, by=cast.wang, at=NOW, lines=lines)) == 120
    assert record_met(activity, by=cast.wang, at=NOW, lines=lines) == []
    add_guest(activity, by=cast.wang, at=NOW, name="示例考察团", heads=12)
    row = activities_for(cast.wang).get(pk=activity.pk)
    assert (row.met_count, row.guest_count) == (120, 12)
    assert "120 家" in timeline(activity)[1].note


def test_a_firm_known_already_is_marked_and_left(cast):
    activity = an_activity(cast)
    record_met(activity, by=cast.wang, at=NOW, lines=[MetLine(1, "示例甲公司")])
    lines = read_met_list("示例甲公司\n示例乙公司", known=[("示例甲公司", "met")])
    assert [line.is_known for line in lines] == [True, False]


def test_a_line_taken_out_stays_on_the_timeline(cast):
    activity = an_activity(cast)
    row = record_met(activity, by=cast.wang, at=NOW, lines=[MetLine(1, "示例甲公司")])[0]
    with pytest.raises(PermissionDenied):
        remove_part(row, by=cast.zhao, at=NOW)
    remove_part(row, by=cast.wang, at=NOW)
    assert not MetCompany.objects.exists()
    assert "示例甲公司" in timeline(activity)[0].label


def test_a_firm_with_a_file_in_the_unit_is_linked_however_it_is_written(cast):
    from dianxiaoer.domain.companies.actions.files import add_company

    company = add_company(by=cast.wang, at=NOW, unit=cast.district, name="示例智造有限公司")
    rows = record_met(
        an_activity(cast), by=cast.wang, at=NOW, lines=read_met_list("示例智造有限责任公司\n示例别家公司")
    )
    assert [row.company_id for row in rows] == [company.pk, None]
