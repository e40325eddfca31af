"""Files of firms → a store: checked once, rejected rows reported, names indexed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.identity.uscc import ALPHABET
from dianxiaoer.engines.universe.fields import FIELDS, MOST_WORDS, Field
from dianxiaoer.engines.universe.names import build_name_index
from dianxiaoer.engines.universe.rows import build_rows
from dianxiaoer.engines.universe.sql import day_number

if TYPE_CHECKING:
    import duckdb

DATABASE, NAMES, ROWS, REJECTED = "firms.duckdb", "names", "rows", "rejected.csv"
MEMORY_LIMIT = "1200MB"
_ROWS = 500_000


class LoadError(ValueError):
    """A source cannot be loaded; the message names the file or column and what to do."""


@dataclass(frozen=True)
class LoadReport:
    """Rows read, accepted and rejected; rejected by reason; columns used; columns of the file that were not read."""

    rows: int
    accepted: int
    reasons: Mapping[str, int]
    columns: Mapping[str, str]
    not_read: tuple[str, ...]

    @property
    def rejected(self) -> int:
        """Rows not in the store: each is in rejected.csv with its row number and reason."""
        return self.rows - self.accepted


@dataclass(frozen=True)
class _Check:
    """A reason to refuse a row: SQL condition over the staged columns, the field, the words."""

    refuses: str
    field: str
    reason: str


def load_store(
    source: str | Path,
    store: str | Path,
    *,
    on: date,
    memory_limit: str = MEMORY_LIMIT,
    threads: int = 2,
    also: Sequence[str] = (),
) -> LoadReport:
    """Build a new store folder from a Parquet, CSV or xlsx file. Raises LoadError; an old store is never overwritten.

    on: firms founded later are refused. also: further columns to carry as text; no other column is read, so personal
    names and phones stay out unless named here. Memory is bounded by memory_limit plus about 300 MB for the indexing.
    """
    target = Path(store)
    if target.exists() and any(target.iterdir()):
        raise LoadError(f"{target} 已存在且不空。请换一个文件夹,或先自行删除。/ the store exists")
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target) as scratch:
        config: dict[str, str | bool | int | float | list[str]] = {"memory_limit": memory_limit, "threads": threads}
        config["temp_directory"] = scratch
        import duckdb

        with duckdb.connect(str(Path(scratch) / "stage.duckdb"), config=config) as connection:
            try:
                return _load(connection, Path(source), target, scratch, on, also)
            except duckdb.Error as problem:
                shutil.rmtree(target / NAMES, ignore_errors=True)
                raise LoadError(f"{source} 读不进来:{problem}") from problem


def _load(
    connection: duckdb.DuckDBPyConnection, source: Path, target: Path, scratch: str, on: date, also: Sequence[str]
) -> LoadReport:
    relation = _relation(source, scratch)
    types = {row[0]: row[1] for row in connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()}  # noqa: S608
    columns = _columns(types, also)
    _stage(connection, relation, types, columns, also)
    checks = _checks(on)
    _mark_problems(connection, checks)
    vocabulary = _spell_words(connection)
    connection.execute(f"ATTACH '{_quoted(target / DATABASE)}' AS store")
    _fill(connection, vocabulary, also)
    reasons = _report_rejected(connection, checks, target / REJECTED)
    rows, accepted = _one(connection, "SELECT (SELECT count(*) FROM staged), (SELECT count(*) FROM store.firms)")
    connection.execute("DROP TABLE staged")
    build_name_index(target / NAMES, _name_arrays(connection))
    columns_read = ", ".join(["id", *(field.name for field in FIELDS)])
    build_rows(target / ROWS, _batches(connection, f"SELECT {columns_read} FROM store.firms"))  # noqa: S608
    connection.execute("DETACH store")
    return LoadReport(
        rows, accepted, reasons, columns, tuple(c for c in types if c not in columns.values() and c not in also)
    )


def _relation(source: Path, scratch: str) -> str:
    if not source.is_file():
        raise LoadError(f"找不到文件 {source}。/ no such file")
    if source.suffix == ".parquet":
        return f"read_parquet('{_quoted(source)}')"
    if source.suffix == ".xlsx":
        source = _as_csv(source, Path(scratch) / "sheet.csv")
    if source.suffix not in (".csv", ".gz"):
        raise LoadError(f"{source.name} 不是 Parquet、CSV 或 xlsx。请转换后重试。")
    return f"read_csv('{_quoted(source)}', all_varchar = true, header = true, null_padding = true)"


def _as_csv(source: Path, target: Path) -> Path:
    import csv

    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_path(str(source)).get_sheet_by_index(0).to_python()
    except CalamineError as problem:
        raise LoadError(f"{source.name} 不是有效的 xlsx:{problem}。") from problem
    with target.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([_cell(cell) for cell in row] for row in rows)
    return target


def _cell(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _columns(types: Mapping[str, str], also: Sequence[str]) -> dict[str, str]:
    """Field → column of the file that carries it."""
    found = {}
    for field in FIELDS:
        carrier = next((column for column in types if column.strip().lower() in field.headers), None)
        if carrier:
            found[field.name] = carrier
    if "name" not in found:
        raise LoadError(f"没有企业名称列。首行应有 name 或 企业名称;现有:{'、'.join(types)}。")
    missing = [column for column in also if column not in types]
    if missing:
        raise LoadError(f"文件没有列 {'、'.join(missing)}。现有:{'、'.join(types)}。")
    return found


def _stage(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    types: Mapping[str, str],
    columns: Mapping[str, str],
    also: Sequence[str],
) -> None:
    """Table staged in source order (its rowid is the 0-based source row): a cleaned column a field, and
    raw_<field> with the text that could not be read, if any."""
    cells = []
    for field in FIELDS:
        column = columns.get(field.name)
        raw = _raw(column, types)
        clean = _clean(field, raw, types.get(column or "", ""))
        cells.append(f"{clean} AS {field.name}")
        if field.kind in ("code", "number", "day"):
            unread = f"CASE WHEN {clean} IS NULL THEN {raw} END" if types.get(column or "") == "VARCHAR" else "NULL"
            cells.append(f"CAST({unread} AS VARCHAR) AS raw_{field.name}")
    cells += [f'CAST("{column}" AS VARCHAR) AS "{column}"' for column in also]
    connection.execute(f"CREATE TABLE staged AS SELECT {', '.join(cells)} FROM {relation}")  # noqa: S608


def _raw(column: str | None, types: Mapping[str, str]) -> str:
    if column is None:
        return "CAST(NULL AS VARCHAR)"
    return f"nullif(trim(\"{column}\"), '')" if types[column] == "VARCHAR" else f'"{column}"'


def _clean(field: Field, raw: str, source_type: str) -> str:
    text = raw if source_type == "VARCHAR" else f"CAST({raw} AS VARCHAR)"
    if field.kind in ("text", "words"):
        return f"upper(replace(replace({text}, ' ', ''), '-', ''))" if field.name == "uscc" else text
    if field.name == "industry":
        # As a number 141 has lost its zero (0141); as text 39 is the division 3900.
        pad = "lpad" if "INT" in source_type else "rpad"
        return f"TRY_CAST({pad}(ltrim({text}, 'ABCDEFGHIJKLMNOPQRST'), 4, '0') AS INTEGER)"
    if field.name == "region":
        return f"TRY_CAST(rpad({text}, 6, '0') AS INTEGER)"
    if field.name == "capital_yuan" and source_type == "VARCHAR":
        bare = f"replace({raw}, ',', '')"
        tens = f"TRY_CAST(regexp_extract({bare}, '^([0-9.]+)万', 1) AS DOUBLE) * 10000"
        return f"CASE WHEN {raw} LIKE '%万%' THEN {tens} ELSE TRY_CAST({bare} AS DOUBLE) END"
    if field.kind == "day":
        day = f"replace(replace({raw}, '/', '-'), '.', '-')" if source_type == "VARCHAR" else raw
        day = f"TRY_CAST({day} AS DATE)"
        return f"CAST(year({day}) * 10000 + month({day}) * 100 + day({day}) AS INTEGER)"
    return f"TRY_CAST({raw} AS {field.sql})"


def _checks(on: date) -> list[_Check]:
    unread = [
        _Check(f"raw_{field.name} IS NOT NULL AND {field.name} IS NULL", field.name, f"{field.label}读不出")
        for field in FIELDS
        if field.kind in ("code", "number", "day")
    ]
    return [
        _Check("name IS NULL", "name", "缺少企业名称"),
        _Check("length(uscc) <> 18", "uscc", "统一社会信用代码不是 18 位"),
        _Check("rowid IN (SELECT seq FROM wrong_digits)", "uscc", "统一社会信用代码校验位不符"),
        *unread,
        _Check("region NOT BETWEEN 110000 AND 829999", "region", "行政区划代码不在范围"),
        _Check("industry NOT BETWEEN 100 AND 9999", "industry", "行业代码不在范围"),
        _Check("capital_yuan < 0", "capital_yuan", "注册资本为负"),
        _Check("employees < 0", "employees", "人数为负"),
        _Check(f"founded_on > {day_number(on)}", "founded_on", "成立日期晚于数据日期"),
    ]


def _mark_problems(connection: duckdb.DuckDBPyConnection, checks: Sequence[_Check]) -> None:
    """Table problems: seq and number of the first check each refused row fails."""
    import pyarrow as pa

    wrong = [
        _wrong_digits(batch)
        for batch in _batches(connection, "SELECT rowid AS seq, uscc FROM staged WHERE length(uscc) = 18")
    ]
    connection.register("wrong_digits", pa.table({"seq": np.concatenate([np.empty(0, np.int64), *wrong])}))
    cases = " ".join(f"WHEN {check.refuses} THEN {at}" for at, check in enumerate(checks))
    connection.execute(
        f"CREATE TABLE problems AS SELECT rowid AS seq, CASE {cases} END AS problem FROM staged WHERE problem IS NOT NULL"  # noqa: S608
    )


def _wrong_digits(batch: Any) -> NDArray[np.int64]:
    """Source rows of a batch whose USCC has a foreign character or fails GB 32100 / GB 11714 check digits."""
    if not batch.num_rows:
        return np.empty(0, np.int64)
    text = "".join(batch.column("uscc").to_pylist())
    if len(text.encode("utf-8")) != len(text):
        text = "".join(ch if ch.isascii() else "?" for ch in text)
    marks = np.frombuffer(text.encode("ascii"), dtype=np.uint8).reshape(-1, 18)
    value = np.full(256, -1)
    value[np.frombuffer(ALPHABET.encode(), dtype=np.uint8)] = np.arange(31)
    base36 = np.zeros(256, dtype=np.int64)
    base36[[ord(mark) for mark in ALPHABET]] = [int(mark, 36) for mark in ALPHABET]
    digits = value[marks]
    last = -(digits[:, :17] @ np.array([pow(3, place, 31) for place in range(17)])) % 31
    organisation = -(base36[marks[:, 8:16]] @ np.array([3, 7, 9, 10, 5, 8, 4, 2])) % 11
    ninth = np.frombuffer(b"0123456789X", dtype=np.uint8)[organisation]
    place_ok = (digits[:, 2:8] < 10).all(axis=1)
    right = (digits >= 0).all(axis=1) & place_ok & (last == digits[:, 17]) & (ninth == marks[:, 16])
    rows = np.asarray(batch.column("seq"), dtype=np.int64)
    return np.compress(~right, rows)


def _spell_words(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Most frequent labels of each words field (at most 63), and a table words_<field>: spelling → bits."""
    import re

    import pyarrow as pa

    vocabulary = {}
    for field in FIELDS:
        if field.kind != "words":
            continue
        spelled = connection.execute(
            f"SELECT {field.name}, count(*) FROM staged WHERE {field.name} IS NOT NULL GROUP BY 1"  # noqa: S608
        ).fetchall()
        split = {text: [w.strip() for w in re.split(r"[;；,，、|\[\]]", text) if w.strip()] for text, _ in spelled}
        counts: dict[str, int] = {}
        for text, rows in spelled:
            for word in set(split[text]):
                counts[word] = counts.get(word, 0) + rows
        words = sorted(counts, key=lambda word: (-counts[word], word))
        if len(words) > MOST_WORDS:
            raise LoadError(
                f"{field.label}有 {len(words)} 种,最多 {MOST_WORDS} 种。请先归并,较少见的如:{'、'.join(words[-5:])}。"
            )
        bits = [sum(1 << words.index(word) for word in set(split[text])) for text, _ in spelled]
        table = pa.table(
            {"spelling": pa.array([text for text, _ in spelled], pa.string()), "bits": pa.array(bits, pa.int64())}
        )
        connection.register(f"words_{field.name}", table)
        vocabulary[field.name] = words
    return vocabulary


