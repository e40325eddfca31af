"""Forms for what is written down about an activity: people, itinerary, guests, follow-ups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dianxiaoer.desk.activities.forms import (
    FollowUpForm,
    GuestForm,
    ParticipantForm,
    ReassignForm,
    SettleForm,
    StopForm,
)
from dianxiaoer.domain.activities.actions.followups import promise_followup, reassign_followup, settle_followup
from dianxiaoer.domain.activities.actions.parts import add_guest, add_participant, add_stop, remove_part
from dianxiaoer.domain.activities.models import Activity, FollowUp, Guest, MetCompany, Participant, Stop
from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.shell.pages import form_page, see_other

PARTS = {"guest": Guest, "met": MetCompany, "participant": Participant, "stop": Stop}


def stop(request: HttpRequest, pk: int) -> HttpResponse:
    activity = _activity(request, pk, "add_stop")
    form = StopForm(request.POST or None, initial={"on": activity.starts_on})
    return _part_page(request, activity, form, add_stop, _("登记行程"), "stops")


def guest(request: HttpRequest, pk: int) -> HttpResponse:
    activity = _activity(request, pk, "add_guest")
    return _part_page(request, activity, GuestForm(request.POST or None), add_guest, _("登记来宾"), "guests")


def participant(request: HttpRequest, pk: int) -> HttpResponse:
    activity = _activity(request, pk, "add_participant")
    form = ParticipantForm(request.user, request.POST or None)
    return _part_page(request, activity, form, add_participant, _("登记参加人员"), "participants")


def promise(request: HttpRequest, pk: int) -> HttpResponse:
    activity = _activity(request, pk, "promise")
    form = FollowUpForm(request.user, request.POST or None, initial={"owner": request.user.pk})
    return _part_page(request, activity, form, promise_followup, _("布置跟进事项"), "followups")


@require_POST
def remove(request: HttpRequest, pk: int, kind: str, part: int) -> HttpResponse:
    activity = _activity(request, pk, "remove_part")
    if kind not in PARTS:
        raise Http404
    row = fetch(request.user, PARTS[kind], pk=part, activity=activity)
    remove_part(row, by=request.user, at=timezone.now())
    return see_other(reverse("activities-detail", args=[pk]))


def followup(request: HttpRequest, pk: int) -> HttpResponse:
    """One follow-up: what was promised, and the form that settles it for who may."""
    row = _followup(request, pk)
    require(request.user, "followups.view", row)
    return form_page(
        request,
        SettleForm(request.POST or None, initial={"done_on": timezone.localdate()}),
        template="desk/activities/followup.html",
        title=row.what,
        followup=row,
        today=timezone.localdate(),
        can_settle=not row.done_on and may(request.user, "followups.settle", row),
        can_reassign=not row.done_on and may(request.user, "followups.reassign", row),
        submit=_("办结"),
        back=reverse("home"),
        act=lambda form: settle_followup(row, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda row: reverse("activities-followup", args=[row.pk]),
        said=lambda row: _("已办结。"),
    )


def reassign(request: HttpRequest, pk: int) -> HttpResponse:
    row = _followup(request, pk)
    require(request.user, "followups.reassign", row)
    return form_page(
        request,
        ReassignForm(request.user, request.POST or None, initial={"owner": row.owner_id, "due_on": row.due_on}),
        title=_("调整跟进事项"),
        intro=row.what,
        back=reverse("activities-followup", args=[pk]),
        act=lambda form: reassign_followup(row, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda row: reverse("activities-followup", args=[row.pk]),
        said=lambda row: _("已调整。"),
    )


def _activity(request: HttpRequest, pk: int, verb: str) -> Activity:
    activity = fetch(request.user, Activity, pk=pk)
    require(request.user, f"activities.{verb}", activity)
    return activity


def _followup(request: HttpRequest, pk: int) -> FollowUp:
    return fetch(request.user, visible(request.user, FollowUp).select_related("activity", "owner"), pk=pk)


def _part_page(
    request: HttpRequest,
    activity: Activity,
    form: forms.Form,
    action: Callable[..., Any],
    title: str,
    anchor: str,
) -> HttpResponse:
    page = reverse("activities-detail", args=[activity.pk])
    return form_page(
        request,
        form,
        title=title,
        intro=activity.name,
        back=page,
        trail=[(_("招商活动"), reverse("activities-list")), (activity.name, page)],
        act=lambda form: action(activity, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda row: f"{page}#{anchor}",
        said=lambda row: _("已登记。"),
    )
