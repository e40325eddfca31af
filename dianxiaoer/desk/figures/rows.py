"""The ledger under a figure: exactly the rows it counts, with columns fit for their source, linked to their own pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.targets.models import ReportedStatistic, Target
from dianxiaoer.domain.targets.queries import Figure
from dianxiaoer.domain.targets.sources import SOURCES, Source, field_of
from dianxiaoer.kernel.fields import AmountField
from dianxiaoer.kernel.tables import DATE, MONEY, NUMBER, TEXT, Column
from dianxiaoer.shell.ledger import Ledger

#: source → (page of a row, attribute that names it)
PAGES = {
    "leads.lead": ("leads-detail", "pk"),
    "activities.activity": ("activities-detail", "pk"),
    "activities.metcompany": ("activities-detail", "activity_id"),
    "activities.guest": ("activities-detail", "activity_id"),
    "companies.rankingmark": ("companies-detail", "company_id"),
    "projects.project": ("projects-detail", "pk"),
    "supervision.notice": ("notices-detail", "pk"),
    "tickets.ticket": ("tickets-detail", "pk"),
    "tickets.rating": ("tickets-detail", "ticket_id"),
    "tickets.worksorder": ("works-detail", "pk"),
    "stewardship.assignment": ("stewardship-detail", "pk"),
    "visits.visit": ("visits-detail", "pk"),
    "visits.finding": ("tickets-detail", "ticket_id"),
    "inspections.filing": ("inspections-detail", "pk"),
    "training.course": ("training-detail", "pk"),
    "training.registration": ("training-detail", "course_id"),
    "training.outcome": ("training-answer", "pk"),
    "training.talent": ("talent-edit", "pk"),
}
STATISTICS = (
    Column("name", _("指标"), "indicator.label", wide=True),
    Column("unit", _("机构"), "unit.name", sort="unit__path"),
    Column("period", _("期间"), lambda row: f"{row.period_start:%Y-%m-%d} ~ {row.period_end:%Y-%m-%d}"),
    Column("value", _("数值"), "value", kind=NUMBER, sort="value"),
    Column("comparable_base", _("上年同期可比数"), "comparable_base", kind=NUMBER),
    Column("published_base", _("上年同期公布数"), "published_base", kind=NUMBER),
    Column("published_growth", _("公布增速"), "published_growth", kind="share"),
    Column("source", _("来源"), "source", wide=True),
    Column("note", _("说明"), "note", wide=True),
)
TARGETS = (
    Column("name", _("指标"), "indicator.label", wide=True),
    Column("unit", _("机构"), "unit.name", sort="unit__path"),
    Column("filter_name", _("筛选"), "filter_name"),
    Column("year", _("年度"), lambda row: str(row.year)),
    Column("revision", _("版次"), "revision", kind=NUMBER),
    Column("value", _("目标值"), "value", kind=NUMBER, sort="value"),
    Column("adopted_on", _("下达日期"), "adopted_on", kind=DATE, sort="adopted_on"),
    Column("reason", _("调整原因"), "reason", wide=True),
    Column("source", _("依据"), "source", wide=True),
)


def ledger_of(figure: Figure) -> Ledger:
    """The rows of a figure as a ledger: list, sort, pages and export hold the same rows the value was computed from."""
    model = figure.rows.model
    columns = _columns(figure)
    return Ledger(
        name="figure-rows",
        title=f"{figure.ask.indicator.label} · {figure.ask.unit.name} · {figure.ask.period}",
        rows=lambda user: figure.rows,
        columns=columns,
        link=_link(figure) if model not in (ReportedStatistic, Target) else None,
        sums=[column.key for column in columns if column.kind == MONEY and column.key == _summed(figure)],
        empty=_("没有计入这个数字的记录。"),
    )


def _summed(figure: Figure) -> str:
    return figure.ask.indicator.value_field


def _columns(figure: Figure) -> tuple[Column, ...]:
    if figure.rows.model is ReportedStatistic:
        return STATISTICS
    if figure.rows.model is Target:
        return TARGETS
    key = figure.ask.indicator.source
    source = SOURCES[key]
    names = list(source.shown)
    for name in (figure.ask.indicator.date_field, figure.ask.indicator.value_field):
        if name and name not in names:
            names.append(name)
    first = Column("title", source.label, _dotted(source.title), sort=source.title, wide=True)
    unit = Column("unit", _("机构"), _dotted(source.unit) + ".name", sort=f"{source.unit}__path")
    return (first, unit, *[_column(key, source, name) for name in names if source.fields[name] != source.title])


def _column(key: str, source: Source, name: str) -> Column:
    field, path = field_of(key, name), source.fields[name]
    kind = TEXT
    if isinstance(field, AmountField):
        kind = MONEY
    elif isinstance(field, models.DateField):
        kind = DATE
    elif isinstance(field, models.DecimalField | models.IntegerField):
        kind = NUMBER
    value: str | Callable[[Any], Any] = _dotted(path)
    if getattr(field, "flatchoices", None):
        head, _dot, last = _dotted(path).rpartition(".")
        value = f"{head}.get_{last}_display" if head else f"get_{last}_display"
    return Column(name, getattr(field, "verbose_name", name), value, kind=kind, sort=path)


def _dotted(path: str) -> str:
    return path.replace("__", ".")


def _link(figure: Figure) -> Callable[[Any], str] | None:
    key = figure.ask.indicator.source
    page, attribute = PAGES.get(key, ("projects-detail", "project_id"))
    try:
        reverse(page, args=[1])
    except NoReverseMatch:
        return None
    return lambda row: reverse(page, args=[getattr(row, attribute)])
