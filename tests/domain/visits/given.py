"""Visits for tests."""

from datetime import date

from dianxiaoer.domain.visits.actions.planning import plan_visit
from dianxiaoer.domain.visits.models import Visit
from tests.cast import NOW, Cast
from tests.domain.companies.given import a_company


def a_visit(cast: Cast, **facts) -> Visit:
    """小王 means to call on a firm of 甲区 on 5 June 2024."""
    given = {"by": cast.wang, "at": NOW, "unit": cast.district, "kind": "liaison", "planned_on": date(2024, 6, 5)}
    given |= {"topics": "了解用工需求"} | facts
    if "company" not in given:
        given["company"] = a_company(cast, is_resident=True)
    return plan_visit(**given)
