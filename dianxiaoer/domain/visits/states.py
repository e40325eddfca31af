"""Kinds of visits, flags of findings, stages and verbs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.entries.states import EntryKind
from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare

#: kinds of entries that are visits, not inspections
VISIT_KINDS = [choice for choice in EntryKind.choices if choice[0] != EntryKind.INSPECTION]


class VisitStage(models.TextChoices):
    PLANNED = "planned", _("计划中")
    DONE = "done", _("已走访")
    CANCELLED = "cancelled", _("已取消")


class Flag(models.TextChoices):
    """What a visit may find that somebody has to act on."""

    CLOSING = "closing", _("停产关闭苗头")
    MOVING = "moving", _("外迁苗头")
    EXPANSION = "expansion", _("增资扩产")
    LABOUR = "labour", _("用工")
    SUPPLY = "supply", _("供应链与订单")
    FINANCE = "finance", _("资金融资")
    UTILITIES = "utilities", _("水电路")
    OTHER = "other", _("其他")


#: flag → category of the ticket it becomes
CATEGORY_OF = {
    Flag.CLOSING: "other",
    Flag.MOVING: "other",
    Flag.EXPANSION: "land",
    Flag.LABOUR: "labour",
    Flag.SUPPLY: "market",
    Flag.FINANCE: "finance",
    Flag.UTILITIES: "utilities",
    Flag.OTHER: "other",
}


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("周一")
    TUESDAY = 1, _("周二")
    WEDNESDAY = 2, _("周三")
    THURSDAY = 3, _("周四")
    FRIDAY = 4, _("周五")


VISIT = StageTable(
    "visits",
    "stage",
    [
        Move("record", _("登记走访记录"), (VisitStage.PLANNED,), VisitStage.DONE, needs=("visited_on", "summary")),
        Move("cancel", _("取消走访"), (VisitStage.PLANNED,), VisitStage.CANCELLED, needs=("cancel_reason",)),
    ],
)
declare(
    "visits",
    {
        "view": _("查看走访"),
        "plan": _("安排走访"),
        "edit": _("修改走访"),
        "join": _("加入走访"),
        "check_in": _("扫码签到"),
        "export": _("导出走访"),
        "import": _("导入走访计划"),
        "set_rota": _("设定每周局长走访"),
    },
)
