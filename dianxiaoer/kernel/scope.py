"""Where a row belongs: each model says it once in SCOPE, and every fetch is narrowed by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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

    def units_of(self, row: Any, verb: str) -> frozenset[int]:
        """The units that decide who may do a verb to a row: the row's own, unless a room says otherwise."""
        return frozenset({follow(row, self.unit)})


@dataclass(frozen=True)
class FirmScope:
    """Where a row belongs on the firm's side: ORM paths from the row to its firm and to the account it was made from.

    A row without either path is never the firm's. `shown`: a true-or-false path that has to hold as well (a note marked
    as shown), "" = every row.
    """

    company: str = ""
    account: str = ""
    shown: str = ""

    def reached_by(self, account_id: int | None, company_ids: Iterable[int], left_ids: Iterable[int] = ()) -> Q:
        """Rows of the account and of its firms, without those of firms it has left. Nothing for a stranger."""
        reached = Q(pk__in=[])
        left = list(left_ids)
        if self.account and account_id is not None:
            own = Q(**{self.account: account_id})
            reached |= own & ~Q(**{f"{self.company}__in": left}) if self.company and left else own
        if self.company:
            reached |= Q(**{"pk__in" if self.company == "pk" else f"{self.company}__in": list(company_ids)})
        return reached & Q(**{self.shown: True}) if self.shown else reached


def follow(row: Any, path: str) -> Any:
    """The id at the end of an ORM path ("project__unit" → project.unit_id)."""
    if path == "pk":
        return row.pk
    *steps, last = path.split("__")
    found: Any = row
    for step in steps:
        found = getattr(found, step)
    return getattr(found, f"{last}_id")
