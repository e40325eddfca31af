"""Columns of the ledgers of appraisal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.appraisal.models import Edition
from dianxiaoer.kernel.tables import DATE, NUMBER, Column


def _period(edition: Edition) -> str:
    return f"{edition.period_start} ~ {edition.period_end}"


EDITION_COLUMNS = (
    Column("title", _("名称"), "title", wide=True),
    Column("stage", _("状态"), "get_stage_display"),
    Column("scheme", _("考核办法"), "scheme.name", wide=True),
    Column("period", _("期间"), _period),
    Column("unit", _("考核机构"), "unit.name"),
    Column("entrants", _("考核对象"), "entrant_count", kind=NUMBER),
    Column("objection_until", _("公示止"), "objection_until", kind=DATE),
    Column("published_on", _("公布日期"), "published_on", kind=DATE),
    Column("frozen_on", _("封存日期"), "frozen_on", kind=DATE),
)
SCHEME_COLUMNS = (
    Column("name", _("办法名称"), "name", wide=True),
    Column("cycle", _("考核周期"), "get_cycle_display"),
    Column("full", _("满分"), "full_points", kind=NUMBER),
    Column("lines", _("指标数"), "line_count", kind=NUMBER),
    Column("adopted_on", _("起用日期"), "adopted_on", kind=DATE, sort="adopted_on"),
    Column("ended_on", _("停用日期"), "ended_on", kind=DATE),
    Column("weak", _("待核实"), lambda row: _("待核实") if row.is_weak else ""),
    Column("unit", _("制定机构"), "unit.name"),
    Column("source", _("依据"), "source", wide=True),
)
SHEET_COLUMNS = (
    Column("name", _("考核对象"), "name", wide=True),
    Column("place", _("名次"), "place", kind=NUMBER, sort="place"),
    Column("total", _("总分"), "total", kind=NUMBER, sort="total"),
    Column("vetoed", _("一票否决"), lambda row: _("被否决") if row.is_vetoed else ""),
    Column("unscored", _("缺数据的指标"), "unscored", kind=NUMBER),
    Column("edition", _("考核"), "edition.title", wide=True),
    Column("stage", _("状态"), "edition.get_stage_display"),
    Column("unit", _("被考核单位"), "unit.name"),
)
LINE_COLUMNS = (
    Column("entrant", _("考核对象"), "entrant.name", wide=True),
    Column("indicator", _("考核指标"), "indicator.name", wide=True),
    Column("group", _("类别"), "indicator.get_group_display"),
    Column("weight", _("分值"), "indicator.weight", kind=NUMBER),
    Column("points", _("得分"), "points", kind=NUMBER, sort="points"),
    Column("text", _("算式"), "text", wide=True),
    Column("kind", _("计分方法"), "indicator.get_kind_display"),
    Column("edition", _("考核"), "entrant.edition.title"),
)
