"""Last year's list, one line at a time: the firm found by code or name in the unit's tree, the official by name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.companies.queries import company_below
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.stewardship.actions.assigning import assign_firm
from dianxiaoer.domain.stewardship.actions.roster import add_official
from dianxiaoer.domain.stewardship.models import Assignment, Official
from dianxiaoer.domain.stewardship.states import StewardRole
from dianxiaoer.kernel.refusals import Refused


def import_line(by: User, at: datetime, unit: Unit, values: dict[str, Any]) -> Assignment:
    """One line of the list. An official not yet on the roster is put on it; a firm not on file is a problem of the line."""
    company = firm_of_line(unit, values)
    if company is None:
        raise Refused(
            _("企业库中没有“%(name)s”。请先在企业库建档,或核对名称与信用代码。") % {"name": values["company"]}
        )
    official = official_of_line(unit, values) or add_official(
        by=by,
        at=at,
        unit=unit,
        name=values["official"],
        position=values.get("position", ""),
        is_leader=values["role"] == StewardRole.LEADER,
    )
    until_on = values.get("until_on")
    if until_on and until_on < values["since_on"]:
        raise Refused(_("结束日期早于起始日期。"))
    return assign_firm(
        by=by,
        at=at,
        unit=unit,
        official=official,
        company=company,
        role=values["role"],
        since_on=values["since_on"],
        until_on=until_on,
        programme=values.get("programme", ""),
        reason=values.get("reason") or _("上年名单"),
        end_reason=_("上年名单所列期满") if until_on else "",
    )


def is_on_list(user: User, unit: Unit, values: dict[str, Any]) -> bool:
    """Whether the same official holds the same firm in the same role from the same day."""
    company, official = firm_of_line(unit, values), official_of_line(unit, values)
    if company is None or official is None:
        return False
    return Assignment.objects.filter(
        company=company, official=official, role=values["role"], since_on=values["since_on"]
    ).exists()


def firm_of_line(unit: Unit, values: dict[str, Any]) -> Company | None:
    return company_below(unit, name=values["company"], uscc=values.get("uscc", "") or "")


def official_of_line(unit: Unit, values: dict[str, Any]) -> Official | None:
    """The person on the roster of the unit or below. Raises Refused when the name alone fits several."""
    rows = Official.objects.filter(unit__path__startswith=unit.path, name=values["official"].strip())
    if values.get("position"):
        rows = rows.filter(position=values["position"])
    found = list(rows[:2])
    if len(found) > 1:
        raise Refused(_("名册里有两位“%(name)s”。请填写职务加以区分。") % {"name": values["official"]})
    return found[0] if found else None
