"""The same screens on a Spark cluster: one tree, one SQL text, the same answer as the embedded engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dianxiaoer.engines.universe.fields import FIELDS, Vocabulary
from dianxiaoer.engines.universe.screens import Screen
from dianxiaoer.engines.universe.sql import FIRMS, count_sql, facets_sql, top_sql
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
        firms=_firms(session, best, screen, vocabulary),
        facets=facet_values(screen.facets, facets, vocabulary),
    )


def _firms(
    session: SparkSession, best: Sequence[tuple[Any, ...]], screen: Screen, vocabulary: Vocabulary
) -> tuple[Found, ...]:
    if not best:
        return ()
    names = [field.name for field in FIELDS]
    inside = ", ".join(str(int(line[0])) for line in best)
    query = f"SELECT id, {', '.join(names)} FROM {FIRMS} WHERE id IN ({inside})"  # noqa: S608
    cells = {row[0]: zip(names, row[1:], strict=True) for row in _rows(session, query)}
    return tuple(
        Found(
            id=int(row),
            fields={name: readable(name, cell, vocabulary) for name, cell in cells[row]},
            score=float(score),
            points=named_points(screen, points),
        )
        for row, score, *points in best
    )


def _rows(session: SparkSession, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in session.sql(query).collect()]
