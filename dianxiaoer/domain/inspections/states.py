"""Kinds, stages and verbs of inspections."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare


class InspectionKind(models.TextChoices):
    DAILY = "daily", _("日常检查")
    SPECIAL = "special", _("专项检查")
    CASE = "case", _("个案检查")
    JOINT = "joint", _("联合检查")


class ExemptReason(models.TextChoices):
    """Why an inspection does not count against the cap; said in the filing and shown to supervisors."""

    COMPLAINT = "complaint", _("投诉举报")
    TRANSFERRED = "transferred", _("转办交办")
    HIGH_RISK = "high_risk", _("高风险")
    EMERGENCY = "emergency", _("紧急情况")


class FilingStage(models.TextChoices):
    FILED = "filed", _("已备案")
    ON_SITE = "on_site", _("检查中")
    LEFT = "left", _("已离开")
    CONCLUDED = "concluded", _("已出结果")
    CANCELLED = "cancelled", _("已取消")


class Result(models.TextChoices):
    CLEAN = "clean", _("未发现问题")
    ADVISED = "advised", _("提醒指导")
    RECTIFY = "rectify", _("责令改正")
    PENALTY = "penalty", _("立案处罚")
    HANDED_ON = "handed_on", _("移送")


class PlanStage(models.TextChoices):
    DRAFT = "draft", _("草稿")
    FILED = "filed", _("已备案")
    PUBLISHED = "published", _("已公布")


class Level(models.IntegerChoices):
    """The five levels of 好差评."""

    VERY_GOOD = 5, _("非常满意")
    GOOD = 4, _("满意")
    FAIR = 3, _("基本满意")
    BAD = 2, _("不满意")
    VERY_BAD = 1, _("非常不满意")


#: what is rated besides the whole
ASPECTS = {"lawful": _("依法规范"), "courteous": _("文明礼貌"), "clean": _("廉洁自律"), "undisturbing": _("不扰经营")}

FILING = StageTable(
    "inspections",
    "stage",
    [
        Move("scan_in", _("扫码入企"), (FilingStage.FILED,), FilingStage.ON_SITE, needs=("in_at",)),
        Move(
            "scan_out",
            _("扫码离开"),
            (FilingStage.FILED, FilingStage.ON_SITE),
            FilingStage.LEFT,
            needs=("in_at", "out_at"),
        ),
        Move("conclude", _("登记检查结果"), (FilingStage.LEFT,), FilingStage.CONCLUDED, needs=("result",)),
        Move("cancel", _("取消检查"), (FilingStage.FILED,), FilingStage.CANCELLED, needs=("cancel_reason",)),
    ],
)
PLAN = StageTable(
    "inspection_plans",
    "stage",
    [
        Move("submit", _("备案检查计划"), (PlanStage.DRAFT,), PlanStage.FILED, needs=("title",)),
        Move("publish", _("公布检查计划"), (PlanStage.FILED,), PlanStage.PUBLISHED),
        Move("withdraw", _("退回检查计划"), (PlanStage.FILED, PlanStage.PUBLISHED), PlanStage.DRAFT),
    ],
)
declare(
    "inspections",
    {
        "view": _("查看行政检查"),
        "file": _("备案检查"),
        "merge": _("合并为联合检查"),
        "leave_document": _("登记留下的文书"),
        "export": _("导出行政检查"),
        "import": _("导入检查备案"),
    },
)
declare(
    "inspection_plans",
    {"view": _("查看检查计划"), "add": _("编制检查计划"), "edit": _("修改检查计划"), "export": _("导出检查计划")},
)
declare("caps", {"view": _("查看检查频次上限"), "set": _("设定检查频次上限")})
declare("inspection_ratings", {"view": _("查看检查评价"), "export": _("导出检查评价")})
