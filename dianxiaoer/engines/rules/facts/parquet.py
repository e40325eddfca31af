"""Facts of millions of firms from Parquet, a slice at a time, through DuckDB (extra `universe`); memory stays flat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.rules.document.records import Fact
from dianxiaoer.engines.rules.facts.files import CODE_NAMES
from dianxiaoer.engines.rules.facts.table import FactTable, WordColumn, encode_words
from dianxiaoer.engines.rules.facts.values import find_fact, year_of
from dianxiaoer.engines.rules.problems import Place, Problem, RuleError, TextError
from dianxiaoer.engines.rules.program.compiler import Program
from dianxiaoer.engines.rules.program.meaning import scale_of
from dianxiaoer.engines.rules.program.nodes import Column

SLICE = 524_288
_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
            "FLOAT", "DOUBLE", "DECIMAL")  # fmt: skip


def connect() -> Any:
    """A DuckDB connection of its own. Raises RuleError when the extra is not installed."""
    try:
        import duckdb
    except ImportError:
        raise RuleError(
            Problem(
                "读 parquet 需要 DuckDB:pip install 'dianxiaoer[universe]'", "the extra 'universe' is not installed"
            )
        ) from None
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")  # it would be drawn into our own output
    return connection


def read_slices(path: Path, program: Program, slice_size: int = SLICE, with_names: bool = True) -> Iterator[FactTable]:
    """Tables of `slice_size` firms. Columns: fact codes or names, `revenue.2025`, `营业收入[2025]`, `hnte.from`.

    Numbers are in the fact's own unit, days are DATE, words VARCHAR (lists joined by `|`). Columns of facts the rules
    do not read are skipped; a fact without a column is missing for all. Raises RuleError naming a column that does
    not fit.
    """
    if not path.exists():
        raise RuleError(Problem(f"找不到「{path}」", f"no such file: {path}"))
    connection = connect()
    try:
        source = f"read_parquet({_text(str(path))}, file_row_number = true)"
        described = _describe(connection, source, path)
        selected = select_list(program, described, path.name)
        code = next((f'"{name}"' for name in described if with_names and name in CODE_NAMES), None)
        wanted = [f'{text} AS "{key}"' for key, text in selected.items()] + ([f"{code} AS firm_code"] if code else [])
        total = connection.execute(f"SELECT count(*) FROM {source}").fetchone()[0]  # noqa: S608 (quoted)
        columns = {column.key: column for column in program.columns}
        codebooks = _Codebooks(connection, source, selected, columns)
        for start in range(0, total, slice_size):
            last = min(start + slice_size, total) - 1
            listed = ", ".join([*wanted, "file_row_number"])
            query = f"SELECT {listed} FROM {source} WHERE file_row_number BETWEEN {start} AND {last} ORDER BY file_row_number"  # noqa: S608
            yield _table(connection.execute(codebooks.apply(query)).fetchnumpy(), columns, codebooks)
    finally:
        connection.close()


def _describe(connection: Any, source: str, path: Path) -> dict[str, str]:
    import duckdb

    try:
        rows = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()  # noqa: S608 (quoted)
    except duckdb.Error as error:
        raise RuleError(
            Problem("打不开这个 parquet 文件", f"cannot read: {error}".splitlines()[0], Place(path.name))
        ) from None
    return {name: type_ for name, type_, *_ in rows if name != "file_row_number"}


def select_list(program: Program, described: dict[str, str], file: str) -> dict[str, str]:
    """Column key → SQL that gives it in base units, for every column of a file the program reads."""
    wanted = {column.key: column for column in program.columns}
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for name, type_ in described.items():
        key = _key_of(name, program)
        if key not in wanted:
            continue
        try:
            found[key] = base_sql(name, type_, program.facts[wanted[key].fact])
        except TextError as error:
            problems.append(Problem(f"列「{name}」：{error.zh}", f"column '{name}': {error.en}", Place(file)))
    if problems:
        raise RuleError(*problems)
    return found


def _key_of(name: str, program: Program) -> str:
    try:
        fact, part, _ = find_fact(program.rulebook.facts, name)
        if fact.yearly == "是":
            return f"{fact.code}.{year_of(part, program.on)}"
        return f"{fact.code}.{part}" if part else fact.code
    except TextError:
        return ""


def base_sql(name: str, type_: str, fact: Fact, quote: str = '"') -> str:
    """SQL giving a raw column in base units: whole 分, days since 1970, 0/1, words. Raises TextError for a wrong type."""
    column = f"{quote}{name.replace(quote, quote * 2)}{quote}"
    plain = type_.split("(")[0].upper()
    if fact.type in ("日期", "事件", "证书"):
        if plain not in ("DATE", "TIMESTAMP"):
            raise TextError(f"应为日期列，现在是 {type_}", f"a DATE is expected, not {type_}")
        return f"CAST(date_diff('day', DATE '1970-01-01', CAST({column} AS DATE)) AS DOUBLE)"
    if fact.type in ("文本", "代码", "名单"):
        if plain not in ("VARCHAR", "ENUM", *_NUMBERS):
            raise TextError(f"应为文本列，现在是 {type_}", f"VARCHAR is expected, not {type_}")
        return f"CAST({column} AS VARCHAR)"
    if fact.type == "是否":
        if plain not in ("BOOLEAN", *_NUMBERS):
            raise TextError(f"应为是否列(BOOLEAN),现在是 {type_}", f"BOOLEAN is expected, not {type_}")
        return f"CAST({column} AS DOUBLE)"
    if plain not in _NUMBERS:
        raise TextError(f"应为数值列，现在是 {type_}", f"a number is expected, not {type_}")
    scale = float(scale_of(fact))
    number = f"CAST({column} AS DOUBLE)"
    number = number if scale == 1 else f"({number} * {scale!r}e0)" if scale >= 1 else f"({number} / {1 / scale!r}e0)"
    return f"FLOOR({number} + 0.5e0)" if fact.type == "金额" else number


class _Codebooks:
    """The distinct words of every word column, found once, so that each slice comes as small codes."""

    def __init__(self, connection: Any, source: str, selected: dict[str, str], columns: dict[str, Column]) -> None:
        self.texts: dict[str, tuple[str, ...]] = {}
        self.enums: dict[str, str] = {}
        for number, (key, text) in enumerate(selected.items()):
            if columns[key].form != "words":
                continue
            query = f"SELECT DISTINCT {text} FROM {source} WHERE {text} IS NOT NULL LIMIT 50001"  # noqa: S608 (quoted)
            words = sorted(row[0] for row in connection.execute(query).fetchall())
            if len(words) > 50_000:
                continue  # too many to keep: encoded slice by slice
            self.texts[key] = tuple(words)
            listed = ", ".join(_text(word) for word in words) or "''"
            connection.execute(f"CREATE TYPE words_{number} AS ENUM ({listed})")
            self.enums[key] = f"words_{number}"

    def apply(self, query: str) -> str:
        """The slice query with words replaced by their place in the codebook."""
        listed = ", ".join(
            f'COALESCE(CAST(enum_code(CAST("{key}" AS {name})) AS SMALLINT), -1) AS "{key}"'
            if len(self.texts[key]) < 32_000
            else f'COALESCE(CAST(enum_code(CAST("{key}" AS {name})) AS INTEGER), -1) AS "{key}"'
            for key, name in self.enums.items()
        )
        return f"SELECT * REPLACE ({listed}) FROM ({query})" if listed else query  # noqa: S608 (quoted)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _table(arrays: dict[str, Any], columns: dict[str, Column], codebooks: _Codebooks) -> FactTable:
    numbers: dict[str, NDArray[np.float64]] = {}
    words: dict[str, WordColumn] = {}
    names: list[str] = []
    for key, values in arrays.items():
        if key == "firm_code":
            names = [str(value) for value in values]
        elif key in codebooks.texts:
            words[key] = WordColumn(np.ma.getdata(values), codebooks.texts[key])
        elif key in columns and columns[key].form == "words":
            gaps = np.ma.getmaskarray(values)
            words[key] = encode_words([None if gap else value for value, gap in zip(values, gaps, strict=True)])
        elif key in columns:
            filled = np.ma.filled(np.ma.asarray(values, dtype=np.float64), np.nan)
            numbers[key] = np.ascontiguousarray(filled)
    return FactTable(len(arrays["file_row_number"]), numbers, words, names)
