"""Search of company names by any two and more characters: an inverted index of character pairs, in plain files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.identity.names import fold_text

if TYPE_CHECKING:
    import pyarrow as pa

Units = NDArray[np.uint16]
#: Small enough that the sort of one segment stays in the processor's cache.
SEGMENT_ROWS = 1 << 18
#: Beyond so many matches the number is not counted on: "10,000+".
COUNTED = 10_000
_BUCKETS = 1 << 16
_BLOCK = 12_000


@dataclass(frozen=True)
class NameHits:
    """Row numbers of firms whose name holds the words, exact and shortest names first. more: not all were counted."""

    rows: tuple[int, ...]
    count: int
    more: bool


@dataclass(frozen=True)
class _Segment:
    first_row: int
    starts: NDArray[np.int64]
    offsets: NDArray[np.int64]
    folder: Path


class NameIndex:
    """An opened index. Pairs and names are read, not mapped: mapped, scattered pages counted gigabytes of memory."""

    def __init__(self, folder: Path) -> None:
        self._segments = [_open_segment(path) for path in sorted(folder.glob("[0-9]*"))]

    def search(self, text: str, *, limit: int = 50) -> NameHits:
        """Rows whose folded name contains the folded text. Raises ValueError for fewer than two characters."""
        sought = fold_units(text)
        if len(sought) < 2:
            raise ValueError("请至少输入两个字。/ type at least two characters")
        found: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
        count = 0
        for segment in self._segments:
            for rows in _candidates(segment, sought):
                kept, order = _verified(segment, rows, sought)
                found.append((kept + segment.first_row, order))
                count += len(kept)
                if count > COUNTED:
                    return _best(found, COUNTED, limit, more=True)
        return _best(found, count, limit, more=False)


def build_name_index(folder: Path, names: Iterable[pa.Array]) -> None:
    """Write the index of names given in row order, in Arrow arrays of any size. Overwrites nothing."""
    folder.mkdir(parents=True)
    first_row, count = 0, 0
    held: list[pa.Array] = []
    for array in names:
        for start in range(0, len(array), SEGMENT_ROWS):
            part = array.slice(start, SEGMENT_ROWS)
            if count + len(part) > SEGMENT_ROWS:
                _write_segment(folder, first_row, held)
                first_row, held, count = first_row + count, [], 0
            held.append(part)
            count += len(part)
    if held:
        _write_segment(folder, first_row, held)


def fold_units(text: str) -> Units:
    """Text as comparable 16-bit units: half width, lower case, simplified, without white space."""
    folded = [fold_text(mark) for mark in "".join(text.split())]
    kept = "".join(new if len(new) == 1 else old for old, new in zip("".join(text.split()), folded, strict=True))
    return _narrow(np.frombuffer(kept.encode("utf-32-le"), dtype=np.uint32))


def _best(found: list[tuple[NDArray[np.int64], NDArray[np.int64]]], count: int, limit: int, *, more: bool) -> NameHits:
    if not found:
        return NameHits((), 0, False)
    rows, order = (np.concatenate(each) for each in zip(*found, strict=True))
    best = np.lexsort((rows, order))[:limit]
    return NameHits(tuple(int(row) for row in rows[best]), count, more)


def _candidates(segment: _Segment, sought: Units) -> Iterator[NDArray[np.int64]]:
    """Rows whose name may hold every pair of the text, ascending, in blocks so that a common word stops early."""
    lists = sorted((_posting(segment, int(key)) for key in set(_pair_keys(sought))), key=len)
    for start in range(0, len(lists[0]), _BLOCK):
        rows = lists[0][start : start + _BLOCK]
        # A name that holds a pair twice is listed twice, side by side: also across the edge of a block.
        fresh = np.diff(rows, prepend=lists[0][start - 1] if start else rows[0] + 1) != 0
        rows = rows[fresh]
        for other in lists[1:]:
            at = np.minimum(np.searchsorted(other, rows), len(other) - 1)
            rows = rows[other[at] == rows] if len(other) else rows[:0]
        if len(rows):
            yield rows.astype(np.int64)


def _posting(segment: _Segment, key: int) -> NDArray[np.uint32]:
    start, end = (int(at) for at in segment.offsets[key : key + 2])
    return np.fromfile(segment.folder / "postings.bin", dtype=np.uint32, count=end - start, offset=start * 4)


def _read_units(segment: _Segment, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Units:
    """The units between these offsets, one row after another."""
    with (segment.folder / "units.bin").open("rb") as file:
        spans = zip(starts.tolist(), ends.tolist(), strict=True)
        parts = [os.pread(file.fileno(), 2 * (end - start), 2 * start) for start, end in spans]
    return np.frombuffer(b"".join(parts), dtype=np.uint16)


def _verified(segment: _Segment, rows: NDArray[np.int64], sought: Units) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows whose name truly holds the text, and their order: a name that begins with it first, then by length."""
    starts, ends = segment.starts[rows], segment.starts[rows + 1]
    lengths = ends - starts
    edges = np.cumsum(lengths) - lengths
    units = _read_units(segment, starts, ends)
    owner = np.repeat(np.arange(len(rows)), lengths)
    size = len(sought)
    if len(units) < size:
        return rows[:0], rows[:0]
    here = owner[: len(units) - size + 1] == owner[size - 1 :]
    for place, unit in enumerate(sought):
        here &= units[place : len(units) - size + 1 + place] == unit
    at = np.flatnonzero(here)
    holders, first = np.unique(owner[at], return_index=True)
    later = at[first] > edges[holders]
    return rows[holders], later * 1_000_000 + lengths[holders]


