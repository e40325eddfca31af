"""Capital increases and decreases, ceremonies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.projects.acting import act_page
from dianxiaoer.desk.projects.forms import ContractForm, SigningForm
from dianxiaoer.domain.people.access import fetch
from dianxiaoer.domain.projects.actions.contract import change_contract, record_signing
from dianxiaoer.domain.projects.models import Project


def change(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request.user, Project, pk=pk)
    return act_page(
        request,
        project,
        "projects.change_contract",
        ContractForm(request.POST or None, initial={"changed_on": timezone.localdate()}),
        project=project,
        title=_("登记增减资"),
        intro=_("只填增加或减少的部分。项目个数不变,增资额计入变更当期。"),
        tab="money",
        act=lambda form: change_contract(
            project,
            by=request.user,
            at=timezone.now(),
            **form.changes("amount", "rate", "rate_on"),
            **form.money_facts(),
        ),
    )


def signing(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request.user, Project, pk=pk)
    return act_page(
        request,
        project,
        "projects.record_signing",
        SigningForm(request.user, request.POST or None, initial={"signed_on": timezone.localdate()}),
        project=project,
        title=_("登记签约仪式"),
        intro=_("同一项目多次签约只计一次,这里只留记录。"),
        tab="money",
        act=lambda form: record_signing(project, by=request.user, at=timezone.now(), **form.cleaned_data),
    )
