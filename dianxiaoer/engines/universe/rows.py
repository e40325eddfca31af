"""Whole rows by number: fixed-width records in one file, so that showing 1,000 of 30 million firms touches little.

Measured: the column store needed 0.2 s (10 million firms) and several seconds (30 million) to gather 1,000 scattered
rows with their texts; the records need milliseconds.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.universe.fields import FIELDS
from dianxiaoer.engines.universe.names import utf8_bytes

RECORD = np.dtype(
    [
        ("id", "<i8"),
        ("uscc", "S18"),
        ("region", "<i4"),
        ("industry", "<i4"),
        ("capital_yuan", "<f8"),
        ("founded_on", "<i4"),
        ("status", "<i4"),
        ("employees", "<i4"),
        ("certificates", "<i8"),
        ("tags", "<i8"),
    ]
)
_NONE = -1
_NO_CODE = "0" * 18


class RowFile:
    """The opened records of a store."""

    def __init__(self, folder: Path) -> None:
        self._records, self._names, self._starts = (
            (folder / f"{name}.bin").open("rb") for name in ("records", "names", "starts")
        )
        self._statuses: list[str] = json.loads((folder / "statuses.json").read_text(encoding="utf-8"))

    def close(self) -> None:
        """Give back the files."""
        for file in (self._records, self._names, self._starts):
            file.close()

    def fetch(self, rows: Sequence[int]) -> list[tuple[int, dict[str, Any]]]:
        """(id, stored cells by field) of each row, in the order asked; unknown cells are None."""
        return [self._row(int(row)) for row in rows]

    def _row(self, row: int) -> tuple[int, dict[str, Any]]:
        size = RECORD.itemsize
        record = np.frombuffer(os.pread(self._records.fileno(), size, row * size), dtype=RECORD)[0]
        start, end = (int(at) for at in np.frombuffer(os.pread(self._starts.fileno(), 16, row * 8), dtype=np.int64))
        name = os.pread(self._names.fileno(), end - start, start).decode("utf-8")
        cells: dict[str, Any] = {field.name: _cell(record, field.name) for field in FIELDS if field.name != "name"}
        cells["status"] = None if cells["status"] is None else self._statuses[cells["status"]]
        return int(record["id"]), {"uscc": cells.pop("uscc"), "name": name, **cells}


def build_rows(folder: Path, batches: Iterable[Any]) -> None:
    """Write the records of Arrow batches (columns id and every field, days and labels as numbers), in order."""
    folder.mkdir(parents=True)
    codes: dict[str, int] = {}
    end = 0
    with (
        (folder / "records.bin").open("wb") as records,
        (folder / "names.bin").open("wb") as names,
        (folder / "starts.bin").open("wb") as starts,
    ):
        np.zeros(1, np.int64).tofile(starts)
        for batch in batches:
            if batch.num_rows:
                _records(batch, codes).tofile(records)
                ends = end + np.cumsum(_byte_lengths(batch.column("name")), dtype=np.int64)
                ends.tofile(starts)
                end = int(ends[-1])
                names.write(utf8_bytes(batch.column("name")))
    (folder / "statuses.json").write_text(json.dumps(list(codes), ensure_ascii=False), encoding="utf-8")


def _byte_lengths(text: Any) -> NDArray[np.int32]:
    offsets = np.frombuffer(text.buffers()[1], dtype=np.int32)
    return np.diff(offsets[text.offset : text.offset + len(text) + 1])


def _records(batch: Any, codes: dict[str, int]) -> NDArray[np.void]:
    import pyarrow.compute as pc

    made = np.empty(batch.num_rows, dtype=RECORD)
    made["id"] = batch.column("id").to_numpy()
    uscc = pc.fill_null(batch.column("uscc"), _NO_CODE)
    made["uscc"] = np.frombuffer(utf8_bytes(uscc), dtype="S18")
    made["capital_yuan"] = pc.fill_null(batch.column("capital_yuan"), float("nan")).to_numpy()
    for name in ("region", "industry", "founded_on", "employees", "certificates", "tags"):
        made[name] = pc.fill_null(batch.column(name), _NONE).to_numpy()
    spelled = pc.dictionary_encode(batch.column("status"))
    known = np.array([codes.setdefault(word, len(codes)) for word in spelled.dictionary.to_pylist()], dtype=np.int32)
    at = pc.fill_null(spelled.indices, _NONE).to_numpy()
    made["status"] = np.where(at >= 0, np.append(known, _NONE)[at], _NONE)
    return made


def _cell(record: Any, name: str) -> Any:
    value = record[name].item()
    if name == "uscc":
        return None if value == _NO_CODE.encode() else value.decode()
    if isinstance(value, float):
        return None if value != value else value
    return None if value == _NONE else value
