"""Words and moves of a special-bond batch."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare


class BondStage(models.TextChoices):
    APPLIED = "applied", _("已申请")
    REVIEWED = "reviewed", _("已通过审核")
    ISSUED = "issued", _("已发行")
    REFUSED = "refused", _("未通过")


class ReviewLevel(models.TextChoices):
    CITY = "city", _("市级")
    PROVINCE = "province", _("省级")
    NATIONAL = "national", _("国家")


BONDS = StageTable(
    "bonds",
    "stage",
    [
        Move(
            "review",
            _("登记审核通过"),
            (BondStage.APPLIED, BondStage.REVIEWED),
            BondStage.REVIEWED,
            needs=("reviewed_on", "review_level", "approved_yuan"),
        ),
        Move("refuse", _("登记未通过"), (BondStage.APPLIED, BondStage.REVIEWED), BondStage.REFUSED, needs=("note",)),
        Move("issue", _("登记发行"), (BondStage.REVIEWED,), BondStage.ISSUED, needs=("issued_on", "issued_yuan")),
    ],
)
declare(
    "bonds",
    {"view": _("查看专项债"), "apply": _("登记专项债申请"), "spend": _("登记债券资金支出"), "export": _("导出专项债")},
)
