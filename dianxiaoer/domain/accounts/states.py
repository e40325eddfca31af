"""Words of firm accounts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare, declare_for_firms


class MemberRole(models.TextChoices):
    MANAGER = "manager", _("管理员")
    MEMBER = "member", _("经办人")


class ClaimState(models.TextChoices):
    WAITING = "waiting", _("待审核")
    APPROVED = "approved", _("已通过")
    REFUSED = "refused", _("未通过")


CLAIM = StageTable(
    "accounts",
    "state",
    [
        Move("approve", _("通过绑定"), (ClaimState.WAITING,), ClaimState.APPROVED),
        Move("refuse", _("不通过绑定"), (ClaimState.WAITING,), ClaimState.REFUSED, needs=("reason",)),
    ],
)
declare("accounts", {"view": _("查看企业账户"), "remove": _("移除企业成员")})
declare_for_firms(
    "accounts", {"bind": _("绑定企业"), "claim": _("申请绑定企业"), "invite": _("邀请成员"), "leave": _("解除绑定")}
)
