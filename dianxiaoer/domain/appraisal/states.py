"""Words of appraisal: kinds of formulas, groups of indicators, stages of an edition, verdicts, and the verbs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare


class FormulaKind(models.TextChoices):
    """engines.figures.scoring.Kind in words."""

    RATIO_CAPPED = "ratio_capped", _("完成比例(封顶)")
    RATIO_LINEAR = "ratio_linear", _("完成比例(不封顶)")
    RATIO_MIX = "ratio_mix", _("多项完成比例加权")
    COUNT = "count", _("计数 × 分值")
    TIERS = "tiers", _("分档计分")
    DEDUCTION = "deduction", _("满分扣分")
    EFFICACY = "efficacy", _("功效系数")
    RATERS = "raters", _("评分加权平均")
    VETO = "veto", _("一票否决")


class Group(models.TextChoices):
    BASIC = "basic", _("基本分")
    BONUS = "bonus", _("加分")
    DEDUCTION = "deduction", _("扣分")
    VETO = "veto", _("一票否决")


class Cycle(models.TextChoices):
    MONTH = "month", _("月度")
    QUARTER = "quarter", _("季度")
    YEAR = "year", _("年度")


class InputFrom(models.TextChoices):
    FIGURE = "figure", _("系统指标")
    HAND = "hand", _("人工填报")
    FIXED = "fixed", _("固定数")


class EditionStage(models.TextChoices):
    OPEN = "open", _("数据准备")
    COMPUTED = "computed", _("已计算")
    DRAFTED = "drafted", _("初评")
    OBJECTION = "objection", _("公示中")
    PUBLISHED = "published", _("已公布")
    FROZEN = "frozen", _("已封存")


class Verdict(models.TextChoices):
    PENDING = "pending", _("待答复")
    UPHELD = "upheld", _("采纳")
    REJECTED = "rejected", _("不采纳")


#: stages in which inputs may still change and scores be computed
WORKABLE = (EditionStage.OPEN, EditionStage.COMPUTED, EditionStage.DRAFTED)

EDITIONS = StageTable(
    "appraisal",
    "stage",
    [
        Move("compute", _("计算得分"), WORKABLE, EditionStage.COMPUTED),
        Move("draft", _("形成初评"), (EditionStage.COMPUTED,), EditionStage.DRAFTED),
        Move(
            "invite", _("公示,受理异议"), (EditionStage.DRAFTED,), EditionStage.OBJECTION,
            needs=("objection_from", "objection_until"),
        ),
        Move("publish", _("公布结果"), (EditionStage.OBJECTION,), EditionStage.PUBLISHED, needs=("published_on",)),
        Move("freeze", _("封存"), (EditionStage.PUBLISHED,), EditionStage.FROZEN, needs=("seal", "frozen_on")),
    ],
)  # fmt: skip
declare(
    "appraisal",
    {
        "view": _("查看考核"),
        "define": _("制定考核办法"),
        "open": _("开展一期考核"),
        "enter": _("填报考核数据"),
        "object": _("提出异议"),
        "answer": _("答复异议"),
        "export": _("导出考核"),
    },
)
