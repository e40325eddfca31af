"""The board of lights, the ledger of lights, one light with its reason, and lights set by hand."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dianxiaoer.desk.lights.forms import OverrideForm
from dianxiaoer.domain.people.access import fetch, may, require, unit_choices, units_for
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.supervision import queries
from dianxiaoer.domain.supervision.actions.ruling import lift_override, override_light
from dianxiaoer.domain.supervision.columns import LIGHT_COLUMNS
from dianxiaoer.domain.supervision.models import LightOverride, StandingLight
from dianxiaoer.domain.supervision.states import Color
from dianxiaoer.domain.supervision.watches import watch_labels
from dianxiaoer.kernel.events import subject_of
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.lights import panel
from dianxiaoer.shell.pages import form_page, see_other

LEDGER = Ledger(
    name="lights",
    title=gettext_lazy("红黄绿灯明细"),
    rows=queries.lights_for,
    columns=LIGHT_COLUMNS,
    filters=(
        Filter(
            "q", gettext_lazy("名称"), lambda rows, words: rows.filter(title__contains=words), kind="text",
        ),
        Filter(
            "color", gettext_lazy("红黄绿灯"), equals("color"), choices=lambda user: Color.choices,
            counts=lambda rows: {color: rows.filter(color=color) for color in Color.values},
        ),
        Filter("watch", gettext_lazy("亮灯事项"), equals("watch"), choices=lambda user: list(watch_labels().items())),
        Filter(
            "unit", gettext_lazy("机构"), lambda rows, path: rows.filter(unit__path__startswith=path), choices=lambda user: unit_choices(user, "lights.view")
        ),
        Filter("since", gettext_lazy("亮灯日期"), between("since_on"), kind="date_range"),
    ),
    sort="-since_on",
    link=lambda light: reverse("lights-detail", args=[light.pk]),
    tools=(("lights-rules", gettext_lazy("亮灯规则"), "lights.view"),),
    presets=((gettext_lazy("红灯"), "color=red&sort=since_on"), (gettext_lazy("黄灯"), "color=yellow")),
    empty=gettext_lazy("还没有亮灯的事项。项目填了计划日期、线索登记后,这里自动亮灯。"),
)  # fmt: skip


def board(request: HttpRequest) -> HttpResponse:
    """?unit=path narrows to a unit and below. At most eight statements, whatever the number of lights."""
    require(request.user, "lights.view")
    units = list(units_for(request.user, "lights.view"))
    path = request.GET.get("unit", "")
    chosen = next((unit for unit in units if unit.path == path), None)
    inside = [unit for unit in units if chosen is None or unit.path.startswith(chosen.path)]
    narrowed = chosen.path if chosen else ""
    by_unit = queries.board_by_unit(request.user, inside, narrowed)
    context = {
        "title": _("红黄绿灯"),
        "units": units,
        "chosen": chosen,
        "by_unit": by_unit,
        "by_watch": queries.board_by_watch(request.user, narrowed),
        "whole": by_unit[0] if by_unit else None,
        "run": queries.last_run(),
    }
    return render(request, "desk/lights/board.html", context)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    light = fetch(request.user, queries.lights_for(request.user), pk=pk)
    today = timezone.localdate()
    context = {
        "title": light.title,
        "trail": _trail(),
        "light": light,
        "watch": watch_labels().get(light.watch, light.watch),
        "reason": queries.reason_of(light, today),
        "act": queries.act_due(light, today),
        "page": queries.page_of_row(light.subject, light.object_id),
        "override": queries.override_of(light),
        "others": [one for one in queries.lights_of(light.subject, light.object_id) if one.pk != light.pk],
        "notices": queries.notices_about(request.user, light.subject, light.object_id),
        "can_raise": may(request.user, "notices.raise", light) if light.color != Color.GREEN else False,
        "can_override": may(request.user, "lights.override", light),
    }
    return render(request, "desk/lights/detail.html", context)


def override(request: HttpRequest, pk: int) -> HttpResponse:
    light = fetch(request.user, queries.lights_for(request.user), pk=pk)
    require(request.user, "lights.override", light)
    return form_page(
        request,
        OverrideForm(request.POST or None),
        title=_("人工定灯"),
        intro=f"{light.title} · {light.get_color_display()} · {queries.reason_today(light)}",
        back=_address(light),
        trail=_trail(light),
        act=lambda form: override_light(light, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda made: _address(light),
        said=lambda made: _("已定灯,到期自动恢复。"),
    )


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, LightOverride, pk=pk)
    lift_override(row, by=request.user, at=timezone.now())
    light = queries.lights_for(request.user).filter(watch=row.watch, object_id=row.object_id).first()
    return see_other(_address(light) if light else reverse("lights-board"))


def _address(light: StandingLight) -> str:
    return reverse("lights-detail", args=[light.pk])


def _trail(light: StandingLight | None = None) -> list[tuple[str, Any]]:
    top = [(_("红黄绿灯"), reverse("lights-board")), (_("明细"), reverse("lights-list"))]
    return [*top, (light.title, _address(light))] if light else top


#: subjects whose pages fetch their lights by themselves
PANELS: dict[str, type[Model]] = {"projects": Project}


def row_panel(request: HttpRequest, subject: str, pk: int) -> HttpResponse:
    """The lights of one row the person may see, as a fragment of its page (or a page of its own without scripts)."""
    if subject not in PANELS:
        raise Http404
    row = fetch(request.user, PANELS[subject], pk=pk)
    require(request.user, "lights.view", row)
    context = {"title": _("红黄绿灯"), "lights": panel(subject_of(row), row.pk), "row": row}
    return render(request, "shell/lights.html" if request.htmx else "desk/lights/row.html", context)
