"""The outbox and its dead letters: what was sent to whom, why it did not arrive, try again or leave it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dianxiaoer.domain.outbox.actions import cancel_message, retry_message
from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.outbox.states import Channel, MessageState
from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.tables import MOMENT, NUMBER, Column
from dianxiaoer.shell.ledger import Filter, Ledger, equals, ledger_page
from dianxiaoer.shell.pages import see_other
from dianxiaoer.shell.timeline import told


def _messages_for(user: Any) -> QuerySet[Message]:
    return visible(user, Message).select_related("unit", "to")


def _address(message: Message) -> str:
    return reverse("messages-detail", args=[message.pk])


LEDGER = Ledger(
    name="messages",
    title=gettext_lazy("消息"),
    rows=_messages_for,
    columns=(
        Column("title", gettext_lazy("标题"), "__str__", wide=True),
        Column("channel", gettext_lazy("渠道"), "get_channel_display"),
        Column("address", gettext_lazy("收件地址"), "shown_address"),
        Column("to", gettext_lazy("收件人"), "to"),
        Column("unit", gettext_lazy("所属机构"), "unit.name", shown=False),
        Column("state", gettext_lazy("状态"), "get_state_display"),
        Column("send_at", gettext_lazy("发送时间"), "send_at", MOMENT),
        Column("sent_at", gettext_lazy("送达时间"), "sent_at", MOMENT),
        Column("attempts", gettext_lazy("尝试次数"), "attempts", NUMBER),
        Column("problem", gettext_lazy("原因"), "problem", wide=True),
    ),
    filters=(
        Filter("state", gettext_lazy("状态"), equals("state"), choices=lambda user: MessageState.choices),
        Filter("channel", gettext_lazy("渠道"), equals("channel"), choices=lambda user: Channel.choices),
        Filter("address", gettext_lazy("收件地址"), lambda rows, text: rows.filter(address=text.strip()), kind="text"),
    ),
    sort="-id",
    link=_address,
    empty=gettext_lazy("还没有消息。"),
    presets=((gettext_lazy("未能送达"), "state=dead"), (gettext_lazy("待发送"), "state=waiting")),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    message = fetch(request.user, _messages_for(request.user), pk=pk)
    require(request.user, "outbox.view", message)
    context = {
        "title": str(message),
        "trail": [(_("消息"), reverse("messages-list"))],
        "message": message,
        "can_retry": message.state == MessageState.DEAD and may(request.user, "outbox.retry", message),
        "can_cancel": message.state in {MessageState.WAITING, MessageState.DEAD}
        and may(request.user, "outbox.cancel", message),
        "events": told(timeline(message)),
    }
    return render(request, "desk/messages/detail.html", context)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    message = fetch(request.user, Message, pk=pk)
    retry_message(message, by=request.user, at=timezone.now())
    return see_other(_address(message))


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    message = fetch(request.user, Message, pk=pk)
    cancel_message(message, by=request.user, at=timezone.now())
    return see_other(_address(message))
