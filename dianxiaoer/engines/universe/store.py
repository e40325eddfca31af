"""An opened store: run screens on it, search names in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from dianxiaoer.engines.universe.fields import FIELD_OF, Vocabulary
from dianxiaoer.engines.universe.loading import DATABASE, MEMORY_LIMIT, NAMES, ROWS, LoadError
from dianxiaoer.engines.universe.names import NameIndex
from dianxiaoer.engines.universe.rows import RowFile
from dianxiaoer.engines.universe.screens import Facet, Screen
from dianxiaoer.engines.universe.sql import count_sql, facet_marks, facets_sql, top_sql


@dataclass(frozen=True)
class Found:
    """One firm of an answer: its fields (words as tuples), its score and the points of each term."""

    id: int
    fields: Mapping[str, Any]
    score: float = 0.0
    points: Mapping[str, float] | None = None


@dataclass(frozen=True)
class ScreenAnswer:
    """count: firms the condition holds for. firms: the best, best first. facets: name → (value, firms), most first."""

    count: int
    firms: tuple[Found, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True)
class NameAnswer:
    """Firms whose name holds the words; `more` means there are over 10,000 and `count` stops there."""

    count: int
    more: bool
    firms: tuple[Found, ...]


class Store:
    """A loaded universe, read only. One per thread, or `with Store(path) as store`."""

    def __init__(self, path: str | Path, *, memory_limit: str = MEMORY_LIMIT, threads: int = 2) -> None:
        """Open the store in a folder. Raises LoadError when there is none."""
        self.path = Path(path)
        if not (self.path / DATABASE).is_file():
            raise LoadError(f"{self.path} 不是企业库。请先运行 dianxiaoer universe load。/ not a store")
        config: dict[str, str | bool | int | float | list[str]] = {"memory_limit": memory_limit, "threads": threads}
        self._connection = duckdb.connect(str(self.path / DATABASE), read_only=True, config=config)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the memory and the file."""
        self._connection.close()
        if "_row_file" in self.__dict__:
            self._row_file.close()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Labels of each words field, by bit."""
        found: dict[str, list[str]] = {}
        for field, word in self._connection.execute("SELECT field, word FROM words ORDER BY field, bit").fetchall():
            found.setdefault(field, []).append(word)
        return {field: tuple(words) for field, words in found.items()}

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self.path / NAMES)

    @cached_property
    def _row_file(self) -> RowFile:
        return RowFile(self.path / ROWS)

    def count(self) -> int:
        """Firms in the store."""
        return int(self._rows("SELECT count(*) FROM firms")[0][0])

    def screen(self, screen: Screen) -> ScreenAnswer:
        """The answer of a screen: row numbers and points first, the fields of only the best after. Raises ScreenError."""
        best = self._rows(top_sql(screen, self.vocabulary, row_id="rowid"))
        return ScreenAnswer(
            count=int(self._rows(count_sql(screen, self.vocabulary))[0][0]),
            firms=tuple(
                replace(firm, score=float(line[1]), points=named_points(screen, line[2:]))
                for firm, line in zip(self._firms([line[0] for line in best]), best, strict=True)
            ),
            facets=self.facets(screen),
        )

    def facets(self, screen: Screen) -> dict[str, tuple[tuple[str, int], ...]]:
        """Only the facets of a screen."""
        rows = self._rows(facets_sql(screen, self.vocabulary)) if screen.facets else []
        return facet_values(screen.facets, rows, self.vocabulary)

    def search(self, text: str, *, limit: int = 50) -> NameAnswer:
        """Firms whose name contains the text (two characters and more), exact and shortest names first."""
        hits = self._names.search(text, limit=limit)
        return NameAnswer(hits.count, hits.more, self._firms(hits.rows))

    def export(self, path: str | Path) -> None:
        """Write the firms, labels as bits, to Parquet for a cluster (see docs/howto/universe-on-a-cluster.md)."""
        target = str(path).replace("'", "''")
        self._connection.execute(f"COPY (SELECT * FROM firms ORDER BY id) TO '{target}' (FORMAT parquet)")  # noqa: S608

    def _firms(self, rows: Sequence[int]) -> tuple[Found, ...]:
        return tuple(
            Found(row, {name: readable(name, cell, self.vocabulary) for name, cell in cells.items()})
            for row, cells in self._row_file.fetch(rows)
        )

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of a query over the tables firms and words: for the rooms of this engine, not for people's text."""
        return self._rows(query)

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query).fetchall()


def facet_values(
    facets: Sequence[Facet], rows: Sequence[Sequence[Any]], vocabulary: Vocabulary
) -> dict[str, tuple[tuple[str, int], ...]]:
    """Answer of the facets query by facet name: (value, firms), most first, ties by value; "" where unknown."""
    found = {}
    for at, (facet, mark) in enumerate(zip(facets, facet_marks(len(facets)), strict=True)):
        pairs = [(row[1 + at], int(row[-1])) for row in rows if row[0] == mark]
        counts = (
            _label_counts(facet, pairs, vocabulary) if FIELD_OF[facet.field].kind == "words" else _named(facet, pairs)
        )
        found[facet.name] = tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    return found


def _label_counts(facet: Facet, pairs: Sequence[tuple[Any, int]], vocabulary: Vocabulary) -> dict[str, int]:
    words = vocabulary.get(facet.field, ())
    counts = {word: sum(firms for bits, firms in pairs if bits >> bit & 1) for bit, word in enumerate(words)}
    return {word: firms for word, firms in counts.items() if firms}


def _named(facet: Facet, pairs: Sequence[tuple[Any, int]]) -> dict[str, int]:
    digits = facet.digits or FIELD_OF[facet.field].digits
    return {"" if value is None else str(value).zfill(digits): firms for value, firms in pairs}


def named_points(screen: Screen, points: Sequence[Any]) -> dict[str, float] | None:
    """Points of each term by its name, to four decimals, as the score is: engines differ in the sixteenth."""
    # + 0.0 turns -0.0, which means nothing to a reader, into 0.0
    named = zip(screen.score, points, strict=False)
    return {term.name or f"term {at}": round(float(p), 4) + 0.0 for at, (term, p) in enumerate(named)} or None


def readable(name: str, cell: Any, vocabulary: Vocabulary) -> Any:
    """A stored cell as people write it: codes with leading zeros, labels as words, days as YYYY-MM-DD."""
    known = FIELD_OF[name]
    if cell is None:
        return None
    if known.kind == "words":
        return tuple(word for bit, word in enumerate(vocabulary.get(name, ())) if int(cell) >> bit & 1)
    if known.kind == "code":
        return str(cell).zfill(known.digits)
    if known.kind == "day":
        return f"{cell // 10000:04d}-{cell // 100 % 100:02d}-{cell % 100:02d}"
    return cell
