"""The ledger of rounds, one round's lists, proposals from the records, publishing and the one adjustment a year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.rounds.forms import AdjustForm, EditRoundForm, ListForm, RemoveForm, RoundForm
from dianxiaoer.domain.campaigns.actions import (
    adjust_round,
    edit_round,
    list_project,
    open_round,
    publish_round,
    unlist_project,
)
from dianxiaoer.domain.campaigns.bars import bars_at
from dianxiaoer.domain.campaigns.columns import ROUND_COLUMNS
from dianxiaoer.domain.campaigns.models import Round, RoundMember
from dianxiaoer.domain.campaigns.queries import batch_totals, proposals, rounds_for
from dianxiaoer.domain.campaigns.states import Batch, RoundStage
from dianxiaoer.domain.people.access import fetch, may, require, unit_choices, visible
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.ledger import Filter, Ledger, equals, ledger_page
from dianxiaoer.shell.pages import form_page


def _address(campaign: Round) -> str:
    return reverse("rounds-detail", args=[campaign.pk])


LEDGER = Ledger(
    name="rounds",
    title=gettext_lazy("三个一批"),
    rows=rounds_for,
    columns=ROUND_COLUMNS,
    filters=(
        Filter("stage", gettext_lazy("状态"), equals("stage"), choices=lambda user: RoundStage.choices),
        Filter(
            "unit",
            gettext_lazy("机构"),
            lambda rows, path: rows.filter(unit__path__startswith=path),
            choices=lambda user: unit_choices(user, "rounds.view"),
        ),
    ),
    sort="-starts_on",
    link=_address,
    tools=(("rounds-bars_mine", gettext_lazy("入选门槛"), "bars.view"),),
    create=("rounds-open", gettext_lazy("新建一期"), "rounds.open"),
    empty=gettext_lazy("还没有期次。新建一期后,系统按已核实的签约、开工、投产日期推荐名单。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = fetch(request.user, visible(request.user, Round).select_related("unit"), pk=pk)
    members = campaign.members.select_related("project").order_by("batch", "-amount_yuan", "id")
    rows = list(members)
    context = {
        "title": campaign.name,
        "trail": _trail(),
        "campaign": campaign,
        "lists": [
            (total, [row for row in rows if row.batch == total.batch and row.removed_on is None])
            for total in batch_totals(campaign)
        ],
        "removed": [row for row in rows if row.removed_on],
        "bars": bars_at(campaign.unit, on=campaign.ends_on),
        "is_draft": campaign.stage == RoundStage.DRAFT,
        "can_list": may(request.user, "rounds.list", campaign) and campaign.stage == RoundStage.DRAFT,
    }
    return render(request, "desk/rounds/detail.html", context)


def open_(request: HttpRequest) -> HttpResponse:
    require(request.user, "rounds.open")
    today = timezone.localdate()
    initial = {"unit": request.user.unit_id, "year": today.year, "quarter": (today.month + 2) // 3}
    return form_page(
        request,
        RoundForm(request.user, request.POST or None, initial=initial),
        title=_("新建一期"),
        back=reverse("rounds-list"),
        trail=_trail(),
        act=lambda form: open_round(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=_address,
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = fetch(request.user, Round, pk=pk)
    initial = {name: getattr(campaign, name) for name in EditRoundForm.base_fields}
    return _act(
        request,
        campaign,
        "rounds.edit",
        EditRoundForm(request.POST or None, initial=initial),
        title=_("修改本期信息"),
        act=lambda form: edit_round(
            campaign, by=request.user, at=timezone.now(), changes=form.changes(), version=form.cleaned_data["version"]
        ),
    )


def propose(request: HttpRequest, pk: int, batch: str) -> HttpResponse:
    """The projects the records put forward for one list, to be ticked."""
    campaign = fetch(request.user, visible(request.user, Round).select_related("unit"), pk=pk)
    if batch not in Batch.values:
        raise Http404
    require(request.user, "rounds.list", campaign)
    proposed = proposals(request.user, campaign, batch)
    chosen = visible(request.user, Project).filter(pk__in=[row.project.pk for row in proposed])

    @transaction.atomic
    def act(form: ListForm) -> Any:
        facts = form.changes("projects")
        for project in form.cleaned_data["projects"]:
            list_project(campaign, project, by=request.user, at=timezone.now(), batch=batch, **facts)

    return _act(
        request,
        campaign,
        "rounds.list",
        ListForm(chosen, request.POST or None),
        title=_("推荐名单:%(list)s") % {"list": Batch(batch).label},
        submit=_("列入名单"),
        template="desk/rounds/propose.html",
        proposed=proposed,
        act=act,
    )


def unlist(request: HttpRequest, pk: int) -> HttpResponse:
    member = fetch(request.user, visible(request.user, RoundMember).select_related("round", "project"), pk=pk)
    return _act(
        request,
        member.round,
        "rounds.unlist",
        RemoveForm(request.POST or None),
        title=_("移出名单"),
        intro=str(member.project),
        danger=True,
        act=lambda form: unlist_project(member, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = fetch(request.user, Round, pk=pk)
    return _act(
        request,
        campaign,
        "rounds.publish",
        Form(request.POST or None),
        title=_("公布名单"),
        intro=_("公布后名单和金额不再变动,每年只能调整一次。"),
        submit=_("公布名单"),
        act=lambda form: publish_round(campaign, by=request.user, at=timezone.now()),
    )


def adjust(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = fetch(request.user, visible(request.user, Round).select_related("unit"), pk=pk)
    require(request.user, "rounds.adjust", campaign)

    def act(form: AdjustForm) -> Round:
        values = form.cleaned_data
        taken = [(values["take_in"], values["batch"], values["platform"])] if values["take_in"] else []
        return adjust_round(
            campaign,
            by=request.user,
            at=timezone.now(),
            reason=values["reason"],
            remove=list(values["remove"]),
            take_in=taken,
        )

    return _act(
        request,
        campaign,
        "rounds.adjust",
        AdjustForm(request.user, campaign, request.POST or None),
        title=_("年度调整名单"),
        intro=_("每个机构每年只能调整一次。"),
        act=act,
    )


def _act(
    request: HttpRequest, campaign: Round, verb: str, form: forms.Form, *, title: str, act: Any, **context: Any
) -> HttpResponse:
    require(request.user, verb, campaign)
    context.setdefault("intro", campaign.name)
    return form_page(
        request,
        form,
        title=title,
        back=_address(campaign),
        trail=[*_trail(), (campaign.name, _address(campaign))],
        act=act,
        done=lambda made: _address(campaign),
        said=lambda made: _("已保存。"),
        **context,
    )


def _trail() -> list[tuple[str, str]]:
    return [(_("三个一批"), reverse("rounds-list"))]
