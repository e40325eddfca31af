"""Reads OR-Library instances from the shared data, where it is present."""

import csv
from pathlib import Path

import numpy as np
import pytest

SHARED = Path(__file__).resolve().parents[3].parent / "shared"
ORLIB = SHARED / "data" / "orlib"
needs_orlib = pytest.mark.skipif(
    not ORLIB.is_dir(), reason="../shared/data/orlib is absent: published instances not at hand"
)


def read_gap(name):
    """cost, use (agents, jobs), capacity (agents,) of one generalised-assignment file."""
    words = np.array((ORLIB / "gap" / name).read_text().split(), dtype=float)
    agents, jobs = int(words[0]), int(words[1])
    size = agents * jobs
    cost, use = words[2 : 2 + size], words[2 + size : 2 + 2 * size]
    return cost.reshape(agents, jobs), use.reshape(agents, jobs), words[2 + 2 * size :]


def best_known():
    """path → (best known bound, best known value) of every generalised-assignment file."""
    with (ORLIB / "gap" / "best_known.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    return {row["Path"]: (float(row["Best known bound"]), float(row["Best known solution value"])) for row in rows}


def read_assignment(size):
    words = np.array((ORLIB / "assignment" / f"assign{size}.txt").read_text().split(), dtype=np.int64)
    return words[1:].reshape(size, size)
