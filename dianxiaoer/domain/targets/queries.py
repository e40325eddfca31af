"""The one path that computes a figure, and the very rows it counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Avg, Count, Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.people.states import UnitKind
from dianxiaoer.domain.targets import bridge
from dianxiaoer.domain.targets.expressions import compile_conditions
from dianxiaoer.domain.targets.models import Indicator, NamedFilter, ReportedStatistic, StatisticalStandard, Target
from dianxiaoer.domain.targets.sources import SOURCES, is_installed, model_of
from dianxiaoer.domain.targets.states import ROLE_MEASURE, DateMode, FigureRole, Kind, RankBy
from dianxiaoer.engines.measures.periods import Period, same_period_last_year

_HUNDREDTH = Decimal("0.01")


class FigureError(ValidationError):
    """A figure that cannot be asked for: unknown indicator, filter or project; the message says which."""


class NotYetKept(FigureError):
    """The records behind an indicator belong to a part not built yet; `part` names it."""

    def __init__(self, indicator: Indicator) -> None:
        super().__init__(_("“%(name)s”尚未纳入,待 %(part)s 建成。") % {"name": indicator, "part": indicator.waits_for})
        self.part = indicator.waits_for


@dataclass(frozen=True)
class Ask:
    """What is asked: one indicator of one unit over one period, narrowed by a named filter or a project, in one role.

    where: "field=value" over the source's fields, e.g. "chain=新能源"; an empty value asks for rows without one.
    """

    indicator: Indicator
    unit: Unit
    period: Period
    filter_name: str = ""
    role: str = FigureRole.ACTUAL
    project: str = ""
    where: str = ""

    def parameters(self) -> dict[str, str]:
        """The question as the parameters of its address."""
        found = {"filter": self.filter_name, "project": self.project, "where": self.where}
        found["role"] = "" if self.role == FigureRole.ACTUAL else str(self.role)
        # an open period is said too: without the word a page would ask for the period of its board
        always = {"unit": str(self.unit.pk), "period": str(self.period)}
        return always | {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class Figure:
    """A figure with everything that explains it.

    value: in `measure` (percent as 81, not 0.81; None = "—"). upper: the upper end of an expected range.
    rows: exactly the rows counted. row_count: how many. parts: the figures it was made of, by label. ranked: how many were ranked.
    numerator: of a ratio, how many of the rows it counts (the rows are the denominator).
    data_as_of: when the newest of the rows was last touched.
    """

    ask: Ask
    value: Decimal | None
    measure: str
    rows: QuerySet[Any]
    row_count: int
    data_as_of: datetime | None = None
    upper: Decimal | None = None
    parts: tuple[tuple[str, Figure], ...] = ()
    ranked: int = 0
    numerator: int | None = None


def figure(
    user: User | None,
    indicator: str | Indicator,
    unit: Unit,
    period: Period,
    filter_name: str = "",
    role: str = FigureRole.ACTUAL,
    *,
    project: str = "",
    where: str = "",
) -> Figure:
    """Compute one figure. `user` None = the installation itself (jobs, commands); a person counts only rows they may see.

    Raises FigureError (unknown indicator, filter, project), NotYetKept.
    """
    found = kept_indicator(indicator)
    ask = Ask(found, unit, period, filter_name, FigureRole(role), project, where)
    return _COMPUTE[ask.role](user, ask)


def kept_indicator(indicator: str | Indicator) -> Indicator:
    """The indicator, when its records are kept here. Raises FigureError, NotYetKept."""
    found = indicator if isinstance(indicator, Indicator) else indicator_of(indicator)
    if found.waits_for or not (found.kind == Kind.REPORTED or is_installed(found.source)):
        raise NotYetKept(found)
    return found


def indicator_of(key: str) -> Indicator:
    found = Indicator.objects.filter(key=key, is_active=True).first()
    if found is None:
        raise FigureError(_("没有指标“%(key)s”。请在指标目录中查看编号。") % {"key": key})
    return found


def rows_of(user: User | None, ask: Ask) -> QuerySet[Any]:
    """The rows an actual figure counts: unit and below, period, the indicator's conditions, the named filter, the project."""
    indicator = ask.indicator
    if indicator.kind == Kind.REPORTED:
        return _statistics(user, ask)
    source = SOURCES[indicator.source]
    model = model_of(indicator.source)
    rows = visible(user, model) if user else model._default_manager.all()
    rows = rows.filter(Q(**{f"{source.unit}__path__startswith": ask.unit.path}))
    rows = rows.filter(_dated(indicator, ask.period))
    rows = rows.filter(compile_conditions(indicator.source, indicator.filters, ask.period))
    if ask.filter_name:
        named = named_filter(indicator.source, ask.filter_name)
        rows = rows.filter(compile_conditions(indicator.source, named.conditions, ask.period))
    if ask.project:
        rows = rows.filter(_of_project(ask))
    if ask.where:
        rows = rows.filter(_where(ask))
    return rows.select_related(source.unit, *source.related)


