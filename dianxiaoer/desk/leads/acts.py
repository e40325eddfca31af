"""Acts on a lead, one row each: its form, what it does, what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.leads import forms
from dianxiaoer.desk.records import Records, seen
from dianxiaoer.domain.leads.actions.ending import convert_lead, drop_lead, reopen_lead
from dianxiaoer.domain.leads.actions.judging import ask_experts, feed_back, give_opinion, respond_lead, screen_lead
from dianxiaoer.domain.leads.actions.pursuing import follow_up_lead, form_task_force, negotiate_lead, transfer_lead
from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.domain.people.access import fetch, require
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.verbs import label_of
from dianxiaoer.shell.pages import form_page

LEADS = Records(
    "leads", gettext_lazy("线索台账"), "leads-list", "leads-detail", seen(Lead), named=lambda lead: lead.name
)
lead_address, trail = LEADS.address, LEADS.trail


@dataclass(frozen=True)
class Act:
    """run: (lead, by=, at=, **values of the form). initial: what the form begins with, of the lead and today."""

    verb: str
    form: type[forms.ActForm]
    run: Callable[..., Any]
    said: str | Promise
    initial: Callable[[Lead, datetime], dict[str, Any]] = lambda lead, now: {}
    danger: bool = False
    to_project: bool = False


def _convert_initial(lead: Lead, now: datetime) -> dict[str, Any]:
    return {
        "name": lead.name,
        "contracted_yuan": lead.planned_yuan,
        "sponsor_leader": lead.sponsor_leader_id,
        "signed_on": timezone.localtime(now).date(),
    }


ACTS = (
    Act("respond", forms.RespondForm, respond_lead, gettext_lazy("已记下首次响应。")),
    Act("ask_experts", forms.NoteForm, ask_experts, gettext_lazy("已提请专家,研判时限已顺延。")),
    Act("give_opinion", forms.OpinionForm, give_opinion, gettext_lazy("意见已登记。")),
    Act(
        "screen", forms.ScreenForm, screen_lead, gettext_lazy("研判通过。"),
        initial=lambda lead, now: {"screening_opinion": lead.screening_opinion},
    ),
    Act("feed_back", forms.FeedBackForm, feed_back, gettext_lazy("已登记反馈。")),
    Act("follow_up", forms.FollowUpForm, follow_up_lead, gettext_lazy("已登记跟进,下次时限重新计算。")),
    Act("negotiate", forms.NegotiateForm, negotiate_lead, gettext_lazy("已进入洽谈。")),
    Act("transfer", forms.TransferForm, transfer_lead, gettext_lazy("已移交。")),
    Act(
        "form_task_force", forms.TaskForceForm, form_task_force, gettext_lazy("专班已组建。"),
        initial=lambda lead, now: {"name": _("%(name)s专班") % {"name": lead.name}, "head": lead.owner_id},
    ),
    Act(
        "convert", forms.ConvertForm, convert_lead, gettext_lazy("已转为项目。"),
        initial=_convert_initial, to_project=True,
    ),
    Act("drop", forms.DropForm, drop_lead, gettext_lazy("已放弃。"), danger=True),
    Act("reopen", forms.NoteForm, reopen_lead, gettext_lazy("已重新启用,时限从今天起算。")),
)  # fmt: skip


def act_view(act: Act) -> Callable[..., HttpResponse]:
    """The page of one act: 404 for who may not see the lead, 403 for who may not do it."""

    def view(request: HttpRequest, pk: int) -> HttpResponse:
        lead = fetch(request.user, Lead, pk=pk)
        require(request.user, f"leads.{act.verb}", lead)
        now = timezone.now()
        return form_page(
            request,
            act.form(request.user, request.POST if request.method == "POST" else None, initial=act.initial(lead, now)),
            title=label_of(f"leads.{act.verb}"),
            submit=label_of(f"leads.{act.verb}"),
            intro=lead.name,
            danger=act.danger,
            back=lead_address(lead),
            trail=trail(lead),
            act=lambda form: act.run(lead, by=_person(request), at=now, **form.cleaned_data),
            done=lambda made: _next_page(act, lead, made),
            said=lambda made: str(act.said),
        )

    return view


def _next_page(act: Act, lead: Lead, made: Any) -> str:
    if act.to_project and isinstance(made, Lead) and made.project_id:
        try:
            return reverse("projects-detail", args=[made.project_id])
        except NoReverseMatch:
            return lead_address(lead)
    return lead_address(lead)


def _person(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
