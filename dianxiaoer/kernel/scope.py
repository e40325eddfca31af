"""Where a row belongs: each model says it once in SCOPE, and every fetch is narrowed by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

OWN, TREE = "own", "tree"


@dataclass(frozen=True)
class Scope:
    """`subject`: the first word of its verbs. `unit`, `owner`: ORM paths from the row to its unit and its owner.

    unit="" marks reference data that every signed-in person with the verb may see.
    """

    subject: str
    unit: str = "unit"
    owner: str = ""

    def within(self, unit_ids: Iterable[int]) -> Q:
        return Q(**{f"{self.unit}__in" if self.unit != "pk" else "pk__in": list(unit_ids)})

    def owned_by(self, user_id: int) -> Q:
        return Q(**{self.owner: user_id}) if self.owner else Q(pk__in=[])
