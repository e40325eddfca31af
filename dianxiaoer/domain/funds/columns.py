"""Columns of the ledger of funds received."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.tables import DATE, MONEY, Column

RECEIPT_COLUMNS = (
    Column("project", _("项目"), "project.name", wide=True),
    Column("investor", _("投资方"), "investor_name"),
    Column("kind", _("资金种类"), "get_kind_display"),
    Column("origin", _("资金来源"), "get_origin_display"),
    Column("received_on", _("到位日期"), "received_on", kind=DATE, sort="received_on"),
    Column("amount", _("到位金额"), "amount_yuan", kind=MONEY, sort="amount_yuan"),
    Column("status", _("状态"), "get_status_display"),
    Column("recognised", _("认定金额"), "recognised_yuan", kind=MONEY, sort="recognised_yuan"),
    Column("recognised_on", _("认定日期"), "recognised_on", kind=DATE, shown=False),
    Column("claimed_by", _("申报人"), "claimed_by.name"),
    Column("decided_by", _("认定人"), "decided_by.name"),
    Column("unit", _("所属机构"), "project.unit.name"),
    Column("region", _("来源地代码"), "origin_region_code", shown=False),
    Column("country", _("来源国家或地区"), "origin_country", shown=False),
    Column("currency", _("币种"), "currency", shown=False),
    Column("reason", _("不予认定原因"), "reject_reason", shown=False, wide=True),
)
