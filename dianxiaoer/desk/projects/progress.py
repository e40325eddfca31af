"""Phases, completed investment, quantities, promises."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.projects.acting import act_page
from dianxiaoer.desk.projects.forms import (
    AchieveForm,
    EditPhaseForm,
    InvestmentForm,
    ObligationForm,
    PhaseForm,
    PlanForm,
    QuantityForm,
)
from dianxiaoer.domain.people.access import fetch, visible
from dianxiaoer.domain.projects.actions.progress import (
    add_phase,
    edit_phase,
    plan_investment,
    report_investment,
    set_quantity,
)
from dianxiaoer.domain.projects.actions.promises import add_obligation, record_achievement
from dianxiaoer.domain.projects.models import Obligation, Phase, Project


def phase_add(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request.user, Project, pk=pk)
    return act_page(
        request,
        project,
        "projects.add_phase",
        PhaseForm(request.POST or None),
        project=project,
        title=_("新增分期"),
        tab="phases",
        act=lambda form: add_phase(project, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


def phase_edit(request: HttpRequest, pk: int) -> HttpResponse:
    phase = fetch(request.user, visible(request.user, Phase).select_related("project"), pk=pk)
    initial = {name: getattr(phase, name) for name in EditPhaseForm.base_fields}
    return act_page(
        request,
        phase,
        "projects.edit_phase",
        EditPhaseForm(request.POST or None, initial=initial),
        project=phase.project,
        title=_("修改分期"),
        tab="phases",
        act=lambda form: edit_phase(
            phase, by=request.user, at=timezone.now(), changes=form.changes(), version=form.cleaned_data["version"]
        ),
    )


def investment(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request.user, Project, pk=pk)
    return act_page(
        request,
        project,
        "projects.report_investment",
        InvestmentForm(project, request.POST or None),
        project=project,
        title=_("登记完成投资"),
        tab="phases",
        act=lambda form: report_investment(project, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


def plan(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request.user, Project, pk=pk)
    return act_page(
        request,
        project,
        "projects.plan_investment",
        PlanForm(request.POST or None),
        project=project,
        title=_("登记投资计划"),
        intro=_("填截至某日的累计计划;两个日期之间按时间均匀推进,作为亮灯的依据。"),
        tab="obligations",
        act=lambda form: plan_investment(project, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


def quantity(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request.user, Project, pk=pk)
    return act_page(
        request,
        project,
        "projects.set_quantity",
        QuantityForm(project, request.POST or None),
        project=project,
        title=_("登记产能产值等数量"),
        intro=_("同一指标再次登记即更新,旧值留在动态里。"),
        tab="phases",
        act=lambda form: set_quantity(project, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


def promise(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request.user, Project, pk=pk)
    return act_page(
        request,
        project,
        "projects.promise",
        ObligationForm(request.POST or None),
        project=project,
        title=_("登记履约承诺"),
        tab="obligations",
        act=lambda form: add_obligation(project, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


def achieve(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, visible(request.user, Obligation).select_related("project"), pk=pk)
    initial = {"achieved": "", "achieved_on": timezone.localdate(), "note": row.note, "version": row.version}
    return act_page(
        request,
        row,
        "projects.achieve",
        AchieveForm(request.POST or None, initial=initial),
        project=row.project,
        title=_("登记承诺完成情况"),
        intro=str(row),
        tab="obligations",
        act=lambda form: record_achievement(row, by=request.user, at=timezone.now(), **form.cleaned_data),
    )
