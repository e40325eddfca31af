"""搜索: names of companies, leads, projects and activities, at most a handful of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.activities.finding import search_activities
from dianxiaoer.domain.companies.queries import search_companies
from dianxiaoer.domain.leads.queries import search_leads
from dianxiaoer.domain.projects.finding import search_projects
from dianxiaoer.domain.tickets.queries import search_tickets


@dataclass(frozen=True)
class Subject:
    """What can be found. find: (user, words, limit) → [(label, address, note)]."""

    label: str | Promise
    find: Callable[[Any, str, int], list[tuple[str, str, str]]]
    more: str = field(default="")  # url name of the ledger


def _companies(user: Any, words: str, limit: int) -> list[tuple[str, str, str]]:
    return [
        (row.name, reverse("companies-detail", args=[row.pk]), row.region_name or str(row.unit))
        for row in search_companies(user, words, limit)
    ]


def _leads(user: Any, words: str, limit: int) -> list[tuple[str, str, str]]:
    return [
        (row.name, reverse("leads-detail", args=[row.pk]), f"{row.company_name} {row.get_stage_display()}".strip())
        for row in search_leads(user, words, limit)
    ]


def _projects(user: Any, words: str, limit: int) -> list[tuple[str, str, str]]:
    return [
        (row.name, reverse("projects-detail", args=[row.pk]), f"{row.get_stage_display()} · {row.unit}")
        for row in search_projects(user, words, limit)
    ]


def _activities(user: Any, words: str, limit: int) -> list[tuple[str, str, str]]:
    return [
        (row.name, reverse("activities-detail", args=[row.pk]), f"{row.starts_on} · {row.unit}")
        for row in search_activities(user, words, limit)
    ]


def _tickets(user: Any, words: str, limit: int) -> list[tuple[str, str, str]]:
    return [
        (str(row), reverse("tickets-detail", args=[row.pk]), f"{row.firm()} {row.get_stage_display()}".strip())
        for row in search_tickets(user, words, limit)
    ]


#: filled by one line per subject
SUBJECTS: tuple[Subject, ...] = (
    Subject(gettext_lazy("企业"), _companies, "companies-list"),
    Subject(gettext_lazy("线索"), _leads, "leads-list"),
    Subject(gettext_lazy("项目"), _projects, "projects-list"),
    Subject(gettext_lazy("招商活动"), _activities, "activities-list"),
    Subject(gettext_lazy("诉求"), _tickets, "tickets-list"),
)


def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    found = [(subject, subject.find(request.user, words, 8)) for subject in SUBJECTS] if words else []
    return render(
        request,
        "desk/search/search.html",
        {"title": _("搜索"), "words": words, "found": found, "any": any(rows for _s, rows in found)},
    )
