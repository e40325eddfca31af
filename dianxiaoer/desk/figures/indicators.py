"""The catalogue of indicators, one indicator with its standards, and the forms that change them."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.people.access import fetch, require, units_for, visible
from dianxiaoer.domain.targets.actions import define_indicator, set_standard
from dianxiaoer.domain.targets.models import Indicator, StatisticalStandard
from dianxiaoer.domain.targets.sources import SOURCES
from dianxiaoer.domain.targets.states import DateMode, Kind
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.tables import Column
from dianxiaoer.shell.forms import DateField, EditForm, Form
from dianxiaoer.shell.ledger import Filter, Ledger, equals, ledger_page
from dianxiaoer.shell.pages import form_page
from dianxiaoer.shell.timeline import told


def _by_name(rows: QuerySet[Indicator], value: str) -> QuerySet[Indicator]:
    return rows.filter(Q(name__contains=value) | Q(name_en__icontains=value) | Q(key__contains=value))


def _kept(rows: QuerySet[Indicator], value: str) -> QuerySet[Indicator]:
    return rows.filter(waits_for="") if value == "yes" else rows.exclude(waits_for="")


def _source_label(row: Indicator) -> str:
    return str(SOURCES[row.source].label) if row.source in SOURCES else "—"


LEDGER = Ledger(
    name="figures",
    title=gettext_lazy("指标目录"),
    rows=lambda user: visible(user, Indicator).filter(is_active=True),
    columns=(
        Column("name", gettext_lazy("指标名称"), "label", sort="name"),
        Column("key", gettext_lazy("指标编号"), "key", sort="key"),
        Column("measure", gettext_lazy("计量单位"), "get_measure_display"),
        Column("kind", gettext_lazy("计算方式"), "get_kind_display", sort="kind"),
        Column("source", gettext_lazy("数据来源"), _source_label),
        Column("definition", gettext_lazy("指标解释"), "explanation", wide=True),
        Column("waits_for", gettext_lazy("待建部分"), "part_awaited", sort="waits_for"),
    ),
    filters=(
        Filter("q", gettext_lazy("名称或编号"), _by_name, kind="text"),
        Filter("kind", gettext_lazy("计算方式"), equals("kind"), choices=lambda user: Kind.choices),
        Filter(
            "kept",
            gettext_lazy("纳入情况"),
            _kept,
            choices=lambda user: [("yes", _("已纳入")), ("no", _("尚未纳入"))],
        ),
    ),
    sort="order",
    link=lambda row: reverse("figures-figure", args=[row.key]),
    tools=(("figures-statistics", gettext_lazy("统计数据"), "figures.view"),),
    size=100,
)


def indicators(request: HttpRequest) -> HttpResponse:
    require(request.user, "figures.view")
    return ledger_page(request, LEDGER)


def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """What an indicator counts, in words and as data, the standards of the units, and who changed it."""
    row = fetch(request.user, Indicator, key=key)
    context = {
        "title": row.label,
        "trail": [(_("指标目录"), reverse("figures-list"))],
        "indicator": row,
        "source": _source_label(row),
        "conditions": [json.dumps(one, ensure_ascii=False) for one in row.filters],
        "numerator": [json.dumps(one, ensure_ascii=False) for one in row.numerator],
        "standards": visible(request.user, StatisticalStandard).filter(indicator=row).select_related("unit"),
        "events": told(timeline(row)),
    }
    return render(request, "desk/figures/indicator.html", context)


class DefineForm(EditForm):
    """The data of an indicator. Conditions are JSON lists over the source's fields."""

    name = forms.CharField(label=gettext_lazy("指标名称"), max_length=100)
    name_en = forms.CharField(label=gettext_lazy("英文名称"), max_length=150, required=False)
    definition = forms.CharField(label=gettext_lazy("指标解释"), widget=forms.Textarea, required=False)
    definition_en = forms.CharField(label=gettext_lazy("英文解释"), widget=forms.Textarea, required=False)
    date_field = forms.ChoiceField(label=gettext_lazy("日期字段"), required=False)
    date_mode = forms.ChoiceField(label=gettext_lazy("时间口径"), choices=DateMode.choices)
    value_field = forms.ChoiceField(label=gettext_lazy("取值字段"), required=False)
    filters = forms.JSONField(label=gettext_lazy("筛选条件"), required=False)
    numerator = forms.JSONField(label=gettext_lazy("分子条件"), required=False)
    on_board = forms.BooleanField(label=gettext_lazy("上看板"), required=False)
    note = forms.CharField(label=gettext_lazy("修改原因"), max_length=300)

    def __init__(self, data: Any, *, row: Indicator, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        fields = SOURCES[row.source].fields if row.source in SOURCES else {}
        for name in ("date_field", "value_field"):
            self.fields[name].choices = [("", "—"), *((field, field) for field in fields)]  # type: ignore[attr-defined]
        self.fields["filters"].help_text = _('如 [["status", "is", "held"]];可用字段:%(fields)s') % {
            "fields": "、".join(fields)
        }

    def clean_filters(self) -> list[Any]:
        return self.cleaned_data["filters"] or []

    def clean_numerator(self) -> list[Any]:
        return self.cleaned_data["numerator"] or []


def define(request: HttpRequest, key: str) -> HttpResponse:
    row = fetch(request.user, Indicator, key=key)
    require(request.user, "figures.define", row)
    names = ("name", "name_en", "definition", "definition_en", "date_field", "date_mode", "value_field")
    initial = {name: getattr(row, name) for name in (*names, "filters", "numerator", "on_board", "version")}
    form = DefineForm(request.POST or None, row=row, initial=initial)
    return form_page(
        request,
        form,
        title=_("修改指标:%(name)s") % {"name": row.label},
        intro=_("指标定义由全系统共用。修改后,所有页面和已下达目标的完成率立即按新定义计算。"),
        back=reverse("figures-indicator", args=[key]),
        trail=[(_("指标目录"), reverse("figures-list")), (row.label, reverse("figures-indicator", args=[key]))],
        act=lambda form: define_indicator(
            row, by=request.user, at=timezone.now(), version=form.cleaned_data["version"], **form.changes()
        ),
        done=lambda made: reverse("figures-indicator", args=[key]),
        said=lambda made: _("指标定义已修改。"),
    )


class StandardForm(Form):
    unit = forms.ModelChoiceField(label=gettext_lazy("制定机构"), queryset=None, empty_label=None)
    text = forms.CharField(label=gettext_lazy("口径"), widget=forms.Textarea)
    basis = forms.CharField(label=gettext_lazy("依据"), max_length=200, required=False)
    effective_from = DateField(label=gettext_lazy("起用日期"))


def standard(request: HttpRequest, key: str) -> HttpResponse:
    row = fetch(request.user, Indicator, key=key)
    require(request.user, "figures.set_standard")
    form = StandardForm(request.POST or None, initial={"effective_from": timezone.localdate()})
    form.fields["unit"].queryset = units_for(request.user, "figures.set_standard")  # type: ignore[attr-defined]
    return form_page(
        request,
        form,
        title=_("制定统计口径:%(name)s") % {"name": row.label},
        intro=_("口径随数字一起显示,从起用日期开始;原口径自动止于前一天。"),
        back=reverse("figures-indicator", args=[key]),
        trail=[(_("指标目录"), reverse("figures-list")), (row.label, reverse("figures-indicator", args=[key]))],
        act=lambda form: set_standard(row, by=request.user, at=timezone.now(), **form.changes()),
        done=lambda made: reverse("figures-indicator", args=[key]),
        said=lambda made: _("统计口径已起用。"),
    )
