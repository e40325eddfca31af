"""Columns of the ledgers of inspections, plans and ratings, and the template of filings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.inspections.states import ExemptReason, InspectionKind
from dianxiaoer.kernel.imports import ImportColumn, choice, day, text
from dianxiaoer.kernel.tables import DATE, MOMENT, NUMBER, Column

FILING_COLUMNS = (
    Column("company", _("企业"), "company.name", wide=True),
    Column("number", _("备案号"), "number"),
    Column("kind", _("类型"), "get_kind_display"),
    Column("planned_on", _("计划日期"), "planned_on", DATE, sort="planned_on"),
    Column("stage", _("阶段"), "get_stage_display"),
    Column("result", _("检查结果"), "get_result_display"),
    Column("exempt", _("例外理由"), "get_exempt_display"),
    Column("officer_count", _("检查人员(人)"), "officer_count", NUMBER),
    Column("unit", _("检查机关"), "unit.name"),
    Column("owner", _("备案人"), "owner.name"),
    Column("in_at", _("入企时间"), "in_at", MOMENT, shown=False),
    Column("out_at", _("离开时间"), "out_at", MOMENT, shown=False),
    Column("in_position", _("入企位置"), "position_in", shown=False),
    Column("in_no_position", _("入企未定位的原因"), "in_no_position", shown=False),
    Column("basis", _("法定依据"), "basis", shown=False, wide=True),
    Column("items", _("检查事项"), "items", shown=False, wide=True),
    Column("exempt_note", _("例外说明"), "exempt_note", shown=False, wide=True),
    Column("filed_at", _("备案时间"), "filed_at", MOMENT, shown=False),
)
PLAN_COLUMNS = (
    Column("title", _("计划名称"), "title", wide=True),
    Column("year", _("年度"), "year", sort="year"),
    Column("unit", _("检查机关"), "unit.name"),
    Column("stage", _("状态"), "get_stage_display"),
    Column("line_count", _("事项(条)"), "line_count", NUMBER),
    Column("filing_count", _("已备案检查(次)"), "filing_count", NUMBER),
    Column("published_at", _("公布时间"), "published_at", MOMENT),
)
RATING_COLUMNS = (
    Column("level", _("总体评价"), "get_level_display"),
    Column("unit", _("检查机关"), "unit.name"),
    Column("kind", _("类型"), "get_kind_display"),
    Column("month", _("评价月份"), lambda row: f"{row.rated_month:%Y-%m}"),
    Column("text", _("意见"), "text", wide=True),
)
FILING_IMPORT = (
    ImportColumn("company", _("企业名称"), text(200), required=True, example="示例新材料有限公司"),
    ImportColumn("uscc", _("统一社会信用代码"), text(40)),
    ImportColumn(
        "kind", _("类型"), choice(InspectionKind.choices), required=True, help=_("如:日常检查"), example="日常检查"
    ),
    ImportColumn("basis", _("法定依据"), text(1000), required=True, example="《示例法》第十条"),
    ImportColumn("items", _("检查事项"), text(1000), required=True, example="消防设施"),
    ImportColumn("planned_on", _("计划日期"), day, required=True, example="2026-05-20"),
    ImportColumn(
        "officers",
        _("检查人员"),
        text(400),
        required=True,
        help=_("姓名 证号,多人用分号隔开"),
        example="示例甲 A001;示例乙 A002",
    ),
    ImportColumn("exempt", _("例外理由"), choice(ExemptReason.choices)),
    ImportColumn("exempt_note", _("例外说明"), text(300)),
)
