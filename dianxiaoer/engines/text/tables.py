"""Reading the data files of this room: tab-separated rows, `#` comments, an office's own file after ours."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def package_text(name: str) -> str:
    """Text of one shipped data file."""
    return files("dianxiaoer.engines.text").joinpath("data", name).read_text("utf-8")


def rows(text: str, columns: int, source: str) -> list[tuple[str, ...]]:
    """Rows of a tab-separated table, padded with "" to `columns`. ValueError names file and line of one too long."""
    table = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if len(cells) > columns:
            raise ValueError(f"{source} 第 {number} 行多于 {columns} 列 / too many columns: {line!r}")
        table.append(cells + ("",) * (columns - len(cells)))
    return table


def table_rows(name: str, columns: int, extra: Path | None = None) -> list[tuple[str, ...]]:
    """Rows of a shipped table, then those of the office's file of the same name in the folder `extra`, if there."""
    found = rows(package_text(name), columns, name)
    if extra is not None and (extra / name).is_file():
        found += rows((extra / name).read_text("utf-8"), columns, str(extra / name))
    return found
