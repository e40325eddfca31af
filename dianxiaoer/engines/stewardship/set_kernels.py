"""The compiled loop of whole sets: for every official, the cheapest set of firms whose load fits the band.

Compiled on first use and kept on disk; imported only by the function that runs it, so that nothing else pays for numba.
"""

# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-untyped-call, assignment"
from __future__ import annotations

import numba
import numpy as np


@numba.njit(parallel=True, cache=True)
def cheapest_sets(start, firm, units, credit, weight, low, high, worth, is_in):
    """A knapsack an official: pairs start[o] … start[o + 1], each worth its units less the credit of its firm.

    weight, low, high are whole. Where no set reaches the lower end the cheapest of any load stands in: never too high.
    """
    for o in numba.prange(len(start) - 1):
        first, pairs, most = start[o], start[o + 1] - start[o], high[o]
        least = np.full(most + 1, np.inf)
        least[0] = 0.0
        takes = np.zeros((pairs, most + 1), np.bool_)
        reach = 0
        for k in range(pairs):
            f = firm[first + k]
            w, value = weight[f], units[first + k] - credit[f]
            reach = min(most, reach + w)
            for load in range(reach, w - 1, -1):
                here = least[load - w] + value
                if here < least[load]:
                    least[load], takes[k, load] = here, True
        begin = low[o] if least[low[o] :].min() < np.inf else 0
        load = begin + least[begin:].argmin()
        worth[o] = least[load]
        for k in range(pairs - 1, -1, -1):
            is_in[first + k] = takes[k, load]
            if takes[k, load]:
                load -= weight[firm[first + k]]
