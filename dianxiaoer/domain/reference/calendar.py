"""The working-day calendar (工作日历): which years are announced, which days depart from Monday-to-Friday."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.db import models, transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.reference.moving import calendar_moved
from dianxiaoer.engines.measures.workdays import Calendar
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.scope import Scope

SHIPPED = Path(__file__).parent / "data" / "calendar.csv"
_YEAR = "year"


class DayKind(models.TextChoices):
    OFF = "off", _("放假")
    WORK = "work", _("上班")


class CalendarYear(Recorded):
    """A year, and whether its holidays are published. Until then every deadline in it is provisional (暂估)."""

    year = models.PositiveIntegerField(_("年份"), unique=True)
    is_announced = models.BooleanField(_("已公布"), default=False)
    notice = models.CharField(_("依据"), max_length=200, blank=True, help_text=_("如:国务院办公厅通知的文号"))

    SCOPE = Scope("calendar", unit="")

    class Meta:
        verbose_name = _("日历年度")
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(Recorded):
    """A day that departs from the week: a holiday on a weekday, or a weekend day worked in exchange."""

    on = models.DateField(_("日期"), unique=True)
    kind = models.CharField(_("安排"), max_length=5, choices=DayKind)
    name = models.CharField(_("名称"), max_length=40, blank=True)
    source = models.CharField(_("来源"), max_length=100, blank=True)

    SCOPE = Scope("calendar", unit="")

    class Meta:
        verbose_name = _("日历日期")
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"


def working_calendar(years: Iterable[int] = ()) -> Calendar:
    """The calendar for working-day arithmetic, of the given years or of all. One statement."""
    days = CalendarDay.objects.order_by()
    wanted = sorted(years)
    if wanted:
        days = days.filter(on__gte=date(wanted[0], 1, 1), on__lte=date(wanted[-1], 12, 31))
    known = CalendarYear.objects.filter(is_announced=True).order_by().annotate(kind=Value(_YEAR))
    rows = list(
        days.values_list("kind", Cast("on", CharField())).union(
            known.values_list("kind", Cast("year", CharField())), all=True
        )
    )
    return Calendar(
        off=frozenset(date.fromisoformat(on) for kind, on in rows if kind == DayKind.OFF),
        work=frozenset(date.fromisoformat(on) for kind, on in rows if kind == DayKind.WORK),
        announced=frozenset(int(year) for kind, year in rows if kind == _YEAR),
    )


@transaction.atomic
def set_day(on: date, *, by: User, at: datetime, kind: str, name: str = "", source: str = "") -> CalendarDay:
    """Say that a day is off or worked. Every open deadline is reckoned anew in the same act."""
    require(by, "calendar.set_day")
    _year(on.year, at)
    row = CalendarDay.objects.filter(on=on).first()
    facts = {"kind": kind, "name": name, "source": source or by.name}
    if row is None:
        kept = add(CalendarDay(on=on, **facts), "calendar.set_day", by=by, at=at)
    else:
        kept = amend(row, "calendar.set_day", facts, by=by, at=at)
    calendar_moved(at)
    return kept


@transaction.atomic
def clear_day(day: CalendarDay, *, by: User, at: datetime) -> None:
    """Back to the plain week."""
    require(by, "calendar.clear_day")
    year = _year(day.on.year, at)
    record_event(year, "calendar.clear_day", by=by, at=at, label=str(day))
    day.delete()
    calendar_moved(at)


@transaction.atomic
def announce_year(year: int, *, by: User, at: datetime, notice: str) -> CalendarYear:
    """The holidays of a year are published and entered: its deadlines are no longer provisional."""
    require(by, "calendar.announce")
    if not notice.strip():
        raise Refused(_t("无法公布:缺少 依据。请写明通知的文号或出处后重试。"))
    if not CalendarDay.objects.filter(on__year=year, kind=DayKind.OFF).exists():
        raise Refused(_t("无法公布:%(year)s 年还没有任何放假日期。请先录入假期。") % {"year": year})
    changes = {"is_announced": True, "notice": notice.strip()}
    kept = amend(_year(year, at), "calendar.announce", changes, by=by, at=at)
    calendar_moved(at)
    return kept


@transaction.atomic
def withdraw_year(year: int, *, by: User, at: datetime, reason: str) -> CalendarYear:
    """It was marked as published by mistake: deadlines in it are provisional again."""
    require(by, "calendar.withdraw")
    kept = amend(_year(year, at), "calendar.withdraw", {"is_announced": False}, by=by, at=at, note=reason)
    calendar_moved(at)
    return kept


def load_shipped(at: datetime) -> int:
    """Enter the shipped days and years that are not there yet; what an office changed stays. Returns days added."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = set(CalendarDay.objects.values_list("on", flat=True))
    years = set(CalendarYear.objects.values_list("year", flat=True))
    fresh = [
        CalendarDay(**(row | {"on": on}), created_at=at, updated_at=at)
        for row in rows
        if (on := date.fromisoformat(row["on"])) not in kept and on.year not in years
    ]
    CalendarDay.objects.bulk_create(fresh)
    CalendarYear.objects.bulk_create(
        CalendarYear(
            year=year,
            is_announced=True,
            notice=f"国务院办公厅放假通知(据 {rows[0]['source']})",
            created_at=at,
            updated_at=at,
        )
        for year in sorted({day.on.year for day in fresh} - years)
    )
    return len(fresh)


def _year(year: int, at: datetime) -> CalendarYear:
    return CalendarYear.objects.get_or_create(year=year, defaults={"created_at": at, "updated_at": at})[0]
