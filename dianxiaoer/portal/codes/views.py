"""One address on the wall, three readers: the session decides whether a firm, an officer or a visitor scanned it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from dianxiaoer.domain.codes.models import ServiceCode
from dianxiaoer.domain.codes.tokens import read_token
from dianxiaoer.domain.people.queries import district_holding, districts
from dianxiaoer.portal.district import remember
from dianxiaoer.portal.nav import address_of
from dianxiaoer.portal.signin import caller
from dianxiaoer.shell.pages import see_other


@never_cache
def scan(request: HttpRequest, token: str) -> HttpResponse:
    """Staff go on to check in; a caller of the firm finds its services; anybody else may report a need for it.

    404 for a code nobody issued, 410 for one revoked or replaced: the page says which. Nothing is noted of a visitor.
    """
    reading = read_token(token)
    if not reading.is_good or reading.code is None:
        status = 404 if reading.code is None else 410
        context = {"title": _("服务码不能用"), "fault": reading.fault}
        return render(request, "portal/codes/wrong.html", context, status=status)
    if request.user.is_authenticated and "firm" not in request.GET:
        return see_other(reverse("codes-scan", args=[token]))
    who, code = caller(request), reading.code
    is_ours = who is not None and code.company_id in who.company_ids
    context = {
        "title": code.company.name,
        "code": code,
        "services": _services(code) if is_ours else [],
        "report": _report(code, is_ours),
        "verify": "" if who else f"{reverse('portal-phone')}?{urlencode({'next': request.get_full_path()})}",
        "is_ours": is_ours,
    }
    answer = render(request, "portal/codes/scan.html", context)
    return remember(answer, district_holding(code.unit_id, districts()))


def _services(code: ServiceCode) -> list[tuple[str, str]]:
    """What stands open to the firm, by label; a room that is not there yet is left out."""
    found: list[tuple[Any, str]] = [
        (_("查诉求进度"), address_of("portal-mine")),
        (_("点单办"), address_of("portal-menu")),
        (_("预约办事"), address_of("portal-appointments")),
        (_("检查与走访记录"), reverse("portal-inspections") + f"?firm={code.company_id}"),
        (_("培训与宣讲"), address_of("portal-training")),
        (_("已公布的检查计划"), reverse("portal-inspection_plans")),
    ]
    return [(str(label), address) for label, address in found if address]


def _report(code: ServiceCode, is_ours: bool) -> str:
    """The form of a request with the firm filled in; "" while that room does not stand."""
    place = address_of("portal-new")
    facts: dict[str, Any] = {"channel": "code", "unit": code.unit_id, "place": f"{code.site} {code.address}".strip()}
    facts |= {"firm": code.company_id} if is_ours else {"company_name": code.company.name}
    return f"{place}?{urlencode(facts)}" if place else ""
