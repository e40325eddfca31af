"""What an input table may hold, said once as data: the check of each row, the sheet's headers and the JSON schema."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dianxiaoer.engines.optimise.problems import InputProblems

Kind = Literal["text", "number", "whole", "flag", "list"]
Row = dict[str, Any]

_TRUE = {"是", "yes", "true", "1", "1.0", "y", "√"}
_FALSE = {"否", "no", "false", "0", "0.0", "n", ""}
_SEPARATORS = "、,,;;|"


@dataclass(frozen=True)
class Field:
    """One column: its key in JSON, its header in a sheet, what it may hold. Bounds are inclusive."""

    key: str
    header: str
    kind: Kind
    help: str
    is_required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    default: Any = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One list of rows: its key in JSON, its sheet's name, its columns. `identity` must not repeat."""

    key: str
    sheet: str
    help: str
    fields: tuple[Field, ...]
    identity: tuple[str, ...] = ()
    is_required: bool = False
    is_single: bool = False


def read_tables(document: object, tables: Sequence[Table]) -> dict[str, list[Row]]:
    """Checked rows of every table. Raises InputProblems naming table, row and field of everything that is wrong.

    A single table (settings) is an object in JSON and comes back as a list of one row. A row may carry "_row", the
    line of the sheet it came from; the sentence then names that line.
    """
    if not isinstance(document, Mapping):
        raise InputProblems(["输入文件的最外层应是一个 JSON 对象"])
    sentences: list[str] = []
    known = {table.key for table in tables}
    sentences += [f"不认识的部分“{key}”:可用 {'、'.join(known)}" for key in document if key not in known]
    rows = {table.key: _table_rows(document.get(table.key), table, sentences) for table in tables}
    if sentences:
        raise InputProblems(sentences)
    return rows


def _table_rows(given: object, table: Table, sentences: list[str]) -> list[Row]:
    if table.is_single:
        given = [given if given is not None else {}]
    if given is None:
        given = []
    if not isinstance(given, Sequence) or isinstance(given, str):
        sentences.append(f"“{table.key}”应是一个列表")
        return []
    if table.is_required and not given:
        sentences.append(f"{table.sheet}({table.key})没有任何行:至少需要一行")
    rows = []
    for number, row in enumerate(given, start=1):
        if isinstance(row, Mapping):
            rows.append(_checked_row(row, table, number, sentences))
        else:
            sentences.append(f"{table.sheet} 第 {number} 条不是一个对象")
    _check_identity(rows, table, sentences)
    return rows


def _checked_row(row: Mapping[str, Any], table: Table, number: int, sentences: list[str]) -> Row:
    where = place(row, table, number)
    known = {field.key for field in table.fields} | {"_row"}
    sentences += [f"{where} 有不认识的项“{key}”" for key in row if key not in known]
    checked: Row = {"_where": where}
    for field in table.fields:
        value, wrong = _checked_value(row.get(field.key), field)
        if wrong:
            sentences.append(f"{where} 的“{field.header}”({field.key}){wrong}")
        checked[field.key] = value
    return checked


def place(row: Mapping[str, Any], table: Table, number: int) -> str:
    """Where a row stands, in words: sheet, line, and its id when it has one."""
    if table.is_single:
        return table.sheet
    line = f"第 {row['_row']} 行" if "_row" in row else f"第 {number} 条"
    name = row.get(table.identity[0]) if table.identity else None
    return f"{table.sheet} {line}" + (f"({name})" if name not in (None, "") else "")


def _check_identity(rows: Sequence[Row], table: Table, sentences: list[str]) -> None:
    seen: dict[tuple[Any, ...], str] = {}
    for row in rows:
        key = tuple(row[name] for name in table.identity)
        if not key or None in key:
            continue
        if key in seen:
            sentences.append(f"{row['_where']} 与 {seen[key]} 重复:请删去其一")
        seen.setdefault(key, row["_where"])


def _checked_value(value: Any, field: Field) -> tuple[Any, str]:
    """The value in its kind and "", or the default and what is wrong with it."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return field.default, "缺失:请补填" if field.is_required else ""
    try:
        value = _CONVERT[field.kind](value)
    except (TypeError, ValueError):
        return field.default, f" = {value!r} 不是{_KIND_NAME[field.kind]}"
    if field.choices and value not in field.choices:
        return field.default, f" = {value!r} 不在可选范围:{'、'.join(field.choices)}"
    return value, _bound_problem(value, field)


def _bound_problem(value: Any, field: Field) -> str:
    if field.kind not in ("number", "whole"):
        return ""
    if field.minimum is not None and value < field.minimum:
        return f" = {value:g} 小于允许的最小值 {field.minimum:g}"
    if field.maximum is not None and value > field.maximum:
        return f" = {value:g} 超过允许的最大值 {field.maximum:g}:请核对单位"
    return ""


def _number(value: Any) -> float:
    if isinstance(value, bool):
        raise TypeError
    found = float(str(value).replace(",", "")) if isinstance(value, str) else float(value)
    if not math.isfinite(found):
        raise ValueError
    return found


def _whole(value: Any) -> int:
    found = _number(value)
    if found != int(found):
        raise ValueError
    return int(found)


def _text(value: Any) -> str:
    if isinstance(value, bool | list | dict):
        raise TypeError
    if isinstance(value, float) and value == int(value):
        value = int(value)  # a sheet stores the id 12 as 12.0
    return str(value).strip()


def _flag(value: Any) -> bool:
    word = str(value).strip().lower()
    if word not in _TRUE | _FALSE:
        raise ValueError
    return word in _TRUE


def _list(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        for mark in _SEPARATORS[1:]:
            value = value.replace(mark, _SEPARATORS[0])
        value = value.split(_SEPARATORS[0])
    elif not isinstance(value, list | tuple):
        value = [value]
    return tuple(word for word in (_text(item) for item in value) if word)


_CONVERT = {"number": _number, "whole": _whole, "text": _text, "flag": _flag, "list": _list}
_KIND_NAME = {"number": "数", "whole": "整数", "text": "文字", "flag": "是/否", "list": "列表"}


def json_schema(title: str, help_: str, tables: Sequence[Table]) -> dict[str, Any]:
    """The tables as a JSON schema (draft 2020-12)."""
    properties = {table.key: _table_schema(table) for table in tables}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": help_,
        "type": "object",
        "additionalProperties": False,
        "required": [table.key for table in tables if table.is_required],
        "properties": properties,
    }


def _table_schema(table: Table) -> dict[str, Any]:
    row = {
        "type": "object",
        "additionalProperties": False,
        "required": [field.key for field in table.fields if field.is_required],
        "properties": {field.key: _field_schema(field) for field in table.fields},
    }
    about = f"{table.sheet}:{table.help}"
    return {**row, "description": about} if table.is_single else {"type": "array", "description": about, "items": row}


def _field_schema(field: Field) -> dict[str, Any]:
    types = {"text": "string", "number": "number", "whole": "integer", "flag": "boolean", "list": "array"}
    schema: dict[str, Any] = {"description": f"{field.header}:{field.help}"}
    schema["type"] = types[field.kind] if field.is_required else [types[field.kind], "null"]
    if field.kind == "list":
        schema["items"] = {"type": "string"}
    bounds = {"minimum": field.minimum, "maximum": field.maximum, "default": field.default}
    schema |= {key: value for key, value in bounds.items() if value is not None}
    if field.choices:
        schema["enum"] = [*field.choices] if field.is_required else [*field.choices, None]
    return schema
