"""Claiming, verifying, rejecting, withdrawing a stage; moving back; statuses."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.projects.acting import act_page, trail_of
from dianxiaoer.desk.projects.forms import ClaimForm, MoveBackForm, RejectForm, StatusForm, VerifyForm
from dianxiaoer.domain.people.access import fetch, visible
from dianxiaoer.domain.projects.actions.claims import (
    claim_stage,
    move_back,
    reject_claim,
    verify_claim,
    withdraw_claim,
)
from dianxiaoer.domain.projects.actions.status import change_status
from dianxiaoer.domain.projects.models import Project, StageClaim
from dianxiaoer.domain.projects.queries import checklist
from dianxiaoer.domain.projects.states import LADDER, STATUSES, Stage
from dianxiaoer.shell.forms import Form


def claim(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """The form shows the whole checklist of the stage: what is there, what is not yet."""
    project = fetch(request.user, visible(request.user, Project).select_related("unit"), pk=pk)
    if stage not in LADDER[1:]:
        raise Http404
    return act_page(
        request,
        project,
        "projects.claim",
        ClaimForm(request.POST or None, initial={"reached_on": timezone.localdate()}),
        project=project,
        title=_("申报%(stage)s") % {"stage": Stage(stage).label},
        submit=_("提交申报"),
        template="desk/projects/claim_form.html",
        lines=checklist(project, stage),
        act=lambda form: claim_stage(project, by=request.user, at=timezone.now(), stage=stage, **form.cleaned_data),
        said=_("已申报,等待另一人核实。"),
        tab="files",
    )


def claim_detail(request: HttpRequest, pk: int) -> HttpResponse:
    found = _claim(request, pk)
    context = {
        "title": _("%(stage)s申报") % {"stage": found.get_stage_display()},
        "trail": trail_of(found.project),
        "claim": found,
        "project": found.project,
        "papers": list(found.evidence.select_related("uploaded_by")),
        "is_mine": found.claimed_by_id == request.user.pk,
    }
    return render(request, "desk/projects/claim.html", context)


def verify(request: HttpRequest, pk: int) -> HttpResponse:
    found = _claim(request, pk)
    return act_page(
        request,
        found,
        "projects.verify",
        VerifyForm(request.POST or None, initial={"method": "document"}),
        project=found.project,
        title=_("核实%(stage)s") % {"stage": found.get_stage_display()},
        intro=_("%(project)s,%(who)s 申报于 %(day)s 达到。") % _about(found),
        submit=_("核实通过"),
        template="desk/projects/verify_form.html",
        papers=list(found.evidence.all()),
        act=lambda form: verify_claim(found, by=request.user, at=timezone.now(), **form.cleaned_data),
        said=_("已核实,项目进入新阶段。"),
    )


def reject(request: HttpRequest, pk: int) -> HttpResponse:
    found = _claim(request, pk)
    return act_page(
        request,
        found,
        "projects.reject",
        RejectForm(request.POST or None),
        project=found.project,
        title=_("退回申报"),
        submit=_("退回"),
        danger=True,
        act=lambda form: reject_claim(found, by=request.user, at=timezone.now(), **form.cleaned_data),
        said=_("已退回。"),
    )


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = _claim(request, pk)
    return act_page(
        request,
        found,
        "projects.withdraw",
        Form(request.POST or None),
        project=found.project,
        title=_("撤回申报"),
        submit=_("撤回"),
        act=lambda form: withdraw_claim(found, by=request.user, at=timezone.now()),
        said=_("已撤回。"),
    )


def back(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request.user, Project, pk=pk)
    return act_page(
        request,
        project,
        "projects.move_back",
        MoveBackForm(project, request.POST or None),
        project=project,
        title=_("退回前一阶段"),
        danger=True,
        submit=_("退回"),
        act=lambda form: move_back(project, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


def status(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    project = fetch(request.user, Project, pk=pk)
    line = next((line for line in STATUSES if line.verb == verb), None)
    if line is None:
        raise Http404
    return act_page(
        request,
        project,
        f"projects.{verb}",
        StatusForm(request.POST or None, initial={"on": timezone.localdate()}),
        project=project,
        title=str(line.label),
        submit=str(line.label),
        danger=verb == "terminate",
        act=lambda form: change_status(project, verb, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


def _claim(request: HttpRequest, pk: int) -> StageClaim:
    rows = visible(request.user, StageClaim).select_related(
        "project", "project__unit", "project__owner", "claimed_by", "decided_by"
    )
    return fetch(request.user, rows, pk=pk)


def _about(claim: StageClaim) -> dict[str, object]:
    return {"project": claim.project.name, "who": claim.claimed_by.name, "day": claim.reached_on}
