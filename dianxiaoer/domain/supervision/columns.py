"""Columns of the lights' and the notices' ledgers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.supervision.models import StandingLight
from dianxiaoer.domain.supervision.queries import reason_today
from dianxiaoer.domain.supervision.watches import watch_labels
from dianxiaoer.kernel.tables import DATE, LIGHT, NUMBER, Column


def _watch(standing: StandingLight) -> str:
    return watch_labels().get(standing.watch, standing.watch)


def _by_hand(standing: StandingLight) -> str:
    return str(standing.get_ruled_display()) if standing.ruled != standing.color else ""


LIGHT_COLUMNS = (
    Column("title", _("名称"), "title", wide=True),
    Column("color", _("灯"), "color", kind=LIGHT),
    Column("reason", _("为什么"), reason_today, wide=True),
    Column("watch", _("亮灯事项"), _watch),
    Column("plan_on", _("计划日期"), "plan_on", kind=DATE),
    Column("since_on", _("亮灯日期"), "since_on", kind=DATE, sort="since_on"),
    Column("owner", _("负责人"), "owner.name"),
    Column("unit", _("所属机构"), "unit.name"),
    Column("rule", _("依据规则"), "rule_name"),
    Column("ruled", _("按规则应为"), _by_hand),
    Column("turns", _("黄灯次数"), "yellow_turns", kind=NUMBER),
)
NOTICE_COLUMNS = (
    Column("title", _("标题"), "title", wide=True),
    Column("number", _("文号"), "number"),
    Column("stage", _("状态"), "get_stage_display"),
    Column("light", _("灯"), "light", kind=LIGHT),
    Column("unit", _("承办单位"), "unit.name"),
    Column("to", _("承办人"), "to.name"),
    Column("issued_on", _("发函日期"), "issued_on", kind=DATE, sort="issued_on"),
    Column("due_on", _("答复期限"), "due_on", kind=DATE, sort="due_on"),
    Column("answered_on", _("答复日期"), "answered_on", kind=DATE),
    Column("closed_on", _("办结日期"), "closed_on", kind=DATE),
    Column("rung", _("已升级到"), "get_rung_display"),
    Column("about", _("涉及事项"), "about_title", wide=True, shown=False),
    Column("rule", _("依据规则"), "rule_name", shown=False),
    Column("issuing", _("发函单位"), "issuing_unit.name", shown=False),
    Column("raised_by", _("发起人"), "raised_by.name", shown=False),
    Column("returned", _("退回次数"), "returned_count", kind=NUMBER, shown=False),
)
