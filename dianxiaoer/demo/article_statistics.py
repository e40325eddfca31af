"""Reported statistics and annual targets of a district, entered by its chief."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from dianxiaoer.demo.sheets import day, day_of, moment, number, sheet
from dianxiaoer.demo.writing import event, insert
from dianxiaoer.domain.targets.actions import set_target
from dianxiaoer.domain.targets.models import Indicator, ReportedStatistic
from dianxiaoer.domain.targets.states import Measure
from dianxiaoer.engines.measures.money import parse_yuan
from dianxiaoer.engines.measures.periods import parse_period

PERCENT = Decimal(100)


def load_statistics(district: Any) -> None:
    indicators = {row.key: row for row in Indicator.objects.all()}
    rows = []
    for row in sheet(district.folder, "statistics"):
        period = parse_period(row["period"], date.today())  # noqa: DTZ011 — the tables never write "now"
        growth = number(row["growth_percent"])
        rows.append(
            ReportedStatistic(
                unit=district.units[row["unit"]],
                indicator=indicators[row["indicator"]],
                period_start=period.start,
                period_end=period.end,
                value=number(row["value"]),
                comparable_base=number(row["comparable_base"]),
                published_growth=None if growth is None else growth / PERCENT,
                source=row["source"],
                published_on=day(row["published_on"]),
                note=row["note"],
            )
        )
    for statistic in insert(rows, [moment(row.published_on or row.period_end, 15) for row in rows]):
        at = moment(statistic.published_on or statistic.period_end, 15)
        district.events.append(event(statistic, "figures.report", by=district.chief, at=at))


def load_targets(district: Any) -> None:
    indicators = {row.key: row for row in Indicator.objects.all()}
    for row in sheet(district.folder, "targets"):
        indicator = indicators[row["indicator"]]
        value = parse_yuan(row["value"]) if indicator.measure == Measure.YUAN else Decimal(row["value"])
        set_target(
            by=district.chief,
            at=moment(day_of(row["adopted_on"])),
            unit=district.units[row["unit"]],
            indicator=indicator,
            filter_name=row["filter"],
            year=int(row["year"]),
            value=value,
            adopted_on=day_of(row["adopted_on"]),
            source=row["source"],
        )
