"""The roster of officials: each one's firms, load, hand-over."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.stewardship.forms import HandOverForm, OfficialEditForm, OfficialForm
from dianxiaoer.desk.stewardship.views import trail
from dianxiaoer.domain.people.access import fetch, require, visible
from dianxiaoer.domain.stewardship.actions.assigning import hand_over
from dianxiaoer.domain.stewardship.actions.roster import add_official, edit_official
from dianxiaoer.domain.stewardship.columns import OFFICIAL_COLUMNS
from dianxiaoer.domain.stewardship.models import Official
from dianxiaoer.domain.stewardship.queries import firms_of, officials_for
from dianxiaoer.kernel.events import timeline
from dianxiaoer.shell.ledger import Filter, Ledger, ledger_page
from dianxiaoer.shell.pages import form_page
from dianxiaoer.shell.timeline import told

_YES_NO = lambda user: [("yes", _("是")), ("no", _("否"))]  # noqa: E731

LEDGER = Ledger(
    name="officials",
    title=gettext_lazy("包联人名册"),
    rows=officials_for,
    columns=OFFICIAL_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("姓名"), lambda rows, value: rows.filter(name__contains=value), kind="text"),
        Filter("leader", gettext_lazy("领导"), lambda rows, v: rows.filter(is_leader=v == "yes"), choices=_YES_NO),
        Filter("active", gettext_lazy("在任"), lambda rows, v: rows.filter(is_active=v == "yes"), choices=_YES_NO),
    ),
    sort="id",
    link=lambda row: reverse("stewardship-official", args=[row.pk]),
    create=("stewardship-add_official", gettext_lazy("登记包联人"), "stewardship.keep_official"),
    empty=gettext_lazy("名册还是空的。登记包联人,或导入上年名单一并登记。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER, trail=trail())


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    official = fetch(request.user, visible(request.user, Official).select_related("unit", "user"), pk=pk)
    rows = list(firms_of(request.user, official))
    context = {
        "title": official.full_name(),
        "trail": _trail(),
        "official": official,
        "rows": rows,
        "load": sum(row.company.steward_profile.weight for row in rows if hasattr(row.company, "steward_profile")),
        "events": told(timeline(official, 30)),
    }
    return render(request, "desk/stewardship/official.html", context)


def add(request: HttpRequest) -> HttpResponse:
    require(request.user, "stewardship.keep_official")
    return form_page(
        request,
        OfficialForm(request.user, request.POST or None, initial={"unit": request.user.unit_id}),
        title=_("登记包联人"),
        back=reverse("stewardship-officials"),
        trail=_trail(),
        act=lambda form: add_official(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=_address,
        said=lambda official: _("已登记。"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    official = fetch(request.user, Official, pk=pk)
    require(request.user, "stewardship.keep_official", official)
    initial = {name: getattr(official, name) for name in OfficialEditForm.base_fields if name != "unit"}
    return form_page(
        request,
        OfficialEditForm(request.user, request.POST or None, initial=initial),
        title=_("修改包联人"),
        back=_address(official),
        trail=_trail(),
        act=lambda form: edit_official(
            official, form.changes(), by=request.user, at=timezone.now(), version=form.cleaned_data["version"]
        ),
        done=_address,
        said=lambda official: _("已保存。"),
    )


def hand(request: HttpRequest, pk: int) -> HttpResponse:
    official = fetch(request.user, Official, pk=pk)
    require(request.user, "stewardship.hand_over", official)
    rows = firms_of(request.user, official)
    return form_page(
        request,
        HandOverForm(request.user, rows, request.POST or None, initial={"on": timezone.localdate()}),
        title=_("移交包联"),
        intro=official.full_name(),
        submit=_("移交"),
        back=_address(official),
        trail=_trail(),
        act=lambda form: hand_over(
            official, by=request.user, at=timezone.now(), to=form.cleaned_data["to"], on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"], assignments=list(form.cleaned_data["assignments"]) or None,
        ),
        done=lambda moved: _address(moved[0].official),
        said=lambda moved: _("已移交 %(n)d 户。") % {"n": len(moved)},
    )  # fmt: skip


def _address(official: Official) -> str:
    return reverse("stewardship-official", args=[official.pk])


def _trail() -> Any:
    return trail((_("包联人名册"), reverse("stewardship-officials")))
