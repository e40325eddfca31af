"""Reported statistics (统计数据): the list, entering one with its source, correcting one on record."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.figures.rows import STATISTICS
from dianxiaoer.domain.people.access import fetch, may, require, units_for, visible
from dianxiaoer.domain.targets.actions import correct_statistic, report_statistic
from dianxiaoer.domain.targets.models import Indicator, ReportedStatistic
from dianxiaoer.domain.targets.states import Kind, Measure
from dianxiaoer.engines.measures.periods import PeriodError, parse_period
from dianxiaoer.shell.forms import DateField, EditForm, Form, MoneyField
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.pages import form_page


def _reported(user: Any) -> Any:
    return visible(user, Indicator).filter(kind=Kind.REPORTED, is_active=True, waits_for="")


def _ledger(user: Any) -> Ledger:
    can_correct = may(user, "figures.report")
    return Ledger(
        name="statistics",
        title=gettext_lazy("统计数据"),
        rows=lambda user: visible(user, ReportedStatistic).select_related("indicator", "unit"),
        columns=STATISTICS,
        filters=(
            Filter(
                "indicator",
                gettext_lazy("指标"),
                equals("indicator"),
                choices=lambda user: [(row.pk, row.label) for row in _reported(user)],
            ),
            Filter("period", gettext_lazy("期间止"), between("period_end"), kind="date_range"),
        ),
        link=(lambda row: reverse("figures-correct", args=[row.pk])) if can_correct else None,
        create=("figures-report", gettext_lazy("录入统计数据"), "figures.report"),
    )


def statistics(request: HttpRequest) -> HttpResponse:
    require(request.user, "figures.view")
    trail = [(_("指标目录"), reverse("figures-list"))]
    return ledger_page(request, _ledger(request.user), trail=trail)


class NumbersForm(Form):
    """The numbers of a statistic. Money may be typed as 4.9亿; a growth in percent."""

    value = MoneyField(label=gettext_lazy("数值"), required=False, signed=True)
    comparable_base = MoneyField(label=gettext_lazy("上年同期可比数"), required=False, signed=True)
    published_base = MoneyField(label=gettext_lazy("上年同期公布数"), required=False, signed=True)
    growth_percent = forms.DecimalField(
        label=gettext_lazy("公布增速(%)"), required=False, help_text=gettext_lazy("只有增速、没有绝对数时填写")
    )
    source = forms.CharField(label=gettext_lazy("来源"), max_length=200)
    published_on = DateField(label=gettext_lazy("公布日期"), required=False)
    note = forms.CharField(label=gettext_lazy("说明"), max_length=300, required=False)

    def facts(self) -> dict[str, Any]:
        found = self.changes("unit", "indicator", "period", "growth_percent", "reason")
        growth = self.cleaned_data["growth_percent"]
        return found | {"published_growth": None if growth is None else growth / Decimal(100)}


class ReportForm(NumbersForm):
    unit = forms.ModelChoiceField(label=gettext_lazy("机构"), queryset=None, empty_label=None)
    indicator = forms.ModelChoiceField(label=gettext_lazy("指标"), queryset=None)
    period = forms.CharField(label=gettext_lazy("期间"), help_text="2024-01..2024-09 / 2024-Q3 / 2024")
    field_order = ("unit", "indicator", "period")

    def clean_period(self) -> Any:
        try:
            found = parse_period(self.cleaned_data["period"], timezone.localdate())
        except PeriodError as fault:
            raise forms.ValidationError(str(fault).partition(" / ")[0]) from None
        if not (found.start and found.end):
            raise forms.ValidationError(_("期间要有起止。"))
        return found


class CorrectForm(NumbersForm, EditForm):
    reason = forms.CharField(label=gettext_lazy("更正原因"), max_length=300)


def report(request: HttpRequest) -> HttpResponse:
    require(request.user, "figures.report")
    form = ReportForm(request.POST or None)
    form.fields["unit"].queryset = units_for(request.user, "figures.report")  # type: ignore[attr-defined]
    form.fields["indicator"].queryset = _reported(request.user)  # type: ignore[attr-defined]
    return form_page(
        request,
        form,
        title=_("录入统计数据"),
        intro=_("录入统计、财政等部门公布的数字,注明来源。同比按可比口径:可比数与公布数分开填写。"),
        back=reverse("figures-statistics"),
        trail=[(_("统计数据"), reverse("figures-statistics"))],
        act=lambda form: report_statistic(
            by=request.user,
            at=timezone.now(),
            unit=form.cleaned_data["unit"],
            indicator=form.cleaned_data["indicator"],
            period_start=form.cleaned_data["period"].start,
            period_end=form.cleaned_data["period"].end,
            **form.facts(),
        ),
        done=lambda made: reverse("figures-statistics"),
        said=lambda made: _("已录入。"),
    )


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, ReportedStatistic, pk=pk)
    require(request.user, "figures.report", row)
    names = ("comparable_base", "published_base", "value", "source", "published_on", "note", "version")
    initial = {name: getattr(row, name) for name in names}
    if row.published_growth is not None:
        initial["growth_percent"] = row.published_growth * 100
    if row.indicator.measure != Measure.YUAN:
        initial |= {name: str(initial[name] or "") for name in ("value", "comparable_base", "published_base")}
    form = CorrectForm(request.POST or None, initial=initial)
    return form_page(
        request,
        form,
        title=_("更正统计数据:%(name)s") % {"name": row},
        back=reverse("figures-statistics"),
        trail=[(_("统计数据"), reverse("figures-statistics"))],
        act=lambda form: correct_statistic(
            row,
            by=request.user,
            at=timezone.now(),
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            **form.facts(),
        ),
        done=lambda made: reverse("figures-statistics"),
        said=lambda made: _("已更正。"),
    )
