"""A firm's own list of who came, one inspection with its papers, the anonymous rating, the complaint, published plans."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.firm_access import fetch_for, visible_to
from dianxiaoer.domain.inspections.actions.firms import complain_of_inspection, has_rated, rate_inspection
from dianxiaoer.domain.inspections.models import Filing, LeftDocument
from dianxiaoer.domain.inspections.queries import published_plans
from dianxiaoer.domain.inspections.states import FilingStage
from dianxiaoer.domain.visits.models import Visit
from dianxiaoer.domain.visits.states import VisitStage
from dianxiaoer.kernel.files import answer_file
from dianxiaoer.portal.inspections.forms import ComplaintForm, RateForm
from dianxiaoer.portal.nav import address_of
from dianxiaoer.portal.signin import caller, caller_required
from dianxiaoer.shell.pages import form_page

FORM_PAGE = "portal/form.html"
SHOWN = 50


def _who(request: HttpRequest) -> Caller:
    return cast(Caller, caller(request))


def _filing(request: HttpRequest, pk: int) -> Filing:
    return fetch_for(_who(request), visible_to(_who(request), Filing).select_related("unit", "company__unit"), pk=pk)


@caller_required
def history(request: HttpRequest) -> HttpResponse:
    """Inspections and visits of the caller's firms, the newest first; ?firm= one of them."""
    who, firm = _who(request), request.GET.get("firm", "")
    inspections: QuerySet[Filing] = visible_to(who, Filing).exclude(stage=FilingStage.CANCELLED)
    visits: QuerySet[Visit] = visible_to(who, Visit).exclude(stage=VisitStage.CANCELLED)
    if firm.isdigit():
        inspections, visits = inspections.filter(company=int(firm)), visits.filter(company=int(firm))
    context = {
        "title": _("检查与走访记录"),
        "back": reverse("portal"),
        "inspections": inspections.select_related("unit", "company").order_by("-planned_on", "-id")[:SHOWN],
        "visits": visits.select_related("unit", "company").order_by("-planned_on", "-id")[:SHOWN],
    }
    return render(request, "portal/inspections/history.html", context)


@caller_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    filing = _filing(request, pk)
    context = {
        "title": _("检查 %(number)s") % {"number": filing.number},
        "back": reverse("portal-inspections"),
        "filing": filing,
        "officers": filing.officers.all(),
        "bodies": filing.bodies.select_related("body"),
        "documents": visible_to(_who(request), LeftDocument).filter(filing=filing),
        "may_rate": filing.is_over and not has_rated(filing, _who(request)),
    }
    return render(request, "portal/inspections/detail.html", context)


@caller_required
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    filing = _filing(request, pk)
    page = reverse("portal-inspection", args=[pk])

    def act(form: RateForm) -> None:
        values = form.cleaned_data
        rate_inspection(
            filing, caller=_who(request), at=timezone.now(), level=values["level"], aspects=form.aspects(),
            text=values["text"],
        )  # fmt: skip
        messages.success(request, _("谢谢。评价已匿名记下,被检查的机关看不到是谁评的。"))

    return form_page(
        request,
        RateForm(request.POST or None),
        template=FORM_PAGE,
        title=_("评价这次检查"),
        intro=_("匿名:不记您的姓名、电话和企业,也不记时刻。每人一次。"),
        submit=_("提交评价"),
        back=page,
        act=act,
        done=lambda made: page,
    )


@caller_required
def complain(request: HttpRequest, pk: int) -> HttpResponse:
    filing = _filing(request, pk)
    page = reverse("portal-inspection", args=[pk])
    return form_page(
        request,
        ComplaintForm(request.POST or None),
        template=FORM_PAGE,
        title=_("投诉这次检查"),
        intro=f"{filing.number} · {filing.unit}",
        submit=_("提交投诉"),
        back=page,
        act=lambda form: complain_of_inspection(
            filing, caller=_who(request), at=timezone.now(), text=form.cleaned_data["text"]
        ),
        done=lambda ticket: address_of("portal-request", ticket.number) or page,
        said=lambda ticket: _("已收到投诉,编号 %(number)s。") % {"number": ticket.number},
    )


@caller_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch_for(_who(request), LeftDocument, pk=pk)
    return answer_file(row.sha256, row.name, row.content_type)  # type: ignore[return-value]


def plans(request: HttpRequest) -> HttpResponse:
    """Open to everyone: what bodies mean to inspect this year."""
    context = {"title": _("已公布的检查计划"), "back": reverse("portal"), "plans": published_plans()}
    return render(request, "portal/inspections/plans.html", context)
