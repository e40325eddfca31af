"""Columns of the ledgers of courses, registrations, outcomes and people brought in; of the attendance import."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.training.models import Outcome
from dianxiaoer.kernel.tables import DATE, MOMENT, MONEY, NUMBER, SHARE, Column


def _change(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    return (after - before) / before if before and after is not None else None


def cost_change(outcome: Outcome) -> Decimal | None:
    """After less before, as a part of before."""
    return _change(outcome.cost_before_yuan, outcome.cost_after_yuan)


def orders_change(outcome: Outcome) -> Decimal | None:
    return _change(outcome.orders_before_yuan, outcome.orders_after_yuan)


COURSE_COLUMNS = (
    Column("name", _("名称"), "name", wide=True),
    Column("kind", _("类型"), "get_kind_display"),
    Column("manner", _("形式"), "get_manner_display"),
    Column("starts_on", _("开始日期"), "starts_on", DATE, sort="starts_on"),
    Column("place", _("地点或线上地址"), "place"),
    Column("seats", _("名额"), "seats", NUMBER),
    Column("registered", _("报名(人)"), "registered", NUMBER),
    Column("waiting", _("候补(人)"), "waiting", NUMBER),
    Column("attended", _("到场(人)"), "attended", NUMBER),
    Column("status", _("状态"), "get_status_display"),
    Column("code", _("报名码"), "code"),
    Column("owner", _("负责人"), "owner.name"),
    Column("unit", _("主办机构"), "unit.name"),
    Column("programme", _("所属计划"), "programme", shown=False),
    Column("lecturer", _("主讲人"), "lecturer", shown=False),
    Column("partner", _("合作单位或院校"), "partner", shown=False),
)
REGISTRATION_COLUMNS = (
    Column("name", _("姓名"), "name"),
    Column("company_name", _("企业名称"), "company_name", wide=True),
    Column("position", _("职务"), "position"),
    Column("phone", _("手机"), "masked_phone"),
    Column("place", _("座号"), "place", NUMBER, sort="place"),
    Column("state", _("状态"), "get_state_display"),
    Column("channel", _("报名渠道"), "get_channel_display"),
    Column("created_at", _("报名时间"), "created_at", MOMENT, sort="created_at"),
    Column("attended_on", _("到场日期"), "attended_on", DATE),
    Column("level", _("满意度(1–5)"), "level", NUMBER),
    Column("feedback", _("意见"), "feedback", wide=True),
    Column("course", _("活动"), "course.name", shown=False, wide=True),
)
OUTCOME_COLUMNS = (
    Column("company_name", _("企业名称"), "company_name", wide=True),
    Column("course", _("活动"), "course.name", wide=True),
    Column("state", _("状态"), "get_state_display"),
    Column("asked_on", _("回访日期"), "asked_on", DATE, sort="asked_on"),
    Column("cost_before", _("之前的生产成本"), "cost_before_yuan", MONEY),
    Column("cost_after", _("之后的生产成本"), "cost_after_yuan", MONEY),
    Column("cost_change", _("成本变化"), cost_change, SHARE),
    Column("orders_before", _("之前的订单额"), "orders_before_yuan", MONEY),
    Column("orders_after", _("之后的订单额"), "orders_after_yuan", MONEY),
    Column("orders_change", _("订单变化"), orders_change, SHARE),
    Column("source", _("来源"), "source"),
    Column("answered_on", _("填写日期"), "answered_on", DATE, sort="answered_on"),
    Column("unit", _("所属机构"), "unit.name", shown=False),
)
TALENT_COLUMNS = (
    Column("name", _("姓名"), "name"),
    Column("programme", _("人才计划或称号"), "programme", wide=True),
    Column("level", _("层次"), "get_level_display"),
    Column("manner", _("引进方式"), "get_manner_display"),
    Column("employer_name", _("用人单位"), "employer_name", wide=True),
    Column("brought_in_on", _("引进日期"), "brought_in_on", DATE, sort="brought_in_on"),
    Column("field", _("专业领域"), "field"),
    Column("owner", _("负责人"), "owner.name"),
    Column("unit", _("所属机构"), "unit.name"),
    Column("source", _("依据"), "source", shown=False),
    Column("note", _("说明"), "note", shown=False, wide=True),
)