def named_filter(source: str, name: str) -> NamedFilter:
    found = NamedFilter.objects.filter(source=source, name=name).first()
    if found is None:
        known = "、".join(NamedFilter.objects.filter(source=source).values_list("name", flat=True))
        raise FigureError(
            _("“%(source)s”没有名为“%(name)s”的筛选。可用:%(known)s。")
            % {"source": SOURCES[source].label, "name": name, "known": known or "—"}
        )
    return found


def filter_choices(source: str = "") -> list[tuple[str, str]]:
    """The filters that fit a source, or all: (name, name in the language of the screen)."""
    rows = NamedFilter.objects.filter(source=source) if source else NamedFilter.objects.all()
    return sorted({row.name: str(row) for row in rows}.items())


def definition_of(ask: Ask, on: date | None = None) -> str:
    """The office's standard in force at the period's end (its own, else that of a unit above), else the catalogue's."""
    day = on or ask.period.end or date(2200, 12, 31)
    above = ask.unit.ancestry
    standard = (
        StatisticalStandard.objects.filter(indicator=ask.indicator, unit__in=above, effective_from__lte=day)
        .filter(Q(effective_to=None) | Q(effective_to__gte=day))
        .order_by("-unit__path", "-effective_from")
        .first()
    )
    return standard.text if standard else ask.indicator.explanation


def targets_in_force(unit: Unit, year: int) -> QuerySet[Target]:
    """The newest revision of every target of a unit and a year."""
    newest = (
        Target.objects.filter(unit=unit, year=year)
        .values("indicator", "filter_name")
        .annotate(last=Max("revision"))
        .values_list("indicator", "filter_name", "last")
    )
    wanted = Q(pk__in=[])
    for indicator_id, filter_name, revision in newest:
        wanted |= Q(indicator=indicator_id, filter_name=filter_name, revision=revision)
    return Target.objects.filter(wanted, unit=unit, year=year).select_related("indicator", "unit")


def _dated(indicator: Indicator, period: Period) -> Q:
    if not indicator.date_field:
        return Q()
    path = SOURCES[indicator.source].fields[indicator.date_field]
    found = Q(**{f"{path}__isnull": False})
    if period.end:
        found &= Q(**{f"{path}__lte": period.end})
    if period.start and indicator.date_mode == DateMode.WITHIN:
        found &= Q(**{f"{path}__gte": period.start})
    return found


def _where(ask: Ask) -> Q:
    name, _equals, value = ask.where.partition("=")
    path = SOURCES[ask.indicator.source].fields.get(name)
    if path is None:
        raise FigureError(_("“%(name)s”没有字段“%(field)s”。") % {"name": ask.indicator, "field": name})
    # chains and the like are reached over a key that may be empty, plain words are empty themselves
    return Q(**{path: value}) if value else Q(**{f"{path}__isnull": True}) | Q(**{path: ""})


def _of_project(ask: Ask) -> Q:
    path = SOURCES[ask.indicator.source].project
    if not path:
        raise FigureError(_("“%(name)s”不能按项目查询。") % {"name": ask.indicator})
    projects = model_of("projects.project")._default_manager.filter(
        name=ask.project, unit__path__startswith=ask.unit.path
    )
    if not projects.exists():
        raise FigureError(_("%(unit)s 没有名为“%(name)s”的项目。") % {"unit": ask.unit, "name": ask.project})
    return Q(**{f"{path}__in": projects.values("pk")})


def _statistics(user: User | None, ask: Ask) -> QuerySet[ReportedStatistic]:
    if ask.filter_name or ask.project or ask.where:
        raise FigureError(_("“%(name)s”是统计部门数据,不能再筛选。") % {"name": ask.indicator})
    rows = visible(user, ReportedStatistic) if user else ReportedStatistic.objects.all()
    return rows.filter(
        unit=ask.unit, indicator=ask.indicator, period_start=ask.period.start, period_end=ask.period.end
    ).select_related("indicator", "unit")


