"""Words of messages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    SMS = "sms", _("短信")
    MAIL = "mail", _("电子邮件")
    WECOM = "wecom", _("企业微信")
    WEBHOOK = "webhook", _("系统回调")


class MessageState(models.TextChoices):
    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已送达")
    CANCELLED = "cancelled", _("已取消")
    DEAD = "dead", _("未能送达")
