"""Columns of the ledgers of visits and findings, and the template of a visit plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.visits.states import VISIT_KINDS
from dianxiaoer.kernel.imports import ImportColumn, choice, day, text
from dianxiaoer.kernel.tables import DATE, MOMENT, NUMBER, Column

VISIT_COLUMNS = (
    Column("company", _("企业"), "company.name", wide=True),
    Column("kind", _("类型"), "get_kind_display"),
    Column("planned_on", _("计划日期"), "planned_on", DATE, sort="planned_on"),
    Column("visited_on", _("走访日期"), "visited_on", DATE),
    Column("stage", _("状态"), "get_stage_display"),
    Column("topics", _("走访主题"), "topics", wide=True),
    Column("finding_count", _("发现问题(项)"), "finding_count", NUMBER),
    Column("owner", _("走访人"), "owner.name"),
    Column("unit", _("走访单位"), "unit.name"),
    Column("summary", _("走访情况"), "summary", shown=False, wide=True),
    Column("in_at", _("签到时间"), "in_at", MOMENT, shown=False),
    Column("over_limit_reason", _("超过次数的理由"), "over_limit_reason", shown=False, wide=True),
)
FINDING_COLUMNS = (
    Column("company", _("企业"), "company.name", wide=True),
    Column("flag", _("类别"), "get_flag_display"),
    Column("text", _("问题"), "text", wide=True),
    Column("found_on", _("发现日期"), "found_on", DATE, sort="found_on"),
    Column("owner", _("责任人"), "owner.name"),
    Column("due_on", _("期限"), "due_on", DATE, sort="due_on"),
    Column("number", _("诉求编号"), "ticket.number"),
    Column("stage", _("办理状态"), "ticket.get_stage_display"),
    Column("lead_unit", _("主办部门"), "ticket.lead_unit.name"),
    Column("resolution", _("办理结果"), "ticket.get_resolution_kind_display", shown=False),
    Column("unit", _("走访单位"), "unit.name", shown=False),
)
VISIT_IMPORT = (
    ImportColumn("company", _("企业名称"), text(200), required=True, example="示例新材料有限公司"),
    ImportColumn("uscc", _("统一社会信用代码"), text(40)),
    ImportColumn("kind", _("类型"), choice(VISIT_KINDS), required=True, help=_("如:包联走访"), example="包联走访"),
    ImportColumn("planned_on", _("计划日期"), day, required=True, example="2026-05-20"),
    ImportColumn("topics", _("走访主题"), text(300), required=True, example="了解用工需求"),
    ImportColumn("over_limit_reason", _("超过次数的理由"), text(200)),
)
