"""A firm's works orders, one with its photos, and accepting it or sending it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.accounts.firm_access import fetch_for, visible_to
from dianxiaoer.domain.tickets.actions.works import accept_works, redo_works
from dianxiaoer.domain.tickets.states import WorksStage
from dianxiaoer.domain.tickets.works import WorksOrder
from dianxiaoer.kernel.files import answer_file
from dianxiaoer.portal.signin import caller_required, the_caller
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.pages import form_page

SHOWN = 50


class AcceptForm(Form):
    text = forms.CharField(
        label=gettext_lazy("想说的话"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class RedoForm(Form):
    outcome = forms.CharField(
        label=gettext_lazy("哪里还要修"), max_length=300, widget=forms.Textarea(attrs={"rows": 4})
    )


@caller_required
def works(request: HttpRequest) -> HttpResponse:
    """The newest fifty of the caller's firms."""
    rows = visible_to(the_caller(request), WorksOrder).select_related("unit").order_by("-id")[:SHOWN]
    return render(request, "portal/works/list.html", {"title": _("管家工单"), "orders": rows})


@caller_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    order = _order(request, pk)
    context = {
        "title": order.name,
        "order": order,
        "files": [file for file in order.files.all() if file.is_shown],
        "is_finished": order.stage == WorksStage.COMPLETED,
    }
    return render(request, "portal/works/detail.html", context)


@caller_required
def attachment(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    found = _order(request, pk).files.filter(pk=file, is_shown=True).first()
    if found is None:
        raise Http404
    return answer_file(found.sha256, found.name, found.content_type)


@caller_required
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    order = _order(request, pk)
    return _page(
        request,
        order,
        AcceptForm(request.POST if request.method == "POST" else None),
        lambda form: accept_works(order, caller=the_caller(request), at=timezone.now(), **form.cleaned_data),
        title=_("验收"),
        said=_("已验收,谢谢。"),
    )


@caller_required
def redo(request: HttpRequest, pk: int) -> HttpResponse:
    order = _order(request, pk)
    return _page(
        request,
        order,
        RedoForm(request.POST or None),
        lambda form: redo_works(order, by=the_caller(request), at=timezone.now(), **form.cleaned_data),
        title=_("要求返工"),
        said=_("已退回施工。"),
    )


def _order(request: HttpRequest, pk: int) -> WorksOrder:
    rows = visible_to(the_caller(request), WorksOrder).select_related("unit", "project")
    return fetch_for(the_caller(request), rows, pk=pk)


def _page(request: HttpRequest, order: WorksOrder, form: Any, act: Any, *, title: str, said: str) -> HttpResponse:
    page = reverse("portal-works_order", args=[order.pk])
    return form_page(
        request,
        form,
        template="portal/form.html",
        title=title,
        submit=title,
        intro=order.name,
        back=page,
        act=act,
        done=lambda made: page,
        said=lambda made: said,
    )
