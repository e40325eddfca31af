"""From checked tables to a Case: volumes in bank m³, places in km, and what rows must not say to each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from dianxiaoer.engines.earthwork import case as c
from dianxiaoer.engines.earthwork.tables import TABLES
from dianxiaoer.engines.optimise.fields import Row, read_tables
from dianxiaoer.engines.optimise.problems import InputProblems

_KM_PER_DEGREE = 111.195


def read_case(document: object) -> c.Case:
    """The case of a parsed input file. Raises InputProblems with a sentence per wrong row."""
    rows = read_tables(document, TABLES)
    settings = rows["settings"][0]
    soils = _soils(rows["soils"])
    sentences = _problems(rows, {soil.name for soil in soils}, settings["weeks"])
    if sentences:
        raise InputProblems(sentences)
    origin = _origin(rows)
    factors = {soil.name: soil for soil in soils}
    return c.Case(
        surpluses=tuple(_site(row, origin, factors, settings["weeks"]) for row in rows["surpluses"]),
        deficits=tuple(_site(row, origin, factors, settings["weeks"]) for row in rows["deficits"]),
        dumps=tuple(_place(row, origin) for row in rows["dumps"]),
        pits=tuple(_place(row, origin) for row in rows["pits"]),
        soils=soils,
        trucks=c.Trucks(**{name: settings[name] for name in c.Trucks.__dataclass_fields__}),
        weeks=settings["weeks"],
        road_factor=settings["road_factor"],
        truck_hours=_truck_hours(rows["truck_hours"], settings["weeks"]),
        agreed=tuple(c.Agreed(*(row[k] for k in c.Agreed.__dataclass_fields__)) for row in rows["agreed"]),
        distance_km={(row["from_id"], row["to_id"]): row["km"] for row in rows["distances"]},
    )


def _soils(rows: Sequence[Row]) -> tuple[c.Soil, ...]:
    if not rows:
        return tuple(c.Soil(name, swell, shrink) for name, (swell, shrink) in c.SOILS.items())
    return tuple(c.Soil(row["name"], row["swell"], row["shrink"]) for row in rows)


def _site(row: Row, origin: tuple[float, float], factors: dict[str, c.Soil], weeks: int) -> c.Site:
    accepts = tuple(row.get("accepts") or ())
    soil = factors[row.get("soil") or (accepts[0] if accepts else next(iter(factors)))]
    per_bank = {"自然方": 1.0, "松方": soil.swell, "压实方": soil.shrink}[row["measured_as"]]
    x_km, y_km = _position(row, origin)
    return c.Site(
        row["id"], row["name"] or row["id"], x_km, y_km, row["volume_m3"] / per_bank,
        row["week_from"], row["week_to"] or weeks, row.get("soil") or "", accepts,
        row["weekly_limit_m3"], row["own_price_yuan_per_m3"],
    )  # fmt: skip


def _place(row: Row, origin: tuple[float, float]) -> c.Place:
    return c.Place(row["id"], row["name"] or row["id"], *_position(row, origin), row["price_yuan_per_m3"])


def _position(row: Row, origin: tuple[float, float]) -> tuple[float, float]:
    if row["x_km"] is not None:
        return row["x_km"], row["y_km"]
    east = (row["lon"] - origin[0]) * _KM_PER_DEGREE * math.cos(math.radians(origin[1]))
    return east, (row["lat"] - origin[1]) * _KM_PER_DEGREE


def _origin(rows: dict[str, list[Row]]) -> tuple[float, float]:
    for name in ("surpluses", "deficits", "dumps", "pits"):
        for row in rows[name]:
            if row["lon"] is not None and row["lat"] is not None:
                return row["lon"], row["lat"]
    return 0.0, 0.0


def _truck_hours(rows: Sequence[Row], weeks: int) -> tuple[float, ...]:
    if not rows:
        return ()
    given = {row["week"]: row["hours"] for row in rows}
    return tuple(given.get(week, 0.0) for week in range(1, weeks + 1))


def _problems(rows: dict[str, list[Row]], soils: set[str], weeks: int) -> list[str]:
    found = []
    for row in rows["surpluses"] + rows["deficits"]:
        found += _site_problems(row, soils, weeks)
    for name in ("surpluses", "deficits", "dumps", "pits"):
        found += [_position_problem(row) for row in rows[name] if _position_problem(row)]
    found += _alone_problems(rows) + _id_problems(rows) + _agreed_problems(rows, weeks)
    if len({row["x_km"] is None for name in ("surpluses", "deficits", "dumps", "pits") for row in rows[name]}) > 1:
        found.append("平面坐标与经纬度混用:请全部填写“X/Y坐标”,或全部填写“经度/纬度”")
    return found


def _site_problems(row: Row, soils: set[str], weeks: int) -> list[str]:
    found = []
    last = row["week_to"] or weeks
    if row["week_from"] > last:
        found.append(f"{row['_where']} 的起始周 {row['week_from']} 晚于截止周 {last}:请对调或改正")
    if last > weeks:
        found.append(f"{row['_where']} 的截止周 {last} 超出计划期 {weeks} 周:请改短,或在设置中加长计划周数")
    named = [*(row.get("accepts") or ()), *([row["soil"]] if row.get("soil") else [])]
    found += [
        f"{row['_where']} 的土类“{soil}”不在土类表({'、'.join(sorted(soils))})" for soil in named if soil not in soils
    ]
    return found


def _position_problem(row: Row) -> str:
    has_plane = row["x_km"] is not None and row["y_km"] is not None
    has_globe = row["lon"] is not None and row["lat"] is not None
    return "" if has_plane or has_globe else f"{row['_where']} 缺少位置:请填写 X/Y坐标(km),或经度、纬度"


def _alone_problems(rows: dict[str, list[Row]]) -> list[str]:
    found = []
    for sites, places, word in (("surpluses", "dumps", "弃土场"), ("deficits", "pits", "取土场")):
        if not rows[places]:
            lacking = [row["_where"] for row in rows[sites] if row["own_price_yuan_per_m3"] is None]
            found += [f"{where} 没有自行处置单价,又没有任何{word}:请补一项" for where in lacking[:5]]
    return found


def _id_problems(rows: dict[str, list[Row]]) -> list[str]:
    seen: dict[str, str] = {}
    found = []
    for name in ("surpluses", "deficits", "dumps", "pits"):
        for row in rows[name]:
            if row["id"] in seen:
                found.append(f"{row['_where']} 的编号与 {seen[row['id']]} 相同:请改其一")
            seen.setdefault(row["id"], row["_where"])
    for row in rows["distances"]:
        found += [f"{row['_where']} 的编号“{row[end]}”不存在" for end in ("from_id", "to_id") if row[end] not in seen]
    return found


def _agreed_problems(rows: dict[str, list[Row]], weeks: int) -> list[str]:
    sides: dict[str, set[Any]] = {name: {row["id"] for row in rows[name]} for name in ("surpluses", "deficits")}
    found = []
    for row in rows["agreed"]:
        for key, name, word in (("surplus_id", "surpluses", "余土"), ("deficit_id", "deficits", "缺土")):
            if row[key] not in sides[name]:
                found.append(f"{row['_where']} 的“{row[key]}”不在{word}表中")
        if row["week"] > weeks:
            found.append(f"{row['_where']} 的周 {row['week']} 超出计划期 {weeks} 周")
    return found
