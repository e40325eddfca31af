"""Columns of the lead ledger and of its import template."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.domain.leads.states import SourceKind
from dianxiaoer.domain.reference.tables import industry_label
from dianxiaoer.kernel.imports import ImportColumn, amount, choice, day, text
from dianxiaoer.kernel.tables import DATE, MONEY, Column


def _next_duty(lead: Lead) -> str:
    return str(lead.get_next_due_kind_display()) if lead.next_due_kind else ""


LEAD_COLUMNS = (
    Column("name", _("线索名称"), "name", wide=True),
    Column("company_name", _("企业名称"), "company_name"),
    Column("stage", _("阶段"), "get_stage_display"),
    Column("planned_yuan", _("拟投资额"), "planned_yuan", MONEY, sort="planned_yuan"),
    Column("source_kind", _("来源"), "get_source_kind_display"),
    Column("owner", _("负责人"), "owner.name"),
    Column("registered_on", _("登记日期"), "registered_on", DATE, sort="registered_on"),
    Column("next_due_kind", _("下一事项"), _next_duty),
    Column("next_due_on", _("下一时限"), "next_due_on", DATE),
    Column("last_followed_on", _("最近跟进"), "last_followed_on", DATE, sort="last_followed_on"),
    Column("chain", _("产业链"), "chain.name"),
    Column("unit", _("所属机构"), "unit.name"),
    Column("registered_by", _("首次登记人"), "registered_by.name", shown=False),
    Column("industry", _("国民经济行业"), lambda lead: industry_label(lead.industry_code), shown=False),
    Column("activity", _("来自活动"), "activity.name", shown=False),
    Column("source_note", _("来源说明"), "source_note", shown=False),
    Column("referrer_name", _("引荐人"), "referrer_name", shown=False),
    Column("contact_name", _("联系人"), "contact_name", shown=False),
    Column("contact_phone", _("联系电话"), "masked_phone", shown=False),
    Column("screened_on", _("研判日期"), "screened_on", DATE, sort="screened_on", shown=False),
    Column("negotiation_started_on", _("洽谈开始日期"), "negotiation_started_on", DATE, sort="negotiation_started_on", shown=False),
    Column("converted_on", _("转项目日期"), "converted_on", DATE, sort="converted_on", shown=False),
    Column("drop_reason", _("放弃原因"), "get_drop_reason_display", shown=False),
    Column("content", _("项目内容"), "content", shown=False, wide=True),
)  # fmt: skip
LEAD_IMPORT = (
    ImportColumn("name", _("线索名称"), text(200), required=True, example="示例电池材料项目"),
    ImportColumn("company_name", _("企业名称"), text(200), example="示例新材料有限公司"),
    ImportColumn(
        "source_kind", _("来源"), choice(SourceKind.choices), required=True, help=_("如:展会、引荐"), example="展会"
    ),
    ImportColumn("source_note", _("来源说明"), text(200), example="示例博览会"),
    ImportColumn("referrer_name", _("引荐人"), text(100)),
    ImportColumn("industry_code", _("行业代码"), text(4), help=_("GB/T 4754 的 2 至 4 位代码"), example="3985"),
    ImportColumn("planned_yuan", _("拟投资额"), amount, help=_("可写 3亿、5000万"), example="3亿"),
    ImportColumn("contact_name", _("联系人"), text(60)),
    ImportColumn("contact_position", _("联系人职务"), text(60)),
    ImportColumn("contact_phone", _("联系电话"), text(40)),
    ImportColumn("content", _("项目内容"), text(2000)),
    ImportColumn(
        "registered_on", _("登记日期"), day, help=_("不填为今天;补录旧台账时填原登记日期"), example="2024-05-20"
    ),
)
