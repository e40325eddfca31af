"""Columns of the ledgers of appointments, windows and duties."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.tables import DATE, MOMENT, NUMBER, Column

BOOKING_COLUMNS = (
    Column("number", _("预约号"), "number"),
    Column("starts_at", _("时间"), "starts_at", MOMENT, sort="starts_at"),
    Column("company_name", _("企业名称"), "company_name", wide=True),
    Column("contact_name", _("联系人"), "contact_name"),
    Column("phone", _("手机"), "masked_phone"),
    Column("item", _("事项"), "item.label"),
    Column("window", _("窗口"), "window.label"),
    Column("state", _("状态"), "get_state_display"),
    Column("mode", _("方式"), "get_mode_display"),
    Column("officer", _("接待人"), "officer.name"),
    Column("channel", _("预约渠道"), "get_channel_display"),
    Column("unit", _("所属机构"), "unit.name", shown=False),
    Column("address", _("上门地址"), "address", shown=False),
    Column("checked_in_at", _("签到时间"), "checked_in_at", MOMENT, shown=False),
    Column("served_at", _("办结时间"), "served_at", MOMENT, shown=False),
    Column("result_note", _("办理结果"), "result_note", shown=False, wide=True),
    Column("cancel_reason", _("取消原因"), "cancel_reason", shown=False),
    Column("note", _("说明"), "note", shown=False, wide=True),
)
WAITING_COLUMNS = (
    Column("who", _("企业或联系人"), lambda entry: entry.company_name or entry.contact_name, wide=True),
    Column("on", _("日期"), "on", DATE, sort="on"),
    Column("starts_at", _("只要这个时间"), "starts_at", MOMENT),
    Column("item", _("事项"), "item.label"),
    Column("window", _("窗口"), "window.label"),
    Column("state", _("状态"), "get_state_display"),
    Column("created_at", _("登记时间"), "created_at", MOMENT, sort="created_at"),
    Column("unit", _("所属机构"), "unit.name", shown=False),
)
WINDOW_COLUMNS = (
    Column("name", _("窗口名称"), "label", wide=True),
    Column("unit", _("所属机构"), "unit.name"),
    Column("place", _("地点"), "place"),
    Column("phone", _("咨询电话"), "phone"),
    Column("seats", _("同时接待(个)"), "seats", NUMBER, sort="seats"),
    Column("item_count", _("事项(个)"), "item_count", NUMBER),
    Column("coming", _("待接待(个)"), "coming", NUMBER),
    Column("active", _("状态"), lambda window: _("在用") if window.is_active else _("停用")),
)
DUTY_COLUMNS = (
    Column("officer", _("值班人员"), "officer.name"),
    Column("starts_at", _("开始时间"), "starts_at", MOMENT, sort="starts_at"),
    Column("ends_at", _("结束时间"), "ends_at", MOMENT),
    Column("window", _("窗口"), "window.label"),
    Column("phone", _("值班电话"), "phone"),
    Column("unit", _("所属机构"), "window.unit.name"),
)
