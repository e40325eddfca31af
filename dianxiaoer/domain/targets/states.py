"""Kinds of indicators, units of measure, roles of a figure, and the verbs of figures and targets."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.verbs import declare


class Kind(models.TextChoices):
    COUNTED = "counted", _("按记录计数")
    SUMMED = "summed", _("按记录合计")
    DISTINCT = "distinct", _("去重计数")
    RATIO = "ratio", _("比率")
    MEAN = "mean", _("按记录平均")
    REPORTED = "reported", _("统计部门数据")


class DateMode(models.TextChoices):
    WITHIN = "within", _("期间内发生")
    AS_AT = "as_at", _("期末时点")


class Measure(models.TextChoices):
    COUNT = "count", _("个(次、家、人)")
    YUAN = "CNY", _("元")
    PERCENT = "pct", _("%")
    POINTS = "pp", _("百分点")
    PLACE = "rank", _("位次")
    MEGAWATT = "MW", _("兆瓦")
    CUBIC_METRE = "m3", _("立方米")
    SQUARE_METRE = "m2", _("平方米")
    METRE = "m", _("米")


class FigureRole(models.TextChoices):
    """What is asked of an indicator: the value itself, or the value held against something."""

    ACTUAL = "actual", _("实际")
    TARGET = "target", _("目标")
    COMPLETION = "pct_of_target", _("完成率")
    YOY = "yoy", _("同比")
    SHARE = "share", _("占比")
    RANK = "rank", _("位次")
    DIFFERENCE = "diff", _("与全省相差")
    EXPECTED = "expected", _("预计")


class RankBy(models.TextChoices):
    VALUE = "value", _("总量排名")
    GROWTH = "growth", _("增速排名")


#: measure of a figure by role; other roles keep the indicator's own
ROLE_MEASURE: dict[str, str] = {
    FigureRole.COMPLETION: Measure.PERCENT,
    FigureRole.YOY: Measure.PERCENT,
    FigureRole.SHARE: Measure.PERCENT,
    FigureRole.RANK: Measure.PLACE,
    FigureRole.DIFFERENCE: Measure.POINTS,
}

declare(
    "figures",
    {
        "view": _("查看指标"),
        "define": _("修改指标定义"),
        "set_standard": _("制定统计口径"),
        "report": _("录入统计数据"),
    },
)
declare("targets", {"view": _("查看目标"), "set": _("下达目标")})
