"""Acts on a notice: a form each, one action each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.notices.forms import (
    AgainForm,
    AnswerForm,
    CloseForm,
    EditNoticeForm,
    IssueForm,
    RaiseForm,
    WithdrawForm,
)
from dianxiaoer.desk.notices.views import address, trail
from dianxiaoer.domain.people.access import fetch, require
from dianxiaoer.domain.supervision.actions.notices import (
    EDITABLE,
    answer_notice,
    close_notice,
    edit_notice,
    issue_notice,
    raise_notice,
    reopen_notice,
    send_back,
    withdraw_notice,
)
from dianxiaoer.domain.supervision.models import Notice, StandingLight
from dianxiaoer.domain.supervision.queries import act_due, lights_for, notices_for, reason_of
from dianxiaoer.domain.supervision.watches import watch_labels
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.pages import form_page


def raise_(request: HttpRequest) -> HttpResponse:
    """?light=: the light it follows from fills the form in."""
    require(request.user, "notices.raise")
    asked = request.GET.get("light", "")
    light = lights_for(request.user).filter(pk=int(asked)).first() if asked.isdigit() else None
    initial: dict[str, Any] = {"issuing_unit": request.user.unit_id, "answer_days": 5}
    if light:
        initial |= _from_light(light)
    return form_page(
        request,
        RaiseForm(request.user, request.POST or None, initial=initial),
        title=_("发起督办"),
        intro=_("先存为拟稿,核对后签发编号。"),
        submit=_("存为拟稿"),
        back=reverse("notices-list"),
        trail=trail(),
        act=lambda form: raise_notice(by=request.user, at=timezone.now(), light=light, **form.cleaned_data),
        done=address,
        said=lambda notice: _("已存为拟稿,核对后签发。"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _fetch(request, pk, "notices.edit")
    initial = {name: getattr(notice, name) for name in EDITABLE} | {"version": notice.version}
    return _act(
        request,
        notice,
        EditNoticeForm(request.user, request.POST or None, initial=initial),
        _("修改督办稿"),
        lambda form: edit_notice(
            notice, by=request.user, at=timezone.now(), changes=form.changes(), version=form.cleaned_data["version"]
        ),
        _("已保存。"),
    )


def issue(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _fetch(request, pk, "notices.issue")
    return _run(
        request,
        notice,
        IssueForm(request.POST if request.method == "POST" else None),
        _("签发督办函"),
        issue_notice,
        _("已签发,已通知承办人。"),
    )


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _fetch(request, pk, "notices.answer")
    form = AnswerForm(request.POST or None, request.FILES or None)
    return _run(request, notice, form, _("答复督办"), answer_notice, _("已答复,等待审核。"))


def close(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _fetch(request, pk, "notices.close")
    return _run(request, notice, CloseForm(request.POST or None), _("审核办结"), close_notice, _("已办结。"))


def back(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _fetch(request, pk, "notices.send_back")
    form = AgainForm(request.POST or None, initial={"answer_days": 3})
    return _run(request, notice, form, _("退回重办"), send_back, _("已退回,期限重新计算。"), danger=True)


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _fetch(request, pk, "notices.reopen")
    form = AgainForm(request.POST or None, initial={"answer_days": 3})
    return _run(request, notice, form, _("重新督办"), reopen_notice, _("已重新督办,期限重新计算。"))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _fetch(request, pk, "notices.withdraw")
    form = WithdrawForm(request.POST or None)
    return _run(request, notice, form, _("撤销督办"), withdraw_notice, _("已撤销。"), danger=True)


def _fetch(request: HttpRequest, pk: int, verb: str) -> Notice:
    notice = fetch(request.user, notices_for(request.user), pk=pk)
    require(request.user, verb, notice)
    return notice


def _run(
    request: HttpRequest, notice: Notice, form: Form, title: str, action: Callable[..., Any], said: str, **context: Any
) -> HttpResponse:
    def act(filled: Form) -> Any:
        return action(notice, by=request.user, at=timezone.now(), **filled.cleaned_data)

    return _act(request, notice, form, title, act, said, **context)


def _act(
    request: HttpRequest, notice: Notice, form: Form, title: str, act: Callable[[Any], Any], said: str, **context: Any
) -> HttpResponse:
    return form_page(
        request,
        form,
        title=title,
        intro=" ".join(part for part in (notice.number, notice.title) if part),
        back=address(notice),
        trail=trail(notice),
        act=act,
        done=lambda made: address(notice),
        said=lambda made: said,
        **context,
    )


def _from_light(light: StandingLight) -> dict[str, Any]:
    """What a notice about a light begins with; the person rewrites it as they see fit."""
    today = timezone.localdate()
    watch = watch_labels().get(light.watch, light.watch)
    act = act_due(light, today)
    text = _("“%(title)s”%(watch)s:%(reason)s(%(color)s,%(rule)s)。请说明原因,提出整改措施和完成时间。") % {
        "title": light.title,
        "watch": watch,
        "reason": reason_of(light, today),
        "color": light.get_color_display(),
        "rule": light.rule_name,
    }
    return {
        "unit": light.unit_id,
        "to": light.owner_id,
        "title": _("关于%(title)s%(watch)s的督办函") % {"title": light.title, "watch": watch.rpartition("·")[2]},
        "text": text + ("\n" + _("按规则应采取:%(act)s。") % {"act": act} if act else ""),
    }
