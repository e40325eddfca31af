"""Small mixed-integer programmes (混合整数规划), solved by HiGHS in a child process, with a certified gap."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.optimise.child import Progress, Stop, run_child
from dianxiaoer.engines.optimise.problems import Infeasible, SolverDied, SolverOutOfTime

Reals = NDArray[np.float64]
Integers = NDArray[np.int64]

_PROCESSES = 2


@dataclass(frozen=True)
class MixedInteger:
    """min cost·x with row_lower ≤ A x ≤ row_upper and lower ≤ x ≤ upper; x whole where is_whole.

    A by columns: entries of column k are row[start[k] : start[k + 1]] with the values beside them.
    cost, lower, upper, is_whole: shape (columns,).   row_lower, row_upper: shape (rows,), ±inf where open.
    """

    cost: Reals
    lower: Reals
    upper: Reals
    is_whole: NDArray[np.bool_]
    start: Integers
    row: Integers
    value: Reals
    row_lower: Reals
    row_upper: Reals


@dataclass(frozen=True)
class MixedIntegerAnswer:
    """x, its cost, a bound no x can beat, the gap between (share of |cost|), prices of the rows when x is all real."""

    x: Reals
    cost: float
    bound: float
    gap: float
    row_price: Reals
    is_stopped_early: bool

    @property
    def is_proven(self) -> bool:
        return self.gap <= 1e-9


def columns_from_triplets(
    rows: Integers, columns: Integers, values: Reals, column_count: int
) -> tuple[Integers, Integers, Reals]:
    """start, row, value of a matrix given by (row, column, value) triplets in any order; stable."""
    order = np.argsort(columns, kind="stable")
    counts = np.bincount(columns, minlength=column_count)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return start, rows[order].astype(np.int64), values[order].astype(np.float64)


def solve_mixed_integer(
    problem: MixedInteger,
    *,
    seconds: float = 60.0,
    gap: float = 0.0,
    memory_mib: int = 6144,
    first_guess: Reals | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> MixedIntegerAnswer:
    """Best x found in `seconds`, with its certified gap; stops early once the gap is at most `gap`.

    Raises Infeasible (no x at all), SolverOutOfTime (no x in time), SolverDied, Cancelled, SolverMissing.
    Method: HiGHS (Huangfu, Hall 2018), one thread, fixed seed; a process of its own: it cannot share one with OR-tools.
    """
    arrays: dict[str, NDArray[Any]] = {name: getattr(problem, name) for name in MixedInteger.__dataclass_fields__}
    arrays |= {"seconds": np.array(seconds), "gap": np.array(gap)}
    if first_guess is not None:
        arrays["first_guess"] = first_guess
    found = run_child(
        "dianxiaoer.engines.optimise.highs_child",
        arrays,
        seconds=seconds + 15.0,
        memory_mib=memory_mib,
        progress=progress,
        stop=stop,
    )
    return _checked(found)


def better_parts(
    parts: Sequence[MixedInteger],
    guesses: Sequence[Reals],
    *,
    nodes: int,
    seconds: float = 60.0,
    gap: float = 0.0,
    memory_mib: int = 4096,
    stop: Stop | None = None,
) -> list[Reals]:
    """An x for every part, at least as good as its guess, which must fit; two processes share the parts.

    At most `nodes` branches a part keep the answer the same on every machine; `seconds` only guards against a slow one.
    A part that gets no time, or whose process dies, keeps its guess. Raises Cancelled, SolverMissing.
    """

    def solve(own: range) -> dict[str, NDArray[Any]]:
        arrays: dict[str, NDArray[Any]] = {
            "seconds": np.array(seconds), "gap": np.array(gap), "nodes": np.array(nodes)
        }  # fmt: skip
        for k in own:
            arrays |= {f"{k}.{name}": getattr(parts[k], name) for name in MixedInteger.__dataclass_fields__}
            arrays[f"{k}.first_guess"] = guesses[k]
        try:
            return run_child(
                "dianxiaoer.engines.optimise.highs_parts_child", arrays, seconds=seconds + 15.0,
                memory_mib=memory_mib, stop=stop,
            )  # fmt: skip
        except (SolverDied, SolverOutOfTime):
            return {}

    with ThreadPoolExecutor(_PROCESSES) as threads:
        answers = list(threads.map(solve, (range(first, len(parts), _PROCESSES) for first in range(_PROCESSES))))
    found = {name: x for answer in answers for name, x in answer.items()}
    return [
        _cheaper(part, guess, found.get(f"{k}.x")) for k, (part, guess) in enumerate(zip(parts, guesses, strict=True))
    ]


def _cheaper(part: MixedInteger, guess: Reals, x: Reals | None) -> Reals:
    return guess if x is None or np.dot(part.cost, x) >= np.dot(part.cost, guess) else x


def _checked(found: dict[str, NDArray[Any]]) -> MixedIntegerAnswer:
    status = str(found["status"])
    if status == "infeasible":
        raise Infeasible("没有任何方案能同时满足全部硬性要求")
    if status == "nothing":
        raise SolverOutOfTime("求解器在规定时间内没有找到任何方案:请放宽时间上限")
    cost, bound = float(found["cost"]), float(found["bound"])
    gap = max(0.0, cost - bound) / max(1e-12, abs(cost))
    # HiGHS works to a relative tolerance of 1e-7: a smaller gap is the optimum.
    gap = 0.0 if gap < 1e-7 else gap
    return MixedIntegerAnswer(found["x"], cost, bound, gap, found["row_price"], status == "stopped")
