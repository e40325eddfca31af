"""Keyset pages: the next page starts after the last row shown, so page 2,000 costs what page 2 costs."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet, FieldDoesNotExist
from django.db import connection
from django.db.models import F, Model, Q, QuerySet

EXACT_UP_TO = 10_000
Key = TypeVar("Key", str, tuple[str, str])


@dataclass(frozen=True)
class Page:
    rows: Sequence[Any]
    after: str  # cursor of the next page, "" at the end
    before: str  # cursor of the page before, "" at the start


def exact_count(rows: QuerySet[Any], limit: int = EXACT_UP_TO) -> tuple[int, bool]:
    """Number of rows, and whether it is exact: counting stops at the limit."""
    count = rows.order_by().values("pk")[: limit + 1].count()
    return min(count, limit), count <= limit


def bounded_counts(
    parts: Mapping[Key, Sequence[QuerySet[Any]]], limit: int = EXACT_UP_TO
) -> dict[Key, tuple[int, bool]]:
    """Number of rows of each part and whether it is exact; counting stops at the limit. One statement for all parts.

    A part: rows in one or more lots that have no row in common, looked at one after the other.
    """
    selects: list[str] = []
    values: list[Any] = []
    counted: list[Key] = []
    for name, lots in parts.items():
        first, *others = (rows.order_by().values("pk") for rows in lots)
        rows = first.union(*others, all=True) if others else first
        try:
            sql, given = rows[: limit + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        counted.append(name)
        selects.append(f"(SELECT COUNT(*) FROM ({sql}) AS part_{len(selects)})")  # noqa: S608 — compiled by the ORM
        values += given
    found: dict[Key, int] = {}
    if selects:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(selects)}", values)
            found = dict(zip(counted, cursor.fetchone(), strict=True))
    return {name: (min(found.get(name, 0), limit), found.get(name, 0) <= limit) for name in parts}


def page_of(rows: QuerySet[Any], sort: str, *, size: int = 50, after: str = "", before: str = "") -> Page:
    """One page of `rows` ordered by `sort` ("-amount_yuan"; ties by id in the same direction; empty values last).

    after / before: cursors taken from a Page. A cursor that cannot be read gives the first page.
    One statement.
    """
    field, down = sort.lstrip("-"), sort.startswith("-")
    backwards = bool(before)
    cursor = _read(before or after)
    nullable = _nullable(rows.model, field)
    if cursor:
        rows = rows.filter(_beyond(field, down, cursor, backwards, nullable))
    order = _order(field, down, backwards, nullable)
    found = list(_picked(rows, order, size + 1))
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    has_next = bool(found) and (more or backwards)
    has_before = bool(found) and (bool(cursor) if not backwards else more)
    return Page(found, _cursor(found[-1], field) if has_next else "", _cursor(found[0], field) if has_before else "")


def _picked(rows: QuerySet[Any], order: list[Any], count: int) -> QuerySet[Any]:
    """The first so many rows, found by their ids alone: with the tables they name joined in, SQLite starts from a table of two
    thousand people and sorts half a million rows."""
    if not rows.query.select_related:
        return rows.order_by(*order)[:count]
    return rows.filter(pk__in=rows.order_by(*order).values("pk")[:count]).order_by(*order)


def _order(field: str, down: bool, backwards: bool, nullable: bool) -> list[Any]:
    falling = down != backwards
    ties = "-id" if falling else "id"
    if field in {"id", "pk"}:
        return [ties]
    if not nullable:  # no NULLS clause, so that a plain index serves the order
        return [f"-{field}" if falling else field, ties]
    empty_first, empty_last = (True, None) if backwards else (None, True)
    value = F(field)
    ordered = value.desc if falling else value.asc
    return [ordered(nulls_first=empty_first, nulls_last=empty_last), ties]


def _nullable(model: type[Model], path: str) -> bool:
    name, _, rest = path.partition("__")
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return True  # an annotation
    if rest and field.is_relation and field.related_model:
        return bool(getattr(field, "null", True)) or _nullable(field.related_model, rest)
    return bool(getattr(field, "null", True))


def _beyond(field: str, down: bool, cursor: tuple[Any, int], backwards: bool, nullable: bool) -> Q:
    value, pk = cursor
    compare = "lt" if down != backwards else "gt"
    if field in {"id", "pk"}:
        return Q(**{f"id__{compare}": pk})
    ties = Q(**{f"id__{compare}": pk})
    if value is None:
        same = Q(**{f"{field}__isnull": True}) & ties
        return same | Q(**{f"{field}__isnull": False}) if backwards else same
    # written so that an index on (field, id) bounds the scan before the tie is looked at
    further = Q(**{f"{field}__{compare}e": value}) & (Q(**{f"{field}__{compare}": value}) | ties)
    return further | Q(**{f"{field}__isnull": True}) if nullable and not backwards else further


def _cursor(row: Model, field: str) -> str:
    value: Any = row
    for part in field.split("__"):
        value = getattr(value, part, None) if value is not None else None
    kind = "n"
    if isinstance(value, datetime):
        kind, value = "m", value.isoformat()
    elif isinstance(value, date):
        kind, value = "d", value.isoformat()
    elif isinstance(value, Decimal):
        kind, value = "a", format(value, "f")
    return base64.urlsafe_b64encode(json.dumps([kind, value, row.pk], ensure_ascii=False).encode()).decode()


def _read(cursor: str) -> tuple[Any, int] | None:
    if not cursor:
        return None
    try:
        kind, value, pk = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        if kind == "m":
            value = datetime.fromisoformat(value)
        elif kind == "d":
            value = date.fromisoformat(value)
        elif kind == "a":
            value = Decimal(value)
        return value, int(pk)
    except (ValueError, TypeError, ArithmeticError):
        return None
