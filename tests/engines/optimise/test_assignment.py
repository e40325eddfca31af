"""One-to-one assignment against scipy and OR-Library's published optima."""

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from dianxiaoer.engines.optimise.assignment import assign
from dianxiaoer.engines.optimise.problems import InputProblems
from tests.engines.optimise.orlib import needs_orlib, read_assignment


@pytest.mark.parametrize("seed", range(20))
def test_cost_equals_scipy_and_prices_prove_it(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 12))
    cost = rng.integers(0, 100, (n, n + int(rng.integers(0, 4))))
    found = assign(cost)
    rows, columns = linear_sum_assignment(cost)
    assert found.cost == cost[rows, columns].sum() == cost[np.arange(n), found.column].sum()
    assert len(set(found.column)) == n
    assert np.all(found.row_price[:, None] + found.column_price[None, :] <= cost)


@needs_orlib
@pytest.mark.parametrize(("size", "optimum"), [(100, 305), (500, 991), (600, 1176), (700, 1362)])
def test_or_library_assignment_reaches_the_published_optimum(size, optimum):
    found = assign(read_assignment(size))
    assert found.cost == optimum
    assert found.is_proven


def test_more_rows_than_columns_are_refused():
    with pytest.raises(InputProblems, match="rows ≤ columns"):
        assign(np.zeros((3, 2), dtype=np.int64))
