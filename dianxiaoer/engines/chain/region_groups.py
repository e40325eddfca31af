"""Region filters: is a place inside a region, or inside a group of regions such as 长三角 (kept as data)?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files

from dianxiaoer.engines.chain.sheets import SheetError, load_rows

Filter = tuple[str, ...]


def load_region_groups(path: str | None = None) -> dict[str, Filter]:
    """Group name → adcodes, from a `group,adcode` table; the product's own groups when no path is given."""
    source = path or str(files("dianxiaoer.engines.chain").joinpath("data/region_groups.csv"))
    groups: dict[str, list[str]] = {}
    for number, row in enumerate(load_rows(source, needs=("group", "adcode")), start=2):
        if len(row["adcode"]) != 6 or not row["adcode"].isdigit():
            raise SheetError(f"地区组第 {number} 行 adcode「{row['adcode']}」不是六位数字,请更正。")
        groups.setdefault(row["group"], []).append(row["adcode"])
    return {name: tuple(codes) for name, codes in groups.items()}


def region_filter(wanted: Iterable[str], groups: Mapping[str, Filter]) -> Filter:
    """Adcodes of the words given: six-digit adcodes as they are, group names spelled out. Raises SheetError."""
    found: list[str] = []
    for word in wanted:
        if word in groups:
            found += groups[word]
        elif len(word) == 6 and word.isdigit():
            found.append(word)
        else:
            raise SheetError(f"没有地区或地区组「{word}」。可用:六位行政区划代码,或 {'、'.join(groups)}。")
    return tuple(found)


def is_inside(adcode: str, regions: Filter) -> bool:
    """Whether a place lies in one of the regions: 440305 lies in 440300 and in 440000. Unknown places lie nowhere."""
    return bool(adcode) and any(adcode.startswith(_stem(region)) for region in regions)


def _stem(adcode: str) -> str:
    if adcode.endswith("0000"):
        return adcode[:2]
    return adcode[:4] if adcode.endswith("00") else adcode
