"""What a person may choose from, read for several controls at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, QuerySet, Value, Window
from django.db.models.functions import Cast, RowNumber


@dataclass(frozen=True)
class Listed:
    """Rows of a table as choices, in the order of the rows. value: field path; label: field path or expression.

    before: further choices that stand above them.
    """

    rows: QuerySet[Any]
    value: str = "pk"
    label: Any = "name"
    before: Sequence[tuple[str, Any]] = ()


def read_choices(lists: Mapping[str, Listed]) -> dict[str, list[tuple[str, Any]]]:
    """(value, label) of every list, values as text. One statement however many lists there are."""
    found = {key: list(listed.before) for key, listed in lists.items()}
    if lists:
        first, *others = (_numbered(key, listed) for key, listed in lists.items())
        for key, _place, value, label in sorted(first.union(*others, all=True), key=lambda row: row[:2]):
            found[key].append((value, label))
    return found


def _numbered(key: str, listed: Listed) -> QuerySet[Any]:
    """(list, place, value, label): the place is counted by the database, since a union keeps no order."""
    rows = listed.rows
    if rows.query.is_sliced:  # the first so many of them: a union takes no slice
        rows = rows.model._base_manager.filter(pk__in=rows.values("pk")).order_by(*rows.query.order_by)
    order: list[Any] = list(rows.query.order_by or rows.model._meta.ordering or ("pk",))
    numbered: QuerySet[Any] = (
        rows.order_by()
        .annotate(
            choice_list=Value(key),
            choice_place=Window(RowNumber(), order_by=order),
            choice_value=Cast(F(listed.value), CharField()),
            choice_label=F(listed.label) if isinstance(listed.label, str) else listed.label,
        )
        .values_list("choice_list", "choice_place", "choice_value", "choice_label")
    )
    return numbered
