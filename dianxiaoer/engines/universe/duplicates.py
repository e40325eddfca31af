"""Rows that are one firm: exact keys merge, likenesses go to a review list for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dianxiaoer.engines.identity.duplicates import FirmTraits, likeness
from dianxiaoer.engines.identity.names import normal_name, parse_name
from dianxiaoer.engines.universe.fields import Vocabulary
from dianxiaoer.engines.universe.screens import Screen
from dianxiaoer.engines.universe.sql import where_sql
from dianxiaoer.engines.universe.store import Store

#: Names in plain simplified characters with a settled legal form are their own normal name.
_PLAIN_FORM = "name LIKE '%有限公司' AND name NOT LIKE '%有限责任%' AND name NOT LIKE '%集团)%'"
REVIEW_SCORE = 0.8
#: Blocks of firms that share a city and the first two characters of the core are compared pair by pair up to this size.
MOST_IN_BLOCK = 60
MOST_REVIEWED = 200_000


@dataclass(frozen=True)
class Merge:
    """Rows (ids) that are one firm; `keep` is the lowest id. key: "uscc" or "name", and what they share."""

    keep: int
    others: tuple[int, ...]
    key: str
    shared: str


@dataclass(frozen=True)
class Review:
    """Two rows that may be one firm: 0.8 ≤ score ≤ 1, with the reasons `identity` gives."""

    one: int
    other: int
    score: float
    reasons: tuple[str, ...]
    names: tuple[str, str]


@dataclass(frozen=True)
class Duplicates:
    """Merges by exact key, pairs to review, and firms left out of the review because a block was too big."""

    merges: tuple[Merge, ...]
    reviews: tuple[Review, ...]
    not_compared: int


def exact_duplicates(store: Store) -> tuple[list[Merge], list[Review]]:
    """Rows with one USCC, then rows with one normalised name.

    One name under two USCCs is two firms; a row of that name without a code may be either and goes to review.
    """
    by_code = [
        Merge(min(ids), tuple(sorted(ids)[1:]), "uscc", code)
        for code, ids in store.rows(
            "SELECT uscc, list(id) FROM firms WHERE uscc IS NOT NULL GROUP BY uscc HAVING count(*) > 1 ORDER BY min(id)"
        )
    ]
    merged = {row: merge.keep for merge in by_code for row in merge.others}
    merges = list(by_code)
    reviews: list[Review] = []
    for name, rows in _same_names(store):
        kept = sorted({merged.get(row, row): FirmTraits(raw, code or "") for row, code, raw in rows}.items())
        if len({firm.uscc for _, firm in kept} - {""}) <= 1:
            merges += [Merge(kept[0][0], tuple(row for row, _ in kept[1:]), "name", name)] if len(kept) > 1 else []
        else:
            reviews += _pairs(kept[:MOST_IN_BLOCK])
    return merges, reviews


def find_duplicates(store: Store, screen: Screen | None = None) -> Duplicates:
    """Exact merges of the whole store, and a review list of alike names among the firms a screen's condition keeps.

    The review compares only firms of one city whose distinctive name begins alike. Raises ValueError when the
    condition keeps more than 200,000 firms: narrow it to a region.
    """
    merges, reviews = exact_duplicates(store)
    if screen is None:
        return Duplicates(tuple(merges), tuple(reviews), 0)
    gone = {row for merge in merges for row in merge.others}
    alike, left = _alike(store, screen, gone)
    return Duplicates(tuple(merges), (*reviews, *alike), left)


def _same_names(store: Store) -> Iterator[tuple[str, list[tuple[int, str | None, str]]]]:
    """Normalised names more than one row holds, with (id, uscc, name) of each row.

    Names that normalising leaves alone are grouped by the database; only the others are normalised here, one by one.
    """
    simple = f"({_PLAIN_FORM} AND regexp_full_match(name, '[{_plain_characters()}]+'))"
    groups: dict[str, list[tuple[int, str | None, str]]] = {}
    for row, code, name in store.rows(f"SELECT id, uscc, name FROM firms WHERE NOT {simple}"):  # noqa: S608
        groups.setdefault(normal_name(name), []).append((row, code, name))
    plain = store.rows(
        f"SELECT name, list(struct_pack(id := id, uscc := uscc)) FROM firms WHERE {simple} "  # noqa: S608
        "GROUP BY name HAVING count(*) > 1"
    )
    for name, rows in plain:
        groups.setdefault(name, []).extend((row["id"], row["uscc"], name) for row in rows)
    single = [name for name, rows in groups.items() if len(rows) == 1]
    for at in range(0, len(single), 10_000):
        part = ", ".join("'" + name.replace("'", "''") + "'" for name in single[at : at + 10_000])
        query = f"SELECT id, uscc, name FROM firms WHERE {simple} AND name IN ({part})"  # noqa: S608
        for row, code, name in store.rows(query):
            groups[name].append((row, code, name))
    yield from sorted((name, sorted(rows)) for name, rows in groups.items() if len(rows) > 1)


def _plain_characters() -> str:
    """Simplified Han characters, for a character class: those that folding leaves as they are."""
    kept, run = [], ""
    for code in range(0x4E00, 0xA000):
        mark = chr(code)
        if normal_name(mark) == mark:
            run += mark
            continue
        kept.append(_span(run))
        run = ""
    return "".join([*kept, _span(run)])


def _span(run: str) -> str:
    return run if len(run) < 3 else f"{run[0]}-{run[-1]}"


def _alike(store: Store, screen: Screen, gone: set[int]) -> tuple[list[Review], int]:
    vocabulary: Vocabulary = store.vocabulary
    where = where_sql(screen.where, vocabulary)
    rows = store.rows(
        f"SELECT id, uscc, name, region FROM firms WHERE {where} LIMIT {MOST_REVIEWED + 1}"  # noqa: S608
    )
    if len(rows) > MOST_REVIEWED:
        raise ValueError(f"条件内超过 {MOST_REVIEWED} 家,无法逐对比较。请加上地区等条件后重试。")
    blocks: dict[tuple[int, str], list[tuple[int, FirmTraits]]] = {}
    for row, code, name, region in rows:
        if row not in gone:
            core = parse_name(name).core
            blocks.setdefault(((region or 0) // 100, core[:2]), []).append((row, FirmTraits(name, code or "")))
    found, left = [], 0
    for block in blocks.values():
        if len(block) > MOST_IN_BLOCK:
            left += len(block)
            continue
        found += list(_pairs(block))
    return sorted(found, key=lambda review: (-review.score, review.one, review.other)), left


def _pairs(block: Sequence[tuple[int, FirmTraits]]) -> Iterator[Review]:
    for (one, first), (other, second) in combinations(block, 2):
        alike = likeness(first, second)
        if alike.score >= REVIEW_SCORE:
            yield Review(one, other, alike.score, alike.reasons, (first.name, second.name))
