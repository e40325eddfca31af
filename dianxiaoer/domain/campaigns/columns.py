"""Columns of the ledger of rounds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.tables import DATE, MONEY, NUMBER, Column

ROUND_COLUMNS = (
    Column("name", _("名称"), "name", wide=True),
    Column("number", _("期数"), "number", kind=NUMBER, sort="number"),
    Column("year", _("年份"), lambda row: str(row.year), sort="year"),
    Column("quarter", _("季度"), lambda row: str(row.quarter)),
    Column("starts_on", _("起始日期"), "starts_on", kind=DATE, sort="starts_on"),
    Column("ends_on", _("截止日期"), "ends_on", kind=DATE),
    Column("stage", _("状态"), "get_stage_display"),
    Column("count", _("名单项目(个)"), "member_count", kind=NUMBER),
    Column("amount", _("列入时投资额"), "member_yuan", kind=MONEY),
    Column("adjusted_on", _("调整日期"), "adjusted_on", kind=DATE, shown=False),
    Column("unit", _("所属机构"), "unit.name"),
)
