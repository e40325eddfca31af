"""How many rows stand behind a ledger, in all and for each counted choice, and what they sum up to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from dianxiaoer.kernel.paging import EXACT_UP_TO, bounded_counts

#: (key of the filter, value of the choice); ALL: every row
Part = tuple[str, str]
ALL: Part = ("", "")
#: rows of one choice of one lot of rows
Counted = Callable[[QuerySet[Any]], Mapping[str, QuerySet[Any]]]


def counted(
    lots: Sequence[Callable[[str], QuerySet[Any]]], choices: Mapping[str, Counted], *, whole: bool
) -> dict[Part, tuple[int, bool]]:
    """Number of rows of each part and whether it is exact (up to 10,000). One statement.

    lots: the rows in parts without a row in common, each a function of the filter that is left out ("" = none).
    choices: filter → its choices as rows. whole: every row is counted too.
    """
    parts: dict[Part, list[QuerySet[Any]]] = {ALL: [lot("") for lot in lots]} if whole else {}
    for key, choice in choices.items():
        for lot in lots:
            for value, rows in choice(lot(key)).items():
                parts.setdefault((key, value), []).append(rows)
    return bounded_counts(parts)


def summed(rows: QuerySet[Any], paths: Sequence[str]) -> tuple[int, bool, list[Decimal]]:
    """How many rows, whether that is exact, and the sums over paths, in one statement that stops at 10,000 rows."""
    limited = rows.order_by().values("pk", *dict.fromkeys(paths))[: EXACT_UP_TO + 1]
    sums = {f"sum_{place}": Sum(path) for place, path in enumerate(paths)}
    found = limited.aggregate(rows=Count("pk"), **sums)
    exact = found["rows"] <= EXACT_UP_TO
    return min(found["rows"], EXACT_UP_TO), exact, [found[name] or Decimal(0) for name in sums]
