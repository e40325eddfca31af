"""The first page with its tiles, the notice on personal information, and help: open to everyone."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.tickets.queries import shipped_categories
from dianxiaoer.domain.tickets.words import Category
from dianxiaoer.portal.district import chosen, remember
from dianxiaoer.portal.nav import address_of

#: what a category holds, in a few words
HINTS: dict[str, str | Promise] = {
    "labour": gettext_lazy("招工、社保、子女入学"),
    "finance": gettext_lazy("贷款、担保、续贷"),
    "land": gettext_lazy("土地、厂房、租赁"),
    "utilities": gettext_lazy("停水停电、道路、排污"),
    "approval": gettext_lazy("办证、审批、验收"),
    "policy": gettext_lazy("政策咨询、奖补兑现"),
    "market": gettext_lazy("订单、产销对接、维权"),
    "other": gettext_lazy("说不清就点这里"),
}
#: rooms of the firm's side that a stranger may want from the first page, where they stand
ROOMS: tuple[tuple[str | Promise, str], ...] = (
    (gettext_lazy("点单办:从服务菜单选"), "portal-menu"),
    (gettext_lazy("预约办事"), "portal-appointments"),
    (gettext_lazy("培训和活动"), "portal-training"),
    (gettext_lazy("检查与走访记录"), "portal-inspections"),
    (gettext_lazy("验证文书真伪"), "portal-paper"),
)
#: what a scanned code or a link may say beforehand, carried along to the form
CARRIED = ("unit", "firm", "channel")


@dataclass(frozen=True)
class Tile:
    category: Category

    def __str__(self) -> str:
        return str(self.category)

    @property
    def key(self) -> str:
        return self.category.key

    @property
    def hint(self) -> str:
        return str(HINTS.get(self.category.key, ""))


def welcome(request: HttpRequest) -> HttpResponse:
    given = {name: request.GET[name] for name in CARRIED if request.GET.get(name)}
    context = {
        "title": _("企业有事,店小二来办"),
        "tiles": [Tile(row) for row in shipped_categories()],
        "new": reverse("portal-new"),
        "given": f"{urlencode(given)}&" if given else "",
        "rooms": [(label, address) for label, name in ROOMS if (address := address_of(name))],
    }
    return remember(render(request, "portal/welcome/welcome.html", context), chosen(request))


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/welcome/privacy.html", {"title": _("个人信息怎么用")})


def how(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/welcome/help.html", {"title": _("帮助")})
