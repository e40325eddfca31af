"""Rows to count, for tests of figures."""

from datetime import date

from dianxiaoer.domain.activities.actions.parts import add_guest
from dianxiaoer.domain.activities.actions.planning import add_activity, hold_activity
from dianxiaoer.domain.activities.models import Activity, MetCompany
from dianxiaoer.domain.targets.models import Indicator, ReportedStatistic
from dianxiaoer.engines.measures.periods import Period, parse_period
from tests.cast import NOW, TODAY, Cast


def span(text: str) -> Period:
    return parse_period(text, TODAY)


def held(cast: Cast, on: date, kind: str = "outbound", **facts) -> Activity:
    """An activity of 甲区 that took place."""
    given = {
        "by": cast.chief,
        "at": NOW,
        "unit": cast.district,
        "kind": kind,
        "name": f"示例活动 {on}",
        "starts_on": on,
    }
    planned = add_activity(**(given | {"place": "示例市"} | facts))
    return hold_activity(planned, by=planned.owner, at=NOW)


def met(activity: Activity, name: str, manner: str = "met") -> MetCompany:
    return MetCompany.objects.create(activity=activity, company_name=name, manner=manner, met_on=activity.starts_on)


def guests(cast: Cast, activity: Activity, heads: int) -> None:
    add_guest(activity, by=cast.chief, at=NOW, name="示例商会一行", heads=heads)


def reported(unit, key: str, period: str, value=None, **facts) -> ReportedStatistic:
    days = span(period)
    return ReportedStatistic.objects.create(
        unit=unit,
        indicator=Indicator.objects.get(key=key),
        period_start=days.start,
        period_end=days.end,
        value=value,
        source="示例统计局",
        **facts,
    )
