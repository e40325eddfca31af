"""Keeping the roster: who may be given firms, how firms weigh, which roles are for one person only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.stewardship.models import FirmProfile, Official, RoleRule, SectorMinimum
from dianxiaoer.domain.stewardship.profiles import refresh_profiles
from dianxiaoer.kernel.records import add, amend


def add_official(*, by: User, at: datetime, unit: Unit, name: str, **facts: Any) -> Official:
    """A person on the roster of a unit. Name and position together stand once."""
    require_at(by, "stewardship.keep_official", unit)
    return add(Official(unit=unit, name=name.strip(), **facts), "stewardship.keep_official", by=by, at=at)


def edit_official(
    official: Official, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> Official:
    require(by, "stewardship.keep_official", official)
    return amend(official, "stewardship.keep_official", changes, by=by, at=at, version=version)


@transaction.atomic
def profile_of(company: Company, *, on: date, at: datetime) -> FirmProfile:
    """The profile of a firm, worked out when there is none."""
    found = FirmProfile.objects.filter(company=company).first()
    if found is None:
        refresh_profiles([company], on=on, at=at)
        found = FirmProfile.objects.get(company=company)
    return found


@transaction.atomic
def edit_profile(
    profile: FirmProfile, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> FirmProfile:
    """Place and needs of a firm, entered by hand; sector and size follow its file."""
    require(by, "stewardship.keep_profile", profile)
    return amend(profile, "stewardship.keep_profile", changes, by=by, at=at, version=version, root=profile.company)


def set_role_rule(
    *, by: User, at: datetime, unit: Unit, role: str, is_sole: bool, since_on: date, source: str
) -> RoleRule:
    """From a day on, a role is for one person a firm, or not, in a unit and below."""
    require_at(by, "stewardship.set_rule", unit)
    row = RoleRule(unit=unit, role=role, is_sole=is_sole, since_on=since_on, source=source)
    return add(row, "stewardship.set_rule", by=by, at=at)


@transaction.atomic
def set_sector_minimum(
    *,
    by: User,
    at: datetime,
    unit: Unit,
    role: str,
    sector: str,
    minimum: int,
    since_on: date,
    source: str,
    official: Official | None = None,
) -> SectorMinimum:
    """From a day on, each official of a role (or one of them) has at least so many firms of a sector. 0 lifts it.

    Said again for the same day, it is corrected. Plans made from then on carry it into the optimiser's input.
    """
    require_at(by, "stewardship.set_rule", unit)
    key = {"unit": unit, "role": role, "sector": sector, "official": official, "since_on": since_on}
    held = SectorMinimum.objects.filter(**key).first()
    if held is not None:
        return amend(held, "stewardship.set_rule", {"minimum": minimum, "source": source}, by=by, at=at)
    row = SectorMinimum(**key, minimum=minimum, source=source)
    return add(row, "stewardship.set_rule", by=by, at=at)
