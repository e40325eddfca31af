"""Columns of the ticket queue, of the works ledger, and of the hotline's import template."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.states import TicketKind
from dianxiaoer.domain.tickets.works import WorksOrder
from dianxiaoer.kernel.imports import ImportColumn, choice, day, text
from dianxiaoer.kernel.tables import DATE, MOMENT, MONEY, NUMBER, Column


def _cleared(ticket: Ticket) -> str:
    return str(_("已清零")) if ticket.is_cleared else ""


#: the light stands between the second and the third of them: the desk reckons it with the calendar of the day
TICKET_COLUMNS = (
    Column("number", _("编号"), "number"),
    Column("title", _("标题"), "title", wide=True),
    Column("firm", _("企业"), lambda ticket: ticket.firm()),
    Column("category", _("类别"), "category"),
    Column("stage", _("状态"), "get_stage_display"),
    Column("lead_unit", _("主办部门"), "lead_unit.name"),
    Column("owner", _("经办人"), "owner.name"),
    Column("due_kind", _("下一事项"), "get_due_kind_display"),
    Column("due_at", _("时限"), "due_at", MOMENT, sort="queue_at"),
    Column("received_at", _("收到时间"), "received_at", MOMENT, sort="received_at"),
    Column("kind", _("类型"), "get_kind_display", shown=False),
    Column("channel", _("渠道"), "get_channel_display", shown=False),
    Column("mode", _("办理方式"), "get_mode_display", shown=False),
    Column("level", _("级别"), "level", shown=False),
    Column("unit", _("受理机构"), "unit.name", shown=False),
    Column("resolution_kind", _("办理结果"), "get_resolution_kind_display", shown=False),
    Column("closed_on", _("办结日期"), "closed_on", DATE, shown=False),
    Column("stars", _("企业评价"), lambda ticket: ticket.get_stars_display() if ticket.stars else "", shown=False),
    Column("cleared", _("清零"), _cleared, shown=False),
    Column("round", _("办理轮次"), "round", NUMBER, shown=False),
    Column("contact_name", _("联系人"), "contact_name", shown=False),
    Column("contact_phone", _("联系电话"), "masked_phone", shown=False),
    Column("text", _("内容"), "text", shown=False, wide=True),
)
TICKET_IMPORT = (
    ImportColumn("title", _("标题"), text(200), required=True, example="示例公司门口道路破损"),
    ImportColumn("text", _("内容"), text(4000), example="货车进出困难,希望修复"),
    ImportColumn("company_name", _("企业"), text(200), example="示例材料有限公司"),
    ImportColumn("category", _("类别"), text(60), help=_("不填的按内容建议"), example="水电路"),
    ImportColumn("kind", _("类型"), choice(TicketKind.choices), help=_("不填为问题诉求"), example="问题诉求"),
    ImportColumn("level", _("级别"), text(60), help=_("不填为区级·一般")),
    ImportColumn("contact_name", _("联系人"), text(60)),
    ImportColumn("contact_phone", _("联系电话"), text(40), example="13800000000"),
    ImportColumn("received_on", _("收到日期"), day, help=_("不填为今天"), example="2024-05-20"),
)


def _size(order: WorksOrder) -> str:
    if not order.length_m:
        return ""
    return f"{order.length_m:g} × {order.width_m:g} m" if order.width_m else f"{order.length_m:g} m"


WORKS_COLUMNS = (
    Column("number", _("编号"), "number"),
    Column("name", _("工单名称"), "name", wide=True),
    Column("company_name", _("企业"), "company_name"),
    Column("facility", _("配套类型"), "get_facility_display"),
    Column("stage", _("状态"), "get_stage_display"),
    Column("size", _("规模"), _size),
    Column("estimate_yuan", _("估算造价"), "estimate_yuan", MONEY),
    Column("approved_yuan", _("批准金额"), "approved_yuan", MONEY, shown=False),
    Column("cost_yuan", _("实际造价"), "cost_yuan", MONEY, sort="cost_yuan"),
    Column("due_on", _("计划完工"), "due_on", DATE),
    Column("completed_on", _("完工日期"), "completed_on", DATE),
    Column("accepted_on", _("验收日期"), "accepted_on", DATE),
    Column("owner", _("负责人"), "owner.name"),
    Column("project", _("项目"), "project.name", shown=False),
    Column("unit", _("责任机构"), "unit.name", shown=False),
    Column("needed_on", _("提出日期"), "needed_on", DATE, shown=False),
)
