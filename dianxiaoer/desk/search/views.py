"""搜索: names of companies, leads, projects and activities, at most a handful of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Subject:
    """What can be found. find: (user, words, limit) → [(label, address, note)]."""

    label: str | Promise
    find: Callable[[Any, str, int], list[tuple[str, str, str]]]
    more: str = field(default="")  # url name of the ledger


#: filled by one line per subject
SUBJECTS: tuple[Subject, ...] = ()


def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    found = [(subject, subject.find(request.user, words, 8)) for subject in SUBJECTS] if words else []
    return render(
        request,
        "desk/search/search.html",
        {"title": _("搜索"), "words": words, "found": found, "any": any(rows for _s, rows in found)},
    )
