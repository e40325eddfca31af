"""Make the committed tables of the text engine: `python tools/build_text_tables.py TSCharacters.txt regions.csv`.

TSCharacters.txt is OpenCC's character table (Apache-2.0; in the package `opencc-python-reimplemented` under
`opencc/dictionary/`); regions.csv holds adcode, name, level, parent (MIT sources, see docs/data-sources.md). Needed
only when they change.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "dianxiaoer" / "engines" / "text" / "data"
#: Where the first candidate is not the one public reports mean.
PREFERRED = {"徵": "征", "瞭": "了", "乾": "干", "麼": "么", "著": "著"}


def main() -> int:
    characters, regions = map(Path, sys.argv[1:3])
    _write_characters(characters)
    _write_regions(regions)
    return 0


def _write_characters(source: Path) -> None:
    pairs = []
    for line in source.read_text("utf-8").splitlines():
        old, _, candidates = line.partition("\t")
        new = PREFERRED.get(old, candidates.split(" ")[0])
        if len(old) == len(new) == 1 and old != new and ord(old) < 0x10000:
            pairs.append(old + new)
    (DATA / "simplified.txt").write_text("".join(sorted(pairs)) + "\n", "utf-8")


def _write_regions(source: Path) -> None:
    with source.open(encoding="utf-8", newline="") as file:
        rows = [(row["adcode"], row["name"], row["parent"]) for row in csv.DictReader(file)]
    lines = ["\t".join(row) for row in rows if not row[0].startswith("71") or row[0] == "710000"]
    (DATA / "regions.tsv").write_text("adcode\tname\tparent\n" + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
