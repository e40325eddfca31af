"""The roster editor: items, shifts, days that depart from them, officers on call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dianxiaoer.desk.windows.forms import DutyForm, EndShiftForm, ExceptionForm, ItemEditForm, ItemForm, ShiftForm
from dianxiaoer.desk.windows.views import address_of, trail
from dianxiaoer.domain.appointments.actions import windows as actions
from dianxiaoer.domain.appointments.models import OnCallDuty, RosterException, ServiceItem, ServiceWindow, Shift
from dianxiaoer.domain.people.access import fetch, require, visible
from dianxiaoer.shell.pages import form_page, see_other


def item(request: HttpRequest, pk: int) -> HttpResponse:
    window = _window(request, pk, "windows.edit_item")
    form = ItemForm(request.POST or None)
    return _page(
        request,
        window,
        form,
        _("添加事项"),
        "items",
        lambda form: actions.add_item(window, **_by(request), **form.cleaned_data),
    )


def edit_item(request: HttpRequest, pk: int) -> HttpResponse:
    row = _row(request, ServiceItem, pk, "windows.edit_item")
    form = ItemEditForm(request.POST or None, initial={name: getattr(row, name) for name in ItemEditForm.base_fields})
    return _page(
        request,
        row.window,
        form,
        _("修改事项"),
        "items",
        lambda form: actions.edit_item(row, form.changes(), **_by(request), version=form.cleaned_data["version"]),
    )


def shift(request: HttpRequest, pk: int) -> HttpResponse:
    window = _window(request, pk, "windows.edit_roster")
    form = ShiftForm(request.POST or None, initial={"from_on": timezone.localdate(), "seats": window.seats})
    return _page(
        request,
        window,
        form,
        _("添加班次"),
        "shifts",
        lambda form: actions.add_shift(window, **_by(request), **form.cleaned_data),
    )


def end_shift(request: HttpRequest, pk: int) -> HttpResponse:
    row = _row(request, Shift, pk, "windows.edit_roster")
    form = EndShiftForm(request.POST or None, initial={"version": row.version, "until_on": row.until_on})
    return _page(
        request,
        row.window,
        form,
        _("停用班次"),
        "shifts",
        lambda form: actions.end_shift(row, **_by(request), **form.cleaned_data),
        intro=str(row),
    )


def exception(request: HttpRequest, pk: int) -> HttpResponse:
    """After closing hours the page says how many appointments lie in them: the office rings them."""
    window = _window(request, pk, "windows.except")
    form = ExceptionForm(request.POST or None, initial={"on": request.GET.get("on", ""), "seats": window.seats})

    def act(filled: Any) -> Any:
        made = actions.add_exception(window, **_by(request), **filled.cleaned_data)
        if touched := actions.clashing(window, made.on):
            names = "、".join(booking.number for booking in touched)
            messages.warning(
                request,
                _("当天有 %(count)s 个预约不在开放时间内:%(names)s。请逐个联系企业改期或取消。")
                % {"count": len(touched), "names": names},
            )
        return made

    return _page(request, window, form, _("登记停办或加开"), "exceptions", act)


@require_POST
def remove_exception(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, visible(request.user, RosterException).select_related("window"), pk=pk)
    actions.remove_exception(row, **_by(request))
    messages.success(request, _("已撤销。"))
    return see_other(f"{address_of(row.window)}#exceptions")


def duty(request: HttpRequest, pk: int) -> HttpResponse:
    window = _window(request, pk, "windows.put_on_call")
    form = DutyForm(request.user, request.POST or None)
    return _page(
        request,
        window,
        form,
        _("安排值班"),
        "duties",
        lambda form: actions.put_on_call(window, **_by(request), **form.cleaned_data),
    )


@require_POST
def remove_duty(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, visible(request.user, OnCallDuty).select_related("window", "officer"), pk=pk)
    try:
        actions.take_off_call(row, **_by(request))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, _("已撤销。"))
    return see_other(f"{address_of(row.window)}#duties")


def _window(request: HttpRequest, pk: int, verb: str) -> ServiceWindow:
    window = fetch(request.user, ServiceWindow, pk=pk)
    require(request.user, verb, window)
    return window


def _row(request: HttpRequest, model: type[Any], pk: int, verb: str) -> Any:
    row = fetch(request.user, visible(request.user, model).select_related("window"), pk=pk)
    require(request.user, verb, row)
    return row


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now()}


def _page(
    request: HttpRequest,
    window: ServiceWindow,
    form: forms.Form,
    title: str,
    part: str,
    act: Callable[[Any], Any],
    **context: Any,
) -> HttpResponse:
    page = f"{address_of(window)}#{part}"
    context.setdefault("intro", window.label)
    return form_page(
        request,
        form,
        title=title,
        back=page,
        trail=trail(window),
        act=act,
        done=lambda made: page,
        said=lambda made: _("已保存。"),
        **context,
    )
