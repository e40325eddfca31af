"""Places compared by a ranking: their names, provinces and distances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.chain.sheets import Row, SheetError

FloatArray = NDArray[np.float64]
_EARTH_RADIUS_KM = 6371.0
_INHERITED = frozenset({"parent", "province", "none"})


@dataclass(frozen=True)
class Places:
    """k regions of one level: adcodes, names, two-digit province of each, distance_km (k, k), nan where unknown."""

    adcodes: tuple[str, ...]
    names: tuple[str, ...]
    provinces: tuple[str, ...]
    distance_km: FloatArray

    def __len__(self) -> int:
        return len(self.adcodes)

    def index(self) -> dict[str, int]:
        """adcode → row number."""
        return {adcode: at for at, adcode in enumerate(self.adcodes)}


def places_from(adcodes: Iterable[str], region_rows: Sequence[Row]) -> Places:
    """Places in adcode order, looked up in a regions table (adcode, name, lon, lat); unknown ones keep their code."""
    table = {row["adcode"]: row for row in region_rows}
    ordered = tuple(sorted(set(adcodes) - {""}))
    lon, lat = (np.array([_degrees(table.get(code, {}), axis) for code in ordered]) for axis in ("lon", "lat"))
    return Places(
        adcodes=ordered,
        names=tuple(table.get(code, {}).get("name") or code for code in ordered),
        provinces=tuple(code[:2] for code in ordered),
        distance_km=great_circle_km(lon, lat),
    )


def great_circle_km(lon: FloatArray, lat: FloatArray) -> FloatArray:
    """Pairwise haversine distance, km, of points in degrees, shape (k, k); nan where a point is unknown."""
    x, y = np.radians(lon), np.radians(lat)
    half = np.sin((y[:, None] - y) / 2) ** 2 + np.cos(y[:, None]) * np.cos(y) * np.sin((x[:, None] - x) / 2) ** 2
    return np.asarray(2 * _EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def _degrees(row: Row, axis: str) -> float:
    text = row.get(axis, "")
    if not text or row.get("coord_source") in _INHERITED:
        return float("nan")
    try:
        return float(text)
    except ValueError:
        raise SheetError(f"地区 {row.get('adcode')} 的 {axis} 不是数:{text}。请改为经纬度小数。") from None
