"""The year's plans, the caps, and ratings for supervisors."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dianxiaoer.desk.inspections.forms import CapForm, LineForm, PlanEditForm, PlanForm, ReasonForm
from dianxiaoer.desk.inspections.views import trail
from dianxiaoer.desk.records import Records, seen
from dianxiaoer.domain.inspections.actions.plans import (
    add_line,
    add_plan,
    edit_plan,
    publish_plan,
    remove_line,
    submit_plan,
    withdraw_plan,
)
from dianxiaoer.domain.inspections.caps import set_cap
from dianxiaoer.domain.inspections.columns import PLAN_COLUMNS, RATING_COLUMNS
from dianxiaoer.domain.inspections.models import InspectionPlan, PlanLine
from dianxiaoer.domain.inspections.queries import caps_for_user, plans_for, ratings_for
from dianxiaoer.domain.inspections.states import PLAN, InspectionKind, Level, PlanStage
from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.kernel.events import timeline
from dianxiaoer.shell.ledger import Filter, Ledger, equals, ledger_page
from dianxiaoer.shell.moves import steps
from dianxiaoer.shell.pages import form_page, see_other
from dianxiaoer.shell.timeline import told

PLANS = Ledger(
    name="inspection-plans",
    title=gettext_lazy("检查计划"),
    rows=plans_for,
    columns=PLAN_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("计划名称"), lambda rows, value: rows.filter(title__contains=value), kind="text"),
        Filter("stage", gettext_lazy("状态"), equals("stage"), choices=lambda user: PlanStage.choices),
    ),
    link=lambda plan: reverse("inspections-plan", args=[plan.pk]),
    create=("inspections-add_plan", gettext_lazy("编制检查计划"), "inspection_plans.add"),
    empty=gettext_lazy("还没有年度检查计划。编制、备案后公布,企业在手机上能看到。"),
)
RATINGS = Ledger(
    name="inspection-ratings",
    title=gettext_lazy("检查评价"),
    rows=ratings_for,
    columns=RATING_COLUMNS,
    filters=(
        Filter("level", gettext_lazy("总体评价"), equals("level"), choices=lambda user: Level.choices),
        Filter("kind", gettext_lazy("类型"), equals("kind"), choices=lambda user: InspectionKind.choices),
    ),
    empty=gettext_lazy("还没有评价。评价是匿名的:看不到是哪家企业、哪次检查。"),
)

YEAR_PLANS = Records(
    "inspection_plans", PLANS.title, "inspections-plans", "inspections-plan", seen(InspectionPlan, "unit"),
    named=lambda plan: plan.title, above=trail,
)  # fmt: skip
_plan, _address, _trail = YEAR_PLANS.one, YEAR_PLANS.address, YEAR_PLANS.trail


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, PLANS, trail=trail())


def ratings(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, RATINGS, trail=trail())


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    context = {
        "title": plan.title,
        "trail": _trail(),
        "plan": plan,
        "lines": plan.lines.order_by("id"),
        "moves": steps(request.user, plan, PLAN, lambda verb: reverse(f"inspections-plan_{verb}", args=[pk])),
        "events": told(timeline(plan)),
        "can_edit": plan.stage == PlanStage.DRAFT and may(request.user, "inspection_plans.edit", plan),
    }
    return render(request, "desk/inspections/plan.html", context)


def add(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection_plans.add")
    year = timezone.localdate().year
    return form_page(
        request,
        PlanForm(request.user, request.POST or None, initial={"unit": request.user.unit_id, "year": year}),
        title=_("编制检查计划"),
        back=reverse("inspections-plans"),
        trail=_trail(),
        act=lambda form: add_plan(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=_address,
        said=lambda plan: _("已保存为草稿。请添加检查事项。"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return YEAR_PLANS.edit(
        request, pk, lambda initial: PlanEditForm(request.POST or None, initial=initial), edit_plan,
        title=_("修改检查计划"),
    )  # fmt: skip


def line(request: HttpRequest, pk: int) -> HttpResponse:
    form = LineForm(request.POST or None)

    def add(plan: InspectionPlan, **facts: Any) -> InspectionPlan:
        return add_line(plan, **facts).plan

    return YEAR_PLANS.act(request, pk, "edit", lambda plan: form, add, title=_("添加检查事项"))


@require_POST
def drop_line(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, visible(request.user, PlanLine).select_related("plan"), pk=pk)
    remove_line(row, by=request.user, at=timezone.now())
    return see_other(_address(row.plan))


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    return see_other(_address(submit_plan(_plan(request, pk), by=request.user, at=timezone.now())))


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    return see_other(_address(publish_plan(_plan(request, pk), by=request.user, at=timezone.now())))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return YEAR_PLANS.act(
        request, pk, "withdraw", lambda plan: ReasonForm(request.POST or None), withdraw_plan, title=_("退回检查计划"),
        submit=_("退回"), said=_("已退回为草稿,企业端不再显示。"),
    )  # fmt: skip


def caps(request: HttpRequest) -> HttpResponse:
    require(request.user, "caps.view")
    context = {"title": _("检查频次上限"), "trail": trail(), "caps": caps_for_user(request.user)}
    return render(request, "desk/inspections/caps.html", context)


def add_cap(request: HttpRequest) -> HttpResponse:
    require(request.user, "caps.set")
    initial = {"unit": request.user.unit_id, "since_on": timezone.localdate(), "per_year": 2}
    return form_page(
        request,
        CapForm(request.user, request.POST or None, initial=initial),
        title=_("设定检查频次上限"),
        back=reverse("inspections-caps"),
        trail=trail(),
        act=lambda form: set_cap(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda row: reverse("inspections-caps"),
        said=lambda row: _("已保存。"),
    )
