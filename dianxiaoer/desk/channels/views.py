"""The ledger of channels, one channel's page, and its forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.activities.forms import ReasonForm
from dianxiaoer.desk.channels.forms import ChannelEditForm, ChannelForm, CloseForm, PayForm, ResultForm
from dianxiaoer.domain.activities.actions.channels import (
    add_channel,
    close_channel,
    edit_channel,
    pay_channel,
    record_result,
    resume_channel,
)
from dianxiaoer.domain.activities.columns import CHANNEL_COLUMNS
from dianxiaoer.domain.activities.models import Activity, Channel
from dianxiaoer.domain.activities.queries import channels_for
from dianxiaoer.domain.activities.states import CHANNEL, ChannelKind, ChannelStatus
from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.kernel.events import timeline
from dianxiaoer.shell.ledger import Filter, Ledger, equals, ledger_page
from dianxiaoer.shell.moves import steps
from dianxiaoer.shell.pages import form_page
from dianxiaoer.shell.timeline import told


def _named(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    return rows.filter(name__icontains=words) | rows.filter(partner__icontains=words)


def _address(channel: Channel) -> str:
    return reverse("channels-detail", args=[channel.pk])


LEDGER = Ledger(
    name="channels",
    title=gettext_lazy("招商渠道"),
    rows=channels_for,
    columns=CHANNEL_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("名称或合作方"), _named, kind="text"),
        Filter("kind", gettext_lazy("方式"), equals("kind"), choices=lambda user: ChannelKind.choices),
        Filter("status", gettext_lazy("状态"), equals("status"), choices=lambda user: ChannelStatus.choices),
    ),
    sort="-starts_on",
    link=_address,
    create=("channels-add", gettext_lazy("登记渠道"), "channels.add"),
    empty=gettext_lazy("还没有招商渠道。委托机构、商会、驻点、基金、反向飞地、对赌都登记在这里。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    channel = fetch(request.user, visible(request.user, Channel).select_related("unit", "owner"), pk=pk)
    context = {
        "title": channel.name,
        "trail": _trail(),
        "channel": channel,
        "moves": steps(
            request.user, channel, CHANNEL, lambda verb: reverse(f"channels-{verb}", args=[pk]), danger=("close",)
        ),
        "results": channel.results.order_by("-on", "-id"),
        "activities": visible(request.user, Activity).filter(channel=channel).order_by("-starts_on", "-id"),
        "events": told(timeline(channel)),
        "can_edit": may(request.user, "channels.edit", channel),
        "can_record": may(request.user, "channels.record_result", channel),
        "can_pay": may(request.user, "channels.pay", channel),
    }
    return render(request, "desk/channels/detail.html", context)


def add(request: HttpRequest) -> HttpResponse:
    require(request.user, "channels.add")
    initial = {"unit": request.user.unit_id, "owner": request.user.pk, "starts_on": timezone.localdate()}
    return form_page(
        request,
        ChannelForm(request.user, request.POST or None, initial=initial),
        title=_("登记渠道"),
        back=reverse("channels-list"),
        trail=_trail(),
        act=lambda form: add_channel(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=_address,
        said=lambda channel: _("已登记。"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    channel = _fetch(request, pk, "edit")
    initial = {name: getattr(channel, name) for name in ChannelEditForm.base_fields if name != "unit"}
    return _page(
        request,
        channel,
        ChannelEditForm(request.user, request.POST or None, initial=initial),
        lambda form: edit_channel(
            channel, form.changes(), by=request.user, at=timezone.now(), version=form.cleaned_data["version"]
        ),
        _("修改招商渠道"),
    )


def result(request: HttpRequest, pk: int) -> HttpResponse:
    channel = _fetch(request, pk, "record_result")
    form = ResultForm(request.POST or None, initial={"on": timezone.localdate()})
    return _page(request, channel, form, _act(request, channel, record_result), _("登记渠道成效"))


def pay(request: HttpRequest, pk: int) -> HttpResponse:
    channel = _fetch(request, pk, "pay")
    return _page(
        request, channel, PayForm(request.POST or None), _act(request, channel, pay_channel), _("登记渠道付费")
    )


def close(request: HttpRequest, pk: int) -> HttpResponse:
    channel = _fetch(request, pk, "close")
    form = CloseForm(request.POST or None, initial={"result_note": channel.result_note})
    return _page(request, channel, form, _act(request, channel, close_channel), _("结束合作"))


def resume(request: HttpRequest, pk: int) -> HttpResponse:
    channel = _fetch(request, pk, "resume")
    return _page(
        request, channel, ReasonForm(request.POST or None), _act(request, channel, resume_channel), _("恢复合作")
    )


def _fetch(request: HttpRequest, pk: int, verb: str) -> Channel:
    channel = fetch(request.user, Channel, pk=pk)
    require(request.user, f"channels.{verb}", channel)
    return channel


def _act(request: HttpRequest, channel: Channel, action: Callable[..., Any]) -> Callable[[Any], Any]:
    return lambda form: action(channel, by=request.user, at=timezone.now(), **form.cleaned_data)


def _page(
    request: HttpRequest, channel: Channel, form: forms.Form, act: Callable[[Any], Any], title: str
) -> HttpResponse:
    return form_page(
        request,
        form,
        title=title,
        intro=channel.name,
        back=_address(channel),
        trail=[*_trail(), (channel.name, _address(channel))],
        act=act,
        done=lambda made: _address(channel),
        said=lambda made: _("已保存。"),
    )


def _trail() -> list[tuple[str, str]]:
    return [(_("招商渠道"), reverse("channels-list"))]
