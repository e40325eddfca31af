"""Realistic fictitious rosters of any size. Same seed, same roster."""

from __future__ import annotations

from typing import Any

import numpy as np

_SECTORS = ("工业", "服务业", "农业")
_SECTOR_SHARE = (0.55, 0.33, 0.12)
_SKILLS = ("融资", "用工", "用地", "环保", "科技", "外贸", "税务", "用能")
_WEIGHTS = (1.0, 2.0, 4.0, 8.0)
_WEIGHT_SHARE = (0.45, 0.33, 0.16, 0.06)


def example_roster(firms: int = 780, officials: int = 29, seed: int = 1) -> dict[str, Any]:
    """An input document: firms in parks and towns, officials in their offices, most firms with last year's partner."""
    rng = np.random.default_rng(seed)
    side = 30.0 * max(1.0, (officials / 29) ** 0.5)
    parks = rng.uniform(0, side, (max(6, officials // 3), 2))
    office_xy = parks[rng.integers(0, len(parks), officials)] + rng.normal(0, 2.0, (officials, 2))
    firm_xy = parks[rng.integers(0, len(parks), firms)] + rng.normal(0, 2.5, (firms, 2))
    mean = firms / officials
    leaders = max(1, round(officials * 0.3))
    last = _last_partners(rng, firm_xy, office_xy)
    return {
        "settings": {},
        "firms": [_firm(rng, k, firm_xy[k], last[k], officials) for k in range(firms)],
        "officials": [_official(rng, k, office_xy[k], k < leaders, mean) for k in range(officials)],
        "sector_minima": [{"sector": "工业", "minimum": max(1, int(mean * 0.2))},
                          {"sector": "服务业", "minimum": max(1, int(mean * 0.1))},
                          {"sector": "农业", "minimum": 1}],
    }  # fmt: skip


def _last_partners(rng: np.random.Generator, firm_xy: Any, office_xy: Any) -> Any:
    """Last year's official: usually a near one."""
    kept = np.empty(len(firm_xy), dtype=np.int64)
    for begin in range(0, len(firm_xy), 4096):
        rows = slice(begin, begin + 4096)
        gap = np.hypot(*(firm_xy[rows, None] - office_xy[None]).transpose(2, 0, 1))
        near = np.argsort(gap, axis=1, kind="stable")[:, : min(6, len(office_xy))]
        kept[rows] = near[np.arange(len(near)), rng.integers(0, near.shape[1], len(near))]
    return kept


def _firm(rng: np.random.Generator, number: int, xy: Any, last: int, officials: int) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": f"F{number + 1}", "name": f"示例企业{number + 1}",
        "weight": float(rng.choice(_WEIGHTS, p=_WEIGHT_SHARE)),
        "sector": str(rng.choice(_SECTORS, p=_SECTOR_SHARE)),
        "x_km": round(float(xy[0]), 3), "y_km": round(float(xy[1]), 3),
        "needs": [str(word) for word in rng.choice(_SKILLS, int(rng.integers(0, 3)), replace=False)],
    }  # fmt: skip
    if rng.random() < 0.85:
        row["last_official_id"] = f"O{last + 1}"
    if rng.random() < 0.02:
        row["forbidden_official_ids"] = [f"O{rng.integers(officials) + 1}"]
    return row


def _official(rng: np.random.Generator, number: int, xy: Any, is_leader: bool, mean: float) -> dict[str, Any]:
    return {
        "id": f"O{number + 1}", "name": f"示例干部{number + 1}", "is_leader": is_leader,
        "expertise": [str(word) for word in rng.choice(_SKILLS, int(rng.integers(2, 5)), replace=False)],
        "x_km": round(float(xy[0]), 3), "y_km": round(float(xy[1]), 3),
        "lower": int(mean * 0.6), "upper": int(np.ceil(mean * 1.6)),
    }  # fmt: skip
