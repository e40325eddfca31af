"""Leads for tests, as far along as asked."""

from datetime import date, datetime, timedelta

from dianxiaoer.domain.leads.actions.judging import screen_lead
from dianxiaoer.domain.leads.actions.pursuing import negotiate_lead
from dianxiaoer.domain.leads.actions.registering import link_company, register_lead
from dianxiaoer.domain.leads.models import Lead
from tests.cast import NOW, Cast


def later(days: int) -> datetime:
    return NOW + timedelta(days)


def a_lead(cast: Cast, **facts) -> Lead:
    """A clue from a fair, registered by 小王 for 甲区 on Monday, 3 June 2024."""
    given = {
        "by": cast.wang,
        "at": NOW,
        "unit": cast.district,
        "name": "示例电池材料项目",
        "source_kind": "fair",
        "company_name": "示例新材料有限公司",
        "industry_code": "3985",
        "planned_yuan": 300_000_000,
        "contact_name": "示例联系人",
        "contact_phone": "13800001234",
    }
    return register_lead(**(given | facts))


def a_screened_lead(cast: Cast, **facts) -> Lead:
    return screen_lead(a_lead(cast, **facts), by=cast.wang, at=NOW, screening_opinion="符合新材料方向,建议跟进。")


def a_lead_in_negotiation(cast: Cast, **facts) -> Lead:
    lead = link_company(a_screened_lead(cast, **facts), by=cast.wang, at=NOW)
    return negotiate_lead(lead, by=cast.wang, at=NOW)


SIGNED_ON = date(2024, 6, 3)
