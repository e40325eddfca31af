"""The ledger of stewardship, coverage on one page, giving a firm away, ending it, last year's list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.stewardship.forms import AssignForm, EndForm, MinimumForm, ProfileForm, RuleForm
from dianxiaoer.domain.companies.queries import about_firms
from dianxiaoer.domain.people.access import fetch, require, units_for, visible
from dianxiaoer.domain.stewardship.actions.assigning import assign_firm, end_assignment
from dianxiaoer.domain.stewardship.actions.importing import import_line, is_on_list
from dianxiaoer.domain.stewardship.actions.roster import edit_profile, set_role_rule, set_sector_minimum
from dianxiaoer.domain.stewardship.columns import ASSIGNMENT_COLUMNS, LIST_IMPORT
from dianxiaoer.domain.stewardship.models import FirmProfile, RoleRule
from dianxiaoer.domain.stewardship.queries import assignments_for, coverage_of, minima_for
from dianxiaoer.domain.stewardship.states import Sector, Size, StewardRole
from dianxiaoer.shell.imports import Importer, import_page
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.pages import form_page


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("包联台账"), reverse("stewardship-list")), *steps]


def _in_force(rows: Any, value: str) -> Any:
    return rows.filter(until_on__isnull=value == "yes")


LEDGER = Ledger(
    name="stewardship",
    title=gettext_lazy("包联台账"),
    rows=assignments_for,
    columns=ASSIGNMENT_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("企业"), about_firms, kind="text"),
        Filter(
            "official", gettext_lazy("包联人"),
            lambda rows, value: rows.filter(official__name__contains=value), kind="text",
        ),
        Filter("role", gettext_lazy("角色"), equals("role"), choices=lambda user: StewardRole.choices),
        Filter("programme", gettext_lazy("专项"), lambda rows, value: rows.filter(programme__contains=value), kind="text"),
        Filter(
            "sector", gettext_lazy("三次产业"), equals("company__steward_profile__sector"),
            choices=lambda user: Sector.choices,
        ),
        Filter("size", gettext_lazy("规模"), equals("company__steward_profile__size"), choices=lambda user: Size.choices),
        Filter(
            "current", gettext_lazy("是否在包"), _in_force,
            choices=lambda user: [("yes", _("在包")), ("no", _("已结束"))],
        ),
        Filter("since", gettext_lazy("起始日期"), between("since_on"), kind="date_range"),
    ),
    sort="-since_on",
    link=lambda row: reverse("stewardship-detail", args=[row.pk]),
    create=("stewardship-assign", gettext_lazy("安排包联"), "stewardship.assign"),
    tools=(
        ("stewardship-coverage", gettext_lazy("覆盖与负荷"), "stewardship.view"),
        ("stewardship-officials", gettext_lazy("包联人名册"), "stewardship.view"),
        ("stewardship-plans", gettext_lazy("包联方案"), "stewardship.view"),
        ("stewardship-import", gettext_lazy("导入"), "stewardship.import"),
    ),
    presets=((gettext_lazy("在包"), "current=yes"), (gettext_lazy("领导包联"), "current=yes&role=leader")),
    empty=gettext_lazy("还没有包联记录。可导入上年名单,或先在名册登记包联人再安排企业。"),
)  # fmt: skip


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, assignments_for(request.user), pk=pk)
    profile = getattr(row.company, "steward_profile", None)
    context = {"title": row.company.name, "trail": trail(), "row": row, "profile": profile}
    return render(request, "desk/stewardship/detail.html", context)


def coverage(request: HttpRequest) -> HttpResponse:
    """?unit=, ?role=: how far firms are looked after, by sector and size, and what each official carries."""
    require(request.user, "stewardship.view")
    units = list(units_for(request.user, "stewardship.view"))
    unit = next((one for one in units if str(one.pk) == request.GET.get("unit")), units[0])
    role = request.GET.get("role", "") if request.GET.get("role", "") in StewardRole.values else ""
    context = {
        "title": _("覆盖与负荷"),
        "trail": trail(),
        "unit": unit,
        "units": units,
        "role": role,
        "roles": StewardRole.choices,
        "sectors": Sector.labels,
        "page": coverage_of(request.user, unit, role),
    }
    return render(request, "desk/stewardship/coverage.html", context)


def assign(request: HttpRequest) -> HttpResponse:
    require(request.user, "stewardship.assign")
    initial = {
        "unit": request.user.unit_id,
        "since_on": timezone.localdate(),
        "company": request.GET.get("company", ""),
    }
    return form_page(
        request,
        AssignForm(request.user, request.POST or None, initial=initial),
        title=_("安排包联"),
        back=reverse("stewardship-list"),
        trail=trail(),
        act=lambda form: assign_firm(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda row: reverse("stewardship-detail", args=[row.pk]),
        said=lambda row: _("已安排 %(name)s 包联“%(firm)s”。") % {"name": row.official, "firm": row.company},
    )


def end(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, assignments_for(request.user), pk=pk)
    require(request.user, "stewardship.end", row)
    return form_page(
        request,
        EndForm(request.POST or None, initial={"on": timezone.localdate()}),
        title=_("结束包联"),
        intro=str(row),
        submit=_("结束包联"),
        danger=True,
        back=reverse("stewardship-detail", args=[pk]),
        trail=trail(),
        act=lambda form: end_assignment(row, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda row: reverse("stewardship-detail", args=[row.pk]),
        said=lambda row: _("已结束。"),
    )


def profile(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, visible(request.user, FirmProfile).select_related("company__unit"), pk=pk)
    require(request.user, "stewardship.keep_profile", row)
    initial = {name: getattr(row, name) for name in ProfileForm.base_fields}
    return form_page(
        request,
        ProfileForm(request.POST or None, initial=initial),
        title=_("企业包联口径"),
        intro=row.company.name,
        back=reverse("companies-detail", args=[row.company_id]),
        trail=trail(),
        act=lambda form: edit_profile(
            row, form.changes(), by=request.user, at=timezone.now(), version=form.cleaned_data["version"]
        ),
        done=lambda row: reverse("companies-detail", args=[row.company_id]),
        said=lambda row: _("已保存。"),
    )


def rules(request: HttpRequest) -> HttpResponse:
    require(request.user, "stewardship.view")
    rows = visible(request.user, RoleRule).select_related("unit").order_by("role", "-since_on", "-id")
    context = {
        "title": _("包联规则"),
        "trail": trail(),
        "rules": rows,
        "minima": minima_for(request.user),
    }
    return render(request, "desk/stewardship/rules.html", context)


def set_rule(request: HttpRequest) -> HttpResponse:
    return _rule_page(request, RuleForm, set_role_rule, title=_("设定包联规则"))


def set_minimum(request: HttpRequest) -> HttpResponse:
    intro = _("编制方案时带入优化器:每位包联人名下各类企业都有一些。凑不够的,结果里会写明差在哪里。")
    return _rule_page(
        request, MinimumForm, set_sector_minimum, {"sector": Sector.SECONDARY}, title=_("设定行业搭配"), intro=intro
    )


def _rule_page(request: HttpRequest, form: Any, action: Any, preset: Any = None, **words: str) -> HttpResponse:
    """A dated rule of a unit, made anew: from today, for the person's own unit unless somebody says otherwise."""
    require(request.user, "stewardship.set_rule")
    initial = {"unit": request.user.unit_id, "since_on": timezone.localdate(), **(preset or {})}
    return form_page(
        request,
        form(request.user, request.POST or None, initial=initial),
        back=reverse("stewardship-rules"),
        trail=trail((_("包联规则"), reverse("stewardship-rules"))),
        act=lambda given: action(by=request.user, at=timezone.now(), **given.cleaned_data),
        done=lambda row: reverse("stewardship-rules"),
        said=lambda row: _("已保存。"),
        **words,
    )


IMPORTER = Importer(
    name="stewardship",
    title=gettext_lazy("导入包联名单"),
    verb="stewardship.import",
    ledger="stewardship-list",
    columns=LIST_IMPORT,
    act=import_line,
    exists=is_on_list,
    help=gettext_lazy("企业须已在企业库建档;名册里没有的包联人会一并登记。全部无误才会写入。"),
)


def import_list(request: HttpRequest) -> HttpResponse:
    return import_page(request, IMPORTER)
