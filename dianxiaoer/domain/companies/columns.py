"""Columns of the company ledger and of its import template."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.companies.states import CompanyStatus, Ownership
from dianxiaoer.domain.reference.tables import industry_label
from dianxiaoer.kernel.imports import ImportColumn, amount, choice, day, text, yes_no
from dianxiaoer.kernel.tables import DATE, MOMENT, MONEY, Column

COMPANY_COLUMNS = (
    Column("name", _("企业名称"), "name", sort="name", wide=True),
    Column("short_name", _("简称"), "short_name"),
    Column("uscc", _("统一社会信用代码"), "uscc"),
    Column("relations", _("关系"), "relations"),
    Column("industry", _("国民经济行业"), lambda company: industry_label(company.industry_code)),
    Column("chain", _("产业链"), "chain.name"),
    Column("region_name", _("所在地"), "region_name"),
    Column("status", _("状态"), "get_status_display"),
    Column("owner", _("联络人"), "owner.name"),
    Column("unit", _("建档机构"), "unit.name"),
    Column("ownership", _("所有制"), "get_ownership_display", shown=False),
    Column("established_on", _("成立日期"), "established_on", DATE, sort="established_on", shown=False),
    Column("capital_yuan", _("注册资本"), "capital_yuan", MONEY, sort="capital_yuan", shown=False),
    Column("products", _("主要产品"), "products", shown=False, wide=True),
    Column("former_names", _("曾用名"), "former_names", shown=False),
    Column("address", _("地址"), "address", shown=False),
    Column("updated_at", _("更新时间"), "updated_at", MOMENT, sort="updated_at", shown=False),
)
COMPANY_IMPORT = (
    ImportColumn("name", _("企业名称"), text(200), required=True, example="示例新材料有限公司"),
    ImportColumn("uscc", _("统一社会信用代码"), text(40), help=_("18 位,两位校验码都会核对")),
    ImportColumn("short_name", _("简称"), text(60), example="示例新材"),
    ImportColumn("industry_code", _("行业代码"), text(4), help=_("GB/T 4754 的 2 至 4 位代码"), example="3985"),
    ImportColumn("region_code", _("所在地代码"), text(6), help=_("6 位行政区划代码"), example="410108"),
    ImportColumn("address", _("地址"), text(200)),
    ImportColumn("ownership", _("所有制"), choice(Ownership.choices), help=_("如:民营"), example="民营"),
    ImportColumn("established_on", _("成立日期"), day, example="2015-06-01"),
    ImportColumn("capital_yuan", _("注册资本"), amount, help=_("可写 5000万"), example="5000万"),
    ImportColumn("products", _("主要产品"), text(300)),
    ImportColumn("website", _("网站"), text(200)),
    ImportColumn("is_target", _("目标企业"), yes_no, help=_("是 或 否"), example="是"),
    ImportColumn("is_resident", _("驻区企业"), yes_no, help=_("是 或 否")),
    ImportColumn("status", _("状态"), choice(CompanyStatus.choices), help=_("不填为存续")),
    ImportColumn("note", _("备注"), text(500)),
)
