"""The ledger of companies, one company's page, its form with likely duplicates shown while typing, the import."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.assigning import Assigning, assign_view
from dianxiaoer.desk.companies.forms import CompanyEditForm, CompanyForm
from dianxiaoer.domain.companies.actions.files import add_company, edit_company
from dianxiaoer.domain.companies.columns import COMPANY_COLUMNS, COMPANY_IMPORT
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.companies.queries import (
    companies_for,
    company_in,
    contacts_of,
    facts_of,
    in_region,
    in_section,
    marks_of,
    narrow_by_words,
    on_list,
    suggestions,
)
from dianxiaoer.domain.companies.states import CompanyStatus
from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.queries import people_choices
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.reference.queries import chain_choices, ranking_choices
from dianxiaoer.domain.reference.tables import industry_label
from dianxiaoer.domain.tickets.queries import linked_tickets
from dianxiaoer.kernel.events import timeline
from dianxiaoer.shell.imports import Importer, import_page
from dianxiaoer.shell.ledger import Filter, Ledger, equals, ledger_page
from dianxiaoer.shell.pages import form_page
from dianxiaoer.shell.timeline import told


def company_address(company: Company) -> str:
    return reverse("companies-detail", args=[company.pk])


def trail(company: Company | None = None) -> list[tuple[str, str]]:
    steps = [(_("企业"), reverse("companies-list"))]
    return [*steps, (company.name, company_address(company))] if company else steps


def _related(rows: QuerySet[Company], relation: str) -> QuerySet[Company]:
    return rows.filter(**{relation: True})


LEDGER = Ledger(
    name="companies",
    title=gettext_lazy("企业"),
    rows=companies_for,
    columns=COMPANY_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("名称或代码"), narrow_by_words, kind="text", placeholder=gettext_lazy("两个字即可")),
        Filter(
            "relation", gettext_lazy("关系"), _related,
            choices=lambda user: [
                ("is_target", _("目标企业")), ("is_investor", _("投资方")), ("is_resident", _("驻区企业"))
            ],
        ),
        Filter("chain", gettext_lazy("产业链"), equals("chain"), choices=chain_choices),
        Filter(
            "section", gettext_lazy("行业门类"), in_section,
            choices=lambda user: [(letter, industry_label(letter)) for letter in "ABCDEFGHIJKLMNOPQRST"],
        ),
        Filter("list", gettext_lazy("榜单"), on_list, choices=lambda user: ranking_choices()),
        Filter("region", gettext_lazy("所在地"), in_region, kind="text"),
        Filter("status", gettext_lazy("状态"), equals("status"), choices=lambda user: CompanyStatus.choices),
        Filter("owner", gettext_lazy("联络人"), equals("owner"), choices=people_choices),
    ),
    sort="-id",
    link=company_address,
    create=("companies-add", gettext_lazy("新建企业"), "companies.add"),
    tools=(("companies-import", gettext_lazy("导入"), "companies.import"),),
    presets=(
        (gettext_lazy("目标企业"), "relation=is_target"),
        (gettext_lazy("投资方"), "relation=is_investor"),
        (gettext_lazy("驻区企业"), "relation=is_resident"),
    ),
    bulk=(("companies-assign", gettext_lazy("交办所选"), "companies.assign"),),
    empty=gettext_lazy("还没有企业档案。先新建一家,或从表格导入;同一家企业只建一次。"),
)  # fmt: skip


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    company = fetch(request.user, companies_for(request.user), pk=pk)
    user = request.user
    context = {
        "title": company.name,
        "trail": trail(),
        "company": company,
        "industry": industry_label(company.industry_code),
        "contacts": contacts_of(company),
        "facts": facts_of(company),
        "marks": marks_of(company),
        "leads": visible(user, Lead).filter(company=company).select_related("owner").order_by("-id")[:20],
        "projects": visible(user, Project).filter(company=company).select_related("owner").order_by("-id")[:20],
        "tickets": linked_tickets(user, company=company),
        "new_ticket": f"{reverse('tickets-register')}?company={company.pk}",
        "events": told(timeline(company, 50)),
        "can_edit": may(user, "companies.edit", company),
        "can_reveal": may(user, "companies.reveal", company),
    }
    return render(request, "desk/companies/detail.html", context)


def add(request: HttpRequest) -> HttpResponse:
    require(request.user, "companies.add")
    initial = {"unit": request.user.unit_id, "owner": request.user.pk, "name": request.GET.get("name", "")}
    return form_page(
        request,
        CompanyForm(request.user, request.POST or None, initial=initial),
        template="desk/companies/form.html",
        title=_("新建企业"),
        back=reverse("companies-list"),
        trail=trail(),
        found=_found(request),
        act=lambda form: add_company(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=company_address,
        said=lambda company: _("已建档。可接着登记联系人和企业情况。"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    company = fetch(request.user, Company, pk=pk)
    require(request.user, "companies.edit", company)
    names = CompanyEditForm(request.user).fields.keys() - {"leave"}
    initial = {name: getattr(company, name) for name in names} | {"leave": company.pk}
    return form_page(
        request,
        CompanyEditForm(request.user, request.POST or None, initial=initial),
        template="desk/companies/form.html",
        title=_("修改企业"),
        back=company_address(company),
        trail=trail(company),
        act=lambda form: edit_company(
            company, form.changes("leave"), by=request.user, at=timezone.now(), version=form.cleaned_data["version"]
        ),
        done=company_address,
        said=lambda company: _("已保存。"),
    )


def suggest(request: HttpRequest) -> HttpResponse:
    """A fragment: files that may be the firm being typed (?name, ?uscc, ?leave)."""
    require(request.user, "companies.view")
    return render(request, "desk/companies/suggestions.html", {"found": _found(request, request.GET)})


def _found(request: HttpRequest, values: Any = None) -> Any:
    values = values if values is not None else request.POST
    name, uscc = values.get("name", "")[:200], values.get("uscc", "")[:40]
    leave = values.get("leave", "")
    if len(name.strip()) < 2 and not uscc.strip():
        return []
    return suggestions(request.user, name=name, uscc=uscc, leave=int(leave) if leave.isdigit() else None)


def _import_row(user: User, at: Any, unit: Any, values: dict[str, Any]) -> Company:
    facts = {name: value for name, value in values.items() if value not in ("", None)}
    return add_company(by=user, at=at, unit=unit, **facts)


IMPORTER = Importer(
    name="companies",
    title=gettext_lazy("导入企业"),
    verb="companies.import",
    ledger="companies-list",
    columns=COMPANY_IMPORT,
    act=_import_row,
    exists=lambda user, unit, values: (
        company_in(unit, name=values.get("name", ""), uscc=values.get("uscc", "")) is not None
    ),
    help=gettext_lazy("名称或信用代码已有档案的,按已有处理;全部无误才会写入。"),
)


def import_companies(request: HttpRequest) -> HttpResponse:
    return import_page(request, IMPORTER)


assign = assign_view(Assigning(Company, "companies.assign", "companies.edit", "companies-list", LEDGER.title))
