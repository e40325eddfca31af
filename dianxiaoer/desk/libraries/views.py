"""Libraries: projects and firms that should be in and are not, papers missing, and the entry of a firm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.libraries.forms import EnterForm, SupplyForm, WatchForm
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.libraries.actions import enter_firm, supply_papers, watch_firm
from dianxiaoer.domain.libraries.models import LibraryEntry
from dianxiaoer.domain.libraries.queries import missing_firms, missing_projects, watched_firms
from dianxiaoer.domain.people.access import fetch, require, visible
from dianxiaoer.shell.pages import form_page


def libraries(request: HttpRequest) -> HttpResponse:
    """?tab=firms shows the above-size directory, else the fixed-asset library."""
    require(request.user, "libraries.view")
    today = timezone.localdate()
    tab = "firms" if request.GET.get("tab") == "firms" else "projects"
    context: dict[str, Any] = {"title": _("入库入统"), "tab": tab, "as_of": timezone.now()}
    if tab == "projects":
        context["projects"] = missing_projects(request.user, on=today)
    else:
        context |= {
            "firms": missing_firms(request.user, on=today),
            "watched": list(watched_firms(request.user)),
            "today": today,
        }
    return render(request, "desk/libraries/list.html", context)


def watch(request: HttpRequest, pk: int) -> HttpResponse:
    company = fetch(request.user, Company, pk=pk)
    return _act(
        request,
        company,
        "libraries.watch",
        WatchForm(request.POST or None, initial={"due_on": timezone.localdate()}),
        title=_("列入应统企业"),
        intro=company.name,
        act=lambda form: watch_firm(company, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


def supply(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    return _act(
        request,
        entry,
        "libraries.supply",
        SupplyForm(entry, request.POST or None, initial={"on": timezone.localdate()}),
        title=_("登记已收材料"),
        intro=str(entry),
        act=lambda form: supply_papers(entry, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


def enter(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    return _act(
        request,
        entry,
        "libraries.enter",
        EnterForm(request.POST or None, initial={"entered_on": timezone.localdate()}),
        title=_("登记入统"),
        intro=str(entry),
        act=lambda form: enter_firm(entry, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


def _entry(request: HttpRequest, pk: int) -> LibraryEntry:
    return fetch(request.user, visible(request.user, LibraryEntry).select_related("company"), pk=pk)


def _act(request: HttpRequest, row: Any, verb: str, form: forms.Form, **context: Any) -> HttpResponse:
    require(request.user, verb, row)
    back = reverse("libraries-list") + "?tab=firms"
    return form_page(
        request,
        form,
        back=back,
        trail=[(_("入库入统"), back)],
        done=lambda made: back,
        said=lambda made: _("已保存。"),
        **context,
    )
