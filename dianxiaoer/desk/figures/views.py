"""The page of one figure: the number, what it means, what it was made of, and the very rows it counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.figures.links import address_of, shown
from dianxiaoer.desk.figures.rows import ledger_of
from dianxiaoer.domain.people.access import fetch, units_for
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.targets import queries
from dianxiaoer.domain.targets.boards import board_of
from dianxiaoer.domain.targets.models import Indicator
from dianxiaoer.domain.targets.sources import field_of
from dianxiaoer.domain.targets.states import FigureRole
from dianxiaoer.engines.measures.periods import PeriodError, parse_period, year_to_date
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.ledger import ledger_page


class AskForm(Form):
    """What to compute. A period that cannot be read shows its error."""

    unit = forms.ModelChoiceField(label=gettext_lazy("机构"), queryset=None, empty_label=None)
    period = forms.CharField(
        label=gettext_lazy("期间"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "2024-01..2024-09"}),
    )
    filter = forms.ChoiceField(label=gettext_lazy("筛选"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("看什么"), required=False, choices=FigureRole.choices)
    project = forms.CharField(label=gettext_lazy("项目"), required=False)
    where = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, units: Any, names: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["filter"].choices = [("", _("全部")), *names]  # type: ignore[attr-defined]

    def clean_period(self) -> Any:
        try:
            return parse_period(self.cleaned_data["period"], timezone.localdate())
        except PeriodError as fault:
            raise forms.ValidationError(str(fault).partition(" / ")[0]) from None


def figure(request: HttpRequest, key: str) -> HttpResponse:
    """?unit=&period=&filter=&role=&project=; without a unit the person's own, without a period that of its board."""
    indicator = fetch(request.user, Indicator, key=key, is_active=True)
    context = {"indicator": indicator, "trail": [(_("指标目录"), reverse("figures-list"))], "title": indicator.label}
    if indicator.waits_for:
        return render(request, "desk/figures/waiting.html", context)
    form = _form(request, indicator)
    if not form.is_valid():
        return render(request, "desk/figures/asking.html", context | {"ask_form": form}, status=422)
    asked = form.cleaned_data
    found = queries.figure(
        request.user,
        indicator,
        asked["unit"],
        asked["period"],
        asked["filter"],
        asked["role"] or FigureRole.ACTUAL,
        project=asked["project"],
        where=asked["where"],
    )
    context |= {
        "figure": found,
        "value": shown(found),
        "role": FigureRole(found.ask.role).label,
        "definition": queries.definition_of(found.ask),
        "parts": [(label, shown(part), part.row_count, address_of(part.ask)) for label, part in found.parts],
        "others": _others(found.ask),
        "narrowed": narrowed(found.ask),
        "ask_form": form,
        "asked": [(name, value) for name, value in found.ask.parameters().items()],
    }
    return ledger_page(request, ledger_of(found), "desk/figures/figure.html", **context)


def _form(request: HttpRequest, indicator: Indicator) -> AskForm:
    units = units_for(request.user, "figures.view")
    names = queries.filter_choices(indicator.source) if indicator.source else []
    data = {name: request.GET.get(name, "") for name in ("unit", "period", "filter", "role", "project", "where")}
    data["unit"] = data["unit"] or str(home_unit(request.user).pk)
    if "period" not in request.GET and data["unit"].isdigit():
        data["period"] = usual_period(Unit(pk=int(data["unit"])))
    return AskForm(data, units=units, names=names)


def usual_period(unit: Unit) -> str:
    """The period of the unit's board, else this year to today."""
    board = board_of(unit)
    return board.period if board else str(year_to_date(timezone.localdate()))


def home_unit(user: User) -> Unit:
    """The unit a person's pages open with: the highest one they may see figures of."""
    highest = units_for(user, "figures.view").order_by("path").first()
    return highest or user.unit


def narrowed(ask: queries.Ask) -> str:
    """ "chain=新能源" in words: 产业链:新能源."""
    name, _equals, value = ask.where.partition("=")
    if not name:
        return ""
    return f"{getattr(field_of(ask.indicator.source, name), 'verbose_name', name)}:{value or '—'}"


def _others(ask: queries.Ask) -> list[tuple[str, str, bool]]:
    """The same question in every other role that has a meaning for it."""
    roles = [FigureRole.ACTUAL, FigureRole.COMPLETION, FigureRole.SHARE, FigureRole.RANK]
    if ask.indicator.measure != "pct":
        roles.insert(1, FigureRole.YOY)
    if ask.indicator.low_field:
        roles.append(FigureRole.EXPECTED)
    return [(role.label, address_of(replace(ask, role=role)), role == ask.role) for role in roles]