def _fill(connection: duckdb.DuckDBPyConnection, vocabulary: Mapping[str, list[str]], also: Sequence[str]) -> None:
    """Tables firms (in source order, id = source row) and words of the store."""
    cells = [
        f"coalesce(words_{field.name}.bits, 0) AS {field.name}" if field.kind == "words" else f"staged.{field.name}"
        for field in FIELDS
    ]
    joins = " ".join(f"LEFT JOIN words_{name} ON words_{name}.spelling = staged.{name}" for name in vocabulary)
    more = [f'staged."{column}"' for column in also]
    connection.execute(
        f"CREATE TABLE store.firms AS SELECT staged.rowid AS id, {', '.join([*cells, *more])} FROM staged {joins} "  # noqa: S608
        "WHERE staged.rowid NOT IN (SELECT seq FROM problems)"
    )
    connection.execute("CREATE TABLE store.words (field VARCHAR, bit INTEGER, word VARCHAR)")
    lines = [(field, bit, word) for field, words in vocabulary.items() for bit, word in enumerate(words)]
    if lines:
        connection.executemany("INSERT INTO store.words VALUES (?, ?, ?)", lines)


def _report_rejected(connection: duckdb.DuckDBPyConnection, checks: Sequence[_Check], path: Path) -> dict[str, int]:
    """Write rejected.csv (row of the file, field, value, reason); rows by reason."""
    raw = {check.field: f"raw_{check.field}" for check in checks if check.field not in ("name", "uscc")}
    value = " ".join(
        f"WHEN {at} THEN coalesce(CAST({c.field} AS VARCHAR), {raw.get(c.field, 'NULL')})"
        for at, c in enumerate(checks)
    )
    field = " ".join(f"WHEN {at} THEN '{check.field}'" for at, check in enumerate(checks))
    reason = " ".join(f"WHEN {at} THEN '{check.reason}'" for at, check in enumerate(checks))
    connection.execute(
        f'COPY (SELECT seq + 2 AS "row", CASE problem {field} END AS field, CASE problem {value} END AS value, '  # noqa: S608
        f"CASE problem {reason} END AS reason FROM problems JOIN staged ON staged.rowid = seq ORDER BY seq) "
        f"TO '{_quoted(path)}' (HEADER)"
    )
    rows = connection.execute("SELECT problem, count(*) FROM problems GROUP BY 1 ORDER BY 1").fetchall()
    return {checks[at].reason: count for at, count in rows}


def _name_arrays(connection: duckdb.DuckDBPyConnection) -> Iterator[Any]:
    for batch in _batches(connection, "SELECT name FROM store.firms"):
        yield batch.column("name")


def _batches(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[Any]:
    yield from connection.sql(query).to_arrow_reader(_ROWS)


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, int]:
    row = connection.execute(query).fetchone()
    assert row is not None  # noqa: S101 - a count always answers
    return int(row[0]), int(row[1])


def _quoted(path: Path | str) -> str:
    return str(path).replace("'", "''")
