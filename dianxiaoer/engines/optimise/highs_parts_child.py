"""The child that runs HiGHS on many small programmes in turn: arrays named `0.cost`, `0.row`, … in, `0.x`, … out."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.optimise.child import serve
from dianxiaoer.engines.optimise.highs_child import answer as answer_one


def answer(question: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """x of every part solved before the time is over; a part without an x, or without time, is left out."""
    until = time.monotonic() + float(question["seconds"])
    parts: dict[str, dict[str, NDArray[Any]]] = {}
    for name, array in question.items():
        part, _, field = name.partition(".")
        if field:
            parts.setdefault(part, {})[field] = array
    found = {}
    for part, fields in parts.items():
        left = until - time.monotonic()
        if left <= 0:
            break
        limits = {"seconds": np.array(left), "gap": question["gap"], "nodes": question["nodes"]}
        solved = answer_one(fields | limits)
        if str(solved["status"]) in ("best", "stopped"):
            found[f"{part}.x"] = solved["x"]
    return found


if __name__ == "__main__":
    serve(answer)
