"""A chain as files: a folder of CSV tables or one xlsx workbook, read, written, fingerprinted and compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

from dianxiaoer.engines.chain.graph import ChainMap, Link, Node, Position, check_chain
from dianxiaoer.engines.chain.sheets import Row, SheetError, load_rows, save_book, save_rows

COLUMNS = {
    "chain": ("id", "name", "version", "note"),
    "nodes": ("id", "name", "stage", "industry_code", "words", "note"),
    "links": ("supplier", "customer", "weight", "source"),
    "positions": ("company", "node", "name", "adcode", "weight", "is_leader", "lists", "source"),
}
_NEEDED = {
    "chain": ("id", "name"),
    "nodes": ("id", "name"),
    "links": ("supplier", "customer"),
    "positions": ("company", "node"),
}


@dataclass(frozen=True)
class Change:
    """One difference between two versions: table, key of the row, and "added", "removed" or the columns changed."""

    table: str
    key: str
    kind: str
    before: str = ""
    after: str = ""


def load_chain(path: str | Path) -> ChainMap:
    """The checked chain in a folder (chain.csv, nodes.csv, links.csv, positions.csv) or xlsx with sheets so named.

    Raises SheetError (a file, sheet, column or number is wrong) or ChainError (the data contradicts itself).
    """
    tables = {table: _load_table(Path(path), table) for table in COLUMNS}
    if len(tables["chain"]) != 1:
        raise SheetError("chain 表应恰有一行:id、name、version、note。请更正后重试。")
    head = tables["chain"][0]
    chain = ChainMap(
        id=head["id"],
        name=head["name"],
        version=int(_number(head, "version", "chain", 2)),
        nodes=tuple(_node(row) for row in tables["nodes"]),
        links=tuple(_link(row, at) for at, row in enumerate(tables["links"], start=2)),
        positions=tuple(_position(row, at) for at, row in enumerate(tables["positions"], start=2)),
        note=head.get("note", ""),
    )
    check_chain(chain)
    return chain


def save_chain(chain: ChainMap, path: str | Path) -> None:
    """Write a chain to a folder of CSV files, or to one workbook when the path ends in .xlsx."""
    rows = chain_rows(chain)
    target = Path(path)
    if target.suffix == ".xlsx":
        save_book(target, {table: (COLUMNS[table], rows[table]) for table in COLUMNS})
        return
    target.mkdir(parents=True, exist_ok=True)
    for table, columns in COLUMNS.items():
        save_rows(target / f"{table}.csv", columns, rows[table])


def shipped_chains() -> dict[str, Path]:
    """Illustrative chains that come with the product: id → folder."""
    root = Path(str(files("dianxiaoer.engines.chain").joinpath("data/chains")))
    return {folder.name: folder for folder in sorted(root.iterdir()) if (folder / "chain.csv").is_file()}


def open_chain(name_or_path: str) -> ChainMap:
    """A shipped chain by its id, or any other by its path."""
    return load_chain(shipped_chains().get(name_or_path, Path(name_or_path)))


def chain_rows(chain: ChainMap) -> dict[str, list[Row]]:
    """Table name → rows of text, as saved."""
    head = {"id": chain.id, "name": chain.name, "version": str(chain.version), "note": chain.note}
    tables: dict[str, Sequence[Node | Link | Position]] = {
        "nodes": chain.nodes,
        "links": chain.links,
        "positions": chain.positions,
    }
    return {"chain": [head], **{name: [_row(item) for item in items] for name, items in tables.items()}}


def fingerprint(chain: ChainMap) -> str:
    """SHA-256 of a chain's content, whatever its version number or the order of its rows."""
    rows = chain_rows(chain)
    rows["chain"] = [{"id": chain.id, "name": chain.name, "note": chain.note}]
    canon = {
        table: sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows[table]) for table in rows
    }
    return hashlib.sha256(json.dumps(canon, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def compare_chains(before: ChainMap, after: ChainMap) -> list[Change]:
    """Rows added, removed and changed between two versions, table by table."""
    old, new = chain_rows(before), chain_rows(after)
    changes: list[Change] = []
    for table in ("nodes", "links", "positions"):
        was, now = _by_key(table, old[table]), _by_key(table, new[table])
        changes += [Change(table, key, "removed", before=_text(was[key])) for key in was if key not in now]
        changes += [Change(table, key, "added", after=_text(now[key])) for key in now if key not in was]
        changes += [
            Change(table, key, column, was[key][column], now[key][column])
            for key in was
            if key in now
            for column in COLUMNS[table]
            if was[key][column] != now[key][column]
        ]
    return changes


def _load_table(path: Path, table: str) -> list[Row]:
    if path.suffix == ".xlsx":
        return load_rows(path, _NEEDED[table], sheet=table)
    if not path.is_dir():
        raise SheetError(f"没有链「{path}」:既不是自带的链,也不是文件夹或 xlsx。自带:{'、'.join(shipped_chains())}。")
    return load_rows(path / f"{table}.csv", _NEEDED[table])


def _node(row: Row) -> Node:
    words = _split(row.get("words", ""))
    return Node(row["id"], row["name"], row.get("stage", ""), row.get("industry_code", ""), words, row.get("note", ""))


def _link(row: Row, at: int) -> Link:
    return Link(row["supplier"], row["customer"], _number(row, "weight", "links", at), row.get("source", ""))


def _position(row: Row, at: int) -> Position:
    return Position(
        company=row["company"],
        node=row["node"],
        name=row.get("name", ""),
        adcode=row.get("adcode", ""),
        weight=_number(row, "weight", "positions", at),
        is_leader=_flag(row, at),
        lists=_split(row.get("lists", "")),
        source=row.get("source", ""),
    )


def _flag(row: Row, at: int) -> bool:
    text = row.get("is_leader", "").lower()
    if text not in ("", "0", "1", "true", "false", "是", "否"):
        raise SheetError(f"positions 第 {at} 行 is_leader 应为 1 或 0,现为「{text}」。")
    return text in ("1", "true", "是")


def _number(row: Row, column: str, table: str, at: int) -> float:
    text = row.get(column) or "1"
    try:
        return float(text)
    except ValueError:
        raise SheetError(f"{table} 第 {at} 行 {column} 不是数:「{text}」。请改为数字。") from None


def _split(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.replace("、", ";").replace(";", ";").split(";") if word)


def _row(item: Node | Link | Position) -> Row:
    return {name: _cell(value) for name, value in asdict(item).items()}


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return f"{value:g}"
    return ";".join(value) if isinstance(value, tuple | list) else str(value)


def _by_key(table: str, rows: Iterable[Row]) -> dict[str, Row]:
    key = {"nodes": ("id",), "links": ("supplier", "customer"), "positions": ("company", "node")}[table]
    return {"→".join(row[column] for column in key): row for row in rows}


def _text(row: Row) -> str:
    return ", ".join(value for value in row.values() if value)
