"""A roster for tests."""

from datetime import date

from dianxiaoer.domain.stewardship.actions.assigning import assign_firm
from dianxiaoer.domain.stewardship.actions.roster import add_official
from dianxiaoer.domain.stewardship.models import Assignment, Official
from tests.cast import NOW, Cast
from tests.domain.companies.given import a_company


def an_official(cast: Cast, name: str = "示例领导甲", **facts) -> Official:
    given = {"by": cast.chief, "at": NOW, "unit": cast.district, "name": name, "is_leader": True}
    return add_official(**(given | facts))


def an_assignment(cast: Cast, **facts) -> Assignment:
    """示例领导甲 looks after a firm of 甲区 as its leader; the official is 小王's own line when `user` is given."""
    given = {"by": cast.chief, "at": NOW, "unit": cast.district, "role": "leader", "since_on": date(2024, 1, 8)}
    given |= {"reason": "年度名单"} | facts
    if "official" not in given:
        given["official"] = an_official(cast, user=cast.wang)
    if "company" not in given:
        given["company"] = a_company(cast, is_resident=True)
    return assign_firm(**given)
