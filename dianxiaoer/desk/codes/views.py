"""The ledger of service codes, one code's page, posters, and the page an officer's scan opens."""

from __future__ import annotations

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.codes.forms import IssueForm, ReasonForm
from dianxiaoer.domain.codes.actions import issue_code, renew_code, revoke_code
from dianxiaoer.domain.codes.columns import CODE_COLUMNS
from dianxiaoer.domain.codes.models import ServiceCode
from dianxiaoer.domain.codes.poster import poster_pdf
from dianxiaoer.domain.codes.queries import codes_for
from dianxiaoer.domain.codes.tokens import read_token, token_of
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.companies.queries import about_firms
from dianxiaoer.domain.inspections.queries import filings_to_scan
from dianxiaoer.domain.people.access import fetch, require, visible
from dianxiaoer.domain.visits.queries import visits_to_check_in
from dianxiaoer.kernel.audit import write_entry
from dianxiaoer.kernel.events import subject_of, timeline
from dianxiaoer.shell.ledger import Filter, Ledger, ledger_page
from dianxiaoer.shell.pages import form_page
from dianxiaoer.shell.timeline import told

MOST_POSTERS = 200


def _in_use(rows: Any, value: str) -> Any:
    return rows.filter(revoked_at__isnull=value == "yes")


LEDGER = Ledger(
    name="codes",
    title=gettext_lazy("服务码"),
    rows=codes_for,
    columns=CODE_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("企业"), about_firms, kind="text"),
        Filter("state", gettext_lazy("状态"), _in_use, choices=lambda user: [("yes", _("在用")), ("no", _("已停用"))]),
    ),
    link=lambda code: reverse("codes-detail", args=[code.pk]),
    create=("codes-issue", gettext_lazy("制发服务码"), "codes.issue"),
    tools=(("codes-posters", gettext_lazy("打印海报"), "codes.view"),),
    empty=gettext_lazy("还没有服务码。给一家企业制发一个,打印海报贴在门口。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    code = fetch(request.user, codes_for(request.user), pk=pk)
    address = _scanned_address(request, code)
    context = {
        "title": str(code),
        "trail": _trail(),
        "code": code,
        "address": address,
        "picture": segno.make(address, error="m").svg_data_uri(scale=5, border=4) if code.is_in_use else "",
        "events": told(row for row in timeline(code.company) if (row.subject, row.object_id) == (subject_of(code), pk)),
    }
    return render(request, "desk/codes/detail.html", context)


def issue(request: HttpRequest) -> HttpResponse:
    require(request.user, "codes.issue")
    return form_page(
        request,
        IssueForm(request.user, request.POST or None, initial={"company": request.GET.get("company", "")}),
        title=_("制发服务码"),
        back=reverse("codes-list"),
        trail=_trail(),
        act=lambda form: issue_code(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=_address,
        said=lambda code: _("已制发。可打印海报贴在门口。"),
    )


def renew(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, "renew", renew_code, _("换发服务码"), _("换发后,以前印的码全部作废。"))


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, "revoke", revoke_code, _("停用服务码"), _("停用后,扫这个码会提示已停用。"))


def poster(request: HttpRequest, pk: int) -> HttpResponse:
    return _posters(request, [fetch(request.user, codes_for(request.user), pk=pk)])


def posters(request: HttpRequest) -> HttpResponse:
    """?pick=…: posters of the codes picked, or of all in use (at most 200 pages), one PDF."""
    require(request.user, "codes.view")
    rows = codes_for(request.user).filter(revoked_at__isnull=True)
    if picked := [int(pk) for pk in request.GET.getlist("pick") if pk.isdigit()]:
        rows = rows.filter(pk__in=picked)
    return _posters(request, list(rows.order_by("unit__path", "company__name")[:MOST_POSTERS]))


def scan(request: HttpRequest, token: str) -> HttpResponse:
    """What an officer may do at the door of a firm: own visits and filings; or why the code opens nothing."""
    reading = read_token(token)
    if reading.code is not None:
        fetch(request.user, ServiceCode, pk=reading.code.pk)
    require(request.user, "codes.view")
    context: dict[str, Any] = {"title": _("扫码入企"), "trail": _trail(), "reading": reading, "token": token}
    if not reading.is_good or reading.code is None:
        return render(request, "desk/codes/scan.html", context, status=404 if reading.code is None else 410)
    company = fetch(request.user, visible(request.user, Company).select_related("unit"), pk=reading.code.company_id)
    today = timezone.localdate()
    context |= {
        "code": reading.code,
        "company": company,
        "filings": filings_to_scan(request.user, company, today),
        "visits": visits_to_check_in(request.user, company, today),
    }
    return render(request, "desk/codes/scan.html", context)


def _posters(request: HttpRequest, codes: list[ServiceCode]) -> HttpResponse:
    pages = [(code, _scanned_address(request, code)) for code in codes if code.is_in_use]
    if not pages:
        return ledger_page(request, LEDGER)
    write_entry("export", by=request.user, at=timezone.now(), subject="codes", detail={"posters": len(pages)})
    answer = HttpResponse(poster_pdf(pages), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="service-codes.pdf"'
    return answer


def _with_reason(request: HttpRequest, pk: int, verb: str, action: Any, title: str, intro: str) -> HttpResponse:
    code = fetch(request.user, codes_for(request.user), pk=pk)
    require(request.user, f"codes.{verb}", code)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        title=title,
        intro=intro,
        submit=title,
        danger=verb == "revoke",
        back=_address(code),
        trail=_trail(),
        act=lambda form: action(code, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=_address,
        said=lambda code: _("已保存。"),
    )


def _scanned_address(request: HttpRequest, code: ServiceCode) -> str:
    """The whole address the picture holds: the firm's side decides who scans."""
    return request.build_absolute_uri(reverse("portal-code", args=[token_of(code)]))


def _address(code: ServiceCode) -> str:
    return reverse("codes-detail", args=[code.pk])


def _trail() -> list[tuple[str, str]]:
    return [(_("服务码"), reverse("codes-list"))]
