"""The compiled loops say what the plain columns say: verdicts, counts, awards and totals, firm for firm."""

import numpy as np
import pytest

from bench.rules_workload import firms
from bench.rules_workload import program as bench_program
from dianxiaoer.engines.rules.facts.table import FactTable, WordColumn, table_of
from dianxiaoer.engines.rules.run import batch
from dianxiaoer.engines.rules.run.batch import evaluate
from dianxiaoer.engines.rules.run.fast import kernels
from tests.engines.rules.random_rules import random_firms, random_program

pytest.importorskip("numba", reason="extra solvers is not installed")
SIZES = (1, 63, 64, 65, 16_384, 16_385, 20_011)  # around a word and around a tile


def many(program, seed, size):
    """`size` firms drawn from the random ones."""
    table = table_of(random_firms(program, seed, 60), program.columns)
    rows = np.random.default_rng(seed).integers(0, table.size, size)
    numbers = {key: values[rows] for key, values in table.numbers.items()}
    words = {key: WordColumn(column.codes[rows], column.texts) for key, column in table.words.items()}
    return FactTable(size, numbers, words)


def assert_same(program, table, **options):
    plain = evaluate(program, table, compiled=False, **options)
    quick = evaluate(program, table, compiled=True, **options)
    lean = evaluate(program, table, compiled=True, keep=False, **options)
    for clause in program.clauses:
        assert np.array_equal(plain.codes(clause.id), quick.codes(clause.id))
    for other in (quick, lean):
        assert np.array_equal(plain.counts, other.counts)
        for name in ("total_fen", "paid_fen", "paid_firms", "pending_firms"):
            assert np.array_equal(getattr(plain, name), getattr(other, name)), name
    for left, right in zip(plain.blocks, quick.blocks, strict=True):
        for one, two in zip(left.awards, right.awards, strict=True):
            assert one.position == two.position
            for name in ("rows", "earned_fen", "paid_fen", "pending"):
                assert np.array_equal(getattr(one, name), getattr(two, name)), name


@pytest.mark.parametrize("size", SIZES)
def test_both_ways_agree_at_the_edges_of_words_and_tiles(size, monkeypatch):
    monkeypatch.setattr(batch, "SHARED", 1)
    for seed in range(3):
        program, _ = random_program(seed, clauses=12)
        assert_same(program, many(program, seed, size), block_size=16_400)


@pytest.mark.parametrize("seed", range(100, 112))
def test_both_ways_agree_on_random_rules(seed, monkeypatch):
    monkeypatch.setattr(batch, "SHARED", 1 + seed % 3)
    program, _ = random_program(seed, clauses=10)
    assert_same(program, many(program, seed, 3_001), block_size=1_000, threads=2)


def test_both_ways_agree_on_the_benchmark():
    assert_same(bench_program(True), firms(9_001), block_size=5_000)


def test_columns_that_are_slices_are_read_right():
    program, table = bench_program(False), firms(4_002)
    numbers = {key: values[::2] for key, values in table.numbers.items()}
    words = {key: WordColumn(column.codes[::2], column.texts) for key, column in table.words.items()}
    assert_same(program, FactTable(2_001, numbers, words), amounts=False, block_size=700)


def test_small_tables_do_not_pay_for_loading_the_loops():
    program, table = bench_program(False), firms(100)
    assert not batch.is_compiled(table, None)
    assert batch.is_compiled(table, True)
    assert np.array_equal(evaluate(program, table).counts, evaluate(program, table, compiled=True).counts)


def test_without_numba_the_plain_way_runs(monkeypatch):
    monkeypatch.setattr(batch, "kernels", lambda: None)
    program, table = bench_program(False), firms(70_000)
    assert not batch.is_compiled(table, None)
    assert evaluate(program, table, amounts=False).counts.sum() == 70_000 * len(program.clauses)
    with pytest.raises(ValueError, match="numba"):
        evaluate(program, table, compiled=True)
    assert kernels() is not None
