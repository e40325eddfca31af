"""The outbox: what is to leave the house, written in the same transaction as the act that asks for it; how each person
wants to be told; who was copied; which systems listen."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.outbox.states import Channel, Digest, MessageState
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


class Message(Recorded):
    """One message to one address by one channel. `key` is said once: the same reminder is never queued twice.

    subject, object_id: what it is about ("tickets.ticket", 7). text: ready to send, in the reader's language.
    is_digest: goes out in one piece with whatever else is due for the same address.
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
    held_until = models.DateTimeField(
        null=True, blank=True
    )  # a worker has it in hand; others leave it alone until then
    is_digest = models.BooleanField(_("汇总发送"), default=False)
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

    def shown_address(self) -> str:
        """The address as lists show it: a number masked, a mailbox by its first letter, a web address without its query."""
        if self.channel == Channel.WEBHOOK:
            return self.address.partition("?")[0]
        name, mark, domain = self.address.partition("@")
        return f"{name[:1]}***@{domain}" if mark else _masked(self.address)


def _masked(text: str) -> str:
    return f"{text[:3]}****{text[-4:]}" if text.isdigit() and len(text) > 6 else text


class Preference(Recorded):
    """How one person of the staff wants to be told: by which channels, when not, and in one piece a day or as it comes."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preference")
    by_sms = models.BooleanField(_("短信"), default=True)
    by_mail = models.BooleanField(_("电子邮件"), default=False)
    by_wecom = models.BooleanField(_("企业微信"), default=False)
    mail = models.EmailField(_("邮箱"), blank=True)
    quiet_from = models.TimeField(_("免打扰起"), default=time(21))
    quiet_until = models.TimeField(_("免打扰止"), default=time(8))
    digest = models.CharField(_("发送方式"), max_length=10, choices=Digest, default=Digest.AT_ONCE)
    digest_at = models.TimeField(_("汇总时间"), default=time(8, 30))
    reminds = models.BooleanField(_("到期提醒"), default=True)

    SCOPE = Scope("preferences", unit="user__unit", owner="user")

    class Meta:
        verbose_name = _("消息设置")
        constraints = [
            models.CheckConstraint(
                condition=Q(by_mail=False) | ~Q(mail=""), name="mail_wanted_has_an_address",
                violation_error_message=_("选了电子邮件,请填写邮箱。"),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.user)


class Copy(models.Model):
    """A person was told of a record that is not theirs to do (抄送). seen_at: when they ticked it off."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="copies")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("抄送时间"))
    subject = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    label = models.CharField(_("事项"), max_length=200)
    note = models.CharField(_("附言"), max_length=200, blank=True)
    seen_at = models.DateTimeField(_("已阅时间"), null=True, blank=True)

    SCOPE = Scope("outbox", unit="user__unit", owner="user")

    class Meta:
        verbose_name = _("抄送")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "subject", "object_id"],
                condition=Q(seen_at__isnull=True),
                name="copied_once_until_seen",
            )
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="copy_of_person"),
            models.Index(fields=["subject", "object_id", "-id"], name="copy_about"),
        ]

    def __str__(self) -> str:
        return self.label


class Subscription(Recorded):
    """Another system listens: each event of the named kinds in the unit and below is posted to it, signed with the secret.

    kinds: beginnings of verbs ("tickets.", "leads.convert"), one a line; empty = all.
    starts_after: the last event it is not told. last_event_id: how far it was told.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("名称"), max_length=60)
    url = models.URLField(_("接收地址"), max_length=300)
    secret = models.CharField(max_length=64, editable=False)
    kinds = models.TextField(_("事件"), blank=True)
    is_active = models.BooleanField(_("在用"), default=True)
    starts_after = models.BigIntegerField(default=0, editable=False)
    last_event_id = models.BigIntegerField(default=0, editable=False)

    SCOPE = Scope("subscriptions")

    class Meta:
        verbose_name = _("事件订阅")
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="subscription_name_once_in_a_unit")]

    def __str__(self) -> str:
        return self.name
