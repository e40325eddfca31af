"""Kinds and states of activities, follow-ups and channels (modes of attraction), with their moves and verbs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare


class ActivityKind(models.TextChoices):
    OUTBOUND = "outbound", _("走出去")
    INBOUND = "inbound", _("请进来")
    TRADE_FAIR = "trade_fair", _("以展招商")
    ROADSHOW = "roadshow", _("推介会")
    DELEGATION = "delegation", _("考察团组")
    SIGNING_EVENT = "signing_event", _("签约仪式")
    ENTREPRENEUR_DAY = "entrepreneur_day", _("企业家日活动")
    FIELD_OFFICE = "field_office", _("驻点招商")


class Direction(models.TextChoices):
    IN = "in", _("请进来")
    OUT = "out", _("走出去")


class ActivityStatus(models.TextChoices):
    PLANNED = "planned", _("计划中")
    HELD = "held", _("已举办")
    CANCELLED = "cancelled", _("已取消")


#: the direction a kind implies; kinds that go either way are not listed
USUAL_DIRECTION: dict[str, str] = {
    ActivityKind.OUTBOUND: Direction.OUT,
    ActivityKind.INBOUND: Direction.IN,
    ActivityKind.FIELD_OFFICE: Direction.OUT,
    ActivityKind.ENTREPRENEUR_DAY: Direction.IN,
}


class Side(models.TextChoices):
    LEADER = "leader", _("带队领导")
    HOST = "host", _("接待人")
    MEMBER = "member", _("随行人员")


class Manner(models.TextChoices):
    MET = "met", _("展会或会场见面")
    TALKED = "talked", _("座谈")
    VISITED = "visited", _("登门拜访")


class ChannelKind(models.TextChoices):
    AGENCY = "agency", _("委托招商")
    CHAMBER = "chamber", _("商会协会")
    FIELD_OFFICE = "field_office", _("驻点招商")
    REFERRAL = "referral", _("以商招商")
    FUND = "fund", _("基金招商")
    ACQUISITION = "acquisition", _("收购兼并")
    REVERSE_ENCLAVE = "reverse_enclave", _("反向飞地")
    PERFORMANCE = "performance", _("对赌招商")


class ChannelStatus(models.TextChoices):
    OPEN = "open", _("合作中")
    CLOSED = "closed", _("已结束")


class ResultKind(models.TextChoices):
    INTRODUCED = "introduced", _("推荐企业")
    VISITED = "visited", _("促成考察")
    SIGNED = "signed", _("促成签约")
    LANDED = "landed", _("促成落地")
    CLAWED_BACK = "clawed_back", _("追回")


ACTIVITY = StageTable(
    "activities",
    "status",
    [
        Move("hold", _("确认举办"), (ActivityStatus.PLANNED,), ActivityStatus.HELD, needs=("starts_on", "place")),
        Move("cancel", _("取消活动"), (ActivityStatus.PLANNED,), ActivityStatus.CANCELLED, needs=("result_note",)),
        Move(
            "reopen",
            _("恢复为计划"),
            (ActivityStatus.HELD, ActivityStatus.CANCELLED),
            ActivityStatus.PLANNED,
        ),
    ],
)
declare(
    "activities",
    {
        "view": _("查看招商活动"),
        "add": _("登记招商活动"),
        "edit": _("修改招商活动"),
        "record_met": _("登记会见企业"),
        "add_stop": _("登记行程"),
        "add_guest": _("登记来宾"),
        "add_participant": _("登记参加人员"),
        "remove_part": _("删除活动明细"),
        "promise": _("布置跟进事项"),
        "assign": _("交办招商活动"),
        "export": _("导出招商活动"),
    },
)
declare("followups", {"view": _("查看跟进事项"), "settle": _("办结跟进事项"), "reassign": _("调整跟进事项")})
CHANNEL = StageTable(
    "channels",
    "status",
    [
        Move("close", _("结束合作"), (ChannelStatus.OPEN,), ChannelStatus.CLOSED, needs=("result_note",)),
        Move("resume", _("恢复合作"), (ChannelStatus.CLOSED,), ChannelStatus.OPEN),
    ],
)
declare(
    "channels",
    {
        "view": _("查看招商渠道"),
        "add": _("登记招商渠道"),
        "edit": _("修改招商渠道"),
        "record_result": _("登记渠道成效"),
        "pay": _("登记渠道付费"),
        "export": _("导出招商渠道"),
    },
)
