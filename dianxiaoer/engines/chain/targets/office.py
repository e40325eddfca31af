"""What the office itself knows of a candidate: deals, signals, lists, size, growth, distance, as parts of the score."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from dianxiaoer.engines.chain.sheets import Row, SheetError, load_rows
from dianxiaoer.engines.chain.targets.places import places_from

#: Signals lose half their weight every this many days after they were seen.
SIGNAL_HALF_LIFE_DAYS = 180.0

OfficeWeights = Mapping[tuple[str, str], float]
#: (part, points, because)
Line = tuple[str, float, str]
#: (candidate code, adcode or "" for every region) → its lines
Told = Mapping[tuple[str, str], list[Line]]


@dataclass(frozen=True)
class Evidence:
    """One fact of the office about a candidate: part and key of the weights table, strength ≥ 0, why in words."""

    code: str
    part: str
    key: str
    strength: float
    because: str
    adcode: str = ""


def load_office_weights(path: str | None = None) -> dict[tuple[str, str], float]:
    """(part, key) → weight from a `part,key,weight` table; the product's own hand-set table when no path is given."""
    source = path or str(files("dianxiaoer.engines.chain").joinpath("data/office_weights.csv"))
    rows = load_rows(source, needs=("part", "key", "weight"))
    return {(row["part"], row["key"]): _number(row, "weight", at) for at, row in enumerate(rows, start=2)}


def evidence_from_rows(rows: Sequence[Row], weights: OfficeWeights) -> list[Evidence]:
    """Evidence of `code,part,key[,strength][,age_days][,because][,adcode]` rows; age halves a signal every 180 days.

    An adcode limits the fact to one region (a deal with a firm there). Raises SheetError on a part and key without
    a weight, or a number that is none.
    """
    found = []
    for at, row in enumerate(rows, start=2):
        if (row["part"], row["key"]) not in weights:
            known = "、".join(f"{part}/{key}" for part, key in weights)
            raise SheetError(f"证据表第 {at} 行的 {row['part']}/{row['key']} 没有权重。可用:{known}。")
        strength = _number(row, "strength", at, 1.0)
        if row["part"] == "signal":
            strength *= 0.5 ** (max(0.0, _number(row, "age_days", at, 0.0)) / SIGNAL_HALF_LIFE_DAYS)
        because, adcode = row.get("because", ""), row.get("adcode", "")
        found.append(Evidence(row["code"], row["part"], row["key"], strength, because, adcode))
    return found


def evidence_from_columns(rows: Iterable[Row], weights: OfficeWeights) -> list[Evidence]:
    """Size (revenue, yuan), growth and ranking lists from the candidates' `revenue_YYYY` and `lists` columns."""
    found = []
    for row in rows:
        for mark in filter(None, row.get("lists", "").split(";")):
            if ("list", mark) not in weights:
                raise SheetError(f"企业 {row['code']} 的榜单 {mark} 没有权重,请在权重表加一行 list,{mark}。")
            found.append(Evidence(row["code"], "list", mark, 1.0, f"榜单 {mark}"))
        years = sorted(key for key in row if key.startswith("revenue_2") and _positive(row[key]))
        if not years:
            continue
        newest = float(row[years[-1]])
        says = f"营业收入 {newest / 1e8:.2f} 亿元"
        found.append(Evidence(row["code"], "size", "per_log10_revenue", math.log10(newest) - 8, says))
        if len(years) > 1:
            rate = max(-1.0, min(1.0, newest / float(row[years[-2]]) - 1))
            found.append(Evidence(row["code"], "growth", "per_ten_percent", rate * 10, f"营业收入增长 {rate:.0%}"))
    return found


def evidence_of_distance(
    rows: Iterable[Row], adcodes: Sequence[str], region_rows: Sequence[Row], *, place_column: str
) -> list[Evidence]:
    """Distance from where a candidate is now to each region, as ln(1 + km); nothing where either is not on the map."""
    listed = list(rows)
    places = places_from([*adcodes, *(row.get(place_column, "") for row in listed)], region_rows)
    row_of = places.index()
    found = []
    for row in listed:
        here = row_of.get(row.get(place_column, ""))
        for adcode in adcodes if here is not None else ():
            km = float(places.distance_km[here, row_of[adcode]])
            if not math.isnan(km):
                says = f"距 {places.names[row_of[adcode]]} {km:.0f} 公里"
                found.append(Evidence(row["code"], "distance", "per_log_km", math.log1p(km), says, adcode))
    return found


def office_parts(evidence: Iterable[Evidence], weights: OfficeWeights) -> Told:
    """(candidate code, adcode or "" for every region) → (part, points, because) lines."""
    lines: dict[tuple[str, str], list[Line]] = {}
    for fact in evidence:
        points = weights.get((fact.part, fact.key), 0.0) * fact.strength
        lines.setdefault((fact.code, fact.adcode), []).append((fact.part, points, fact.because or fact.key))
    return lines


def _positive(text: str) -> bool:
    try:
        return float(text) > 0
    except ValueError:
        return False


def _number(row: Row, column: str, at: int, default: float | None = None) -> float:
    text = row.get(column, "")
    if not text and default is not None:
        return default
    try:
        return float(text)
    except ValueError:
        raise SheetError(f"第 {at} 行 {column} 不是数:{text}。请改为数字。") from None
