"""Entry bars of a unit: seen by everyone, edited by its chief."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dianxiaoer.desk.rounds.forms import BarForm, EditBarForm
from dianxiaoer.domain.campaigns.actions import adopt_bars, edit_bar, set_bar
from dianxiaoer.domain.campaigns.bars import bars_at
from dianxiaoer.domain.campaigns.models import EntryBar
from dianxiaoer.domain.people.access import fetch, require, visible
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.shell.pages import form_page, see_other


def mine(request: HttpRequest) -> HttpResponse:
    """The bars of the person's own unit."""
    require(request.user, "bars.view")
    return bars(request, request.user.unit_id)


def bars(request: HttpRequest, pk: int) -> HttpResponse:
    unit = fetch(request.user, Unit, pk=pk)
    require(request.user, "bars.view", unit)
    own = list(visible(request.user, EntryBar).filter(unit=unit))
    context = {
        "title": _("入选门槛"),
        "trail": _trail(),
        "unit": unit,
        "own": own,
        "bars": own or bars_at(unit, on=timezone.localdate()),
    }
    return render(request, "desk/rounds/bars.html", context)


@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    unit = fetch(request.user, Unit, pk=pk)
    adopt_bars(unit, by=request.user, at=timezone.now())
    return see_other(_address(unit))


def add(request: HttpRequest, pk: int) -> HttpResponse:
    unit = fetch(request.user, Unit, pk=pk)
    require(request.user, "bars.edit", unit)
    return form_page(
        request,
        BarForm(request.POST or None, initial={"effective_from": timezone.localdate()}),
        title=_("新增门槛"),
        intro=unit.name,
        back=_address(unit),
        trail=_trail(),
        act=lambda form: set_bar(unit, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda bar: _address(unit),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    bar = fetch(request.user, EntryBar, pk=pk)
    require(request.user, "bars.edit", bar)
    initial = {name: getattr(bar, name) for name in EditBarForm.base_fields}
    return form_page(
        request,
        EditBarForm(request.POST or None, initial=initial),
        title=_("修改入选门槛"),
        intro=f"{bar.unit} · {bar.get_category_display()}",
        back=_address(bar.unit),
        trail=_trail(),
        act=lambda form: edit_bar(
            bar, by=request.user, at=timezone.now(), changes=form.changes(), version=form.cleaned_data["version"]
        ),
        done=lambda bar: _address(bar.unit),
    )


def _address(unit: Unit) -> str:
    return reverse("rounds-bars", args=[unit.pk])


def _trail() -> list[tuple[str, str]]:
    return [(_("三个一批"), reverse("rounds-list"))]
