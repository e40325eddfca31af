"""Columns of the ledgers of activities and channels."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.tables import DATE, MONEY, NUMBER, Column

ACTIVITY_COLUMNS = (
    Column("name", _("活动名称"), "name", wide=True),
    Column("kind", _("类型"), "get_kind_display"),
    Column("direction", _("方向"), "get_direction_display"),
    Column("starts_on", _("开始日期"), "starts_on", DATE, sort="starts_on"),
    Column("ends_on", _("结束日期"), "ends_on", DATE),
    Column("place", _("地点"), "place"),
    Column("status", _("状态"), "get_status_display"),
    Column("met_count", _("会见企业(家)"), "met_count", NUMBER),
    Column("guest_count", _("来宾(人)"), "guest_count", NUMBER),
    Column("cost_yuan", _("费用"), "cost_yuan", MONEY, sort="cost_yuan"),
    Column("owner", _("负责人"), "owner.name"),
    Column("unit", _("所属机构"), "unit.name"),
    Column("theme", _("主题或产业"), "theme", shown=False),
    Column("organiser", _("主办或联合单位"), "organiser", shown=False),
    Column("channel", _("经由渠道"), "channel.name", shown=False),
    Column("result_note", _("成效或说明"), "result_note", shown=False, wide=True),
)
CHANNEL_COLUMNS = (
    Column("name", _("名称"), "name", wide=True),
    Column("kind", _("方式"), "get_kind_display"),
    Column("partner", _("合作方"), "partner"),
    Column("region_name", _("面向地区"), "region_name"),
    Column("starts_on", _("开始日期"), "starts_on", DATE, sort="starts_on"),
    Column("ends_on", _("到期日期"), "ends_on", DATE, sort="ends_on"),
    Column("fee_yuan", _("约定费用"), "fee_yuan", MONEY, sort="fee_yuan"),
    Column("paid_yuan", _("已付费用"), "paid_yuan", MONEY),
    Column("activity_count", _("活动(场)"), "activity_count", NUMBER),
    Column("result_count", _("成效(项)"), "result_count", NUMBER),
    Column("status", _("状态"), "get_status_display"),
    Column("owner", _("负责人"), "owner.name"),
    Column("unit", _("所属机构"), "unit.name", shown=False),
)
