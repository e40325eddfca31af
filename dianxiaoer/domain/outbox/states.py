"""Words of messages, and the moves a person of the desk may make with them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare


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


class Digest(models.TextChoices):
    AT_ONCE = "at_once", _("随到随发")
    DAILY = "daily", _("每天汇总一次")


MESSAGE = StageTable(
    "outbox",
    "state",
    [
        Move("retry", _("重新发送"), (MessageState.DEAD,), MessageState.WAITING),
        Move("cancel", _("取消发送"), (MessageState.WAITING, MessageState.DEAD), MessageState.CANCELLED),
    ],
)
declare("outbox", {"view": _("查看消息"), "copy": _("抄送")})
declare("preferences", {"view": _("查看消息设置"), "edit": _("修改消息设置")})
declare(
    "subscriptions",
    {"view": _("查看事件订阅"), "add": _("新增事件订阅"), "edit": _("修改事件订阅"), "stop": _("停止事件订阅"), "resume": _("恢复事件订阅")},
)  # fmt: skip
