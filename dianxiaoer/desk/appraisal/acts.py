"""Acts on an edition, a form each: opening, entering numbers, computing, showing, publishing, sealing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.appraisal.forms import InputsForm, InviteForm, OpenForm, RemoveForm
from dianxiaoer.desk.appraisal.paths import edition_address, trail
from dianxiaoer.domain.appraisal.actions.editions import (
    compute_edition,
    draft_edition,
    enter_input,
    freeze_edition,
    invite_objections,
    open_edition,
    publish_edition,
)
from dianxiaoer.domain.appraisal.models import Edition
from dianxiaoer.domain.appraisal.queries import editions_for, entrants_for
from dianxiaoer.domain.people.access import fetch, require
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.pages import form_page


def open_(request: HttpRequest) -> HttpResponse:
    """?scheme= chooses the scheme."""
    require(request.user, "appraisal.open")
    initial = {"unit": request.user.unit_id, "scheme": request.GET.get("scheme", "")}
    return form_page(
        request,
        OpenForm(request.user, request.POST or None, initial=initial),
        title=_("开展一期考核"),
        back=reverse("appraisal-list"),
        trail=trail(),
        act=lambda form: open_edition(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=edition_address,
        said=lambda edition: _("已建立,请填报数据后计算得分。"),
    )


def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Numbers of one sheet."""
    entrant = fetch(request.user, entrants_for(request.user), pk=pk)
    edition = entrant.edition
    require(request.user, "appraisal.enter", edition)

    @transaction.atomic
    def act(form: InputsForm) -> int:
        entered = form.entered()
        if not entered:
            raise Refused(_("没有填写新的数据。"))
        for indicator, key, values in entered:
            enter_input(
                entrant, indicator, by=request.user, at=timezone.now(), key=key, values=values,
                source=form.cleaned_data["source"],
            )  # fmt: skip
        return len(entered)

    return form_page(
        request,
        InputsForm(entrant, request.POST or None),
        title=_("填报数据:%(name)s") % {"name": entrant.name},
        intro=edition.title,
        back=edition_address(edition),
        trail=trail(edition),
        act=act,
        done=lambda made: edition_address(edition),
        said=lambda made: _("已填报 %(n)d 项,重新计算后计入得分。") % {"n": made},
    )


def compute(request: HttpRequest, pk: int) -> HttpResponse:
    intro = _("按办法读取全部数据并计分;缺的数据会列出来,不按零分处理。")
    return _act(request, pk, "compute", RemoveForm, compute_edition, _("计算得分"), _("已计算。"), intro=intro)


def draft(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "draft", RemoveForm, draft_edition, _("形成初评"), _("已形成初评。"))


def invite(request: HttpRequest, pk: int) -> HttpResponse:
    intro = _("公示期内被考核单位可以看到自己的得分、数据和算式,并提出异议。")
    return _act(request, pk, "invite", InviteForm, invite_objections, _("公示,受理异议"), _("已公示。"), intro=intro)


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "publish", RemoveForm, publish_edition, _("公布结果"), _("已公布。"))


def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    intro = _("封存后任何人不能再改;页面每次打开都核对校验值。")
    return _act(request, pk, "freeze", RemoveForm, freeze_edition, _("封存"), _("已封存。"), intro=intro)


def _act(
    request: HttpRequest, pk: int, verb: str, form: type[Form], action: Callable[..., Edition], title: str, said: str,
    **context: Any,
) -> HttpResponse:  # fmt: skip
    edition = fetch(request.user, editions_for(request.user), pk=pk)
    require(request.user, f"appraisal.{verb}", edition)
    return form_page(
        request,
        form(request.POST if request.method == "POST" else None),
        title=title,
        submit=title,
        back=edition_address(edition),
        trail=trail(edition),
        act=lambda filled: action(edition, by=request.user, at=timezone.now(), **filled.cleaned_data),
        done=edition_address,
        said=lambda made: said,
        **context,
    )
