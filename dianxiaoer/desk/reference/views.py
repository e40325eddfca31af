"""Options for the suggestion lists of industries and regions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.reference.queries import find_industries, find_regions


def industries(request: HttpRequest) -> HttpResponse:
    require(request.user, "reference.view")
    found = [(row.code, row.name) for row in find_industries(_typed(request))]
    return render(request, "desk/reference/options.html", {"options": found})


def regions(request: HttpRequest) -> HttpResponse:
    require(request.user, "reference.view")
    found = [(row.code, row.full_name) for row in find_regions(_typed(request))]
    return render(request, "desk/reference/options.html", {"options": found})


def _typed(request: HttpRequest) -> str:
    """Whatever the field is called, its text is the only parameter."""
    return next(iter(request.GET.values()), "")[:60]
