"""Realistic fictitious cases of any size: a district of building sites over a year. Same seed, same case."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator

_SOILS = ("粘土", "粉土", "砂土", "砾石")
_SHARE = (0.35, 0.35, 0.2, 0.1)
_ACCEPTS = (("粘土", "粉土"), ("粉土", "砂土"), ("粘土", "粉土", "砂土", "砾石"), ("砂土", "砾石"))


def example_case(
    sites: int = 40, seed: int = 1, *, weeks: int = 52, is_limited: bool = True, trucks: int = 0
) -> dict[str, Any]:
    """An input document with about half surplus and half deficit sites in a town of clusters.

    trucks > 0 adds shared truck hours (48 h a truck and week). Every name is fictitious (示例…).
    """
    rng = np.random.default_rng(seed)
    surplus = (sites + 1) // 2
    side = 40.0
    centres = rng.uniform(0, side, (max(3, sites // 60), 2))
    document: dict[str, Any] = {
        "settings": {"weeks": weeks},
        "surpluses": [_site(rng, k, "S", centres, weeks, is_limited) for k in range(surplus)],
        "deficits": [_site(rng, k, "D", centres, weeks, is_limited) for k in range(sites - surplus)],
        "dumps": [_place(rng, k, "Q", "示例弃土场", side, 2.0, 6.0) for k in range(5)],
        "pits": [_place(rng, k, "P", "示例取土场", side, 6.0, 14.0) for k in range(5)],
    }
    if trucks:
        document["truck_hours"] = [{"week": week, "hours": 48.0 * trucks} for week in range(1, weeks + 1)]
    return document


def _site(rng: Generator, number: int, letter: str, centres: Any, weeks: int, is_limited: bool) -> dict[str, Any]:
    x, y = centres[rng.integers(len(centres))] + rng.normal(0, 2.5, 2)
    volume = float(np.round(np.clip(np.exp(rng.normal(9.2, 1.0)), 500, 200_000) * (1.0 if letter == "S" else 0.85), -2))
    begin = int(rng.integers(1, max(2, weeks - 8)))
    end = min(weeks, begin + int(rng.integers(4, 16)))
    row: dict[str, Any] = {"id": f"{letter}{number + 1}", "name": f"示例工地{letter}{number + 1}"}
    row |= {"x_km": round(float(x), 3), "y_km": round(float(y), 3), "volume_m3": volume}
    row |= {"week_from": begin, "week_to": end}
    if letter == "S":
        row["soil"] = str(rng.choice(_SOILS, p=_SHARE))
    else:
        row["accepts"] = list(_ACCEPTS[rng.integers(len(_ACCEPTS))])
    if is_limited:
        row["weekly_limit_m3"] = float(np.round(max(100.0, volume / (end - begin + 1) * rng.uniform(1.2, 2.5)), -1))
    return row


def _place(rng: Generator, number: int, letter: str, name: str, side: float, low: float, high: float) -> dict[str, Any]:
    x, y = rng.uniform(-0.1 * side, 1.1 * side, 2)
    return {
        "id": f"{letter}{number + 1}", "name": f"{name}{number + 1}", "x_km": round(float(x), 3),
        "y_km": round(float(y), 3), "price_yuan_per_m3": round(float(rng.uniform(low, high)), 1),
    }  # fmt: skip
