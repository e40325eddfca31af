"""The same screens on a Spark cluster: one tree, one SQL text, the same answer as the embedded engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dianxiaoer.engines.universe.fields import FIELDS, Vocabulary
from dianxiaoer.engines.universe.screens import Screen
from dianxiaoer.engines.universe.sql import FIRMS, count_sql, facets_sql, term_sql, top_sql
from dianxiaoer.engines.universe.store import Found, ScreenAnswer, facet_values, named_points, readable

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def screen_on_spark(session: SparkSession, parquet: str, vocabulary: Vocabulary, screen: Screen) -> ScreenAnswer:
    """The answer of a screen over an exported universe (`dianxiaoer universe export`).

    parquet: any path the cluster reads (file, hdfs, s3). vocabulary: labels by bit, written beside the export.
    The session is the caller's: where it runs, with how much memory, is configuration.
    """
    session.read.parquet(parquet).createOrReplaceTempView(FIRMS)
    best = _rows(session, top_sql(screen, vocabulary))
    facets = _rows(session, facets_sql(screen, vocabulary)) if screen.facets else []
    return ScreenAnswer(
        count=int(_rows(session, count_sql(screen, vocabulary))[0][0]),
        firms=_firms(session, [(int(row), float(score)) for row, score in best], screen, vocabulary),
        facets=facet_values(screen.facets, facets, vocabulary),
    )


def _firms(
    session: SparkSession, best: Sequence[tuple[int, float]], screen: Screen, vocabulary: Vocabulary
) -> tuple[Found, ...]:
    if not best:
        return ()
    terms = [term_sql(term, screen.on, vocabulary) for term in screen.score]
    columns = ", ".join(["id", *(field.name for field in FIELDS), *terms])
    inside = ", ".join(str(row) for row, _ in best)
    lines = {line[0]: line for line in _rows(session, f"SELECT {columns} FROM {FIRMS} WHERE id IN ({inside})")}  # noqa: S608
    made = []
    for row, score in best:
        cells = lines[row][1:]
        fields = {
            field.name: readable(field.name, cell, vocabulary) for field, cell in zip(FIELDS, cells, strict=False)
        }
        made.append(Found(row, fields, score, named_points(screen, cells[len(FIELDS) :])))
    return tuple(made)


def _rows(session: SparkSession, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in session.sql(query).collect()]
