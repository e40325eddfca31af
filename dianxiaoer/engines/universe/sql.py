"""A screen as SQL: one tree, written in words DuckDB and Spark SQL both understand."""

from __future__ import annotations

from datetime import date

from dianxiaoer.engines.universe.fields import FIELD_OF, Vocabulary
from dianxiaoer.engines.universe.screens import Condition, Facet, Screen, ScreenError, Term, Test

FIRMS = "firms"


def top_sql(screen: Screen, vocabulary: Vocabulary, *, row_id: str = "id") -> str:
    """Row, score and points of each term of the best firms, best first, ties by id.

    row_id: the engine's own row number, or `id`.
    """
    terms = "".join(f", {term_sql(term, screen.on, vocabulary)}" for term in screen.score)
    return (
        f"SELECT {row_id} AS at, {score_sql(screen, vocabulary)} AS score{terms} FROM {FIRMS} WHERE {where_sql(screen.where, vocabulary)} "  # noqa: S608
        f"ORDER BY score DESC, id LIMIT {screen.top}"
    )


def count_sql(screen: Screen, vocabulary: Vocabulary) -> str:
    """Number of firms the condition is true for."""
    return f"SELECT count(*) FROM {FIRMS} WHERE {where_sql(screen.where, vocabulary)}"  # noqa: S608


def facets_sql(screen: Screen, vocabulary: Vocabulary) -> str:
    """All facets in one pass: rows of (which facet, v0 … vk, firms); `which` as `facet_marks` numbers them."""
    values = [f"v{at}" for at in range(len(screen.facets))]
    cells = ", ".join(f"{_facet_value(facet)} AS {value}" for facet, value in zip(screen.facets, values, strict=True))
    sets = ", ".join(f"({value})" for value in values)
    listed = ", ".join(values)
    return (
        f"SELECT grouping_id({listed}) AS which, {listed}, count(*) AS firms FROM (SELECT {cells} FROM {FIRMS} "  # noqa: S608
        f"WHERE {where_sql(screen.where, vocabulary)}) AS chosen GROUP BY GROUPING SETS ({sets})"
    )


def facet_marks(count: int) -> list[int]:
    """What grouping_id answers for each of so many facets: all bits set but its own, the first the highest."""
    return [(1 << count) - 1 - (1 << (count - 1 - at)) for at in range(count)]


def _facet_value(facet: Facet) -> str:
    known = FIELD_OF[facet.field]
    if facet.digits and facet.digits < known.digits:
        return f"CAST(floor({facet.field} / {10 ** (known.digits - facet.digits)}) AS INT)"
    return facet.field


def score_sql(screen: Screen, vocabulary: Vocabulary) -> str:
    """The score as one expression: the terms added in the order given, rounded to 4 decimals so that engines agree."""
    if not screen.score:
        return "0.0"
    terms = " + ".join(term_sql(term, screen.on, vocabulary) for term in screen.score)
    return f"round({terms}, 4)"


def term_sql(term: Term, on: date, vocabulary: Vocabulary) -> str:
    """One term of a score; unknown counts 0."""
    weight = f"CAST({term.weight!r} AS DOUBLE)"
    if term.when is not None:
        return f"CASE WHEN {where_sql(term.when, vocabulary)} THEN {weight} ELSE CAST(0 AS DOUBLE) END"
    return f"coalesce({weight} * {_shape(term, on)}, CAST(0 AS DOUBLE))"


def where_sql(condition: Condition, vocabulary: Vocabulary) -> str:
    """The condition as an expression for WHERE and CASE WHEN, where unknown counts as not met.

    Only below a `not` is unknown spelled out as false: elsewhere it would keep an engine from skipping blocks.
    """
    if isinstance(condition, Test):
        return _test_sql(condition, vocabulary)
    inside = [where_sql(each, vocabulary) for each in condition.inside]
    if condition.op == "any":
        return f"({' OR '.join(inside)})" if inside else "FALSE"
    if condition.op == "not":
        return f"NOT coalesce({' OR '.join(inside)}, FALSE)" if inside else "TRUE"
    return f"({' AND '.join(inside)})" if inside else "TRUE"


def _test_sql(test: Test, vocabulary: Vocabulary) -> str:
    known = FIELD_OF[test.field]
    if test.op == "known":
        return f"({test.field} IS {'NOT ' if test.values[0] else ''}NULL)"
    if known.kind == "words":
        return _words_sql(test, vocabulary)
    if known.kind == "code":
        return _code_sql(test, known.digits)
    if test.op == "one_of":
        return f"({test.field} IN ({', '.join(_literal(value) for value in test.values)}))"
    if test.op == "starts_with":
        return "(" + " OR ".join(f"{test.field} LIKE {_like(value)} ESCAPE '!'" for value in test.values) + ")"
    sign = ">=" if test.op == "at_least" else "<="
    return f"({test.field} {sign} {_literal(test.values[0])})"


def _code_sql(test: Test, digits: int) -> str:
    """Codes are numbers, so a prefix is a range: 32 of six digits is 320000 to 329999."""
    if test.op == "one_of":
        return f"({test.field} IN ({', '.join(str(int(value)) for value in test.values)}))"
    ranges = []
    for prefix in test.values:
        step = 10 ** (digits - len(prefix))
        ranges.append(f"{test.field} BETWEEN {int(prefix) * step} AND {int(prefix) * step + step - 1}")
    return f"({' OR '.join(ranges)})"


def _words_sql(test: Test, vocabulary: Vocabulary) -> str:
    words = vocabulary.get(test.field, ())
    unknown = [word for word in test.values if word not in words]
    if unknown:
        raise ScreenError(f"{test.field} 里没有「{'、'.join(unknown)}」。可用:{'、'.join(words)}。")
    mask = sum(1 << words.index(word) for word in set(test.values))
    if test.op == "has_all":
        return f"(({test.field} & {mask}) = {mask})"
    return f"(({test.field} & {mask}) <> 0)"


def _shape(term: Term, on: date) -> str:
    if term.shape == "log10":
        return f"(CASE WHEN {term.field} >= 1 THEN log10({term.field}) ELSE CAST(0 AS DOUBLE) END)"
    if term.shape == "years":
        return f"floor(({day_number(on)} - {term.field}) / 10000)"
    return f"CAST({term.field} AS DOUBLE)"


def day_number(day: date) -> int:
    """A day as stored: 20250630."""
    return day.year * 10000 + day.month * 100 + day.day


def _literal(value: object) -> str:
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, date):
        return str(day_number(value))
    return _text(str(value))


def _text(value: str) -> str:
    # Spark reads backslashes inside quotes as escapes and DuckDB does not: no name of a status holds one.
    if "\\" in value or "\x00" in value:
        raise ScreenError(f"文字里不能有反斜杠:{value!r}。")
    return "'" + value.replace("'", "''") + "'"


def _like(prefix: str) -> str:
    return _text(prefix.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%")
