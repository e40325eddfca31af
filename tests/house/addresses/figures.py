"""Figures, targets, dashboards, the big screen."""

from datetime import date
from decimal import Decimal

from dianxiaoer.domain.targets.actions import install_catalogue
from dianxiaoer.domain.targets.models import Indicator, ReportedStatistic, Target
from tests.cast import NOW, Cast
from tests.house.addresses.kinds import Address


def _key(row: Indicator) -> tuple[str]:
    return (row.key,)


def an_indicator(cast: Cast) -> Indicator:
    install_catalogue(at=NOW)
    return Indicator.objects.get(key="act.n")


def a_statistic(cast: Cast) -> ReportedStatistic:
    install_catalogue(at=NOW)
    return ReportedStatistic.objects.create(
        unit=cast.district,
        indicator=Indicator.objects.get(key="econ.fai"),
        period_start=date(2024, 1, 1),
        period_end=date(2024, 5, 31),
        value=1,
        source="示例统计局",
    )


def a_target(cast: Cast) -> Target:
    return Target.objects.create(
        unit=cast.district, indicator=an_indicator(cast), year=2024, value=Decimal(5), adopted_on=date(2024, 1, 5)
    )


ADDRESSES = {
    "figures-list": Address("figures.view"),
    "figures-figure": Address("figures.view", an_indicator, _key),
    "figures-indicator": Address("figures.view", an_indicator, _key),
    "figures-define": Address("figures.define", an_indicator, _key),
    "figures-standard": Address("figures.set_standard", an_indicator, _key),
    "figures-statistics": Address("figures.view"),
    "figures-report": Address("figures.report"),
    "figures-correct": Address("figures.report", a_statistic),
    "targets-list": Address("targets.view"),
    "targets-set": Address("targets.set"),
    "targets-revise": Address("targets.set", a_target),
    "targets-revisions": Address("targets.view", a_target),
    "dashboards-unit": Address("figures.view"),
    "screen": Address("figures.view"),
}
