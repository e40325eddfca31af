"""Words of supervision: lights, rungs of the ladder, the notice's stages, and the verbs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare


class Color(models.TextChoices):
    RED = "red", _("红灯")
    YELLOW = "yellow", _("黄灯")
    GREEN = "green", _("绿灯")


class MeasureKind(models.TextChoices):
    """What a rule measures (engines.figures.lights.Measure), in words for the list and the form."""

    MONTHS_LATE = "months_late", _("逾期月数(到期当月为 0)")
    MONTHS_SINCE = "months_since", _("已等月数")
    DAYS_LATE = "days_late", _("超期天数(未到期为负)")
    BEHIND_POINTS = "behind_points", _("落后计划(百分点)")
    SHARE_OF_PLAN = "share_of_plan", _("完成数占计划的比例")
    GROWTH = "growth", _("增速与计划、平均之差")
    MISSES = "misses", _("连续未完成次数")
    TERM_SHARE = "term_share", _("时限已过的比例(到期为 1)")


class Compare(models.TextChoices):
    AT_LEAST = ">=", _("≥")
    ABOVE = ">", _(">")
    AT_MOST = "<=", _("≤")
    BELOW = "<", _("<")


class Rung(models.TextChoices):
    """Who a notice goes to when its answer does not come: rungs of the ladder, lowest first."""

    PERSON = "person", _("承办人")
    HEAD = "head", _("单位负责人")
    LEADER = "leader", _("分管领导")


RUNGS: tuple[str, ...] = tuple(Rung.values)


class NoticeStage(models.TextChoices):
    DRAFT = "draft", _("拟稿")
    ISSUED = "issued", _("已发出,待答复")
    ANSWERED = "answered", _("已答复,待审核")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤销")


OPEN_NOTICES = (NoticeStage.ISSUED, NoticeStage.ANSWERED)

NOTICES = StageTable(
    "notices",
    "stage",
    [
        Move("issue", _("签发督办函"), (NoticeStage.DRAFT,), NoticeStage.ISSUED, needs=("issued_on", "due_on")),
        Move("answer", _("答复督办"), (NoticeStage.ISSUED,), NoticeStage.ANSWERED, needs=("answer",)),
        Move("send_back", _("退回重办"), (NoticeStage.ANSWERED,), NoticeStage.ISSUED, needs=("due_on",)),
        Move("close", _("审核办结"), (NoticeStage.ANSWERED,), NoticeStage.CLOSED, needs=("closed_on", "close_note")),
        Move("reopen", _("重新督办"), (NoticeStage.CLOSED,), NoticeStage.ISSUED, needs=("due_on",)),
        Move("withdraw", _("撤销督办"), (NoticeStage.DRAFT, NoticeStage.ISSUED), NoticeStage.WITHDRAWN),
    ],
)
declare(
    "notices",
    {
        "view": _("查看督办"),
        "raise": _("发起督办"),
        "edit": _("修改督办稿"),
        "escalate": _("督办升级"),
        "set_ladder": _("调整升级阶梯"),
        "export": _("导出督办"),
    },
)
declare(
    "lights",
    {
        "view": _("查看红黄绿灯"),
        "turn": _("灯色变化"),
        "override": _("人工定灯"),
        "lift": _("取消人工定灯"),
        "adopt_rule": _("采用亮灯规则"),
        "set_rule": _("制定亮灯规则"),
        "edit_rule": _("修改亮灯规则"),
        "export": _("导出红黄绿灯"),
    },
)
