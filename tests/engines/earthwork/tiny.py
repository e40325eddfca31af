"""Tiny cases and their exhaustive answers."""

import itertools

import numpy as np

from dianxiaoer.engines.earthwork.intake import read_case
from dianxiaoer.engines.earthwork.market import market_of


def tiny_document(rng, *, trucks=False):
    """Two or three sites a side, two weeks, loads of exactly 10 bank m³."""

    def site(letter, k):
        first = int(rng.integers(1, 3))
        row = {
            "id": f"{letter}{k}",
            "x_km": float(rng.integers(0, 12)),
            "y_km": float(rng.integers(0, 12)),
            "volume_m3": 10.0 * int(rng.integers(0, 4)),
            "week_from": first,
            "week_to": int(rng.integers(first, 3)),
        }
        if rng.random() < 0.5:
            row["weekly_limit_m3"] = 10.0 * int(rng.integers(0, 3))
        row |= {"soil": str(rng.choice(["土", "石"]))} if letter == "S" else {}
        row |= {"accepts": [["土"], ["石"], []][int(rng.integers(3))]} if letter == "D" else {}
        return row

    document = {
        "settings": {"weeks": 2, "truck_m3": 10, "road_factor": 1},
        "soils": [{"name": "土", "swell": 1, "shrink": 1}, {"name": "石", "swell": 1, "shrink": 1}],
        "surpluses": [site("S", k) for k in range(2)],
        "deficits": [site("D", k) for k in range(2)],
        "dumps": [{"id": "Q", "x_km": 3, "y_km": 3, "price_yuan_per_m3": 2}],
        "pits": [{"id": "P", "x_km": 9, "y_km": 9, "price_yuan_per_m3": 3}],
    }  # fmt: skip
    if trucks:
        document["truck_hours"] = [{"week": week, "hours": float(rng.uniform(0, 4))} for week in (1, 2)]
    return document


def best_saving_fen(document):
    """The largest saving of all plans, by trying every one."""
    market = market_of(read_case(document))
    pairs, n = market.pairs, market.surplus_count
    moves = [(k, week) for k in range(len(pairs)) for week in range(pairs.first[k], pairs.last[k] + 1)]
    most = [int(min(market.loads[pairs.surplus[k]], market.loads[n + pairs.deficit[k]])) for k, _ in moves]
    hours = market.hours_per_load()
    best = 0
    for loads in itertools.product(*(range(count + 1) for count in most)):
        left, limit, left_hours = market.loads.copy(), market.week_limit.copy(), market.truck_hours.copy()
        for (k, week), count in zip(moves, loads, strict=True):
            ends = [pairs.surplus[k], n + pairs.deficit[k]]
            left[ends] -= count
            limit[ends, week - 1] -= np.where(market.is_limited[ends], count, 0)
            if len(left_hours):
                left_hours[week - 1] -= count * hours[k]
        over = np.any((limit < 0) & market.is_limited[:, None])
        if np.all(left >= 0) and not over and np.all(left_hours >= -1e-9):
            best = max(best, sum(int(pairs.saving_fen[k]) * count for (k, _), count in zip(moves, loads, strict=True)))
    return best
