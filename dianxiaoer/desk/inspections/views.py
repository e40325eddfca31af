"""The ledger of inspections, one inspection's page, filing under the cap, merging, calling off, import."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.inspections.forms import FilingForm, MergeForm, ReasonForm
from dianxiaoer.desk.records import Records
from dianxiaoer.domain.companies.queries import about_firms, company_below
from dianxiaoer.domain.inspections.actions.filing import cancel_inspection, file_inspection, merge_inspections
from dianxiaoer.domain.inspections.columns import FILING_COLUMNS, FILING_IMPORT
from dianxiaoer.domain.inspections.models import Filing
from dianxiaoer.domain.inspections.officers import read_officers
from dianxiaoer.domain.inspections.queries import could_join, filings_for, rating_of_body, standing_of
from dianxiaoer.domain.inspections.states import FILING, ExemptReason, FilingStage, InspectionKind, Result
from dianxiaoer.domain.people.access import may, require, visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.shell.imports import Importer, import_page
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.moves import steps
from dianxiaoer.shell.pages import form_page
from dianxiaoer.shell.timeline import told

LEDGER = Ledger(
    name="inspections",
    title=gettext_lazy("行政检查"),
    rows=filings_for,
    columns=FILING_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("企业"), about_firms, kind="text"),
        Filter("kind", gettext_lazy("类型"), equals("kind"), choices=lambda user: InspectionKind.choices),
        Filter("stage", gettext_lazy("阶段"), equals("stage"), choices=lambda user: FilingStage.choices),
        Filter("result", gettext_lazy("检查结果"), equals("result"), choices=lambda user: Result.choices),
        Filter("exempt", gettext_lazy("例外理由"), equals("exempt"), choices=lambda user: ExemptReason.choices),
        Filter("planned", gettext_lazy("计划日期"), between("planned_on"), kind="date_range"),
    ),
    sort="-planned_on",
    link=lambda filing: reverse("inspections-detail", args=[filing.pk]),
    create=("inspections-file", gettext_lazy("备案检查"), "inspections.file"),
    tools=(
        ("inspections-plans", gettext_lazy("年度计划"), "inspection_plans.view"),
        ("inspections-caps", gettext_lazy("频次上限"), "caps.view"),
        ("inspections-ratings", gettext_lazy("检查评价"), "inspection_ratings.view"),
        ("inspections-import", gettext_lazy("导入"), "inspections.import"),
    ),
    presets=((gettext_lazy("待入企"), "stage=filed"), (gettext_lazy("检查中"), "stage=on_site")),
    empty=gettext_lazy("还没有检查备案。入企检查先备案:依据、事项、两名以上持证人员。"),
)


FILINGS = Records(
    "inspections", LEDGER.title, "inspections-list", "inspections-detail", filings_for,
    named=lambda filing: filing.number,
)  # fmt: skip
trail, address, filing_of = FILINGS.trail, FILINGS.address, FILINGS.one


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    filing = filing_of(request, pk)
    is_waiting = filing.stage == FilingStage.FILED
    bodies = list(filing.bodies.select_related("body"))
    context = {
        "title": f"{filing.number} {filing.company}",
        "trail": trail(),
        "filing": filing,
        "moves": _moves(request.user, filing),
        "bodies": bodies,
        "officers": filing.officers.select_related("body"),
        "documents": filing.documents.all(),
        "standings": [standing_of(filing.company, one.body, filing.planned_on) for one in bodies],
        "join": could_join(request.user, filing) if is_waiting else [],
        "rating": rating_of_body(filing.unit, filing.planned_on.year),
        "events": told(timeline(filing)),
        "can_leave": not is_waiting and filing.stage != FilingStage.CANCELLED
        and may(request.user, "inspections.leave_document", filing),
    }  # fmt: skip
    return render(request, "desk/inspections/detail.html", context)


def file(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspections.file")
    initial = {
        "unit": request.user.unit_id, "planned_on": timezone.localdate(), "company": request.GET.get("company", ""),
    }  # fmt: skip
    return form_page(
        request,
        FilingForm(request.user, request.POST or None, initial=initial),
        title=_("备案检查"),
        intro=_("入企检查先备案。超过年度上限的不能备案,除非写明例外理由。"),
        submit=_("备案"),
        back=reverse("inspections-list"),
        trail=trail(),
        act=lambda form: file_inspection(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=address,
        said=lambda filing: _("已备案,编号 %(number)s。入企时扫企业的服务码。") % {"number": filing.number},
    )


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    filing = filing_of(request, pk, "merge")
    near = [row.pk for row in could_join(request.user, filing)]
    rows = visible(request.user, Filing).filter(pk__in=near).select_related("unit")
    return form_page(
        request,
        MergeForm(rows, request.POST or None, initial={"planned_on": filing.planned_on, "others": near}),
        title=_("合并为联合检查"),
        intro=_("几个机关一次入企;原备案取消,各机关仍各计一次。"),
        submit=_("合并"),
        back=address(filing),
        trail=trail(filing),
        act=lambda form: merge_inspections(
            [filing, *form.cleaned_data["others"]], by=request.user, at=timezone.now(),
            planned_on=form.cleaned_data["planned_on"],
        ),
        done=address,
        said=lambda joint: _("已合并为 %(number)s。") % {"number": joint.number},
    )  # fmt: skip


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return FILINGS.act(
        request, pk, "cancel", lambda filing: ReasonForm(request.POST or None), cancel_inspection, title=_("取消检查"),
        submit=_("取消检查"), said=_("已取消,不再计入上限。"), danger=True,
    )  # fmt: skip


def _moves(user: User, filing: Filing) -> list[Any]:
    """The acts open now: the scans wait for their own moment, so what they fill in is no lack."""
    found = []
    for step in steps(user, filing, FILING, lambda verb: reverse(f"inspections-{verb}", args=[filing.pk]), ("cancel",)):
        is_early = step.verb == "scan_out" and filing.stage == FilingStage.FILED
        if is_early and filing.exempt != ExemptReason.EMERGENCY:
            continue
        found.append(step.__class__(step.verb, step.label, step.address, (), step.danger, is_early))
    return found


def _import_row(user: User, at: datetime, unit: Unit, values: dict[str, Any]) -> Filing:
    company = company_below(unit, name=values["company"], uscc=values.get("uscc", ""))
    if company is None:
        raise Refused(_("企业库中没有“%(name)s”。请核对全称,或先在企业库建档。") % {"name": values["company"]})
    names = ("kind", "basis", "items", "planned_on", "exempt", "exempt_note")
    facts = {name: values[name] for name in names if values.get(name)}
    return file_inspection(
        by=user, at=at, unit=unit, company=company, officers=read_officers(values["officers"]), **facts
    )


def _is_filed(user: User, unit: Unit, values: dict[str, Any]) -> bool:
    company = company_below(unit, name=values["company"], uscc=values.get("uscc", ""))
    same = {"unit": unit, "company": company, "planned_on": values["planned_on"], "items": values["items"]}
    return company is not None and visible(user, Filing).filter(**same).exists()


IMPORTER = Importer(
    name="inspections",
    title=gettext_lazy("导入检查备案"),
    verb="inspections.import",
    ledger="inspections-list",
    columns=FILING_IMPORT,
    act=_import_row,
    exists=_is_filed,
    help=gettext_lazy("逐行按年度上限核对;有一行超限就都不写入。"),
)


def import_filings(request: HttpRequest) -> HttpResponse:
    return import_page(request, IMPORTER)
