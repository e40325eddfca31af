"""Words of the three batches: lists, platforms, states of a round."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare


class Batch(models.TextChoices):
    SIGNED = "signed", _("签约一批")
    STARTED = "started", _("开工一批")
    COMMISSIONED = "commissioned", _("投产一批")


class Platform(models.TextChoices):
    PROVINCE = "province", _("省平台")
    CITY = "city", _("市平台")


class RoundStage(models.TextChoices):
    DRAFT = "draft", _("拟定中")
    LISTED = "listed", _("已公布")


class Category(models.TextChoices):
    MANUFACTURING = "manufacturing", _("制造业")
    ATTRACTED = "attracted", _("制造业招商引资项目")
    STRATEGIC = "strategic", _("战略性新兴产业")
    INFRASTRUCTURE = "infrastructure", _("重大基础设施")
    SERVICES = "services", _("现代服务业")
    LIVELIHOOD = "livelihood", _("社会民生")


#: batch → the project's date that puts it on the list
BATCH_DATES: dict[str, str] = {
    Batch.SIGNED: "signed_on",
    Batch.STARTED: "started_on",
    Batch.COMMISSIONED: "commissioned_on",
}
ROUNDS = StageTable("rounds", "stage", [Move("publish", _("公布名单"), (RoundStage.DRAFT,), RoundStage.LISTED)])
declare(
    "rounds",
    {
        "view": _("查看三个一批"),
        "open": _("新建一期"),
        "edit": _("修改本期信息"),
        "list": _("列入名单"),
        "unlist": _("移出名单"),
        "adjust": _("年度调整名单"),
        "export": _("导出三个一批"),
    },
)
declare("bars", {"view": _("查看入选门槛"), "edit": _("修改入选门槛")})
