"""What hangs on a company: contacts with masked numbers, facts, list marks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dianxiaoer.desk.companies.forms import ContactForm, FactForm, MarkForm, ReasonForm, RevealForm
from dianxiaoer.desk.companies.views import company_address, trail
from dianxiaoer.domain.companies.actions.contacts import add_contact, edit_contact, remove_contact, reveal_contact
from dianxiaoer.domain.companies.actions.knowledge import add_fact, mark_ranking, remove_fact, unmark_ranking
from dianxiaoer.domain.companies.models import Company, Contact, Fact, RankingMark
from dianxiaoer.domain.people.access import fetch, require
from dianxiaoer.shell.pages import form_page, see_other


def contact_add(request: HttpRequest, pk: int) -> HttpResponse:
    company = fetch(request.user, Company, pk=pk)
    require(request.user, "companies.add_contact", company)
    return form_page(
        request,
        ContactForm(request.POST or None),
        title=_("登记联系人"),
        back=company_address(company),
        trail=trail(company),
        act=lambda form: add_contact(company, by=request.user, at=timezone.now(), **form.changes()),
        done=lambda contact: company_address(company),
    )


def contact_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The number stays hidden: an empty field keeps it."""
    contact = fetch(request.user, Contact, pk=pk)
    require(request.user, "companies.edit_contact", contact)
    company = contact.company
    initial = {name: getattr(contact, name) for name in ContactForm.base_fields if name != "phone"}
    form = ContactForm(request.POST or None, initial=initial)
    form.fields["phone"].help_text = _("现有号码 %(phone)s;不改请留空") % {"phone": contact.masked_phone() or "—"}
    return form_page(
        request,
        form,
        title=_("修改联系人"),
        back=company_address(company),
        trail=trail(company),
        act=lambda form: edit_contact(
            contact,
            form.changes() if form.cleaned_data["phone"] else form.changes("phone"),
            by=request.user,
            at=timezone.now(),
            version=form.cleaned_data["version"],
        ),
        done=lambda contact: company_address(company),
    )


@require_POST
def contact_remove(request: HttpRequest, pk: int) -> HttpResponse:
    contact = fetch(request.user, Contact, pk=pk)
    address = company_address(contact.company)
    remove_contact(contact, by=request.user, at=timezone.now())
    return see_other(address)


def contact_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for a reason, then shows the number on a page that is never kept by the browser."""
    contact = fetch(request.user, Contact, pk=pk)
    require(request.user, "companies.reveal", contact)
    company = contact.company
    form = RevealForm(request.POST or None)
    context = {
        "title": _("查看联系电话"), "intro": f"{company} · {contact} · {contact.masked_phone()}",
        "submit": _("查看"), "back": company_address(company), "trail": trail(company),
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, act=lambda form: None, done=lambda made: "", **context)
    phone = reveal_contact(contact, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
    response = render(request, "desk/companies/revealed.html", context | {"person": contact, "phone": phone})
    response["Cache-Control"] = "no-store"
    return response


def fact_add(request: HttpRequest, pk: int) -> HttpResponse:
    company = fetch(request.user, Company, pk=pk)
    require(request.user, "companies.add_fact", company)
    return form_page(
        request,
        FactForm(request.POST or None, initial={"on": timezone.localdate()}),
        title=_("登记企业情况"),
        back=company_address(company),
        trail=trail(company),
        act=lambda form: add_fact(company, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda fact: company_address(company),
    )


def fact_remove(request: HttpRequest, pk: int) -> HttpResponse:
    fact = fetch(request.user, Fact, pk=pk)
    require(request.user, "companies.remove_fact", fact)
    company = fact.company
    return form_page(
        request,
        ReasonForm(request.POST or None),
        title=_("删除企业情况"),
        intro=str(fact),
        danger=True,
        submit=_("删除"),
        back=company_address(company),
        trail=trail(company),
        act=lambda form: remove_fact(fact, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda nothing: company_address(company),
    )


def mark_add(request: HttpRequest, pk: int) -> HttpResponse:
    company = fetch(request.user, Company, pk=pk)
    require(request.user, "companies.mark", company)
    return form_page(
        request,
        MarkForm(request.POST or None, initial={"year": timezone.localdate().year}),
        title=_("登记上榜"),
        back=company_address(company),
        trail=trail(company),
        act=lambda form: mark_ranking(company, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda mark: company_address(company),
    )


@require_POST
def mark_remove(request: HttpRequest, pk: int) -> HttpResponse:
    mark = fetch(request.user, RankingMark, pk=pk)
    address = company_address(mark.company)
    unmark_ranking(mark, by=request.user, at=timezone.now())
    return see_other(address)
