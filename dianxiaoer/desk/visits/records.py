"""At the firm and after: the firm on one page, check in, the record, findings, results, the weekly visit."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.inspections.forms import ScanForm
from dianxiaoer.desk.visits.forms import RecordForm, RotaForm
from dianxiaoer.desk.visits.views import address, trail, visit_of
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.companies.queries import about_firms
from dianxiaoer.domain.people.access import fetch, require, visible
from dianxiaoer.domain.people.queries import people_choices
from dianxiaoer.domain.tickets.states import OPEN_STAGES, TicketStage
from dianxiaoer.domain.visits.actions.recording import check_in, record_visit
from dianxiaoer.domain.visits.actions.weekly import set_rota
from dianxiaoer.domain.visits.columns import FINDING_COLUMNS
from dianxiaoer.domain.visits.queries import findings_for, firm_file, flag_counts, results_by_person, rotas_for
from dianxiaoer.domain.visits.states import Flag
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.pages import form_page


def _state(rows: Any, value: str) -> Any:
    if value == "cleared":
        return rows.filter(ticket__stage=TicketStage.CLOSED, ticket__revisit_agreed=True)
    if value == "overdue":
        return rows.filter(ticket__stage__in=OPEN_STAGES, due_on__lt=timezone.localdate())
    return rows.filter(ticket__stage__in=OPEN_STAGES)


FINDINGS = Ledger(
    name="findings",
    title=gettext_lazy("动态台账"),
    rows=findings_for,
    columns=FINDING_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("企业"), about_firms, kind="text"),
        Filter("flag", gettext_lazy("类别"), equals("flag"), choices=lambda user: Flag.choices),
        Filter(
            "state", gettext_lazy("办理状态"), _state,
            choices=lambda user: [("open", _("未办结")), ("overdue", _("超期未办结")), ("cleared", _("已清零"))],
        ),
        Filter(
            "owner", gettext_lazy("责任人"), equals("owner"),
            choices=people_choices,
        ),
        Filter("found", gettext_lazy("发现日期"), between("found_on"), kind="date_range"),
    ),
    sort="-found_on",
    link=lambda row: reverse("tickets-detail", args=[row.ticket_id]),
    presets=((gettext_lazy("未办结"), "state=open"), (gettext_lazy("外迁苗头"), "flag=moving")),
    empty=gettext_lazy("还没有发现问题。走访记录里写下的问题,会在同一步成为有人、有期限的诉求,并列在这里。"),
)  # fmt: skip


def firm(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about a firm on one page, to be read on the way."""
    company = fetch(request.user, visible(request.user, Company).select_related("unit", "owner", "chain"), pk=pk)
    require(request.user, "visits.view")
    context = {
        "title": _("企业一页通"),
        "trail": [*trail(), (company.name, reverse("companies-detail", args=[pk]))],
        "page": firm_file(request.user, company, timezone.localdate()),
        "company": company,
    }
    return render(request, "desk/visits/firm.html", context)


def arrive(request: HttpRequest, pk: int) -> HttpResponse:
    """?code= is what the scan of the wall brought."""
    visit = visit_of(request, pk)
    require(request.user, "visits.check_in", visit)
    return form_page(
        request,
        ScanForm(request.POST or None, initial={"code": request.GET.get("code", "")}),
        template="desk/inspections/scan.html",
        title=_("扫码签到"),
        intro=_("不签到也能登记走访记录;签到只记这一次的时间和位置。"),
        submit=_("签到"),
        back=address(visit),
        trail=trail(visit),
        act=lambda form: check_in(
            visit, by=request.user, at=timezone.now(), token=form.cleaned_data["code"], position=form.position()
        ),
        done=address,
        said=lambda visit: _("已签到。"),
    )


def record(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_of(request, pk)
    require(request.user, "visits.record", visit)
    today = timezone.localdate()
    return form_page(
        request,
        RecordForm(
            request.user, request.POST or None,
            initial={"visited_on": min(visit.planned_on, today), "topics": visit.topics},
        ),
        template="desk/visits/record.html",
        title=_("登记走访记录"),
        intro=str(visit),
        back=address(visit),
        trail=trail(visit),
        act=lambda form: record_visit(
            visit, by=request.user, at=timezone.now(), visited_on=form.cleaned_data["visited_on"],
            summary=form.cleaned_data["summary"], topics=form.cleaned_data["topics"], met=form.people(),
            found=form.found(),
        ),
        done=address,
        said=lambda visit: _("已登记。写下的问题已成为诉求,可在动态台账跟踪。"),
    )  # fmt: skip


def findings(request: HttpRequest) -> HttpResponse:
    return ledger_page(
        request, FINDINGS, template="desk/visits/findings.html", counts=flag_counts(request.user), trail=trail()
    )


def results(request: HttpRequest) -> HttpResponse:
    """?from=, ?to=: closed tickets and the firms' ratings by person. No visits, no logins, no ranks by them."""
    require(request.user, "visits.view")
    today = timezone.localdate()
    first = _day(request.GET.get("from", ""), today.replace(month=1, day=1))
    last = _day(request.GET.get("to", ""), today)
    context = {
        "title": _("办理成效"),
        "trail": trail(),
        "first": first,
        "last": last,
        "lines": results_by_person(request.user, first, last),
    }
    return render(request, "desk/visits/results.html", context)


def rotas(request: HttpRequest) -> HttpResponse:
    require(request.user, "visits.view")
    context = {"title": _("每周局长走访"), "trail": trail(), "rotas": rotas_for(request.user)}
    return render(request, "desk/visits/rotas.html", context)


def add_rota(request: HttpRequest) -> HttpResponse:
    require(request.user, "visits.set_rota")
    return form_page(
        request,
        RotaForm(request.user, request.POST or None, initial={"since_on": timezone.localdate(), "weekday": 0}),
        title=_("设定每周局长走访"),
        intro=_("系统每周挑一家最久没人去的企业,有未办诉求的优先;当月入企已满的不挑。"),
        back=reverse("visits-rotas"),
        trail=trail(),
        act=lambda form: set_rota(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda row: reverse("visits-rotas"),
        said=lambda row: _("已设定。"),
    )


def _day(text: str, usual: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return usual
