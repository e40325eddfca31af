"""Plans for the optimiser: input out, result in, before and after, adopted in one act."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dianxiaoer.desk.stewardship.forms import AdoptForm, PlanForm, ReasonForm, ResultForm
from dianxiaoer.desk.stewardship.views import trail
from dianxiaoer.domain.people.access import fetch, require, visible
from dianxiaoer.domain.stewardship.actions.planning import (
    adopt_plan,
    begin_solving,
    drop_plan,
    make_plan,
    take_result,
)
from dianxiaoer.domain.stewardship.bridge import as_workbook, read_result
from dianxiaoer.domain.stewardship.columns import PLAN_COLUMNS
from dianxiaoer.domain.stewardship.models import Plan
from dianxiaoer.domain.stewardship.queries import compared, plans_for
from dianxiaoer.domain.stewardship.solving import solve_plan
from dianxiaoer.domain.stewardship.states import PLAN, PlanState, StewardRole
from dianxiaoer.kernel.audit import write_entry
from dianxiaoer.shell.exports import TYPES
from dianxiaoer.shell.ledger import Filter, Ledger, equals, ledger_page
from dianxiaoer.shell.moves import steps
from dianxiaoer.shell.pages import form_page, see_other

LEDGER = Ledger(
    name="steward-plans",
    title=gettext_lazy("包联方案"),
    rows=plans_for,
    columns=PLAN_COLUMNS,
    filters=(
        Filter("role", gettext_lazy("角色"), equals("role"), choices=lambda user: StewardRole.choices),
        Filter("state", gettext_lazy("状态"), equals("state"), choices=lambda user: PlanState.choices),
    ),
    link=lambda row: reverse("stewardship-plan", args=[row.pk]),
    create=("stewardship-make_plan", gettext_lazy("编制包联方案"), "stewardship.make_plan"),
    empty=gettext_lazy("还没有方案。编制方案会取出现有包联和名册,交给优化器均衡工作量。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER, trail=trail())


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    lines, changes = compared(plan)
    context = {
        "title": plan.title,
        "trail": _trail(),
        "plan": plan,
        "moves": steps(request.user, plan, PLAN, _move_address(plan), danger=("drop_plan",)),
        "lines": lines,
        "changes": changes,
        "summary": (plan.result or {}).get("summary", []),
    }
    return render(request, "desk/stewardship/plan.html", context)


def add(request: HttpRequest) -> HttpResponse:
    require(request.user, "stewardship.make_plan")
    initial = {"unit": request.user.unit_id, "title": _("%(year)d 年包联调整") % {"year": timezone.localdate().year}}
    return form_page(
        request,
        PlanForm(request.user, request.POST or None, initial=initial),
        title=_("编制包联方案"),
        intro=_("取出这一角色现有的包联、企业规模与位置、名册上的包联人,作为优化器的输入。"),
        back=reverse("stewardship-plans"),
        trail=_trail(),
        act=lambda form: make_plan(by=request.user, at=timezone.now(), on=timezone.localdate(), **form.cleaned_data),
        done=_address,
        said=lambda plan: (
            _("已编制:%(firms)d 户,%(officials)d 人。") % {"firms": plan.firm_count, "officials": plan.official_count}
        ),
    )


def download(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The input exactly as `dianxiaoer stewardship assign` reads it."""
    plan = _plan(request, pk)
    require(request.user, "stewardship.export", plan)
    if ending == "json":
        content, kind = json.dumps(plan.input, ensure_ascii=False, indent=1).encode(), "application/json"
    elif ending == "xlsx":
        content, kind = as_workbook(plan.input), TYPES["xlsx"]
    else:
        raise Http404
    write_entry("export", by=request.user, at=timezone.now(), subject=f"stewardship plan {pk}", detail={"as": ending})
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="stewardship-plan-{pk}.{ending}"'
    return answer


@require_POST
def solve(request: HttpRequest, pk: int) -> HttpResponse:
    plan = begin_solving(_plan(request, pk), by=request.user, at=timezone.now())
    solve_plan.enqueue(plan.pk, translation.get_language() or "zh-hans")
    messages.info(request, _("正在后台求解。好了这一页会显示结果,可以先离开。"))
    return see_other(_address(plan))


def result(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    require(request.user, "stewardship.take_result", plan)

    def act(form: Any) -> Plan:
        upload = form.cleaned_data["file"]
        found = read_result(upload.name, upload.read(), plan.input)
        return take_result(plan, found, by=request.user, at=timezone.now())

    return form_page(
        request,
        ResultForm(request.POST or None, request.FILES or None),
        title=_("导入包联结果"),
        intro=plan.title,
        submit=_("导入并核对"),
        back=_address(plan),
        trail=_trail(),
        act=act,
        done=_address,
        said=lambda plan: _("结果已导入,请核对调整前后,再决定是否采用。"),
    )


def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    require(request.user, "stewardship.adopt", plan)
    return form_page(
        request,
        AdoptForm(request.POST or None, initial={"on": timezone.localdate()}),
        title=_("采用包联方案"),
        intro=_("将更换 %(n)d 户的包联人,一次完成;其余不变。") % {"n": len(compared(plan)[1])},
        submit=_("采用"),
        back=_address(plan),
        trail=_trail(),
        act=lambda form: adopt_plan(plan, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=_address,
        said=lambda plan: _("已采用,更换 %(n)d 户。") % {"n": plan.change_count},
    )


def drop(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    require(request.user, "stewardship.drop_plan", plan)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        title=_("放弃包联方案"),
        intro=plan.title,
        submit=_("放弃"),
        danger=True,
        back=_address(plan),
        trail=_trail(),
        act=lambda form: drop_plan(plan, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=_address,
        said=lambda plan: _("已放弃。"),
    )


def _plan(request: HttpRequest, pk: int) -> Plan:
    return fetch(request.user, visible(request.user, Plan).select_related("unit", "owner"), pk=pk)


def _address(plan: Plan) -> str:
    return reverse("stewardship-plan", args=[plan.pk])


def _move_address(plan: Plan) -> Any:
    return lambda verb: reverse(f"stewardship-{verb}", args=[plan.pk])


def _trail() -> Any:
    return trail((_("包联方案"), reverse("stewardship-plans")))
