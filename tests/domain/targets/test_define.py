"""Who may change indicators, standards, statistics and targets, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dianxiaoer.domain.people.actions import give_role
from dianxiaoer.domain.targets.actions import (
    correct_statistic,
    define_indicator,
    report_statistic,
    set_standard,
    set_target,
)
from dianxiaoer.domain.targets.models import Indicator, StatisticalStandard, Target
from dianxiaoer.domain.targets.queries import Ask, definition_of, figure
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.refusals import EditConflict, Refused
from tests.cast import NOW, TODAY
from tests.domain.targets.given import held, reported, span


def indicator(key="act.n"):
    return Indicator.objects.get(key=key)


def test_a_chief_of_one_district_may_not_change_what_all_districts_count(cast):
    with pytest.raises(PermissionDenied):
        define_indicator(indicator(), by=cast.chief, at=NOW, filters=[])
    with pytest.raises(PermissionDenied):
        define_indicator(indicator(), by=cast.stranger, at=NOW, filters=[])


def test_a_chief_above_everything_changes_the_rows_it_counts(cast):
    give_role(cast.chief, "chief", cast.province, since=TODAY)
    held(cast, date(2024, 2, 1))
    held(cast, date(2024, 2, 2), is_major=True)
    changes = {"filters": [["status", "is", "held"], ["is_major", "is", True]]}
    define_indicator(indicator(), by=cast.chief, at=NOW, version=1, **changes)
    assert figure(None, "act.n", cast.district, span("2024")).value == 1
    assert timeline(indicator())[0].verb == "figures.define"
    with pytest.raises(EditConflict):
        define_indicator(indicator(), by=cast.chief, at=NOW, version=1, filters=[])


@pytest.mark.parametrize(
    "changes",
    [
        {"filters": [["password", "is", 1]]},
        {"filters": [["status", "like", "x"]]},
        {"filters": ["status"]},
        {"source": "people.user"},
        {"date_field": "owner"},
    ],
)
def test_a_definition_outside_the_whitelist_is_refused(cast, changes):
    give_role(cast.chief, "chief", cast.province, since=TODAY)
    with pytest.raises(ValidationError):
        define_indicator(indicator(), by=cast.chief, at=NOW, **changes)


def test_a_new_standard_ends_the_one_before_and_is_shown_by_date(cast):
    given = {"by": cast.chief, "at": NOW, "unit": cast.district}
    set_standard(indicator(), text="旧口径", effective_from=date(2023, 1, 1), **given)
    set_standard(indicator(), text="新口径", effective_from=date(2024, 1, 1), **given)
    assert StatisticalStandard.objects.get(text="旧口径").effective_to == date(2023, 12, 31)
    asked = Ask(indicator(), cast.park, span("2023-01..2023-06"))
    assert definition_of(asked) == "旧口径"
    assert definition_of(Ask(indicator(), cast.park, span("2024"))) == "新口径"
    assert definition_of(Ask(indicator(), cast.other_district, span("2024"))) == indicator().definition
    with pytest.raises(PermissionDenied):
        set_standard(indicator(), by=cast.wang, at=NOW, unit=cast.district, text="x", effective_from=TODAY)


def test_a_statistic_is_entered_with_its_source_and_corrected_on_record(cast):
    given = {"by": cast.chief, "at": NOW, "unit": cast.district}
    days = {"period_start": date(2024, 1, 1), "period_end": date(2024, 5, 31)}
    with pytest.raises(Refused):
        report_statistic(indicator=indicator("act.n"), value=5, source="x", **days, **given)
    with pytest.raises(ValidationError):
        report_statistic(indicator=indicator("econ.fai"), source="x", **days, **given)
    row = report_statistic(indicator=indicator("econ.fai"), value=5, source="统计月报", **days, **given)
    row = correct_statistic(row, by=cast.chief, at=NOW, value=Decimal(6), reason="统计局更正")
    assert figure(None, "econ.fai", cast.district, span("2024-01..2024-05")).value == 6
    with pytest.raises(PermissionDenied):
        correct_statistic(row, by=cast.wang, at=NOW, reason="x", value=Decimal(7))


def test_a_statistic_is_not_narrowed_by_filters(cast):
    reported(cast.district, "econ.fai", "2024-01..2024-05", Decimal(1))
    with pytest.raises(ValidationError):
        figure(None, "econ.fai", cast.district, span("2024-01..2024-05"), "10亿元以上")


def test_a_target_is_revised_only_with_a_reason_and_the_old_one_stays(cast):
    given = {"by": cast.chief, "at": NOW, "unit": cast.district, "indicator": indicator(), "year": 2024}
    set_target(value=Decimal(10), adopted_on=TODAY, **given)
    with pytest.raises(ValidationError):
        set_target(value=Decimal(12), adopted_on=TODAY, **given)
    with pytest.raises(ValidationError):
        set_target(value=Decimal(10), adopted_on=TODAY, reason="没有变化", **given)
    set_target(value=Decimal(12), adopted_on=TODAY, reason="加压", **given)
    assert list(Target.objects.order_by("revision").values_list("value", flat=True)) == [10, 12]
    with pytest.raises(ValidationError):
        set_target(value=Decimal(12), adopted_on=TODAY, filter_name="不存在", **given)
    with pytest.raises(PermissionDenied):
        set_target(value=Decimal(12), adopted_on=TODAY, **(given | {"by": cast.wang}))
    with pytest.raises(PermissionDenied):
        set_target(value=Decimal(12), adopted_on=TODAY, **(given | {"unit": cast.other_district}))
