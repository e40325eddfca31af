"""Facts of many firms as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.rules.facts.values import Cells
from dianxiaoer.engines.rules.program.nodes import Column

Floats = NDArray[np.float64]
Codes = NDArray[np.integer]


@dataclass(frozen=True)
class WordColumn:
    """Words by code: `codes` shape (n,), −1 = missing; `texts` sorted, so words of one prefix are neighbours."""

    codes: Codes
    texts: tuple[str, ...]


@dataclass(frozen=True)
class FactTable:
    """n firms. numbers: column key → float64 (n,) in base units (分, days), NaN = missing. words: key → WordColumn.

    A column left out is missing for every firm. `names` are the firms' codes, for output; it may be empty.
    """

    size: int
    numbers: Mapping[str, Floats]
    words: Mapping[str, WordColumn]
    names: Sequence[str] = field(default=())

    def __post_init__(self) -> None:
        for key, column in self.numbers.items():
            if column.shape != (self.size,) or column.dtype != np.float64:
                found = f"{column.dtype}{column.shape}"
                raise ValueError(f"column {key}: float64 of shape ({self.size},) is needed, not {found}")
        for key, words in self.words.items():
            if words.codes.shape != (self.size,):
                raise ValueError(f"column {key}: codes of shape ({self.size},) are needed, not {words.codes.shape}")


def cells_of(table: FactTable, row: int) -> Cells:
    """The cells of one firm of a table, as `table_of` takes them."""
    cells: Cells = {
        key: None if np.isnan(values[row]) else float(values[row]) for key, values in table.numbers.items()
    }  # fmt: skip
    for key, words in table.words.items():
        code = int(words.codes[row])
        cells[key] = None if code < 0 else words.texts[code]
    return cells


def encode_words(texts: Sequence[str | None]) -> WordColumn:
    """Words as sorted codes; None = missing."""
    known = sorted({text for text in texts if text is not None})
    code = {text: position for position, text in enumerate(known)}
    kind = np.int16 if len(known) < 32_000 else np.int32
    return WordColumn(np.array([-1 if text is None else code[text] for text in texts], dtype=kind), tuple(known))


def table_of(rows: Sequence[Cells], columns: Sequence[Column], names: Sequence[str] = ()) -> FactTable:
    """The columns a program reads, from the cells of single firms."""
    numbers: dict[str, Floats] = {}
    words: dict[str, WordColumn] = {}
    for column in columns:
        values = [row.get(column.key) for row in rows]
        if column.form == "words":
            words[column.key] = encode_words([None if value is None else str(value) for value in values])
        else:
            numbers[column.key] = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    return FactTable(len(rows), numbers, words, names)
