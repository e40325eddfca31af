"""Columns of the ledgers of entries and alerts."""

from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.entries.models import Alert
from dianxiaoer.kernel.tables import DATE, MOMENT, Column


def _settled(alert: Alert) -> str:
    return _now("已处理") if alert.settled_at else _now("待处理")


ENTRY_COLUMNS = (
    Column("company", _("企业"), "company.name", wide=True),
    Column("on", _("日期"), "on", DATE, sort="on"),
    Column("kind", _("类型"), "get_kind_display"),
    Column("unit", _("入企单位"), "unit.name"),
    Column("who", _("人员"), "who"),
    Column("purpose", _("事由"), "purpose", wide=True),
    Column(
        "done",
        _("状态"),
        lambda row: _now("已取消") if row.is_cancelled else _now("已入企") if row.is_done else _now("计划中"),
    ),
)
ALERT_COLUMNS = (
    Column("company", _("企业"), "company.name", wide=True),
    Column("kind", _("预警"), "get_kind_display"),
    Column("text", _("情况"), "text", wide=True),
    Column("unit", _("入企单位"), "unit.name"),
    Column("by", _("经办人"), "by.name"),
    Column("raised_at", _("预警时间"), "raised_at", MOMENT, sort="raised_at"),
    Column("state", _("状态"), _settled),
    Column("settled_note", _("处理意见"), "settled_note", shown=False, wide=True),
    Column("settled_at", _("处理时间"), "settled_at", MOMENT, shown=False),
)
