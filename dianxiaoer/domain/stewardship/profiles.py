"""A firm as stewardship weighs it: sector from its industry code, size from the newest revenue and staff on file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from dianxiaoer.domain.companies.models import Company, Fact
from dianxiaoer.domain.companies.states import FactKey
from dianxiaoer.domain.reference.tables import section_of
from dianxiaoer.domain.stewardship.models import FirmProfile, SizeBand
from dianxiaoer.domain.stewardship.states import Sector, Size
from dianxiaoer.engines.measures.money import MoneyError, parse_yuan

_PRIMARY, _SECONDARY = "A", "BCDE"
_WHOLE = re.compile(r"\d+")
_MONEY = re.compile(r"\d[\d,.]*\s*(?:[万亿]+元?|元)")


def sector_of(industry_code: str) -> str:
    """The sector of a code of GB/T 4754: A primary, B–E secondary, the rest tertiary; unknown when none is on file."""
    letter = section_of(industry_code) if industry_code else ""
    if not letter:
        return Sector.UNKNOWN
    if letter == _PRIMARY:
        return Sector.PRIMARY
    return Sector.SECONDARY if letter in _SECONDARY else Sector.TERTIARY


def bands_on(on: date) -> list[SizeBand]:
    """The size bands in force on a day, the largest first. One statement."""
    rows = SizeBand.objects.filter(since_on__lte=on).order_by("-since_on", "-least_yuan")
    held: dict[str, SizeBand] = {}
    for row in rows:
        if row.until_on is None or row.until_on >= on:
            held.setdefault(row.size, row)
    return sorted(held.values(), key=lambda row: -row.least_yuan)


def refresh_profiles(companies: Iterable[Company], *, on: date, at: datetime) -> int:
    """Work the profiles of firms out anew; places and needs entered by hand stay. Returns how many rows there are.

    Four statements for any number of firms.
    """
    firms = list(companies)
    bands, facts = bands_on(on), _newest_facts(firms)
    rows = [_profile(firm, facts.get(firm.pk, {}), bands, on, at) for firm in firms]
    FirmProfile.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["company"],
        update_fields=["sector", "size", "weight", "revenue_yuan", "staff", "is_estimated", "as_of", "updated_at"],
    )
    return len(rows)


def _newest_facts(firms: Sequence[Company]) -> dict[int, dict[str, str]]:
    """Firm id → {"revenue": …, "staff": …}, the newest of each."""
    found: dict[int, dict[str, str]] = {}
    keys = [FactKey.REVENUE, FactKey.STAFF]
    rows = Fact.objects.filter(company__in=[firm.pk for firm in firms], key__in=keys).order_by("-on", "-id")
    for company_id, key, value in rows.values_list("company_id", "key", "value"):
        found.setdefault(company_id, {}).setdefault(key, value)
    return found


def _profile(firm: Company, facts: dict[str, str], bands: Sequence[SizeBand], on: date, at: datetime) -> FirmProfile:
    revenue = _yuan(facts.get(FactKey.REVENUE, ""))
    band = next((one for one in bands if revenue is not None and revenue >= one.least_yuan), None)
    smallest = bands[-1] if bands else None
    size, weight = (
        (band.size, band.weight) if band else (smallest.size, smallest.weight) if smallest else (Size.MICRO, Decimal(1))
    )
    staff = _WHOLE.search(facts.get(FactKey.STAFF, "").replace(",", ""))
    return FirmProfile(
        company=firm,
        sector=sector_of(firm.industry_code),
        size=size,
        weight=weight,
        revenue_yuan=revenue,
        staff=int(staff[0]) if staff else None,
        is_estimated=band is None,
        as_of=on,
        created_at=at,
        updated_at=at,
    )


def _yuan(text: str) -> Decimal | None:
    """The amount a fact tells, alone ("1.2亿元") or within words ("上年 21 亿元"); None when there is none."""
    found = _MONEY.search(text)
    try:
        return parse_yuan(found[0].replace(" ", "") if found else text) if text else None
    except MoneyError:
        return None