def _actual(user: User | None, ask: Ask) -> Figure:
    rows = rows_of(user, ask)
    indicator = ask.indicator
    if indicator.kind == Kind.REPORTED:
        found = rows.first()
        value = found.value if found else None
        return Figure(ask, value, indicator.measure, rows, 1 if found else 0, found.updated_at if found else None)
    wanted: dict[str, Any] = {"row_count": Count("pk"), "latest": Max("updated_at")}
    fields = SOURCES[indicator.source].fields
    if indicator.kind == Kind.SUMMED:
        wanted["value"] = Sum(fields[indicator.value_field])
    elif indicator.kind == Kind.DISTINCT:
        wanted["value"] = Count(fields[indicator.value_field], distinct=True)
    elif indicator.kind == Kind.MEAN:
        wanted["value"] = Avg(fields[indicator.value_field])
    elif indicator.kind == Kind.RATIO:
        part = compile_conditions(indicator.source, indicator.numerator, ask.period)
        wanted["value"] = Count("pk", filter=part)
    found = rows.aggregate(**wanted)
    number = found["row_count"]
    value = _value(indicator, number, found.get("value"))
    numerator = found["value"] if indicator.kind == Kind.RATIO else None
    return Figure(ask, value, indicator.measure, rows, number, found["latest"], numerator=numerator)


def _value(indicator: Indicator, number: int, value: Any) -> Decimal | None:
    if indicator.kind == Kind.COUNTED:
        return Decimal(number)
    if indicator.kind == Kind.RATIO:
        return bridge.percent(Decimal(value), Decimal(number))
    if indicator.kind == Kind.MEAN:
        return None if value is None else Decimal(str(value)).quantize(_HUNDREDTH)
    if value is None:
        return Decimal(0) if indicator.date_field else None
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _expected(user: User | None, ask: Ask) -> Figure:
    indicator = ask.indicator
    if not (indicator.low_field and indicator.high_field):
        raise FigureError(_("“%(name)s”没有预计值。") % {"name": indicator})
    rows = rows_of(user, ask)
    fields = SOURCES[indicator.source].fields
    found = rows.aggregate(
        row_count=Count("pk"),
        latest=Max("updated_at"),
        low=Sum(fields[indicator.low_field]),
        high=Sum(fields[indicator.high_field]),
    )
    low, high = (None if found[end] is None else Decimal(str(found[end])) for end in ("low", "high"))
    return Figure(ask, low, indicator.measure, rows, found["row_count"], found["latest"], upper=high)


def _target(user: User | None, ask: Ask) -> Figure:
    """The unit's own target of the year, else the sum of those set for the units right below it."""
    rows = _targets(user, ask)
    in_force = list(rows)
    value = sum((row.value for row in in_force), Decimal(0)) if in_force else None
    latest = max((row.updated_at for row in in_force), default=None)
    return Figure(ask, value, ask.indicator.measure, rows, len(in_force), latest)


def _targets(user: User | None, ask: Ask) -> QuerySet[Target]:
    rows = visible(user, Target) if user else Target.objects.all()
    rows = rows.filter(indicator=ask.indicator, filter_name=ask.filter_name, year=ask.period.year)
    own = rows.filter(unit=ask.unit).order_by("-revision").first()
    if own:
        return rows.filter(pk=own.pk).select_related("unit", "indicator")
    newest: dict[int, int] = {}
    for unit_id, pk in rows.filter(unit__parent=ask.unit).order_by("revision").values_list("unit", "pk"):
        newest[unit_id] = pk
    return rows.filter(pk__in=newest.values()).select_related("unit", "indicator")


def _completion(user: User | None, ask: Ask) -> Figure:
    actual, target = _actual(user, ask), _target(user, replace(ask, role=FigureRole.TARGET))
    parts = ((_("完成"), actual), (_("年度目标"), target))
    return _derived(ask, bridge.percent(actual.value, target.value), actual, parts)


def _yoy(user: User | None, ask: Ask) -> Figure:
    actual = _actual(user, replace(ask, role=FigureRole.ACTUAL))
    if ask.indicator.kind == Kind.REPORTED:
        return _derived(ask, bridge.reported_growth(actual.rows.first()), actual, ((_("本期"), actual),))
    if found := _base_of(actual):
        return _derived(
            ask, bridge.growth_percent(actual.value, found.value), actual, ((_("之后"), actual), (_("之前"), found))
        )
    before = _actual(user, replace(ask, role=FigureRole.ACTUAL, period=same_period_last_year(ask.period)))
    if ask.indicator.measure == "pct":
        raise FigureError(_("“%(name)s”是比率,只比较百分点,不算同比。") % {"name": ask.indicator})
    parts = ((_("本期"), actual), (_("上年同期"), before))
    return _derived(ask, bridge.growth_percent(actual.value, before.value), actual, parts)


