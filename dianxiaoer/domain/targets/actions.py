"""Every write to indicators, standards, reported statistics, targets and snapshots."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import reach, require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.targets import catalogue
from dianxiaoer.domain.targets.expressions import compile_conditions
from dianxiaoer.domain.targets.models import Indicator, NamedFilter, ReportedStatistic, StatisticalStandard, Target
from dianxiaoer.domain.targets.sources import SOURCES
from dianxiaoer.domain.targets.states import Kind
from dianxiaoer.engines.measures.periods import Period
from dianxiaoer.kernel.records import add, amend, write
from dianxiaoer.kernel.refusals import Refused


@transaction.atomic
def install_catalogue(*, at: datetime) -> int:
    """Bring the shipped indicators and filters up to date, with no one asked. Edited rows stay. Returns rows written."""
    return catalogue.install_catalogue(Indicator, NamedFilter, at)


@transaction.atomic
def define_indicator(
    indicator: Indicator, *, by: User, at: datetime, version: int | None = None, note: str = "", **changes: Any
) -> Indicator:
    """Change what an indicator counts. It is shared by the whole installation, so the person must stand above all of it."""
    require(by, "figures.define", indicator)
    _require_whole_installation(by)
    for name, value in changes.items():
        setattr(indicator, name, value)
    check_definition(indicator)
    indicator.refresh_from_db(fields=list(changes))
    return amend(indicator, "figures.define", changes, by=by, at=at, version=version, note=note)


def check_definition(indicator: Indicator) -> None:
    """Whether an indicator's data can be read. Raises ValidationError naming the field."""
    if indicator.kind == Kind.REPORTED or indicator.waits_for:
        return
    if indicator.source not in SOURCES:
        raise ValidationError({"source": _("没有数据来源“%(key)s”。") % {"key": indicator.source}})
    fields = SOURCES[indicator.source].fields
    for name in ("date_field", "value_field", "low_field", "high_field"):
        value = getattr(indicator, name)
        if value and value not in fields:
            raise ValidationError(
                {name: _("“%(value)s”不是可用字段:%(fields)s。") % {"value": value, "fields": "、".join(fields)}}
            )
    if indicator.kind in {Kind.SUMMED, Kind.DISTINCT, Kind.MEAN} and not indicator.value_field:
        raise ValidationError({"value_field": _("合计与去重指标需要取值字段。")})
    for name in ("filters", "numerator"):
        try:
            compile_conditions(indicator.source, getattr(indicator, name), Period())
        except ValidationError as fault:
            raise ValidationError({name: fault.messages}) from None


@transaction.atomic
def set_standard(
    indicator: Indicator,
    *,
    by: User,
    at: datetime,
    unit: Unit,
    text: str,
    effective_from: date,
    basis: str = "",
) -> StatisticalStandard:
    """A unit's 口径 from a day on; the one in force before ends the day before."""
    require_at(by, "figures.set_standard", unit)
    before = (
        StatisticalStandard.objects.select_for_update()
        .filter(unit=unit, indicator=indicator, effective_from__lt=effective_from)
        .order_by("-effective_from")
        .first()
    )
    if before and (before.effective_to is None or before.effective_to >= effective_from):
        before.effective_to = date.fromordinal(effective_from.toordinal() - 1)
        write(before, ["effective_to"], at=at)
    row = StatisticalStandard(unit=unit, indicator=indicator, text=text, basis=basis, effective_from=effective_from)
    return add(row, "figures.set_standard", by=by, at=at, root=indicator)


@transaction.atomic
def report_statistic(*, by: User, at: datetime, unit: Unit, indicator: Indicator, **facts: Any) -> ReportedStatistic:
    """Enter a published number with its source. `value` in the indicator's unit; comparable and published base kept apart."""
    require_at(by, "figures.report", unit)
    if indicator.kind != Kind.REPORTED:
        raise Refused(_("“%(name)s”由记录计算,不能手工录入。") % {"name": indicator})
    row = ReportedStatistic(unit=unit, indicator=indicator, **facts)
    return add(row, "figures.report", by=by, at=at)


@transaction.atomic
def correct_statistic(
    row: ReportedStatistic, *, by: User, at: datetime, reason: str, version: int | None = None, **changes: Any
) -> ReportedStatistic:
    """Change a published number, said why; from what to what stays on the timeline."""
    require(by, "figures.report", row)
    return amend(row, "figures.report", changes, by=by, at=at, version=version, note=reason)


@transaction.atomic
def set_target(
    *,
    by: User,
    at: datetime,
    unit: Unit,
    indicator: Indicator,
    year: int,
    value: Decimal,
    adopted_on: date,
    filter_name: str = "",
    reason: str = "",
    source: str = "",
) -> Target:
    """Set an annual target, or (with a reason) its next revision; earlier revisions stay."""
    require_at(by, "targets.set", unit)
    Unit.objects.select_for_update().get(pk=unit.pk)
    if filter_name:
        _require_filter(indicator, filter_name)
    last = (
        Target.objects.filter(unit=unit, indicator=indicator, filter_name=filter_name, year=year)
        .order_by("-revision")
        .first()
    )
    if last and not reason:
        raise ValidationError(
            {"reason": _("%(year)d 年已有这项目标(第 %(n)d 版):调整须写明原因。") % {"year": year, "n": last.revision}}
        )
    if last and last.value == value:
        raise ValidationError({"value": _("与现行目标相同,没有调整。")})
    row = Target(
        unit=unit,
        indicator=indicator,
        filter_name=filter_name,
        year=year,
        revision=last.revision + 1 if last else 1,
        value=value,
        adopted_on=adopted_on,
        reason=reason if last else "",
        source=source,
    )
    return add(row, "targets.set", by=by, at=at, note=reason)


def _require_filter(indicator: Indicator, name: str) -> None:
    if not NamedFilter.objects.filter(source=indicator.source, name=name).exists():
        raise ValidationError({"filter_name": _("“%(name)s”不适用于这个指标。") % {"name": name}})


def _require_whole_installation(by: User) -> None:
    everywhere = reach(by).units("figures.define")
    if Unit.objects.filter(is_active=True).exclude(pk__in=everywhere).exists():
        raise PermissionDenied(
            _("指标定义由全系统共用,只有覆盖所有机构的科长可以修改;本机构的计算口径请用“制定统计口径”说明。")
        )
