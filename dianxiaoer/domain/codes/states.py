"""States and verbs of service codes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.verbs import declare


class CodeState(models.TextChoices):
    IN_USE = "in_use", _("在用")
    REVOKED = "revoked", _("已停用")


declare(
    "codes",
    {
        "view": _("查看服务码"),
        "issue": _("制发服务码"),
        "renew": _("换发服务码"),
        "revoke": _("停用服务码"),
        "export": _("导出服务码"),
    },
)
