"""The outbox: what is to leave the house, written in the same transaction as the act that asks for it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.outbox.states import Channel, MessageState
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


class Message(Recorded):
    """One message to one address by one channel. `key` is said once: the same reminder is never queued twice.

    subject, object_id: what it is about ("tickets.ticket", 7). text: ready to send, in the reader's language.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(_("渠道"), max_length=10, choices=Channel)
    address = models.CharField(_("收件地址"), max_length=300)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("收件人"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    title = models.CharField(_("标题"), max_length=200, blank=True)
    text = models.TextField(_("内容"))
    subject = models.CharField(max_length=60, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)

    state = models.CharField(_("状态"), max_length=10, choices=MessageState, default=MessageState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    send_at = models.DateTimeField(_("发送时间"))
    sent_at = models.DateTimeField(_("送达时间"), null=True, blank=True)
    problem = models.CharField(_("原因"), max_length=300, blank=True)

    SCOPE = Scope("outbox", owner="to")

    class Meta:
        verbose_name = _("消息")
        indexes = [
            models.Index(fields=["send_at", "id"], condition=Q(state="waiting"), name="message_to_send"),
            models.Index(fields=["subject", "object_id", "-id"], name="message_about"),
            models.Index(fields=["unit", "-id"], name="message_of_unit"),
        ]

    def __str__(self) -> str:
        return self.title or self.text[:40]
