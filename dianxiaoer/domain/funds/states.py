"""Words and moves of a receipt: claimed, then recognised or rejected by a second person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare


class ReceiptStatus(models.TextChoices):
    CLAIMED = "claimed", _("待认定")
    RECOGNISED = "recognised", _("已认定")
    REJECTED = "rejected", _("不予认定")


class ReceiptKind(models.TextChoices):
    REGISTERED_CAPITAL = "registered_capital", _("注册资本金")
    FIXED_ASSET = "fixed_asset", _("固定资产投入")
    WORKING_CAPITAL = "working_capital", _("流动资金")
    EQUIPMENT = "equipment_in_kind", _("设备实物")
    INTANGIBLE = "intangible", _("无形资产")


class Origin(models.TextChoices):
    """Where money comes from, seen from the unit; derived, never typed."""

    LOCAL = "local", _("本地")
    OUT_OF_AREA = "out_of_area", _("域外省内")
    OUT_OF_PROVINCE = "out_of_province", _("省外境内")
    FOREIGN = "foreign", _("境外")


#: usual reasons offered beside the free text (rulebook 1.2: what offices do not recognise)
REJECT_REASONS = (
    _("凭证不全或看不清"),
    _("投资方为本地企业或个人"),
    _("财政资金投入的基础设施"),
    _("无形资产未经评估"),
    _("重复申报"),
    _("不属于本项目"),
)

RECEIPTS = StageTable(
    "receipts",
    "status",
    [
        Move(
            "recognise",
            _("认定到位"),
            (ReceiptStatus.CLAIMED,),
            ReceiptStatus.RECOGNISED,
            needs=("recognised_yuan", "recognised_on", "decided_by"),
        ),
        Move("reject", _("不予认定"), (ReceiptStatus.CLAIMED,), ReceiptStatus.REJECTED, needs=("reject_reason",)),
        Move("revoke", _("撤销认定"), (ReceiptStatus.RECOGNISED,), ReceiptStatus.REJECTED, needs=("reject_reason",)),
    ],
)
declare(
    "receipts",
    {"view": _("查看到位资金"), "claim": _("申报到位资金"), "edit": _("修改到位资金申报"), "export": _("导出到位资金")},
)
