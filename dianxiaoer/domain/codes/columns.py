"""Columns of the ledger of service codes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.tables import MOMENT, NUMBER, Column

CODE_COLUMNS = (
    Column("company", _("企业"), "company.name", wide=True),
    Column("site", _("场所"), "site"),
    Column("address", _("地址"), "address", wide=True),
    Column("edition", _("版次"), "edition", NUMBER),
    Column("state", _("状态"), "state_label"),
    Column("issued_at", _("制发时间"), "issued_at", MOMENT, sort="issued_at"),
    Column("revoked_at", _("停用时间"), "revoked_at", MOMENT, shown=False),
    Column("revoke_reason", _("停用原因"), "revoke_reason", shown=False, wide=True),
    Column("unit", _("所属机构"), "unit.name"),
)
