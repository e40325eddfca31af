"""Firms as columns of text: the only facts a ranking may see. Names are not among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.chain.sheets import Row

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

#: Adcode column of a firm for each level of region (0 province, 1 city, 2 county).
PLACE_COLUMNS = {0: "province_adcode", 1: "city_adcode", 2: "district_adcode"}
#: Columns that say what a firm does, finest first; a ladder of parents is cut from the industry table.
INDUSTRY_COLUMNS = ("sw_code", "ts_industry", "industry_code")
#: Columns that say what kind of firm it is, used as they stand.
TRAIT_COLUMNS = ("ownership", "market", "exchange")
#: Upper bounds of the bands into which numbers are cut before they count as traits.
BANDS = {
    "employees": (300, 800, 2000, 6000),
    "list_year": (1996, 2003, 2009, 2013, 2017, 2019),
    "rd_share": (0.01, 0.03, 0.05, 0.1),
}


@dataclass(frozen=True)
class Firms:
    """n firms: code and place (adcode, "" unknown) of each, named text columns of length n, product words of each."""

    codes: tuple[str, ...]
    places: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: tuple[tuple[str, ...], ...] = ()

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, rows: IntArray) -> Firms:
        """The firms at these row numbers, in this order."""
        at = [int(row) for row in rows]
        return Firms(
            tuple(self.codes[i] for i in at),
            tuple(self.places[i] for i in at),
            {name: tuple(cells[i] for i in at) for name, cells in self.columns.items()},
            tuple(self.words[i] for i in at) if self.words else (),
        )

    def column(self, name: str) -> tuple[str, ...]:
        """One column, all "" when the file had none."""
        return self.columns.get(name) or ("",) * len(self)


def firms_from_rows(
    rows: Sequence[Row], *, level: int, words: Mapping[str, tuple[str, ...]] | None = None, located: bool = True
) -> Firms:
    """Firms of a companies file (column `code` needed). `located=False` drops places: candidates have none."""
    codes = tuple(row["code"] for row in rows)
    place_column = PLACE_COLUMNS[level]
    columns = {name: tuple(row.get(name, "") for row in rows) for name in (*INDUSTRY_COLUMNS, *TRAIT_COLUMNS)}
    columns["employees_band"] = tuple(_band("employees", _latest(row, "employees")) for row in rows)
    columns["list_year_band"] = tuple(_band("list_year", _number(row.get("list_year", ""))) for row in rows)
    columns["rd_share_band"] = tuple(_band("rd_share", _rd_share(row)) for row in rows)
    return Firms(
        codes=codes,
        places=tuple(row.get(place_column, "") if located else "" for row in rows),
        columns={name: cells for name, cells in columns.items() if any(cells)},
        words=tuple((words or {}).get(code, ()) for code in codes),
    )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _latest(row: Row, name: str) -> float | None:
    """The newest filled value of `name` or `name_YYYY`."""
    keys = sorted((key for key in row if key == name or key.startswith(f"{name}_2")), reverse=True)
    return next((value for key in keys if (value := _number(row[key])) is not None), None)


def _rd_share(row: Row) -> float | None:
    spent, earned = _latest(row, "rd_expense"), _latest(row, "revenue")
    return spent / earned if spent is not None and earned else None


def _band(name: str, value: float | None) -> str:
    if value is None:
        return ""
    return f"{name}{int(np.searchsorted(BANDS[name], value))}"
