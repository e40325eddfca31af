"""Inspections for tests."""

from datetime import date
from decimal import Decimal

from dianxiaoer.domain.inspections.actions.filing import Officer, file_inspection
from dianxiaoer.domain.inspections.actions.scanning import Position
from dianxiaoer.domain.inspections.caps import set_cap
from dianxiaoer.domain.inspections.models import Filing, FrequencyCap
from tests.cast import NOW, Cast
from tests.domain.companies.given import a_company

TWO = (Officer("示例执法员甲", "A001"), Officer("示例执法员乙", "A002"))
HERE = Position(Decimal("34.1234567"), Decimal("113.5"))


def a_filing(cast: Cast, **facts) -> Filing:
    """A daily inspection of a firm of 甲区, filed by 孙经办 for 10 June 2024."""
    given = {"by": cast.handler, "at": NOW, "unit": cast.district, "kind": "daily", "basis": "《示例法》第十条"}
    given |= {"items": "消防设施", "planned_on": date(2024, 6, 10), "officers": TWO} | facts
    if "company" not in given:
        given["company"] = a_company(cast, is_resident=True)
    return file_inspection(**given)


def a_cap(cast: Cast, per_year: int = 2, **facts) -> FrequencyCap:
    given = {"by": cast.chief, "at": NOW, "unit": cast.district, "since_on": date(2024, 1, 1), "source": "示例上限通知"}
    return set_cap(**(given | {"per_year": per_year} | facts))
