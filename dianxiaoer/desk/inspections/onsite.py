"""On site: scanning in and out, papers left, the result."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.inspections.forms import DocumentForm, EmergencyForm, ResultForm, ScanForm
from dianxiaoer.desk.inspections.views import address, filing_of, trail
from dianxiaoer.domain.inspections.actions.scanning import conclude_inspection, leave_document, scan_in, scan_out
from dianxiaoer.domain.inspections.models import LeftDocument
from dianxiaoer.domain.inspections.states import FilingStage
from dianxiaoer.domain.people.access import fetch, require
from dianxiaoer.kernel.files import answer_file
from dianxiaoer.shell.pages import form_page

SCAN_PAGE = "desk/inspections/scan.html"


def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """?code= is what the scan of the wall brought."""
    filing = filing_of(request, pk)
    require(request.user, "inspections.scan_in", filing)
    return form_page(
        request,
        ScanForm(request.POST or None, initial={"code": request.GET.get("code", "")}),
        template=SCAN_PAGE,
        title=_("扫码入企"),
        intro=str(filing),
        submit=_("确认入企"),
        back=address(filing),
        trail=trail(filing),
        act=lambda form: scan_in(
            filing, by=request.user, at=timezone.now(), position=form.position(), token=form.cleaned_data["code"],
            no_code_reason=form.cleaned_data.get("no_code_reason", ""),
        ),
        done=address,
        said=lambda filing: _("已入企。离开时再扫一次。"),
    )  # fmt: skip


def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """An emergency that nobody scanned in says when it arrived."""
    filing = filing_of(request, pk)
    require(request.user, "inspections.scan_out", filing)
    kind: Any = EmergencyForm if filing.stage == FilingStage.FILED else ScanForm
    return form_page(
        request,
        kind(request.POST or None, initial={"code": request.GET.get("code", "")}),
        template=SCAN_PAGE,
        title=_("扫码离开"),
        intro=str(filing),
        submit=_("确认离开"),
        back=address(filing),
        trail=trail(filing),
        act=lambda form: scan_out(
            filing, by=request.user, at=timezone.now(), position=form.position(), token=form.cleaned_data["code"],
            no_code_reason=form.cleaned_data.get("no_code_reason", ""),
            arrived_at=form.cleaned_data.get("arrived_at"),
        ),
        done=address,
        said=lambda filing: _("已离开。请登记检查结果。"),
    )  # fmt: skip


def document(request: HttpRequest, pk: int) -> HttpResponse:
    filing = filing_of(request, pk)
    require(request.user, "inspections.leave_document", filing)
    return form_page(
        request,
        DocumentForm(request.POST or None, request.FILES or None),
        title=_("登记留下的文书"),
        intro=str(filing),
        back=address(filing),
        trail=trail(filing),
        act=lambda form: leave_document(
            filing, by=request.user, at=timezone.now(), title=form.cleaned_data["title"],
            upload=form.cleaned_data["file"],
        ),
        done=lambda row: address(filing) + "#documents",
        said=lambda row: _("已登记,企业也能看到。"),
    )  # fmt: skip


def download(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, LeftDocument, pk=pk)
    return answer_file(row.sha256, row.name, row.content_type)  # type: ignore[return-value]


def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    filing = filing_of(request, pk)
    require(request.user, "inspections.conclude", filing)
    return form_page(
        request,
        ResultForm(request.POST or None),
        title=_("登记检查结果"),
        intro=str(filing),
        back=address(filing),
        trail=trail(filing),
        act=lambda form: conclude_inspection(filing, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=address,
        said=lambda filing: _("已登记,企业也能看到。"),
    )
