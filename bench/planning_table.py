"""What the planning benchmarks share: timing, peak memory, growth, and a table of target against measured."""

from __future__ import annotations

import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds and answer of one run."""
    began = time.perf_counter()
    answer = work()
    return time.perf_counter() - began, answer


def clocked(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds, processor seconds (all threads, ended children too), and answer: the second is fair on a busy machine."""
    busy = sum(os.times()[:4])
    seconds, answer = timed(work)
    return seconds, sum(os.times()[:4]) - busy, answer


def peak_mib() -> float:
    """Most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def import_seconds(module: str) -> float:
    """Seconds a fresh interpreter takes for the import, its own start taken off."""

    def start(code: str) -> float:
        return min(timed(lambda: subprocess.run([sys.executable, "-c", code], check=True))[0] for _ in range(3))

    return max(0.0, start(f"import {module}") - start("pass"))


def growth(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """Exponent of seconds over size, least squares on logarithms."""
    x, y = [math.log(size) for size in sizes], [math.log(max(1e-6, second)) for second in seconds]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sum((a - mean_x) ** 2 for a in x)


def report(what: str, measured: float, target: float, unit: str, why: str = "") -> None:
    """One line: what, target, measured, met or by how much missed and why (smaller is better)."""
    missed = f"missed by {measured / target - 1:.0%}" if target else "missed"
    verdict = "met" if measured <= target else f"{missed}: {why or 'cause not examined'}"
    print(f"{what:58s} target ≤ {target:<9.4g} measured {measured:<10.4g} {unit:4s} {verdict}", flush=True)
