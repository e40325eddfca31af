"""Keeping the file of a company: made once, amended with its history, found by every name it ever had."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.bridge import checked_uscc, comparable
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.companies.queries import INDEX, company_in
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.reference.tables import region_name
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused

RELATIONS = ("is_target", "is_investor", "is_resident")


@transaction.atomic
def add_company(
    *, by: User, at: datetime, unit: Unit, name: str, uscc: str = "", is_another: bool = False, **facts: Any
) -> Company:
    """A new file. is_another: the person looked at the file of the same name and says it is another firm.

    Raises Refused when the unit already keeps a firm of this name (unless is_another), ValidationError for a wrong code
    or one already on file.
    """
    require_at(by, "companies.add", unit)
    kept = company_in(unit, name=name, uscc=uscc)
    if kept and not is_another:
        raise Refused(
            _("“%(name)s”已有档案。请打开原档案补充;确是另一家企业的,请勾选“确认不是同一家”。") % {"name": kept.name}
        )
    row = Company(unit=unit, name=name.strip(), normal_name=comparable(name), uscc=checked_uscc(uscc), **_placed(facts))
    company = add(row, "companies.add", by=by, at=at)
    INDEX.put(company.pk, *company.search_texts())
    return company


@transaction.atomic
def edit_company(
    company: Company, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> Company:
    """Amend the file. A new name keeps the old one among the former names, so that it is still found."""
    require(by, "companies.edit", company)
    changes = _placed(dict(changes))
    if "uscc" in changes:
        changes["uscc"] = checked_uscc(changes["uscc"])
    if "name" in changes and changes["name"] != company.name:
        changes |= {"normal_name": comparable(changes["name"]), "former_names": _former(company, changes)}
    company = amend(company, "companies.edit", changes, by=by, at=at, version=version)
    INDEX.put(company.pk, *company.search_texts())
    return company


@transaction.atomic
def relate_company(company: Company, *, by: User, at: datetime, **relations: bool) -> Company:
    """Set relations (is_target, is_investor, is_resident): nothing is typed twice when a target invests and settles."""
    require(by, "companies.relate", company)
    unknown = relations.keys() - set(RELATIONS)
    if unknown:
        raise TypeError(f"no such relation: {sorted(unknown)}")
    return amend(company, "companies.relate", relations, by=by, at=at)


@transaction.atomic
def file_company(*, by: User, at: datetime, unit: Unit, name: str, uscc: str = "", **facts: Any) -> Company:
    """The file of a firm in a unit, made when there is none: for acts of other rooms that name a firm."""
    return company_in(unit, name=name, uscc=uscc) or add_company(by=by, at=at, unit=unit, name=name, uscc=uscc, **facts)


def _placed(facts: dict[str, Any]) -> dict[str, Any]:
    """A region given by code brings its name."""
    if facts.get("region_code") and not facts.get("region_name"):
        facts["region_name"] = region_name(facts["region_code"])
    return facts


def _former(company: Company, changes: Mapping[str, Any]) -> str:
    kept = str(changes.get("former_names", company.former_names)).splitlines()
    return "\n".join(dict.fromkeys([*filter(None, kept), company.name]))
