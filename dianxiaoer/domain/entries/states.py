"""Kinds of entries and alerts, and their verbs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.verbs import declare


class EntryKind(models.TextChoices):
    INSPECTION = "inspection", _("行政检查")
    LIAISON = "liaison", _("包联走访")
    BUREAU_CHIEF = "bureau_chief", _("局长走访")
    LEADER = "leader", _("领导调研")
    POLICY = "policy", _("政策宣讲上门")
    OTHER = "other", _("其他走访")


class AlertKind(models.TextChoices):
    CAPPED = "capped", _("超过年度检查上限")
    REPEATED = "repeated", _("本月入企次数超限")
    EXEMPT = "exempt", _("以例外理由检查")
    UNSCANNED = "unscanned", _("未扫码入企")


declare("entries", {"view": _("查看入企记录"), "export": _("导出入企记录")})
declare("quiet", {"view": _("查看无事不扰规则"), "set_limit": _("设定入企次数上限")})
declare("alerts", {"view": _("查看入企预警"), "settle": _("处理入企预警"), "export": _("导出入企预警")})
