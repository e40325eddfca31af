"""Who should be in a library and is not, and which papers are missing."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dianxiaoer.domain.companies.actions.files import add_company
from dianxiaoer.domain.companies.models import Fact
from dianxiaoer.domain.libraries.actions import (
    adopt_thresholds,
    edit_threshold,
    enter_firm,
    set_threshold,
    supply_papers,
    watch_firm,
)
from dianxiaoer.domain.libraries.queries import missing_firms, missing_projects, papers_missing, watched_firms
from dianxiaoer.domain.libraries.rules import SHIPPED, firm_rule, project_rule
from dianxiaoer.domain.libraries.states import FirmPaper
from dianxiaoer.domain.projects.actions.status import change_status
from dianxiaoer.domain.projects.models import Evidence
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW, TODAY
from tests.domain.projects.factory import YI, a_project, at_stage

WAN = Decimal(10_000)


def a_firm(cast, revenue="2300万元", **facts):
    given = {"by": cast.wang, "at": NOW, "unit": cast.district, "name": "示例精密有限公司", "is_resident": True}
    firm = add_company(**(given | {"industry_code": "3484"} | facts))
    Fact.objects.create(company=firm, key="revenue", value=revenue, source="示例报表", on=date(2024, 1, 31))
    return firm


@pytest.mark.parametrize(("yuan", "papers"), [(Decimal("4999999.99"), None), (500 * WAN, 4), (1 * YI, 5), (20 * YI, 5)])
def test_the_bar_of_the_fixed_asset_library(yuan, papers):
    rule = project_rule(yuan, SHIPPED)
    assert (len(rule.papers) if rule else None) == papers


@pytest.mark.parametrize(
    ("code", "wan"),
    [("3484", 2000), ("5191", 2000), ("5211", 500), ("6210", 200), ("6510", 2000), ("7221", 1000), ("8010", 500),
     ("8412", 2000), ("7010", None), ("", None)],
)  # fmt: skip
def test_the_threshold_of_an_industry(code, wan):
    rule = firm_rule(code, SHIPPED)
    assert (rule.min_yuan if rule else None) == (wan * WAN if wan else None)


def test_a_started_project_not_in_the_library_is_listed_with_its_missing_papers(cast):
    project = at_stage(a_project(cast), cast, "started")
    a_project(cast)
    Evidence.objects.filter(project=project, kind="permit").update(discarded_on=TODAY)
    row = missing_projects(cast.wang, on=TODAY)[0]
    assert (row.project, row.due_on) == (project, date(2024, 2, 9))
    assert row.days_left == (date(2024, 2, 9) - TODAY).days
    assert row.light == "red"
    assert row.missing == ("施工许可证",)
    assert missing_projects(cast.liu, on=TODAY) == []


def test_small_entered_and_terminated_projects_are_not_listed(cast):
    at_stage(a_project(cast, contracted_yuan=400 * WAN), cast, "started")
    at_stage(a_project(cast), cast, "in_library")
    ended = at_stage(a_project(cast), cast, "started")
    change_status(ended, "terminate", by=cast.chief, at=NOW, reason="违约", on=TODAY)
    assert missing_projects(cast.wang, on=TODAY) == []


def test_missing_projects_cost_three_statements_whatever_their_number(cast, django_assert_num_queries):
    for _number in range(4):
        at_stage(a_project(cast), cast, "started")
    missing_projects(cast.wang, on=TODAY)
    with django_assert_num_queries(3):
        assert len(missing_projects(cast.wang, on=TODAY)) == 4


def test_a_firm_past_its_threshold_is_listed_until_it_is_watched(cast):
    firm = a_firm(cast)
    a_firm(cast, "1999.99万元", name="示例小件有限公司")
    a_firm(cast, "约三千万", name="示例不详有限公司")
    a_firm(cast, "9亿元", name="示例外地有限公司", is_resident=False)
    assert [row.company for row in missing_firms(cast.wang, on=TODAY)] == [firm]
    watch_firm(firm, by=cast.wang, at=NOW, due_on=TODAY)
    assert missing_firms(cast.wang, on=TODAY) == []


def test_a_firm_enters_when_its_papers_are_complete(cast):
    entry = watch_firm(a_firm(cast), by=cast.wang, at=NOW, due_on=TODAY)
    with pytest.raises(PermissionDenied):
        enter_firm(entry, by=cast.wang, at=NOW, entered_on=TODAY)
    with pytest.raises(Refused, match="利润表"):
        enter_firm(entry, by=cast.chief, at=NOW, entered_on=TODAY)
    supply_papers(entry, by=cast.wang, at=NOW, kinds=FirmPaper.values, on=TODAY)
    assert papers_missing(watched_firms(cast.wang).get()) == []
    assert enter_firm(entry, by=cast.chief, at=NOW, entered_on=TODAY).entered_on == TODAY


def test_a_firm_is_watched_once_and_by_its_own_unit(cast):
    firm = a_firm(cast)
    with pytest.raises(PermissionDenied):
        watch_firm(firm, by=cast.liu, at=NOW, due_on=TODAY)
    watch_firm(firm, by=cast.wang, at=NOW, due_on=TODAY)
    with pytest.raises(Refused, match="已在"):
        watch_firm(firm, by=cast.wang, at=NOW, due_on=TODAY)


def test_an_office_keeps_its_own_lines_and_those_below_follow(cast):
    started = at_stage(a_project(cast, contracted_yuan=400 * WAN), cast, "started")
    with pytest.raises(Refused, match="先按沿用的标准"):
        set_threshold(cast.district, by=cast.chief, at=NOW, label="x", min_yuan=WAN, source="x")
    rows = adopt_thresholds(cast.district, by=cast.chief, at=NOW)
    assert missing_projects(cast.wang, on=TODAY) == []
    lowest = min((row for row in rows if row.library == "fixed_asset"), key=lambda row: row.min_yuan)
    edit_threshold(
        lowest, by=cast.chief, at=NOW, changes={"min_yuan": 300 * WAN, "within_days": 10, "label": "本区 300 万元"}
    )
    row = missing_projects(cast.wang, on=TODAY)[0]
    assert (row.project, (row.due_on - started.started_on).days) == (started, 10)
    with pytest.raises(PermissionDenied):
        edit_threshold(lowest, by=cast.wang, at=NOW, changes={"within_days": 3})
    with pytest.raises(Refused, match="已有自己的"):
        adopt_thresholds(cast.district, by=cast.chief, at=NOW)


@pytest.mark.parametrize("text", ["06-", "46-06", "98", "甲", "0"])
def test_divisions_nobody_can_read_are_refused(cast, text):
    adopt_thresholds(cast.district, by=cast.chief, at=NOW)
    facts = {
        "library": "above_size",
        "label": "示例行业",
        "min_yuan": WAN,
        "source": "示例文件",
        "effective_from": TODAY,
    }
    with pytest.raises(ValidationError, match="行业大类"):
        set_threshold(cast.district, by=cast.chief, at=NOW, divisions=text, **facts)
