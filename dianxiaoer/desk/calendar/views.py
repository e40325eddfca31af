"""A year of the working-day calendar, and the forms that change it."""

from __future__ import annotations

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dianxiaoer.desk.calendar.forms import AnnounceForm, DayForm, WithdrawForm
from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.domain.reference.calendar import (
    CalendarDay,
    CalendarYear,
    announce_year,
    clear_day,
    set_day,
    withdraw_year,
)
from dianxiaoer.kernel.events import timeline
from dianxiaoer.shell.pages import form_page, see_other
from dianxiaoer.shell.timeline import told


@dataclass(frozen=True)
class Cell:
    on: date
    inside: bool
    works: bool
    day: CalendarDay | None


def year(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Twelve months of one year; without a year, this one."""
    require(request.user, "calendar.view")
    asked = year or timezone.localdate().year
    if not 1990 <= asked <= 2100:
        asked = timezone.localdate().year
    record = visible(request.user, CalendarYear).filter(year=asked).first()
    days = {day.on: day for day in visible(request.user, CalendarDay).filter(on__year=asked)}
    context = {
        "title": _("工作日历 %(year)s") % {"year": asked},
        "year": asked,
        "record": record,
        "months": [(date(asked, month, 1), _weeks(asked, month, days)) for month in range(1, 13)],
        "changed": sorted(days.values(), key=lambda day: day.on),
        "workdays": sum(_works(date.fromordinal(number), days) for number in _span(asked)),
        "today": timezone.localdate(),
        "can_set": may(request.user, "calendar.set_day"),
        "can_announce": may(request.user, "calendar.announce"),
        "events": told(timeline(record)) if record else [],
    }
    return render(request, "desk/calendar/year.html", context)


def set_(request: HttpRequest) -> HttpResponse:
    require(request.user, "calendar.set_day")
    form = DayForm(request.POST or None, initial={"on": request.GET.get("on", ""), "kind": "off"})
    return form_page(
        request,
        form,
        title=_("修改日历日期"),
        intro=_("保存后,所有未办结事项的期限随之重新计算。"),
        back=reverse("calendar-list"),
        act=lambda form: set_day(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda day: reverse("calendar-year", args=[day.on.year]),
        said=lambda day: _("已保存。"),
    )


@require_POST
def clear(request: HttpRequest, pk: int) -> HttpResponse:
    day = fetch(request.user, CalendarDay, pk=pk)
    clear_day(day, by=request.user, at=timezone.now())
    return see_other(reverse("calendar-year", args=[day.on.year]))


def announce(request: HttpRequest, year: int) -> HttpResponse:
    require(request.user, "calendar.announce")
    return _year_form(request, year, AnnounceForm(request.POST or None), announce_year, _("公布年度假期"))


def withdraw(request: HttpRequest, year: int) -> HttpResponse:
    require(request.user, "calendar.withdraw")
    return _year_form(request, year, WithdrawForm(request.POST or None), withdraw_year, _("撤回年度公布"))


def _year_form(request: HttpRequest, year: int, form: Any, action: Any, title: str) -> HttpResponse:
    page = reverse("calendar-year", args=[year])
    return form_page(
        request,
        form,
        title=f"{title} {year}",
        back=page,
        act=lambda form: action(year, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda record: page,
        said=lambda record: _("已保存。"),
    )


def _weeks(year: int, month: int, days: Mapping[date, CalendarDay]) -> list[list[Cell]]:
    return [
        [Cell(on, on.month == month, _works(on, days), days.get(on)) for on in week]
        for week in months.Calendar(months.MONDAY).monthdatescalendar(year, month)
    ]


def _works(on: date, days: Mapping[date, CalendarDay]) -> bool:
    return days[on].kind == "work" if on in days else on.weekday() < months.SATURDAY


def _span(year: int) -> range:
    return range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
