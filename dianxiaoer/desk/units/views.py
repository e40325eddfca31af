"""The tree of units, one unit, and its forms."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.units.forms import UnitAddForm, UnitEditForm, UnitMoveForm
from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.domain.people.actions import add_unit, edit_unit, move_unit
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.events import timeline
from dianxiaoer.shell.pages import form_page
from dianxiaoer.shell.timeline import told


def tree(request: HttpRequest) -> HttpResponse:
    """Every unit the person covers, indented as it hangs. One statement for the tree."""
    require(request.user, "units.view")
    rows = visible(request.user, Unit).annotate(people_count=Count("people", filter=Q(people__is_active=True)))
    units = list(rows.order_by("path"))
    top = min((unit.depth for unit in units), default=0)
    context = {
        "title": _("机构"),
        "units": [(unit, range(unit.depth - top)) for unit in units],
        "can_add": may(request.user, "units.add"),
    }
    return render(request, "desk/units/tree.html", context)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    unit = fetch(request.user, visible(request.user, Unit).select_related("parent"), pk=pk)
    context = {
        "title": unit.name,
        "trail": [(_("机构"), reverse("units-list"))],
        "unit": unit,
        "children": visible(request.user, Unit).filter(parent=unit).order_by("path"),
        "people": visible(request.user, User).filter(unit=unit, is_active=True).order_by("name"),
        "events": told(timeline(unit)),
        "can_edit": may(request.user, "units.edit", unit),
        "can_move": unit.parent_id is not None and may(request.user, "units.move", unit),
        "can_add": may(request.user, "units.add", unit),
    }
    return render(request, "desk/units/detail.html", context)


def add(request: HttpRequest) -> HttpResponse:
    require(request.user, "units.add")
    initial = {"parent": request.GET.get("parent") or request.user.unit_id}
    return form_page(
        request,
        UnitAddForm(request.user, request.POST or None, initial=initial),
        title=_("新增机构"),
        back=reverse("units-list"),
        trail=[(_("机构"), reverse("units-list"))],
        act=lambda form: add_unit(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda unit: reverse("units-detail", args=[unit.pk]),
        said=lambda unit: _("已新增。"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    unit = fetch(request.user, Unit, pk=pk)
    require(request.user, "units.edit", unit)
    initial = {name: getattr(unit, name) for name in UnitEditForm.base_fields}
    page = reverse("units-detail", args=[pk])
    return form_page(
        request,
        UnitEditForm(request.POST or None, initial=initial),
        title=_("修改机构"),
        back=page,
        trail=[(_("机构"), reverse("units-list")), (unit.name, page)],
        act=lambda form: edit_unit(
            unit, form.changes(), by=request.user, at=timezone.now(), version=form.cleaned_data["version"]
        ),
        done=lambda unit: page,
        said=lambda unit: _("已保存。"),
    )


def move(request: HttpRequest, pk: int) -> HttpResponse:
    unit = fetch(request.user, visible(request.user, Unit).select_related("parent"), pk=pk)
    require(request.user, "units.move", unit)
    page = reverse("units-detail", args=[pk])
    return form_page(
        request,
        UnitMoveForm(request.user, request.POST or None),
        title=_("移动机构"),
        intro=_(
            "“%(unit)s”现在属于“%(parent)s”。移动后,下级机构一起移动,汇总数字和上级人员的可见范围都按新的上级计算。"
        )
        % {"unit": unit, "parent": unit.parent or "—"},
        submit=_("移动机构"),
        danger=True,
        back=page,
        trail=[(_("机构"), reverse("units-list")), (unit.name, page)],
        act=lambda form: move_unit(unit, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda unit: page,
        said=lambda unit: _("已移动。"),
    )
