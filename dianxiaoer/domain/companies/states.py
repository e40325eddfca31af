"""Kinds, statuses and verbs of companies."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.verbs import declare


class CompanyStatus(models.TextChoices):
    OPERATING = "operating", _("存续")
    SUSPENDED = "suspended", _("停业")
    MOVED_OUT = "moved_out", _("迁出")
    REVOKED = "revoked", _("吊销")
    DEREGISTERED = "deregistered", _("注销")


class Ownership(models.TextChoices):
    CENTRAL_STATE = "central_state", _("央企")
    LOCAL_STATE = "local_state", _("地方国企")
    PRIVATE = "private", _("民营")
    FOREIGN = "foreign", _("外资")
    HMT = "hmt", _("港澳台资")
    MIXED = "mixed", _("混合所有制")


class FactKey(models.TextChoices):
    STAFF = "staff", _("从业人员")
    REVENUE = "revenue", _("营业收入")
    OUTPUT = "output", _("产值")
    TAX = "tax", _("纳税")
    RD = "rd", _("研发投入")
    PATENTS = "patents", _("专利")
    PRODUCT = "product", _("主要产品")
    MARKET = "market", _("市场与客户")
    SHAREHOLDER = "shareholder", _("股东与实控人")
    PLAN = "plan", _("投资计划")
    HONOUR = "honour", _("资质荣誉")
    RISK = "risk", _("风险提示")
    OTHER = "other", _("其他")


declare(
    "companies",
    {
        "view": _("查看企业"),
        "add": _("新建企业"),
        "edit": _("修改企业"),
        "add_contact": _("登记联系人"),
        "edit_contact": _("修改联系人"),
        "remove_contact": _("删除联系人"),
        "reveal": _("查看联系电话"),
        "add_fact": _("登记企业情况"),
        "remove_fact": _("删除企业情况"),
        "mark": _("登记上榜"),
        "unmark": _("删除上榜"),
        "relate": _("变更企业关系"),
        "assign": _("交办企业"),
        "import": _("导入企业"),
        "export": _("导出企业"),
    },
)
