"""Rules a unit keeps for itself hold for everything below it, until a unit below keeps its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from dianxiaoer.domain.people.models import Unit

Row = TypeVar("Row", bound=Any)


def nearest_rows(unit: Unit, rows: Iterable[Row]) -> list[Row]:
    """The rows of the nearest unit upwards that keeps any; empty when none does. `rows` have a unit_id; no statement."""
    kept: dict[int, list[Row]] = {}
    for row in rows:
        kept.setdefault(row.unit_id, []).append(row)
    return next((kept[pk] for pk in reversed(unit.ancestry) if pk in kept), [])
