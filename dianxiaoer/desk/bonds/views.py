"""The ledger of special bonds, one batch's page, and its forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.bonds.forms import ApplyForm, IssueForm, RefuseForm, ReviewForm, SpendForm
from dianxiaoer.desk.projects.acting import act_page
from dianxiaoer.domain.bonds.actions import apply_bond, issue_bond, refuse_bond, review_bond, spend_bond
from dianxiaoer.domain.bonds.columns import BOND_COLUMNS
from dianxiaoer.domain.bonds.models import BondBatch
from dianxiaoer.domain.bonds.states import BONDS, BondStage, ReviewLevel
from dianxiaoer.domain.people.access import fetch, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.moves import Step, steps


def _batches(user: User) -> QuerySet[BondBatch]:
    return visible(user, BondBatch).select_related("project", "project__unit")


LEDGER = Ledger(
    name="bonds",
    title=gettext_lazy("专项债"),
    rows=_batches,
    columns=BOND_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("项目"), lambda rows, words: rows.filter(project__name__icontains=words), kind="text"),
        Filter("stage", gettext_lazy("阶段"), equals("stage"), choices=lambda user: BondStage.choices),
        Filter("level", gettext_lazy("审核层级"), equals("review_level"), choices=lambda user: ReviewLevel.choices),
        Filter("applied", gettext_lazy("申请日期"), between("applied_on"), kind="date_range"),
    ),
    sort="-applied_on",
    link=lambda batch: reverse("bonds-detail", args=[batch.pk]),
    sums=("applied", "approved", "issued", "spent"),
    empty=gettext_lazy("还没有专项债。打开项目的“资金”页登记申请。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    batch = fetch(request.user, _batches(request.user), pk=pk)
    context = {
        "title": f"{batch.project.name} · {batch}",
        "trail": [(_("专项债"), reverse("bonds-list"))],
        "batch": batch,
        "project": batch.project,
        "moves": _moves(request.user, batch),
        "spendings": list(batch.spendings.all()),
    }
    return render(request, "desk/bonds/detail.html", context)


def apply(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request.user, Project, pk=pk)
    return act_page(
        request,
        project,
        "bonds.apply",
        ApplyForm(request.POST or None, initial={"applied_on": timezone.localdate()}),
        project=project,
        title=_("登记专项债申请"),
        tab="money",
        act=lambda form: apply_bond(project, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


def review(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "review", ReviewForm, review_bond, _("登记审核通过"))


def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "refuse", RefuseForm, refuse_bond, _("登记未通过"))


def issue(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "issue", IssueForm, issue_bond, _("登记发行"))


def spend(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "spend", SpendForm, spend_bond, _("登记债券资金支出"))


def _act(
    request: HttpRequest, pk: int, verb: str, form: type[Form], action: Callable[..., Any], title: str
) -> HttpResponse:
    batch = fetch(request.user, _batches(request.user), pk=pk)
    today = timezone.localdate()
    initial = {"reviewed_on": today, "issued_on": today, "spent_on": today}
    return act_page(
        request,
        batch,
        f"bonds.{verb}",
        form(request.POST or None, initial=initial),
        project=batch.project,
        title=title,
        intro=f"{batch.project.name} · {batch}",
        danger=verb == "refuse",
        tab="money",
        act=lambda filled: action(batch, by=request.user, at=timezone.now(), **filled.cleaned_data),
    )


def _moves(user: User, batch: BondBatch) -> list[Step]:
    found = steps(user, batch, BONDS, lambda verb: reverse(f"bonds-{verb}", args=[batch.pk]), ("refuse",))
    return [replace(step, missing=()) for step in found]
