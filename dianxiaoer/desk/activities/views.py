"""The ledger of activities, the calendar, one activity's page, and its forms."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.activities.forms import ActivityEditForm, ActivityForm, HoldForm, ReasonForm
from dianxiaoer.desk.activities.month import month_of
from dianxiaoer.desk.activities.outcome import outcome_of
from dianxiaoer.desk.assigning import Assigning, assign_view
from dianxiaoer.desk.records import Records, seen
from dianxiaoer.domain.activities.actions.planning import (
    add_activity,
    cancel_activity,
    edit_activity,
    hold_activity,
    reopen_activity,
)
from dianxiaoer.domain.activities.columns import ACTIVITY_COLUMNS
from dianxiaoer.domain.activities.finding import narrow_activities
from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.activities.queries import activities_between, activities_for, whole_activity
from dianxiaoer.domain.activities.states import ACTIVITY, ActivityKind, ActivityStatus, Direction
from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.domain.people.queries import people_choices
from dianxiaoer.kernel.events import timeline
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.moves import steps
from dianxiaoer.shell.pages import form_page
from dianxiaoer.shell.timeline import told

ACTIVITIES = Records(
    "activities", gettext_lazy("招商活动"), "activities-list", "activities-detail", seen(Activity),
    named=lambda activity: activity.name,
)  # fmt: skip
_address, _trail = ACTIVITIES.address, ACTIVITIES.trail

LEDGER = Ledger(
    name="activities",
    title=gettext_lazy("招商活动"),
    rows=activities_for,
    columns=ACTIVITY_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("名称"), narrow_activities, kind="text"),
        Filter("kind", gettext_lazy("类型"), equals("kind"), choices=lambda user: ActivityKind.choices),
        Filter("direction", gettext_lazy("方向"), equals("direction"), choices=lambda user: Direction.choices),
        Filter("status", gettext_lazy("状态"), equals("status"), choices=lambda user: ActivityStatus.choices),
        Filter("owner", gettext_lazy("负责人"), equals("owner"), choices=people_choices),
        Filter("starts", gettext_lazy("开始日期"), between("starts_on"), kind="date_range"),
    ),
    sort="-starts_on",
    link=_address,
    sums=("cost_yuan",),
    create=("activities-add", gettext_lazy("登记活动"), "activities.add"),
    tools=(("activities-calendar", gettext_lazy("月历"), "activities.view"),),
    bulk=(("activities-assign", gettext_lazy("交办所选"), "activities.assign"),),
    empty=gettext_lazy("还没有招商活动。先登记一次外出、接待或展会,会见的企业、线索和签约都会记到它名下。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def calendar(request: HttpRequest) -> HttpResponse:
    """A month of activities (?month=2024-06), each day listing what takes place."""
    require(request.user, "activities.view")
    today = timezone.localdate()
    month = month_of(request.GET.get("month", ""), today)
    rows = activities_between(request.user, month.weeks[0][0], month.weeks[-1][-1])
    return render(
        request,
        "desk/activities/calendar.html",
        {"title": _("活动月历"), "month": month, "weeks": month.filled(rows), "today": today, "trail": _trail()},
    )


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    activity = fetch(request.user, visible(request.user, Activity).select_related("unit", "owner", "channel"), pk=pk)
    context = {
        "title": activity.name,
        "trail": _trail(),
        "activity": activity,
        "today": timezone.localdate(),
        "moves": steps(request.user, activity, ACTIVITY, _move_address(activity), danger=("cancel",)),
        "outcome": outcome_of(request.user, activity),
        "whole": whole_activity(activity),
        "events": told(timeline(activity)),
        "can_edit": may(request.user, "activities.edit", activity),
    }
    return render(request, "desk/activities/detail.html", context)


def add(request: HttpRequest) -> HttpResponse:
    require(request.user, "activities.add")
    initial = {"unit": request.user.unit_id, "owner": request.user.pk, "starts_on": timezone.localdate()}
    return form_page(
        request,
        ActivityForm(request.user, request.POST or None, initial=initial),
        title=_("登记活动"),
        back=reverse("activities-list"),
        trail=_trail(),
        act=lambda form: add_activity(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=_address,
        said=lambda activity: _("已登记。可接着录入会见企业、行程和来宾。"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return ACTIVITIES.edit(
        request, pk, lambda initial: ActivityEditForm(request.user, request.POST or None, initial=initial), edit_activity,
        title=_("修改活动"),
    )  # fmt: skip


def hold(request: HttpRequest, pk: int) -> HttpResponse:
    def form(activity: Activity) -> HoldForm:
        return HoldForm(
            request.POST or None, initial={name: getattr(activity, name) or "" for name in HoldForm.base_fields}
        )

    return ACTIVITIES.act(request, pk, "hold", form, hold_activity, title=_("确认举办"), said=_("已确认举办。"))


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, "cancel", cancel_activity, _("取消活动"), danger=True)


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, "reopen", reopen_activity, _("恢复为计划"))


def _with_reason(request: HttpRequest, pk: int, verb: str, action: Any, title: str, **context: Any) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    return ACTIVITIES.act(request, pk, verb, lambda activity: form, action, title=title, submit=title, **context)


def _move_address(activity: Activity) -> Any:
    return lambda verb: reverse(f"activities-{verb}", args=[activity.pk])


assign = assign_view(Assigning(Activity, "activities.assign", "activities.edit", "activities-list", LEDGER.title))
