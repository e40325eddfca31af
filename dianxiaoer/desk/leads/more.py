"""Linking a file, the task force's members, a number in full, the terms of the service clock."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.leads.acts import lead_address, trail
from dianxiaoer.desk.leads.forms import LinkForm, RevealForm, TaskForceEditForm, TermForm, TransferForm
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.companies.queries import suggestions
from dianxiaoer.domain.leads.actions.pursuing import change_task_force, transfer_leads
from dianxiaoer.domain.leads.actions.registering import link_company
from dianxiaoer.domain.leads.actions.terms import reveal_lead_phone, set_term
from dianxiaoer.domain.leads.models import Lead, TaskForce
from dianxiaoer.domain.leads.queries import terms_in_force
from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.shell.pages import form_page


def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose among likely files, or make a new one of the lead's own name."""
    lead = fetch(request.user, Lead, pk=pk)
    require(request.user, "leads.link_company", lead)
    found = suggestions(request.user, name=lead.company_name, phone=lead.contact_phone, limit=8)
    form = LinkForm(request.user, request.POST if request.method == "POST" else None)
    choices: Any = form.fields["company"]
    choices.queryset = visible(request.user, Company).filter(pk__in=[one.company.pk for one in found], unit=lead.unit)
    return form_page(
        request,
        form,
        title=_("关联企业"),
        intro=lead.company_name,
        back=lead_address(lead),
        trail=trail(lead),
        act=lambda form: link_company(lead, by=request.user, at=timezone.now(), **_chosen(form.cleaned_data)),
        done=lead_address,
        said=lambda lead: _("已关联。"),
    )


def _chosen(values: dict[str, Any]) -> dict[str, Any]:
    return {"company": values["company"]} if values["company"] else {"uscc": values["uscc"]}


def task_force(request: HttpRequest, pk: int) -> HttpResponse:
    force = fetch(request.user, TaskForce, pk=pk)
    require(request.user, "leads.change_task_force", force)
    lead = force.lead
    members = list(force.members.values_list("user_id", flat=True))
    initial = {"name": force.name, "head": force.head_id, "members": members, "version": force.version}
    return form_page(
        request,
        TaskForceEditForm(request.user, request.POST or None, initial=initial),
        title=_("调整专班"),
        back=lead_address(lead),
        trail=trail(lead),
        act=lambda form: change_task_force(force, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda force: lead_address(lead),
        said=lambda force: _("已保存。"),
    )


def transfer_many(request: HttpRequest) -> HttpResponse:
    """The leads picked in the ledger (?pick=…) handed over to one person: only those the person may hand over."""
    require(request.user, "leads.transfer")
    picked = [int(pk) for pk in request.GET.getlist("pick") if pk.isdigit()]
    leads = list(visible(request.user, Lead, "leads.transfer").filter(pk__in=picked).order_by("id"))
    return form_page(
        request,
        TransferForm(request.user, request.POST if request.method == "POST" else None),
        title=_("批量移交"),
        intro=_("选中 %(picked)d 条,其中您可以移交的 %(n)d 条:%(names)s")
        % {"picked": len(picked), "n": len(leads), "names": "、".join(lead.name for lead in leads) or "—"},
        submit=_("移交"),
        back=reverse("leads-list"),
        trail=trail(),
        act=lambda form: transfer_leads(leads, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda count: reverse("leads-list"),
        said=lambda count: _("已移交 %(n)d 条。") % {"n": count},
    )


def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for a reason, then shows the number on a page the browser does not keep."""
    lead = fetch(request.user, Lead, pk=pk)
    require(request.user, "leads.reveal", lead)
    form = RevealForm(request.user, request.POST or None)
    context = {
        "title": _("查看线索电话"), "intro": f"{lead.contact_name} · {lead.masked_phone()}", "submit": _("查看"),
        "back": lead_address(lead), "trail": trail(lead),
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, act=lambda form: None, done=lambda made: "", **context)
    phone = reveal_lead_phone(lead, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
    response = render(request, "desk/companies/revealed.html", context | {"person": lead.contact_name, "phone": phone})
    response["Cache-Control"] = "no-store"
    return response


def clock(request: HttpRequest) -> HttpResponse:
    """The terms in force for the person's unit, and every row that was ever set there."""
    require(request.user, "leads.view")
    terms, rows = terms_in_force(request.user, request.user.unit, on=timezone.localdate())
    context = {
        "title": _("服务时限"), "trail": trail(), "terms": terms, "rows": rows, "unit": request.user.unit,
        "can_set": may(request.user, "leads.set_clock"),
    }  # fmt: skip
    return render(request, "desk/leads/clock.html", context)


def clock_set(request: HttpRequest) -> HttpResponse:
    require(request.user, "leads.set_clock")
    initial = {"unit": request.user.unit_id, "from_on": timezone.localdate()}
    return form_page(
        request,
        TermForm(request.user, request.POST or None, initial=initial),
        title=_("调整服务时限"),
        intro=_("从起用日期起登记或跟进的线索按新的时限计算,以前的不变。"),
        back=reverse("leads-clock"),
        trail=[*trail(), (_("服务时限"), reverse("leads-clock"))],
        act=lambda form: set_term(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda row: reverse("leads-clock"),
        said=lambda row: _("已调整,在办线索的时限已重新计算。"),
    )
