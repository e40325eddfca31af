"""One project's page, opening and editing it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.projects.acting import act_page, project_address, trail_of
from dianxiaoer.desk.projects.forms import EditProjectForm, OpenForm
from dianxiaoer.desk.projects.tabs import TABS, tab_context
from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.actions.opening import EDITABLE, edit_project, open_project
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.projects.queries import ladder, next_milestone, next_stages
from dianxiaoer.domain.projects.states import STATUSES, ClaimStatus, Stage
from dianxiaoer.shell.moves import Step, steps
from dianxiaoer.shell.pages import form_page

_WHOLE = ("unit", "owner", "owner__unit", "sponsor_leader", "company", "chain")


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """?tab=timeline|money|files|phases|obligations|tickets. At most thirteen statements, whatever hangs on the project."""
    project = fetch(request.user, visible(request.user, Project).select_related(*_WHOLE), pk=pk)
    papers = list(project.evidence.filter(discarded_on__isnull=True).select_related("uploaded_by").order_by("-id"))
    pending = project.claims.filter(status=ClaimStatus.PENDING).select_related("claimed_by").first()
    tab = request.GET.get("tab", "")
    tab = tab if tab in dict(TABS) else "timeline"
    context = {
        "title": project.name,
        "trail": trail_of(),
        "project": project,
        "ladder": ladder(project),
        "papers": papers,
        "pending": pending,
        "next": next_stages(project, papers),
        "moves": _moves(request.user, project, papers, pending is not None),
        "milestone": next_milestone(project, on=timezone.localdate()),
        "tab": tab,
        "tabs": TABS,
        **tab_context(request.user, project, tab),
    }
    return render(request, "desk/projects/detail.html", context)


def open_(request: HttpRequest) -> HttpResponse:
    """?company=<name> and ?activity=<id> prefill the form."""
    require(request.user, "projects.open")
    initial: dict[str, Any] = {
        "unit": request.user.unit_id,
        "owner": request.user.pk,
        "signed_on": timezone.localdate(),
        "company": request.GET.get("company", ""),
        "activity": request.GET.get("activity", ""),
    }

    def act(form: OpenForm) -> Project:
        facts = form.changes("amount", "rate", "rate_on")
        money = form.money_facts()
        contracted = money.pop("amount_yuan")
        return open_project(by=request.user, at=timezone.now(), contracted_yuan=contracted, **facts, **money)

    return form_page(
        request,
        OpenForm(request.user, request.POST or None, initial=initial),
        title=_("新建项目"),
        back=reverse("projects-list"),
        trail=trail_of(),
        act=act,
        done=project_address,
        said=lambda project: _("已建立项目 %(code)s。") % {"code": project.code},
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request.user, visible(request.user, Project).select_related("company"), pk=pk)
    initial = {name: getattr(project, name) for name in EDITABLE} | {"version": project.version}
    initial["company"] = project.company.name if project.company else ""
    return act_page(
        request,
        project,
        "projects.edit",
        EditProjectForm(request.user, request.POST or None, initial=initial),
        project=project,
        title=_("修改项目"),
        act=lambda form: edit_project(
            project,
            by=request.user,
            at=timezone.now(),
            changes=form.changes(),
            version=form.cleaned_data["version"],
        ),
    )


def _moves(user: User, project: Project, papers: list[Any], is_pending: bool) -> list[Step]:
    """Claims of the next stages, status changes and the way back: only what is allowed, each saying what it lacks."""
    moves = []
    if not is_pending and project.may_advance and may(user, "projects.claim", project):
        for ahead in next_stages(project, papers):
            address = reverse("projects-claim", args=[project.pk, ahead.stage])
            moves.append(Step("claim", _("申报%(stage)s") % {"stage": ahead.label}, address, ahead.missing))
    statuses = steps(user, project, STATUSES, _status_address(project), danger=("terminate", "suspend"))
    moves += [replace(move, missing=(), quiet=True) for move in statuses]  # the form itself asks for reason and date
    if project.stage != Stage.SIGNED and may(user, "projects.move_back", project):
        address = reverse("projects-move_back", args=[project.pk])
        moves.append(Step("move_back", _("退回前一阶段"), address, danger=True))
    return moves


def _status_address(project: Project) -> Any:
    return lambda verb: reverse("projects-status", args=[project.pk, verb])
