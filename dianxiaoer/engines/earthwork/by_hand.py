"""How offices do it without a model: telephone down the list, or the best pair first. For comparison only."""

from __future__ import annotations

import numpy as np

from dianxiaoer.engines.earthwork.market import Integers, Market


def telephone_saving_fen(market: Market) -> int:
    """Saving when each surplus site, in the order of the list, calls its nearest takers until its earth is gone."""
    pairs = market.pairs
    return _take_in_order(market, np.lexsort((pairs.km, pairs.surplus)))


def best_first_saving_fen(market: Market) -> int:
    """Saving when the pair with the largest saving a load is always settled next."""
    return _take_in_order(market, np.argsort(-market.pairs.saving_fen, kind="stable"))


def _take_in_order(market: Market, order: Integers) -> int:
    pairs, n = market.pairs, market.surplus_count
    left = market.loads.tolist()
    limit = market.week_limit.tolist()
    limited = market.is_limited.tolist()
    hours, use = market.truck_hours.tolist(), market.hours_per_load().tolist()
    columns = (pairs.surplus[order], n + pairs.deficit[order], pairs.saving_fen[order], pairs.first[order],
               pairs.last[order], order)  # fmt: skip
    total = 0
    for i, j, saving, first, last, pair in zip(*(column.tolist() for column in columns), strict=True):
        if not left[i] or not left[j]:
            continue
        for week in range(first - 1, last):
            take = min(left[i], left[j])
            take = min(take, limit[i][week]) if limited[i] else take
            take = min(take, limit[j][week]) if limited[j] else take
            take = min(take, int(hours[week] / use[pair])) if hours else take
            if take > 0:
                total += take * saving
                for site in (i, j):
                    left[site] -= take
                    limit[site][week] -= take if limited[site] else 0
                if hours:
                    hours[week] -= take * use[pair]
    return total
