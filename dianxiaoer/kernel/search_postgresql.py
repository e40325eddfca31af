"""The search index on PostgreSQL: GIN over an array of pairs, then the text itself is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dianxiaoer.kernel.search_grams import pairs, singles


def create(table: str) -> list[str]:
    return [
        f'CREATE TABLE "{table}" (row_id bigint PRIMARY KEY, body text NOT NULL, grams text[] NOT NULL)',
        # without fastupdate a reader never has to walk a list of pending entries
        f'CREATE INDEX "{table}_grams" ON "{table}" USING gin (grams) WITH (fastupdate = off)',
    ]


def drop(table: str) -> list[str]:
    return [f'DROP TABLE "{table}"']


def select(table: str, words: Sequence[str]) -> tuple[str, list[Any]]:
    conditions = ["grams @> %s::text[]"]
    values: list[Any] = [sorted({gram for word in words for gram in pairs(word) or [word]})]
    for word in words:
        if len(word) > 2:  # the pairs say that the neighbours are there, not that they stand in one row
            conditions.append("body LIKE %s")
            values.append(f"%{word}%")
    return f'SELECT row_id FROM "{table}" WHERE {" AND ".join(conditions)}', values  # noqa: S608


def write(cursor: Any, table: str, batch: Sequence[tuple[int, Sequence[str]]]) -> None:
    cursor.executemany(
        f'INSERT INTO "{table}" (row_id, body, grams) VALUES (%s, %s, %s) '  # noqa: S608
        "ON CONFLICT (row_id) DO UPDATE SET body = EXCLUDED.body, grams = EXCLUDED.grams",
        [(row_id, "\n".join(texts), _grams(texts)) for row_id, texts in batch],
    )


def forget(cursor: Any, table: str, row_ids: Sequence[int]) -> None:
    cursor.execute(f'DELETE FROM "{table}" WHERE row_id = ANY(%s)', [list(row_ids)])  # noqa: S608


def _grams(texts: Sequence[str]) -> list[str]:
    return sorted({*singles(texts), *(gram for word in texts for gram in pairs(word))})
