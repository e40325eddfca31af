"""Policy rules streamed from Parquet: 1 M and 10 M firms, time per firm and peak memory (DXR_BENCH_FIRMS, in millions)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.bench_rules import _highest_mb
from bench.rules_workload import COUNTS, INDUSTRIES, MONEY, REGIONS, firms, program
from dianxiaoer.engines.rules.facts.parquet import connect, read_slices
from dianxiaoer.engines.rules.run.batch import evaluate

CHUNK = 1_000_000


def run() -> None:
    """Prints the table; each size runs in a process of its own."""
    if not find_spec("duckdb"):
        print("duckdb is not installed (extra universe): left out")
        return
    sizes = [int(word) for word in os.environ.get("DXR_BENCH_FIRMS", "1,10").split(",")]
    with TemporaryDirectory(dir=os.environ.get("DXR_BENCH_DIR")) as folder:
        print(
            f"{'firms':>12s}{'file MB':>9s}{'read+verdicts s':>17s}{'with money s':>14s}{'us/firm':>9s}{'peak MB':>9s}"
        )
        rates: list[float] = []
        peaks: list[float] = []
        for millions in sizes:
            path = Path(folder) / f"{millions}.parquet"
            write_firms(path, millions)
            verdicts, money, peak = _measured(path)
            rates.append(money / millions)
            peaks.append(peak)
            size = path.stat().st_size / 1e6
            print(
                f"{millions * CHUNK:12,d}{size:9.0f}{verdicts:17.2f}{money:14.2f}{money / millions:9.2f}{peak:9.0f}",
                flush=True,
            )
            path.unlink()
        if len(sizes) > 1:
            print(
                f"linear: {rates[-1] / rates[0]:.2f} x the time per firm (<= 1.2); memory {peaks[-1] / peaks[0]:.2f} x (<= 1.2)"
            )


def _measured(path: Path) -> tuple[float, float, float]:
    code = f"from bench.bench_rules_stream import measure; measure({str(path)!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    verdicts, money, peak = (float(word) for word in done.stdout.split())
    return verdicts, money, peak


def measure(path: str) -> None:
    """Prints CPU seconds for verdicts, CPU seconds with money, and peak memory of this process."""
    spent = []
    for amounts in (False, True):
        rules, started = program(amounts), time.process_time()
        for table in read_slices(Path(path), rules):
            evaluate(rules, table, amounts=amounts, keep=False, threads=1)
        spent.append(time.process_time() - started)
    print(*spent, _highest_mb())


def write_firms(path: Path, millions: int) -> None:
    """Random firms in the facts' own units (万元), a million at a time."""
    connection = connect()
    parts = path.with_suffix(".duckdb")
    connection.execute(f"ATTACH '{parts}' AS scratch")
    for number in range(millions):
        table = firms(CHUNK, seed=number)
        batch = {key: values / 1e6 if key in MONEY else values for key, values in table.numbers.items()}
        batch |= {key: np.asarray(words.codes) for key, words in table.words.items()}
        connection.register("batch", batch)
        listed = [f'CASE WHEN isnan("{key}") THEN NULL ELSE "{key}" END AS "{key}"' for key in MONEY + COUNTS]
        listed += [f"{_words(key, texts)} AS {key}" for key, texts in (("industry", INDUSTRIES), ("region", REGIONS))]
        query = f"SELECT {', '.join(listed)} FROM batch"
        verb = "CREATE TABLE scratch.firms AS" if number == 0 else "INSERT INTO scratch.firms"
        connection.execute(f"{verb} {query}")
    connection.execute(f"COPY scratch.firms TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 122880)")
    connection.close()
    parts.unlink()


def _words(key: str, texts: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{text}'" for text in texts)
    return f"CASE WHEN {key} < 0 THEN NULL ELSE list_extract([{listed}], {key} + 1) END"