def _base_of(actual: Figure) -> Figure | None:
    """What the same rows came from, where each carries its own base (cost before and after a course); else None."""
    indicator = actual.ask.indicator
    source = SOURCES[indicator.source]
    base = source.bases.get(indicator.value_field)
    if base is None:
        return None
    value = actual.rows.aggregate(value=Sum(source.fields[base]))["value"]
    return replace(actual, value=_value(indicator, actual.row_count, value))


def _share(user: User | None, ask: Ask) -> Figure:
    """With a filter: its part of the unfiltered figure. Without: the unit's part of its province."""
    part = _actual(user, replace(ask, role=FigureRole.ACTUAL))
    if ask.filter_name:
        whole = _actual(user, replace(ask, role=FigureRole.ACTUAL, filter_name=""))
    else:
        province = province_of(ask.unit)
        if province is None:
            return _derived(ask, None, part, ((_("部分"), part),))
        whole = _actual(None, replace(ask, role=FigureRole.ACTUAL, unit=province))
    return _derived(ask, bridge.percent(part.value, whole.value), part, ((_("部分"), part), (_("总数"), whole)))


def _rank(user: User | None, ask: Ask) -> Figure:
    """The place among units of the same kind in the province (or under the same parent). Ties share a place."""
    mine = _actual(user, replace(ask, role=FigureRole.ACTUAL))
    values = {peer.pk: _ranked_value(replace(ask, unit=peer, role=FigureRole.ACTUAL)) for peer in peers_of(ask.unit)}
    place, ranked = bridge.place_among(values, ask.unit.pk)
    return replace(_derived(ask, place, mine, ((_("本单位"), mine),)), ranked=ranked)


def _ranked_value(ask: Ask) -> Decimal | None:
    if ask.indicator.rank_by == RankBy.GROWTH:
        return _yoy(None, replace(ask, role=FigureRole.YOY)).value
    return _actual(None, ask).value


def _difference(user: User | None, ask: Ask) -> Figure:
    """The unit's growth (or rate) less that of its province, in percentage points."""
    mine = _rate(user, ask)
    province = province_of(ask.unit)
    if province is None:
        return _derived(ask, None, mine, ((_("本单位"), mine),))
    theirs = _rate(None, replace(ask, unit=province))
    parts = ((_("本单位"), mine), (_("全省"), theirs))
    return _derived(ask, bridge.points(mine.value, theirs.value), mine, parts)


def _rate(user: User | None, ask: Ask) -> Figure:
    if ask.indicator.measure == "pct":
        return _actual(user, replace(ask, role=FigureRole.ACTUAL))
    return _yoy(user, replace(ask, role=FigureRole.YOY))


def _derived(ask: Ask, value: Decimal | None, of: Figure, parts: tuple[tuple[str, Figure], ...]) -> Figure:
    measure = ROLE_MEASURE.get(ask.role, ask.indicator.measure)
    latest = max((part.data_as_of for _label, part in parts if part.data_as_of), default=None)
    return Figure(ask, value, measure, of.rows, of.row_count, latest, parts=parts)


def province_of(unit: Unit) -> Unit | None:
    """The nearest province above a unit; None for a province itself or where none stands."""
    above = [int(part) for part in unit.path.split(".") if part][:-1]
    return Unit.objects.filter(pk__in=above, kind=UnitKind.PROVINCE).order_by("-path").first()


def peers_of(unit: Unit) -> QuerySet[Unit]:
    """Units of its kind in the province, itself among them; without a province, under the same parent."""
    province = province_of(unit)
    if province:
        return Unit.objects.filter(path__startswith=province.path, kind=unit.kind, is_active=True)
    return Unit.objects.filter(parent=unit.parent, kind=unit.kind, is_active=True)


_COMPUTE = {
    FigureRole.ACTUAL: _actual,
    FigureRole.TARGET: _target,
    FigureRole.COMPLETION: _completion,
    FigureRole.YOY: _yoy,
    FigureRole.SHARE: _share,
    FigureRole.RANK: _rank,
    FigureRole.DIFFERENCE: _difference,
    FigureRole.EXPECTED: _expected,
}
