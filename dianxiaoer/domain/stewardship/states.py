"""Words of stewardship (包联): roles of those who look after firms, sizes of firms, states of a plan, verbs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare


class StewardRole(models.TextChoices):
    LEADER = "leader", _("包联领导")
    LIAISON = "liaison", _("助企联络员")
    CHIEF_OFFICER = "chief_officer", _("首席服务官")


class Sector(models.TextChoices):
    """The three sectors of the economy, as the optimiser's input names them."""

    PRIMARY = "primary", _("农业")
    SECONDARY = "secondary", _("工业")
    TERTIARY = "tertiary", _("服务业")
    UNKNOWN = "unknown", _("未填行业")


class Size(models.TextChoices):
    LARGE = "large", _("大型")
    MEDIUM = "medium", _("中型")
    SMALL = "small", _("小型")
    MICRO = "micro", _("微型")


class PlanState(models.TextChoices):
    DRAFT = "draft", _("待求解")
    SOLVING = "solving", _("求解中")
    SOLVED = "solved", _("待采用")
    ADOPTED = "adopted", _("已采用")
    DROPPED = "dropped", _("已放弃")


PLAN = StageTable(
    "stewardship",
    "state",
    [
        Move("solve", _("求解包联方案"), (PlanState.DRAFT, PlanState.SOLVING, PlanState.SOLVED), PlanState.SOLVING),
        Move(
            "take_result",
            _("导入包联结果"),
            (PlanState.DRAFT, PlanState.SOLVING, PlanState.SOLVED),
            PlanState.SOLVED,
            needs=("result",),
        ),
        Move("adopt", _("采用包联方案"), (PlanState.SOLVED,), PlanState.ADOPTED, needs=("result", "adopted_on")),
        Move(
            "drop_plan",
            _("放弃包联方案"),
            (PlanState.DRAFT, PlanState.SOLVING, PlanState.SOLVED),
            PlanState.DROPPED,
        ),
    ],
)
declare(
    "stewardship",
    {
        "view": _("查看包联"),
        "assign": _("安排包联"),
        "end": _("结束包联"),
        "hand_over": _("移交包联"),
        "import": _("导入包联名单"),
        "export": _("导出包联"),
        "keep_official": _("登记包联人"),
        "keep_profile": _("修改企业包联口径"),
        "set_rule": _("设定包联规则"),
        "make_plan": _("编制包联方案"),
    },
)
