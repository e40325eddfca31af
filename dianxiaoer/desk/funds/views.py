"""The ledger of funds received, one receipt's page, and its forms."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.funds.forms import EditReceiptForm, ReceiptForm, RecogniseForm, RejectReceiptForm
from dianxiaoer.desk.projects.acting import act_page
from dianxiaoer.domain.funds.actions import (
    claim_receipt,
    edit_receipt,
    recognise_receipt,
    reject_receipt,
    revoke_receipt,
)
from dianxiaoer.domain.funds.columns import RECEIPT_COLUMNS
from dianxiaoer.domain.funds.models import Receipt
from dianxiaoer.domain.funds.queries import history
from dianxiaoer.domain.funds.states import RECEIPTS, Origin, ReceiptKind, ReceiptStatus
from dianxiaoer.domain.people.access import fetch, unit_choices, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.supervision.queries import with_light
from dianxiaoer.engines.measures.money import format_money
from dianxiaoer.shell.amounts import money_text
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.lights import LIGHT_COLUMN, LIGHT_FILTER
from dianxiaoer.shell.moves import Step, steps
from dianxiaoer.shell.timeline import told


def _receipts(user: User) -> QuerySet[Receipt]:
    return with_light(
        visible(user, Receipt).select_related("project", "project__unit", "project__owner", "claimed_by", "decided_by")
    )


def _address(receipt: Receipt) -> str:
    return reverse("funds-detail", args=[receipt.pk])


LEDGER = Ledger(
    name="funds",
    title=gettext_lazy("到位资金"),
    rows=_receipts,
    columns=(*RECEIPT_COLUMNS[:2], LIGHT_COLUMN, *RECEIPT_COLUMNS[2:]),
    filters=(
        Filter("q", gettext_lazy("项目"), lambda rows, words: rows.filter(project__name__icontains=words), kind="text"),
        LIGHT_FILTER,
        Filter("status", gettext_lazy("状态"), equals("status"), choices=lambda user: ReceiptStatus.choices),
        Filter("origin", gettext_lazy("资金来源"), equals("origin"), choices=lambda user: Origin.choices),
        Filter("kind", gettext_lazy("资金种类"), equals("kind"), choices=lambda user: ReceiptKind.choices),
        Filter(
            "unit",
            gettext_lazy("机构"),
            lambda rows, path: rows.filter(project__unit__path__startswith=path),
            choices=lambda user: unit_choices(user, "receipts.view"),
        ),
        Filter("received", gettext_lazy("到位日期"), between("received_on"), kind="date_range"),
    ),
    sort="-received_on",
    link=_address,
    sums=("amount", "recognised"),
    presets=((gettext_lazy("待认定"), "status=claimed"), (gettext_lazy("境外资金"), "origin=foreign")),
    empty=gettext_lazy("还没有到位资金。打开项目的“资金”页申报。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    receipt = fetch(request.user, _receipts(request.user), pk=pk)
    context = {
        "title": _("%(who)s 到位 %(amount)s")
        % {"who": receipt.investor_name, "amount": money_text(receipt.amount_yuan)},
        "trail": [(_("到位资金"), reverse("funds-list")), (receipt.project.name, _project_address(receipt.project))],
        "receipt": receipt,
        "project": receipt.project,
        "papers": list(receipt.evidence.all()),
        "moves": _moves(request.user, receipt),
        "is_mine": receipt.claimed_by_id == request.user.pk,
        "events": told(history(receipt)),
    }
    return render(request, "desk/funds/detail.html", context)


def claim(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request.user, visible(request.user, Project).select_related("unit", "company"), pk=pk)
    initial = {"received_on": timezone.localdate(), "investor_name": project.investor_name, "origin_country": "CN"}
    return act_page(
        request,
        project,
        "receipts.claim",
        ReceiptForm(project, request.POST or None, request.FILES or None, initial=initial),
        project=project,
        title=_("申报到位资金"),
        submit=_("申报"),
        tab="money",
        act=lambda form: claim_receipt(
            project, by=request.user, at=timezone.now(), uploads=form.cleaned_data["files"], **form.facts()
        ),
        said=_("已申报,等待另一人认定。"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    receipt = fetch(request.user, _receipts(request.user), pk=pk)
    initial = {name: getattr(receipt, name, None) for name in EditReceiptForm.base_fields}
    initial |= {"amount": format_money(receipt.amount_yuan).replace(",", ""), "evidence": receipt.evidence.all()}
    if receipt.currency != "CNY":
        initial["amount"] = f"US${receipt.foreign_amount}"

    def act(form: EditReceiptForm) -> Receipt:
        facts = form.facts()
        papers = facts.pop("evidence")
        facts = {"currency": "CNY", "foreign_amount": None, "rate": None, "rate_on": None} | facts
        return edit_receipt(
            receipt,
            by=request.user,
            at=timezone.now(),
            changes=facts,
            evidence=papers,
            uploads=form.cleaned_data["files"],
            version=form.cleaned_data["version"],
        )

    return act_page(
        request,
        receipt,
        "receipts.edit",
        EditReceiptForm(receipt.project, request.POST or None, request.FILES or None, initial=initial),
        project=receipt.project,
        title=_("修改到位资金申报"),
        tab="money",
        act=act,
    )


def recognise(request: HttpRequest, pk: int) -> HttpResponse:
    receipt = fetch(request.user, _receipts(request.user), pk=pk)
    initial = {"recognised_yuan": receipt.amount_yuan, "recognised_on": timezone.localdate()}
    return act_page(
        request,
        receipt,
        "receipts.recognise",
        RecogniseForm(request.POST or None, initial=initial),
        project=receipt.project,
        title=_("认定到位资金"),
        intro=_("%(project)s:合同额 %(contracted)s,已认定 %(recognised)s。")
        % {
            "project": receipt.project.name,
            "contracted": money_text(receipt.project.contracted_yuan),
            "recognised": money_text(receipt.project.recognised_yuan),
        },
        submit=_("认定"),
        tab="money",
        template="desk/projects/verify_form.html",
        papers=list(receipt.evidence.all()),
        act=lambda form: recognise_receipt(receipt, by=request.user, at=timezone.now(), **form.cleaned_data),
        said=_("已认定。"),
    )


def reject(request: HttpRequest, pk: int) -> HttpResponse:
    return _refuse(request, pk, "reject", reject_receipt, _("不予认定"))


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    return _refuse(request, pk, "revoke", revoke_receipt, _("撤销认定"))


def _refuse(request: HttpRequest, pk: int, verb: str, action: object, title: str) -> HttpResponse:
    receipt = fetch(request.user, _receipts(request.user), pk=pk)
    return act_page(
        request,
        receipt,
        f"receipts.{verb}",
        RejectReceiptForm(request.POST or None),
        project=receipt.project,
        title=title,
        submit=title,
        danger=True,
        tab="money",
        act=lambda form: action(  # type: ignore[operator]
            receipt, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"]
        ),
    )


def _moves(user: User, receipt: Receipt) -> list[Step]:
    moves = steps(
        user, receipt, RECEIPTS, lambda verb: reverse(f"funds-{verb}", args=[receipt.pk]), ("reject", "revoke")
    )
    needless = [replace(move, missing=()) for move in moves]
    return [] if receipt.claimed_by_id == user.pk else needless


def _project_address(project: Project) -> str:
    return reverse("projects-detail", args=[project.pk]) + "?tab=money"
