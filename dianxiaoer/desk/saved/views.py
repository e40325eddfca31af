"""Save the filter on screen under a name; drop it again. A view belongs to one person and shows only what they may see."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dianxiaoer.domain.people.models import SavedView
from dianxiaoer.shell.pages import see_other


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    name = request.POST.get("name", "").strip()[:40]
    if not name:
        messages.error(request, _("请给视图起个名字。"))
        return see_other(_back(request))
    SavedView.objects.update_or_create(
        user=request.user,
        ledger=request.POST.get("ledger", "")[:60],
        name=name,
        defaults={"query": request.POST.get("query", "")[:4000]},
    )
    messages.success(request, _("已保存视图“%(name)s”。") % {"name": name})
    return see_other(_back(request))


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(SavedView, pk=pk, user=request.user).delete()
    return see_other(_back(request))


def _back(request: HttpRequest) -> str:
    address = request.POST.get("next", "/")
    return address if url_has_allowed_host_and_scheme(address, {request.get_host()}) else "/"
