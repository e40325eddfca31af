"""权限表: what each role may do, printed from the table the product itself asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.printed import grant_groups, scope_word
from dianxiaoer.domain.people.states import Role


def table(request: HttpRequest) -> HttpResponse:
    require(request.user, "grants.view")
    groups = [
        (group, [(row, [(scope, scope_word(scope)) for scope in row.scopes]) for row in group.rows])
        for group in grant_groups()
    ]
    return render(request, "desk/grants/table.html", {"title": _("权限表"), "roles": list(Role), "groups": groups})
