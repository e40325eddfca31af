"""From a tree of texts to the records of a policy document; unknown words are named with the nearest known one."""

from __future__ import annotations

from dataclasses import Field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from dianxiaoer.engines.rules.document.records import Document, Record, columns
from dianxiaoer.engines.rules.document.tree import Branch, parse_tree, read_tree
from dianxiaoer.engines.rules.problems import Place, Problem, RuleError

R = TypeVar("R", bound=Record)
_KEYS: dict[type, dict[str, Field[Any]]] = {}


def read_document(path: Path) -> Document:
    """One policy file. Raises RuleError naming every line that cannot be read."""
    return document_of(read_tree(path))


def parse_document(text: str, file: str = "") -> Document:
    """One policy document from YAML text; errors as `read_document`."""
    return document_of(parse_tree(text, file))


def document_of(tree: Branch) -> Document:
    """The records of a tree; raises RuleError with every problem found, not only the first."""
    problems: list[Problem] = []
    document = _record(Document, tree, problems)
    if document.format not in ("", "1"):
        problems.append(Problem("「格式」只能写 1", "format must be 1", document.where("format")))
    if problems:
        raise RuleError(*problems)
    return document


def keys_of(row: type) -> dict[str, Field[Any]]:
    """Every word that names a field of `row`, Chinese and English."""
    if row not in _KEYS:
        _KEYS[row] = {key: item for item in columns(row) for key in (item.name, item.metadata["zh"])}
    return _KEYS[row]


def _record(row: type[R], branch: Branch, problems: list[Problem]) -> R:
    if not isinstance(branch.value, dict):
        problems.append(Problem("这里要写「词: 内容」几行", "a mapping is expected here", branch.place))
        return row(place=branch.place)
    known = keys_of(row)
    filled: dict[str, Any] = {}
    spots: dict[str, Place] = {}
    for key, part in branch.value.items():
        item = known.get(key)
        if item is None:
            problems.append(_unknown(key, part, known, part.place))
            continue
        if item.name in filled:
            problems.append(Problem(f"「{key}」写了两次(中文和英文各一次)", f"'{key}' given twice", part.place))
        spots[item.name] = part.place
        filled[item.name] = _content(item, part, problems)
    return row(**filled, place=branch.place, spots=spots)


def _unknown(key: str, part: Branch, known: dict[str, Field[Any]], place: Place) -> Problem:
    if part.value == "":
        return Problem(
            f"「{key}」后面没有值；花括号里的英文逗号会把一句话断开，含逗号的内容请加引号",
            f"'{key}' has no value; quote a text that holds a comma",
            place,
        )
    near = get_close_matches(key, list(known), 1, 0.5)
    allowed = "、".join(item.metadata["zh"] for item in dict.fromkeys(known.values()))
    hint = f"是不是「{near[0]}」?" if near else f"可写：{allowed}"
    return Problem(f"不认识「{key}」，{hint}", f"unknown key '{key}'", place)


def _content(item: Field[Any], part: Branch, problems: list[Problem]) -> Any:
    form = item.metadata["form"]
    name = item.metadata["zh"]
    if form == "text":
        return _text(part, name, item.metadata["choices"], problems)
    if form == "one":
        return _record(item.metadata["row"], part, problems) if part.value != "" else None
    if form == "map":
        return _pairs(part, name, problems)
    if part.value == "":
        return ()
    entries = part.value if isinstance(part.value, list) else [part]
    if form == "list":
        return tuple(_text(entry, name, (), problems) for entry in entries)
    return tuple(_row(item.metadata["row"], entry, problems) for entry in entries)


def _row(row: type[Record], entry: Branch, problems: list[Problem]) -> Record:
    known = keys_of(row)
    if isinstance(entry.value, str) and "expr" in known:  # a condition may be written as one line
        return row(expr=entry.value, place=entry.place, spots={"expr": entry.place})  # type: ignore[call-arg]
    return _record(row, entry, problems)


def _text(part: Branch, name: str, choices: tuple[str, ...], problems: list[Problem]) -> str:
    if not isinstance(part.value, str):
        problems.append(Problem(f"「{name}」只写一个值", f"'{name}' takes one value", part.place))
        return ""
    text = " ".join(part.value.split())
    if choices and text and text not in choices:
        shown = "、".join(choices)
        zh = f"「{name}」写了「{text}」，只能写：{shown}"
        problems.append(Problem(zh, f"'{text}' is not allowed here", part.place))
    return text


def _pairs(part: Branch, name: str, problems: list[Problem]) -> tuple[tuple[str, str], ...]:
    if not isinstance(part.value, dict):
        if part.value != "":
            zh = f"「{name}」要写成几行「阈值: 值」"
            problems.append(Problem(zh, f"'{name}' takes key: value lines", part.place))
        return ()
    found = tuple((" ".join(key.split()), _text(entry, name, (), problems)) for key, entry in part.value.items())
    for key, text in found:
        if not text:
            problems.append(Problem(f"「{name}」里「{key}」后面没有值", f"'{key}' has no value", part.place))
    return found
