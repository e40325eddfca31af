"""Reads the facts of firms from JSON and CSV; every message names the firm or row and the column."""

from __future__ import annotations

import csv
import json
from codecs import getincrementaldecoder
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dianxiaoer.engines.rules.document.records import Fact
from dianxiaoer.engines.rules.facts.values import Cells, find_fact, firm_cells
from dianxiaoer.engines.rules.problems import Place, Problem, RuleError, TextError

MAX_JSON_BYTES = 200_000_000
CODE_NAMES = ("企业代码", "统一社会信用代码", "code", "firm_code", "uscc")
TITLE_NAMES = ("企业名称", "名称", "name", "firm_name")


@dataclass(frozen=True)
class Firm:
    """One firm of a file: its code, its name, its cells."""

    code: str
    name: str
    cells: Cells


def read_firms(path: Path, facts: Mapping[str, Fact], on: date) -> Iterator[Firm]:
    """The firms of a .json or .csv file, one by one.

    JSON: a list of firms, or {"firms": [...]}; a firm is {"code": …, "name": …, "facts": {…}} or flat.
    CSV: a header of fact names, codes, `营业收入[2025](万元)`; UTF-8 or GB18030. Raises RuleError with the place.
    """
    if not path.exists():
        raise RuleError(Problem(f"找不到「{path}」", f"no such file: {path}"))
    if path.suffix == ".json":
        yield from _json_firms(path, facts, on)
    elif path.suffix == ".csv":
        yield from _csv_firms(path, facts, on)
    else:
        raise RuleError(
            Problem(
                f"不认识「{path.suffix}」文件，请用 .json、.csv 或 .parquet",
                "use .json, .csv or .parquet",
                Place(path.name),
            )
        )


def _json_firms(path: Path, facts: Mapping[str, Fact], on: date) -> Iterator[Firm]:
    if path.stat().st_size > MAX_JSON_BYTES:
        raise RuleError(Problem("JSON 超过 200 MB,请改用 parquet", "JSON too large, use parquet", Place(path.name)))
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", "")
        place = Place(path.name, f"第 {line} 行" if line else "")
        raise RuleError(Problem("不是合格的 JSON(UTF-8)", f"not valid JSON: {error}", place)) from None
    listed = data.get("firms", data.get("企业", [data])) if isinstance(data, dict) else data
    if not isinstance(listed, list):
        raise RuleError(Problem("JSON 里要有企业的列表", "a list of firms is expected", Place(path.name)))
    for number, entry in enumerate(listed, 1):
        place = Place(path.name, f"第 {number} 家")
        if not isinstance(entry, dict):
            raise RuleError(Problem("每家企业写成 {…}", "a firm is an object", place))
        given = entry.get("facts", entry.get("事实"))
        if given is None:
            given = {key: value for key, value in entry.items() if key not in (*CODE_NAMES, *TITLE_NAMES)}
        if not isinstance(given, dict):
            raise RuleError(Problem("「facts」写成 {事实: 值}", "facts is an object", place))
        yield Firm(_first(entry, CODE_NAMES), _first(entry, TITLE_NAMES), firm_cells(facts, given, on, place))


def _first(entry: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((str(entry[name]) for name in names if entry.get(name) not in (None, "")), "")


def _csv_firms(path: Path, facts: Mapping[str, Fact], on: date) -> Iterator[Firm]:
    with path.open(encoding=_encoding(path), newline="") as file:
        lines = csv.reader(file)
        head = [name.strip() for name in next(lines, [])]
        if not any(head):
            raise RuleError(
                Problem("文件是空的：第一行要写表头", "the file is empty: a header is needed", Place(path.name))
            )
        _check_head(head, facts, path.name)
        for number, line in enumerate(lines, 2):
            if not any(cell.strip() for cell in line):
                continue
            place = Place(path.name, f"第 {number} 行")
            if len(line) != len(head):
                raise RuleError(
                    Problem(f"有 {len(line)} 格，表头有 {len(head)} 格", "the row does not fit the header", place)
                )
            entry = dict(zip(head, line, strict=True))
            given = {key: value for key, value in entry.items() if key not in (*CODE_NAMES, *TITLE_NAMES) and key}
            yield Firm(_first(entry, CODE_NAMES), _first(entry, TITLE_NAMES), firm_cells(facts, given, on, place))


def _check_head(head: list[str], facts: Mapping[str, Fact], file: str) -> None:
    problems = []
    for position, name in enumerate(head, 1):
        if name in (*CODE_NAMES, *TITLE_NAMES, ""):
            continue
        place = Place(file, f"表头第 {position} 列")
        if head.count(name) > 1:
            problems.append(Problem(f"「{name}」这一列出现两次", f"duplicate column '{name}'", place))
        try:
            find_fact(facts, name)
        except TextError as error:
            problems.append(Problem(f"「{name}」：{error.zh}", f"'{name}': {error.en}", place))
    if problems:
        raise RuleError(*problems)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(200_000)
    try:
        getincrementaldecoder("utf-8")().decode(start)  # a character cut at the end is no error
        return "utf-8-sig"
    except UnicodeDecodeError:
        return "gb18030"
