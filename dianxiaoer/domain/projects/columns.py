"""Columns of the project ledger and of the verification queue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.tables import DATE, MONEY, SHARE, Column

PROJECT_COLUMNS = (
    Column("name", _("项目名称"), "name", sort="name", wide=True),
    Column("code", _("项目编号"), "code", shown=False),
    Column("national_code", _("投资项目统一代码"), "national_code", shown=False),
    Column("stage", _("阶段"), "get_stage_display"),
    Column("status", _("状态"), "get_status_display"),
    Column("contracted", _("合同引资额"), "contracted_yuan", kind=MONEY, sort="contracted_yuan"),
    Column("recognised", _("累计到位资金"), "recognised_yuan", kind=MONEY, sort="recognised_yuan"),
    Column("rate", _("资金到位率"), "received_share", kind=SHARE),
    Column("company", _("企业"), "company.name"),
    Column("investor", _("投资方"), "investor_name", shown=False),
    Column("chain", _("产业链"), "chain.name"),
    Column("industry", _("行业代码"), "industry_code", shown=False),
    Column("strategic", _("战略性新兴产业"), "get_strategic_field_display", shown=False),
    Column("owner", _("负责人"), "owner.name"),
    Column("leader", _("牵头领导"), "sponsor_leader.name"),
    Column("unit", _("所属机构"), "unit.name"),
    Column("zone", _("落地位置"), "zone", shown=False),
    Column("signed_on", _("签约日期"), "signed_on", kind=DATE, sort="signed_on"),
    Column("performed_on", _("履约日期"), "performed_on", kind=DATE, shown=False),
    Column("started_on", _("开工日期"), "started_on", kind=DATE, sort="started_on"),
    Column("library_on", _("入库日期"), "library_on", kind=DATE, shown=False),
    Column("completed_on", _("竣工日期"), "completed_on", kind=DATE, shown=False),
    Column("commissioned_on", _("投产日期"), "commissioned_on", kind=DATE, sort="commissioned_on"),
    Column("at_capacity_on", _("达产日期"), "at_capacity_on", kind=DATE, shown=False),
    Column("due_perform_on", _("计划履约日期"), "due_perform_on", kind=DATE, shown=False),
    Column("due_start_on", _("计划开工日期"), "due_start_on", kind=DATE, shown=False),
    Column("due_library_on", _("计划入库日期"), "due_library_on", kind=DATE, shown=False),
    Column("due_complete_on", _("计划竣工日期"), "due_complete_on", kind=DATE, shown=False),
    Column("due_commission_on", _("计划投产日期"), "due_commission_on", kind=DATE, shown=False),
    Column("due_capacity_on", _("计划达产日期"), "due_capacity_on", kind=DATE, shown=False),
)
CLAIM_COLUMNS = (
    Column("project", _("项目"), "project.name", wide=True),
    Column("stage", _("申报阶段"), "get_stage_display"),
    Column("reached_on", _("达到日期"), "reached_on", kind=DATE, sort="reached_on"),
    Column("claimed_by", _("申报人"), "claimed_by.name"),
    Column("claimed_on", _("申报日期"), "claimed_on", kind=DATE, sort="claimed_on"),
    Column("status", _("状态"), "get_status_display"),
    Column("decided_by", _("核实人"), "decided_by.name"),
    Column("decided_on", _("核实日期"), "decided_on", kind=DATE),
    Column("method", _("核实方式"), "get_method_display", shown=False),
    Column("decision_note", _("核实意见"), "decision_note", wide=True, shown=False),
    Column("unit", _("所属机构"), "project.unit.name"),
)
