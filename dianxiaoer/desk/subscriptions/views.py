"""The list of listening systems, one system's page with its secret, and its forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dianxiaoer.domain.outbox.models import Message, Subscription
from dianxiaoer.domain.outbox.subscriptions import (
    add_subscription,
    edit_subscription,
    resume_subscription,
    stop_subscription,
)
from dianxiaoer.domain.people.access import fetch, may, require, units_for, visible
from dianxiaoer.kernel.tables import Column
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.ledger import Ledger, ledger_page
from dianxiaoer.shell.pages import form_page, see_other


class SubscriptionForm(Form):
    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    url = forms.URLField(label=gettext_lazy("接收地址"), max_length=300, assume_scheme="https")
    kinds = forms.CharField(
        label=gettext_lazy("事件"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("每行一个动作或其开头,如 tickets. 或 leads.convert;空着表示全部"),
    )


class AddForm(SubscriptionForm):
    unit = forms.ModelChoiceField(None, label=gettext_lazy("所属机构"))
    field_order = ["unit", "name", "url", "kinds"]

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(user, "subscriptions.add")  # type: ignore[attr-defined]


class EditForm(SubscriptionForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


def _subscriptions_for(user: Any) -> QuerySet[Subscription]:
    return visible(user, Subscription).select_related("unit")


def _address(row: Subscription) -> str:
    return reverse("subscriptions-detail", args=[row.pk])


def _state(row: Subscription) -> str:
    return _("在用") if row.is_active else _("已停止")


LEDGER = Ledger(
    name="subscriptions",
    title=gettext_lazy("事件订阅"),
    rows=_subscriptions_for,
    columns=(
        Column("name", gettext_lazy("名称"), "name"),
        Column("unit", gettext_lazy("所属机构"), "unit.name"),
        Column("url", gettext_lazy("接收地址"), "url", wide=True),
        Column("kinds", gettext_lazy("事件"), "kinds", wide=True),
        Column("state", gettext_lazy("状态"), _state),
    ),
    link=_address,
    create=("subscriptions-add", gettext_lazy("新增事件订阅"), "subscriptions.add"),
    empty=gettext_lazy("还没有别的系统订阅事件。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The secret is shown to who may change the subscription, to be set in the other system."""
    row = fetch(request.user, _subscriptions_for(request.user), pk=pk)
    require(request.user, "subscriptions.view", row)
    context = {
        "title": row.name,
        "trail": [(_("事件订阅"), reverse("subscriptions-list"))],
        "row": row,
        "can": {verb: may(request.user, f"subscriptions.{verb}", row) for verb in ("edit", "stop", "resume")},
        "posts": visible(request.user, Message)
        .filter(subject="outbox.subscription", object_id=row.pk)
        .order_by("-id")[:20],
    }
    return render(request, "desk/subscriptions/detail.html", context)


def add(request: HttpRequest) -> HttpResponse:
    require(request.user, "subscriptions.add")
    return form_page(
        request,
        AddForm(request.user, request.POST or None, initial={"unit": request.user.unit_id}),
        title=_("新增事件订阅"),
        intro=_("从现在起,所选机构及下级的事件会签名后发往该地址。"),
        back=reverse("subscriptions-list"),
        act=lambda form: add_subscription(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=_address,
        said=lambda row: _("已新增。请把密钥配置到对方系统。"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, Subscription, pk=pk)
    require(request.user, "subscriptions.edit", row)
    initial = {name: getattr(row, name) for name in EditForm.base_fields}
    return form_page(
        request,
        EditForm(request.POST or None, initial=initial),
        title=_("修改事件订阅"),
        intro=row.name,
        back=_address(row),
        act=lambda form: edit_subscription(
            row, form.changes(), by=request.user, at=timezone.now(), version=form.cleaned_data["version"]
        ),
        done=_address,
        said=lambda made: _("已保存。"),
    )


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, Subscription, pk=pk)
    stop_subscription(row, by=request.user, at=timezone.now())
    return see_other(_address(row))


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, Subscription, pk=pk)
    resume_subscription(row, by=request.user, at=timezone.now())
    return see_other(_address(row))