def _write_segment(folder: Path, first_row: int, parts: list[pa.Array]) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    names = pa.concat_arrays([part.cast(pa.string()) for part in parts])
    lengths = np.asarray(pc.utf8_length(names))
    starts = np.concatenate([[0], np.cumsum(lengths)])
    units = _fold(_codes(utf8_bytes(names).decode("utf-8"), int(starts[-1])))
    # Pairs across the edge of two names are listed too: cheaper than leaving them out, and matches are checked again.
    keys = _pair_keys(units)
    # A stable sort of 16-bit keys is a radix sort: linear, and rows stay in order within a bucket.
    order = np.argsort(keys, kind="stable")
    row = np.repeat(np.arange(len(names), dtype=np.uint32), lengths)
    target = folder / f"{first_row:012d}"
    target.mkdir()
    np.save(target / "starts.npy", starts)
    units.tofile(target / "units.bin")
    np.save(target / "offsets.npy", np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=_BUCKETS))]))
    row[order].tofile(target / "postings.bin")


def _codes(text: str, characters: int) -> NDArray[np.uint32] | Units:
    """Code points of a text; 16-bit ones when all fit, which halves the work."""
    short = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    return short if len(short) == characters else np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


def utf8_bytes(names: pa.Array) -> bytes:
    """The UTF-8 bytes of an Arrow text array (or a slice of one), one after another."""
    offsets = np.frombuffer(names.buffers()[1], dtype=np.int32)
    start, end = offsets[names.offset], offsets[names.offset + len(names)]
    return bytes(memoryview(names.buffers()[2])[start:end]) if end > start else b""


def _open_segment(path: Path) -> _Segment:
    starts, offsets = (np.asarray(np.load(path / f"{name}.npy", mmap_mode="r")) for name in ("starts", "offsets"))
    return _Segment(int(path.name), starts, offsets, path)


def _pair_keys(units: Units) -> Units:
    """A bucket of 65,536 for each neighbouring pair; unlike pairs may share one, so matches are checked again."""
    return units[:-1] * np.uint16(40503) ^ units[1:] * np.uint16(10007)


def _fold(codes: NDArray[np.uint32] | Units) -> Units:
    return _table()[_narrow(codes)]


def _narrow(codes: NDArray[np.uint32] | Units) -> Units:
    # Characters beyond the basic plane (rare surnames and places) get a unit of the private area.
    wide = codes if codes.dtype == np.uint16 else np.where(codes > 0xFFFF, 0xE000 | (codes & 0x7FF), codes)
    return wide.astype(np.uint16, copy=False)


@cache
def _table() -> Units:
    """What each unit folds to: itself, or the one character `fold_text` makes of it."""
    table = np.arange(1 << 16, dtype=np.uint16)
    for code in [*range(0xD800), *range(0xF900, 0xFFFE)]:
        folded = fold_text(chr(code))
        if len(folded) == 1 and ord(folded) <= 0xFFFF:
            table[code] = ord(folded)
    return table
