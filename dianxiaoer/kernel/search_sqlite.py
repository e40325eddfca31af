"""The search index on SQLite: FTS5 over pairs of neighbouring characters, a word is a phrase of its pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dianxiaoer.kernel.search_grams import pairs, singles


def create(table: str) -> list[str]:
    return [
        f'CREATE TABLE "{table}_body" (row_id INTEGER PRIMARY KEY, body TEXT NOT NULL)',
        f"""CREATE VIRTUAL TABLE "{table}" USING fts5(pairs, singles, content='', tokenize='ascii')""",
    ]


def drop(table: str) -> list[str]:
    return [f'DROP TABLE "{table}"', f'DROP TABLE "{table}_body"']


def select(table: str, words: Sequence[str]) -> tuple[str, list[Any]]:
    match = " AND ".join(_phrase(word) for word in words)
    return f'SELECT rowid FROM "{table}" WHERE "{table}" MATCH %s', [match]  # noqa: S608


def write(cursor: Any, table: str, batch: Sequence[tuple[int, Sequence[str]]]) -> None:
    forget(cursor, table, [row_id for row_id, _ in batch])
    cursor.executemany(
        f'INSERT INTO "{table}_body" (row_id, body) VALUES (%s, %s)',  # noqa: S608
        [(row_id, "\n".join(texts)) for row_id, texts in batch],
    )
    cursor.executemany(
        f'INSERT INTO "{table}" (rowid, pairs, singles) VALUES (%s, %s, %s)',  # noqa: S608
        [(row_id, *_tokens(texts)) for row_id, texts in batch],
    )


def forget(cursor: Any, table: str, row_ids: Sequence[int]) -> None:
    """FTS5 keeps no text of ours (content=''): to forget a row it must be told again what the row held."""
    for start in range(0, len(row_ids), 500):
        some = row_ids[start : start + 500]
        marks = ", ".join(["%s"] * len(some))
        cursor.execute(f'SELECT row_id, body FROM "{table}_body" WHERE row_id IN ({marks})', some)  # noqa: S608
        kept = [(row_id, *_tokens(body.split("\n"))) for row_id, body in cursor.fetchall()]
        cursor.executemany(
            f"""INSERT INTO "{table}" ("{table}", rowid, pairs, singles) VALUES ('delete', %s, %s, %s)""",  # noqa: S608
            kept,
        )
        cursor.execute(f'DELETE FROM "{table}_body" WHERE row_id IN ({marks})', some)  # noqa: S608


def _tokens(texts: Sequence[str]) -> tuple[str, str]:
    """Tokens of the two columns; the lone z keeps a phrase from reaching over two texts."""
    return " z ".join(" ".join(map(_token, pairs(word))) for word in texts), " ".join(map(_token, singles(texts)))


def _token(gram: str) -> str:
    """Code points in hexadecimal: FTS5 then needs no table of which characters are letters."""
    return "x".join(f"{ord(mark):x}" for mark in gram)


def _phrase(word: str) -> str:
    if len(word) == 1:
        return f"singles : {_token(word)}"
    return f'pairs : "{" ".join(map(_token, pairs(word)))}"'
