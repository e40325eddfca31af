"""What each stage asks for, in a unit: seen by everyone, edited by its chief."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dianxiaoer.desk.projects.acting import trail_of
from dianxiaoer.desk.projects.forms import EditRequirementForm, RequirementForm
from dianxiaoer.domain.people.access import fetch, require, units_for, visible
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.projects.actions.requirements import add_requirement, adopt_requirements, edit_requirement
from dianxiaoer.domain.projects.models import StageRequirement
from dianxiaoer.domain.projects.requirements import ASKABLE_FIELDS, Requirement, for_stage, requirements_at
from dianxiaoer.domain.projects.states import LADDER, EvidenceKind, RequirementKind, Stage
from dianxiaoer.shell.pages import form_page, see_other


def mine(request: HttpRequest) -> HttpResponse:
    """The requirements of the person's own unit."""
    require(request.user, "requirements.view")
    return requirements(request, request.user.unit_id)


def requirements(request: HttpRequest, pk: int) -> HttpResponse:
    unit = fetch(request.user, Unit, pk=pk)
    require(request.user, "requirements.view", unit)
    own = list(visible(request.user, StageRequirement).filter(unit=unit))
    lines = own or requirements_at(unit)
    context = {
        "title": _("阶段要求"),
        "trail": [*trail_of()],
        "unit": unit,
        "units": units_for(request.user, "requirements.view"),
        "is_own": bool(own),
        "stages": [(Stage(stage).label, for_stage(lines, stage)) for stage in LADDER[1:]],
    }
    return render(request, "desk/projects/requirements.html", context)


@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    unit = fetch(request.user, Unit, pk=pk)
    adopt_requirements(unit, by=request.user, at=timezone.now())
    return see_other(_address(unit))


def add(request: HttpRequest, pk: int) -> HttpResponse:
    unit = fetch(request.user, Unit, pk=pk)
    require(request.user, "requirements.edit", unit)

    def act(form: RequirementForm) -> StageRequirement:
        kind, _dot, key = form.cleaned_data["asked"].partition(".")
        facts = form.changes("asked") | {"group": form.cleaned_data["group"] or 0}
        return add_requirement(unit, by=request.user, at=timezone.now(), kind=kind, key=key, **facts)

    return form_page(
        request,
        RequirementForm(_choices(), request.POST or None),
        title=_("新增阶段要求"),
        intro=unit.name,
        back=_address(unit),
        trail=trail_of(),
        act=act,
        done=lambda row: _address(unit),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, StageRequirement, pk=pk)
    require(request.user, "requirements.edit", row)
    initial = {name: getattr(row, name) for name in EditRequirementForm.base_fields}
    return form_page(
        request,
        EditRequirementForm(request.POST or None, initial=initial),
        title=_("修改阶段要求"),
        intro=f"{row.get_stage_display()} · {row.label}",
        back=_address(row.unit),
        trail=trail_of(),
        act=lambda form: edit_requirement(
            row, by=request.user, at=timezone.now(), changes=form.changes(), version=form.cleaned_data["version"]
        ),
        done=lambda row: _address(row.unit),
    )


def _choices() -> list[tuple[str, Any]]:
    fields = [Requirement("", RequirementKind.FIELD, key) for key in ASKABLE_FIELDS]
    papers = [Requirement("", RequirementKind.EVIDENCE, kind) for kind in EvidenceKind.values]
    return [(f"{line.kind}.{line.key}", line.label) for line in (*papers, *fields)]


def _address(unit: Unit) -> str:
    return reverse("projects-requirements", args=[unit.pk])
