"""Search that finds 华天 in 华天科技: an index of neighbouring characters, the same on SQLite and PostgreSQL.

A room makes an index in a migration (`CreateSearchIndex("companies")`), keeps it from its actions (`put`, `remove`)
and narrows a queryset by what a person typed (`narrow`). Ready-made indexes fail here: FTS5's trigrams never match a
word of two characters, and pg_trgm scans the table for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from types import ModuleType
from typing import Any, TypeVar

from django.db import connection, models
from django.db.migrations.operations.base import Operation
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from dianxiaoer.kernel import search_postgresql, search_sqlite
from dianxiaoer.kernel.search_grams import fold, words_of

Row = TypeVar("Row", bound=models.Model)
_VENDORS: dict[str, ModuleType] = {"sqlite": search_sqlite, "postgresql": search_postgresql}
_BATCH = 5000
_LOOKED_AT = 10  # hits of the index looked at for each row wanted


class SearchIndex:
    """Texts by row id. `name`: as given to CreateSearchIndex."""

    def __init__(self, name: str) -> None:
        self.table = f"search_{name}"

    def put(self, row_id: int, *texts: str) -> None:
        """Set what a row is found by; what was there before is replaced."""
        self.put_many([(row_id, texts)])

    def put_many(self, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """The same for many rows, each id once."""
        source = iter(rows)
        with connection.cursor() as cursor:
            while batch := list(islice(source, _BATCH)):
                folded = [(row_id, [word for text in texts if (word := fold(text))]) for row_id, texts in batch]
                self._vendor().write(cursor, self.table, folded)

    def remove(self, *row_ids: int) -> None:
        """Forget rows."""
        with connection.cursor() as cursor:
            self._vendor().forget(cursor, self.table, row_ids)

    def ids(self, query: str, limit: int = 50) -> list[int]:
        """Ids of rows that hold every word of the query, the newest `limit`, newest first. One statement."""
        words = words_of(query)
        if not words:
            return []
        statement, values = self._vendor().select(self.table, words)
        with connection.cursor() as cursor:
            cursor.execute(f"{statement} ORDER BY 1 DESC LIMIT %s", [*values, limit])
            return [row_id for (row_id,) in cursor.fetchall()]

    def newest(self, rows: QuerySet[Row], query: str, limit: int) -> list[Row]:
        """The newest `limit` rows of a queryset that hold every word of the query: for boxes that answer while typing.

        A word that stands in every name does not cost more than a rare one: the newest hits of the index are looked at
        first, and all of them only when too few belong to the queryset. Two statements, or three.
        """
        first = self.ids(query, limit * _LOOKED_AT)
        found = list(rows.filter(pk__in=first).order_by("-pk")[:limit])
        if len(found) == limit or len(first) < limit * _LOOKED_AT:
            return found
        return list(self.narrow(rows, query).order_by("-pk")[:limit])

    def narrow(self, rows: QuerySet[Row], query: str) -> QuerySet[Row]:
        """The rows of a queryset that hold every word of the query; all of them when nothing was typed."""
        if not query.strip():
            return rows
        words = words_of(query)
        if not words:
            return rows.none()
        # the statement is this module's own; what was typed goes in as parameters only
        return rows.filter(pk__in=RawSQL(*self._vendor().select(self.table, words)))  # noqa: S611

    def _vendor(self) -> ModuleType:
        return _VENDORS[connection.vendor]


class CreateSearchIndex(Operation):
    """Migration operation that makes the tables of one SearchIndex for the vendor at hand."""

    reversible = True

    def __init__(self, name: str) -> None:
        self.name = name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing: no model stands behind an index."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in _VENDORS[schema_editor.connection.vendor].create(f"search_{self.name}"):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in _VENDORS[schema_editor.connection.vendor].drop(f"search_{self.name}"):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Create search index {self.name}"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.name], {}
