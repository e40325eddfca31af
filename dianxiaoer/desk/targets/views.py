"""Annual targets of a unit against its rows, setting them, and their revisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.figures.links import address_of, shown, shown_value
from dianxiaoer.desk.figures.views import home_unit
from dianxiaoer.domain.people.access import fetch, require, units_for, visible
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.targets import bridge
from dianxiaoer.domain.targets.actions import set_target
from dianxiaoer.domain.targets.boards import board_of
from dianxiaoer.domain.targets.models import Indicator, Target
from dianxiaoer.domain.targets.plans import TargetLine, target_lines, years_with_targets
from dianxiaoer.domain.targets.queries import filter_choices
from dianxiaoer.domain.targets.states import FigureRole, Kind, Measure
from dianxiaoer.engines.measures.money import MoneyError, parse_yuan
from dianxiaoer.engines.measures.periods import PeriodError, parse_period
from dianxiaoer.shell.forms import DateField, Form
from dianxiaoer.shell.pages import form_page


class ChooseForm(Form):
    """Which unit, which year, up to which day."""

    unit = forms.ModelChoiceField(label=gettext_lazy("机构"), queryset=None, empty_label=None)
    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)
    on = DateField(label=gettext_lazy("截至"), required=False)


def targets(request: HttpRequest) -> HttpResponse:
    """?unit=&year=&on=; without them the person's unit, the year and the day of its board."""
    require(request.user, "targets.view")
    form = _choose(request)
    context: dict[str, Any] = {"title": _("目标与完成"), "ask_form": form}
    if not form.is_valid():
        return render(request, "desk/targets/list.html", context, status=422)
    unit, year = form.cleaned_data["unit"], form.cleaned_data["year"]
    on = _day(form.cleaned_data["on"], year, unit)
    form.data["on"] = on.isoformat()
    lines = [_shown(line) for line in target_lines(request.user, unit, year, on)]
    context |= {
        "unit": unit,
        "year": year,
        "on": on,
        "lines": lines,
        "time_progress": shown_value(bridge.time_progress_percent(on), Measure.PERCENT),
        "years": years_with_targets(request.user, unit),
        "as_of": timezone.now(),
    }
    return render(request, "desk/targets/list.html", context)


def _choose(request: HttpRequest) -> ChooseForm:
    data = {name: request.GET.get(name, "") for name in ("unit", "year", "on")}
    unit = data["unit"] or str(home_unit(request.user).pk)
    data["unit"] = unit
    if not data["year"] and unit.isdigit():
        board = board_of(Unit(pk=int(unit)))
        data["year"] = board.period[:4] if board else str(timezone.localdate().year)
    form = ChooseForm(data)
    form.fields["unit"].queryset = units_for(request.user, "targets.view")  # type: ignore[attr-defined]
    return form


def _day(asked: date | None, year: int, unit: Unit) -> date:
    """A day of the year asked: the one given, else the board's, else today, else the year's last."""
    board = board_of(unit) if asked is None else None
    day = asked or _board_day(board.period if board else "") or timezone.localdate()
    return day if day.year == year else min(date(year, 12, 31), max(date(year, 1, 1), day))


def _board_day(period: str) -> date | None:
    try:
        return parse_period(period, timezone.localdate()).end if period else None
    except PeriodError:
        return None


def _shown(line: TargetLine) -> dict[str, Any]:
    measure = line.target.indicator.measure
    return {
        "line": line,
        "target": line.target,
        "goal": shown_value(line.target.value, measure),
        "actual": shown(line.actual),
        "address": address_of(line.ask),
        "goal_address": address_of(replace(line.ask, role=FigureRole.TARGET)),
        "completion_address": address_of(replace(line.ask, role=FigureRole.COMPLETION)),
        "completion": shown_value(line.completion, Measure.PERCENT),
        "percent": min(int(line.completion or 0), 100),
        "ahead": shown_value(abs(line.ahead) if line.ahead is not None else None, Measure.POINTS),
        "below": shown_value(line.below, measure) if line.below is not None else "",
        "gap": line.below is not None and line.below < line.target.value,
    }


class TargetForm(Form):
    """A target. Money may be typed as 10.8亿."""

    unit = forms.ModelChoiceField(label=gettext_lazy("机构"), queryset=None, empty_label=None)
    indicator = forms.ModelChoiceField(label=gettext_lazy("指标"), queryset=None)
    filter_name = forms.ChoiceField(label=gettext_lazy("筛选"), required=False)
    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)
    value = forms.CharField(label=gettext_lazy("目标值"), help_text=gettext_lazy("金额可写 10.8亿;个数直接写数字"))
    adopted_on = DateField(label=gettext_lazy("下达日期"))
    source = forms.CharField(label=gettext_lazy("依据"), max_length=200, required=False)
    reason = forms.CharField(
        label=gettext_lazy("调整原因"), max_length=200, required=False, help_text=gettext_lazy("已有目标再调整时必填")
    )

    def __init__(self, data: Any, *, user: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["unit"].queryset = units_for(user, "targets.set")  # type: ignore[attr-defined]
        self.fields["indicator"].queryset = (  # type: ignore[attr-defined]
            visible(user, Indicator).filter(is_active=True, waits_for="").exclude(kind=Kind.RATIO)
        )
        self.fields["filter_name"].choices = [("", _("全部")), *filter_choices()]  # type: ignore[attr-defined]

    def clean_value(self) -> Any:
        try:
            return parse_yuan(self.cleaned_data["value"])
        except MoneyError as fault:
            raise forms.ValidationError(str(fault).partition(" / ")[0]) from None


def set_(request: HttpRequest) -> HttpResponse:
    require(request.user, "targets.set")
    today = timezone.localdate()
    return _target_form(request, {"year": today.year, "adopted_on": today}, _("下达目标"))


def revise(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, Target, pk=pk)
    require(request.user, "targets.set", row)
    initial = {name: getattr(row, name) for name in ("unit", "indicator", "filter_name", "year", "source")}
    initial |= {"value": format(row.value.normalize(), "f"), "adopted_on": timezone.localdate()}
    return _target_form(request, initial, _("调整目标:%(name)s") % {"name": row})


def _target_form(request: HttpRequest, initial: dict[str, Any], title: str) -> HttpResponse:
    return form_page(
        request,
        TargetForm(request.POST or None, user=request.user, initial=initial),
        title=title,
        intro=_("调整会成为新的一版,原来的版本保留。"),
        back=reverse("targets-list"),
        trail=[(_("目标与完成"), reverse("targets-list"))],
        act=lambda form: set_target(by=request.user, at=timezone.now(), **form.changes()),
        done=lambda made: reverse("targets-list") + f"?unit={made.unit_id}&year={made.year}",
        said=lambda made: _("目标已下达(第 %(n)d 版)。") % {"n": made.revision},
    )


def revisions(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions of one target, newest first."""
    row = fetch(request.user, Target, pk=pk)
    same = visible(request.user, Target).filter(
        unit=row.unit, indicator=row.indicator, filter_name=row.filter_name, year=row.year
    )
    versions = [(one, shown_value(one.value, row.indicator.measure)) for one in same.order_by("-revision")]
    context = {
        "title": f"{row.year} · {row.unit.name} · {row.indicator.label}"
        + (f" · {row.filter_name}" if row.filter_name else ""),
        "trail": [(_("目标与完成"), reverse("targets-list") + f"?unit={row.unit_id}&year={row.year}")],
        "target": row,
        "versions": versions,
    }
    return render(request, "desk/targets/revisions.html", context)
