"""The ledger and calendar of visits, one visit's page, planning under the quiet rule, joining, calling off, import."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.activities.month import month_of
from dianxiaoer.desk.records import Records, seen
from dianxiaoer.desk.visits.forms import EditForm, JoinForm, PlanForm, ReasonForm
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.companies.queries import about_firms, company_below
from dianxiaoer.domain.entries.quiet import limit_on, month_of_entries
from dianxiaoer.domain.people.access import may, require, visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.people.queries import people_choices
from dianxiaoer.domain.tickets.queries import linked_tickets
from dianxiaoer.domain.visits.actions.planning import cancel_visit, edit_visit, join_visit, plan_visit
from dianxiaoer.domain.visits.columns import VISIT_COLUMNS, VISIT_IMPORT
from dianxiaoer.domain.visits.models import Visit
from dianxiaoer.domain.visits.queries import to_join, visits_between, visits_for
from dianxiaoer.domain.visits.states import VISIT, VISIT_KINDS, VisitStage
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.shell.imports import Importer, import_page
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.moves import steps
from dianxiaoer.shell.pages import form_page
from dianxiaoer.shell.timeline import told

LEDGER = Ledger(
    name="visits",
    title=gettext_lazy("走访台账"),
    rows=visits_for,
    columns=VISIT_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("企业"), about_firms, kind="text"),
        Filter("kind", gettext_lazy("类型"), equals("kind"), choices=lambda user: VISIT_KINDS),
        Filter("stage", gettext_lazy("状态"), equals("stage"), choices=lambda user: VisitStage.choices),
        Filter(
            "owner", gettext_lazy("走访人"), equals("owner"),
            choices=people_choices,
        ),
        Filter("planned", gettext_lazy("计划日期"), between("planned_on"), kind="date_range"),
    ),
    sort="-planned_on",
    link=lambda visit: reverse("visits-detail", args=[visit.pk]),
    create=("visits-plan", gettext_lazy("安排走访"), "visits.plan"),
    tools=(
        ("visits-calendar", gettext_lazy("月历"), "visits.view"),
        ("visits-findings", gettext_lazy("动态台账"), "visits.view"),
        ("visits-results", gettext_lazy("办理成效"), "visits.view"),
        ("visits-rotas", gettext_lazy("每周局长走访"), "visits.view"),
        ("visits-import", gettext_lazy("导入"), "visits.import"),
    ),
    presets=((gettext_lazy("待走访"), "stage=planned"), (gettext_lazy("局长走访"), "kind=bureau_chief")),
    empty=gettext_lazy("还没有走访。安排一次走访,先看企业一页通,回来一页写完记录。"),
)  # fmt: skip


VISITS = Records(
    "visits", LEDGER.title, "visits-list", "visits-detail",
    seen(Visit, "unit", "owner", "company", "company__unit", "rota"), named=lambda visit: str(visit.company),
)  # fmt: skip
trail, address, visit_of = VISITS.trail, VISITS.address, VISITS.one


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def calendar(request: HttpRequest) -> HttpResponse:
    """A month of visits (?month=2024-06)."""
    require(request.user, "visits.view")
    today = timezone.localdate()
    month = month_of(request.GET.get("month", ""), today)
    rows = list(visits_between(request.user, month.weeks[0][0], month.weeks[-1][-1]))
    weeks = [
        [(day, day.month == month.first.month, [row for row in rows if row.planned_on == day]) for day in week]
        for week in month.weeks
    ]
    context = {"title": _("走访月历"), "trail": trail(), "month": month, "weeks": weeks, "today": today}
    return render(request, "desk/visits/calendar.html", context)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_of(request, pk)
    is_mine = visit.owner_id == request.user.pk or visit.visitors.filter(user=request.user).exists()
    context = {
        "title": f"{visit.company}",
        "trail": trail(),
        "visit": visit,
        "moves": [
            step.__class__(step.verb, step.label, step.address, (), step.danger)
            for step in steps(
                request.user, visit, VISIT, lambda verb: reverse(f"visits-{verb}", args=[pk]), danger=("cancel",)
            )
        ],
        "visitors": visit.visitors.all(),
        "met": visit.met.all(),
        "findings": visit.findings.select_related("ticket", "owner"),
        "tickets": linked_tickets(request.user, visits=visit),
        "events": told(timeline(visit)),
        "is_planned": visit.stage == VisitStage.PLANNED,
        "can_join": visit.stage == VisitStage.PLANNED and not is_mine and may(request.user, "visits.join", visit),
        "can_edit": visit.stage == VisitStage.PLANNED and may(request.user, "visits.edit", visit),
    }
    return render(request, "desk/visits/detail.html", context)


def plan(request: HttpRequest) -> HttpResponse:
    """Plan a visit; beside the form stands who has been, or will be, at the firm that month, and what may be joined."""
    require(request.user, "visits.plan")
    today = timezone.localdate()
    initial = {
        "unit": request.user.unit_id, "owner": request.user.pk, "planned_on": request.GET.get("on") or today,
        "company": request.GET.get("company", ""), "kind": "liaison",
    }  # fmt: skip
    form = PlanForm(request.user, request.POST or None, initial=initial)
    return form_page(
        request,
        form,
        template="desk/visits/plan.html",
        title=_("安排走访"),
        back=reverse("visits-list"),
        trail=trail(),
        month=_month_of(request, form, today),
        act=lambda form: plan_visit(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=address,
        said=lambda visit: _("已安排。出发前看企业一页通。"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return VISITS.edit(
        request, pk, lambda initial: EditForm(request.POST or None, initial=initial), edit_visit, title=_("修改走访")
    )


def join(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_of(request, pk)
    return VISITS.act(
        request, pk, "join", lambda visit: JoinForm(request.POST or None), join_visit, title=_("加入走访"), submit=_("加入"),
        intro=_("%(who)s 已安排 %(on)s 走访“%(firm)s”。一起去,企业只接待一次。")
        % {"who": visit.owner, "on": visit.planned_on, "firm": visit.company},
        said=_("已加入。"),
    )  # fmt: skip


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return VISITS.act(
        request, pk, "cancel", lambda visit: ReasonForm(request.POST or None), cancel_visit, title=_("取消走访"),
        submit=_("取消走访"), said=_("已取消。"), danger=True,
    )  # fmt: skip


def _month_of(request: HttpRequest, form: PlanForm, today: date) -> dict[str, Any] | None:
    """Entries of the firm named so far, in the month named so far."""
    words = str(form["company"].value() or "").strip()
    if not words:
        return None
    company = visible(request.user, Company).filter(name=words).select_related("unit").first()
    if company is None:
        return None
    try:
        on = date.fromisoformat(str(form["planned_on"].value()))
    except ValueError:
        on = today
    limit = limit_on(company.unit, on)
    return {
        "company": company,
        "entries": month_of_entries(company, on),
        "limit": limit.per_month if limit else None,
        "join": to_join(request.user, company, on),
        "label": f"{on:%Y-%m}",
    }


def _import_row(user: User, at: datetime, unit: Unit, values: dict[str, Any]) -> Visit:
    company = company_below(unit, name=values["company"], uscc=values.get("uscc", ""))
    if company is None:
        raise Refused(_("企业库中没有“%(name)s”。请核对全称,或先在企业库建档。") % {"name": values["company"]})
    facts = {name: values.get(name) or "" for name in ("kind", "topics", "over_limit_reason")}
    return plan_visit(by=user, at=at, unit=unit, company=company, planned_on=values["planned_on"], **facts)


def _is_planned(user: User, unit: Unit, values: dict[str, Any]) -> bool:
    company = company_below(unit, name=values["company"], uscc=values.get("uscc", ""))
    same = {"unit": unit, "company": company, "planned_on": values["planned_on"], "kind": values["kind"]}
    return company is not None and visible(user, Visit).filter(**same).exists()


IMPORTER = Importer(
    name="visits",
    title=gettext_lazy("导入走访计划"),
    verb="visits.import",
    ledger="visits-list",
    columns=VISIT_IMPORT,
    act=_import_row,
    exists=_is_planned,
    help=gettext_lazy("逐行按每月入企上限核对;超过的写明理由才能导入。走访人是导入的人。"),
)


def import_visits(request: HttpRequest) -> HttpResponse:
    return import_page(request, IMPORTER)
