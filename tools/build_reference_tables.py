"""Make the committed tables of regions and industries: `python tools/build_reference_tables.py regions.csv gbt4754_2017.csv`.

Needed only when the sources change; see docs/data-sources.md.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "dianxiaoer" / "domain" / "reference" / "data"


def main() -> int:
    regions, industries = map(Path, sys.argv[1:3])
    _write("regions.csv", ["code", "name", "parent", "lon", "lat"], map(_region, _read(regions)))
    _write("industries.csv", ["code", "name", "parent", "section"], map(_industry, _read(industries)))
    return 0


def _region(row: dict[str, str]) -> list[str]:
    known = row["coord_source"] in {"own", "name_match"}  # the others are a parent's place, useless for distances
    lon, lat = (f"{float(row[key]):.4f}" if known else "" for key in ("lon", "lat"))
    return [row["adcode"], row["name"], row["parent"], lon, lat]


def _industry(row: dict[str, str]) -> list[str]:
    return [row["code"], row["name"], row["parent"], row["section"]]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(name: str, head: list[str], rows: object) -> None:
    DATA.mkdir(exist_ok=True)
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)  # type: ignore[arg-type]


if __name__ == "__main__":
    raise SystemExit(main())
