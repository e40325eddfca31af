"""The list of policies and one policy's page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.policies.queries import library, policy_of
from dianxiaoer.domain.tickets.queries import linked_tickets


def overview(request: HttpRequest) -> HttpResponse:
    """?q= narrows by title, issuer or region."""
    require(request.user, "policies.view")
    words, kept = request.GET.get("q", "").split(), library()
    rows = [
        one
        for one in kept.policies.values()
        if all(word in f"{one.title}{one.issuer}{one.region}{one.doc_no}" for word in words)
    ]
    context = {"title": _("政策库"), "rows": rows, "broken": kept.broken, "q": " ".join(words)}
    return render(request, "desk/policies/list.html", context)


def detail(request: HttpRequest, key: str) -> HttpResponse:
    require(request.user, "policies.view")
    policy = policy_of(key)
    if policy is None:
        raise Http404
    context = {
        "title": policy.title,
        "trail": [(_("政策库"), reverse("policies-list"))],
        "policy": policy,
        "tickets": linked_tickets(request.user, policy=key),
    }
    return render(request, "desk/policies/detail.html", context)
