"""Loading the shipped tables, and keeping a district's chains."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.reference.models import Chain, Industry, RankingList, Region
from dianxiaoer.domain.reference.tables import package_rows, region_names
from dianxiaoer.kernel.records import add, amend


@transaction.atomic
def load_reference() -> dict[str, int]:
    """Bring the tables to what ships, with no one asked; a second run changes nothing. Returns rows by table.

    Regions and industries are overwritten by the shipped rows; ranking lists an office changed stay as they are.
    """
    regions, industries, lists = _regions(), _industries(), _ranking_lists()
    _put(Region, regions, ["name", "full_name", "level", "parent", "lon", "lat"])
    _put(Industry, industries, ["name", "level", "parent", "section"])
    RankingList.objects.bulk_create(lists, ignore_conflicts=True)
    return {"regions": len(regions), "industries": len(industries), "ranking_lists": len(lists)}


@transaction.atomic
def add_chain(*, by: User, at: datetime, unit: Unit, name: str, **facts: Any) -> Chain:
    require_at(by, "chains.add", unit)
    return add(Chain(unit=unit, name=name, **facts), "chains.add", by=by, at=at)


@transaction.atomic
def edit_chain(
    chain: Chain, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> Chain:
    require(by, "chains.edit", chain)
    return amend(chain, "chains.edit", changes, by=by, at=at, version=version)


def _put(model: Any, rows: list[Any], fields: list[str]) -> None:
    kept = {row.pk: row for row in model.objects.all()}
    changed = [row for row in rows if row.pk not in kept or any(_differs(row, kept[row.pk], name) for name in fields)]
    model.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["code"], update_fields=fields, batch_size=1000
    )


def _differs(row: Any, kept: Any, name: str) -> bool:
    attribute = row._meta.get_field(name).attname
    return bool(getattr(row, attribute) != getattr(kept, attribute))


def _regions() -> list[Region]:
    levels: dict[str, int] = {"": -1}
    found = []
    for row in package_rows("regions"):
        level = levels[row["code"]] = levels[row["parent"]] + 1
        found.append(
            Region(
                code=row["code"],
                name=row["name"],
                full_name=region_names()[row["code"]],
                level=level,
                parent_id=row["parent"] or None,
                lon=float(row["lon"]) if row["lon"] else None,
                lat=float(row["lat"]) if row["lat"] else None,
            )
        )
    return found


def _industries() -> list[Industry]:
    return [
        Industry(
            code=row["code"],
            name=row["name"],
            level=1 if row["code"].isalpha() else len(row["code"]),
            parent_id=row["parent"] or None,
            section=row["section"],
        )
        for row in package_rows("industries")
    ]


def _ranking_lists() -> list[RankingList]:
    return [
        RankingList(
            name=row["name"],
            name_en=row["name_en"],
            publisher=row["publisher"],
            is_numbered=row["is_numbered"] == "1",
        )
        for row in package_rows("ranking_lists")
    ]
