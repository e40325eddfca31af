"""Columns of the stewardship ledgers and of last year's list."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.stewardship.states import StewardRole
from dianxiaoer.kernel.imports import ImportColumn, choice, day, text
from dianxiaoer.kernel.tables import DATE, NUMBER, SHARE, Column

ASSIGNMENT_COLUMNS = (
    Column("company", _("企业"), "company.name", wide=True),
    Column("official", _("包联人"), "official.full_name"),
    Column("role", _("角色"), "get_role_display"),
    Column("programme", _("专项"), "programme"),
    Column("sector", _("三次产业"), "company.steward_profile.get_sector_display"),
    Column("size", _("规模"), "company.steward_profile.get_size_display"),
    Column("weight", _("工作量权重"), "company.steward_profile.weight", NUMBER),
    Column("since_on", _("起始日期"), "since_on", DATE, sort="since_on"),
    Column("until_on", _("结束日期"), "until_on", DATE),
    Column("reason", _("包联理由"), "reason", wide=True),
    Column("unit", _("所属机构"), "unit.name"),
    Column("end_reason", _("结束理由"), "end_reason", shown=False, wide=True),
    Column("plan", _("出自方案"), "plan.title", shown=False),
    Column("uscc", _("统一社会信用代码"), "company.uscc", shown=False),
)
OFFICIAL_COLUMNS = (
    Column("name", _("姓名"), "name"),
    Column("position", _("职务"), "position"),
    Column("is_leader", _("领导"), lambda row: _("是") if row.is_leader else ""),
    Column("firm_count", _("企业(户)"), "firm_count", NUMBER),
    Column("load", _("工作量"), "load", NUMBER),
    Column("expertise", _("专长"), "expertise"),
    Column("lower", _("最少户数"), "lower", NUMBER),
    Column("upper", _("最多户数"), "upper", NUMBER),
    Column("unit", _("所属机构"), "unit.name"),
    Column("user", _("系统账号"), "user.username"),
    Column("is_active", _("在任"), lambda row: _("是") if row.is_active else _("否")),
)
PLAN_COLUMNS = (
    Column("title", _("方案名称"), "title", wide=True),
    Column("role", _("角色"), "get_role_display"),
    Column("programme", _("专项"), "programme"),
    Column("firm_count", _("企业(户)"), "firm_count", NUMBER),
    Column("official_count", _("包联人(名)"), "official_count", NUMBER),
    Column("state", _("状态"), "get_state_display"),
    Column("change_count", _("更换(户)"), "change_count", NUMBER),
    Column("adopted_on", _("采用日期"), "adopted_on", DATE),
    Column("owner", _("编制人"), "owner.name"),
    Column("unit", _("所属机构"), "unit.name"),
)
CHANGE_COLUMNS = (
    Column("firm", _("企业"), "firm", wide=True),
    Column("before", _("原包联人"), "before"),
    Column("after", _("新包联人"), "after"),
)
LOAD_COLUMNS = (
    Column("name", _("包联人"), "name"),
    Column("firms_before", _("原户数"), "firms_before", NUMBER),
    Column("firms_after", _("新户数"), "firms_after", NUMBER),
    Column("load_before", _("原工作量"), "load_before", NUMBER),
    Column("load_after", _("新工作量"), "load_after", NUMBER),
    Column("share", _("人均的倍数"), "share", SHARE),
)
LIST_IMPORT = (
    ImportColumn("company", _("企业名称"), text(200), required=True, example="示例新材料有限公司"),
    ImportColumn("uscc", _("统一社会信用代码"), text(40), help=_("填了就按代码找企业")),
    ImportColumn("official", _("包联人"), text(60), required=True, example="示例领导"),
    ImportColumn("position", _("职务"), text(60), help=_("同名的人靠职务区分"), example="副区长"),
    ImportColumn(
        "role", _("角色"), choice(StewardRole.choices), required=True, help=_("如:包联领导"), example="包联领导"
    ),
    ImportColumn("programme", _("专项"), text(60), example="万人助万企"),
    ImportColumn("since_on", _("起始日期"), day, required=True, example="2025-03-01"),
    ImportColumn("until_on", _("结束日期"), day, help=_("上年已结束的填写")),
    ImportColumn("reason", _("包联理由"), text(200), help=_("不填为“上年名单”")),
)
