"""Columns of the ledger of special bonds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.tables import DATE, MONEY, SHARE, Column

BOND_COLUMNS = (
    Column("project", _("项目"), "project.name", wide=True),
    Column("batch", _("批次"), lambda batch: str(batch)),
    Column("stage", _("阶段"), "get_stage_display"),
    Column("applied_on", _("申请日期"), "applied_on", kind=DATE, sort="applied_on"),
    Column("applied", _("申请额度"), "applied_yuan", kind=MONEY, sort="applied_yuan"),
    Column("level", _("审核层级"), "get_review_level_display"),
    Column("approved", _("核定额度"), "approved_yuan", kind=MONEY, sort="approved_yuan"),
    Column("issued_on", _("发行日期"), "issued_on", kind=DATE),
    Column("issued", _("发行金额"), "issued_yuan", kind=MONEY, sort="issued_yuan"),
    Column("spent", _("已支出"), "spent_yuan", kind=MONEY, sort="spent_yuan"),
    Column("rate", _("使用率"), "use_rate", kind=SHARE),
    Column("unit", _("所属机构"), "project.unit.name"),
)
