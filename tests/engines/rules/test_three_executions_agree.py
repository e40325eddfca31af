"""Explainer's row plan, vectorised columns and SQL say what a plain slow reading says, for random rules and firms."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dianxiaoer.engines.rules.run.fast import kernels
from tests.engines.rules import oracle
from tests.engines.rules.executions import by_batch, by_duckdb, by_oracle, by_row
from tests.engines.rules.random_rules import random_firms, random_program

SEEDS = st.integers(min_value=0, max_value=10**9)
QUICK = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def agree(seed, firms, connection=None, clauses=8):
    program, text = random_program(seed, clauses)
    rows = random_firms(program, seed, firms)
    codes, earned = by_oracle(program, rows)
    alone = by_row(program, rows)
    assert alone[0] == codes, text
    assert alone[1] == earned, text
    assert by_batch(program, rows) == alone, text
    if kernels() is not None:
        assert by_batch(program, rows, block_size=101, compiled=True) == alone, text
    if connection is not None:
        assert by_duckdb(connection, program, rows) == alone, text
    return program, rows, alone


@QUICK
@given(SEEDS)
def test_row_and_columns_agree_with_the_plain_reading(seed):
    agree(seed, 40)


def test_sql_agrees_too():
    duckdb = pytest.importorskip("duckdb", reason="extra duckdb is not installed")
    connection = duckdb.connect()
    for seed in range(8):
        agree(seed, 30, connection)


@QUICK
@given(SEEDS)
def test_stacking_pays_the_best_total_any_subset_allows(seed):
    program, _, (_, earned, paid) = agree(seed, 8, clauses=7)
    conflicts, groups = exclusions(program)
    caps = [(cap.limit_fen, cap.members) for cap in program.stacking.caps]
    for own, got in zip(earned, paid, strict=True):
        fen = [max(0, amount) for amount in own]
        assert sum(got) == oracle.best_total(fen, conflicts, groups, caps)


def exclusions(program):
    """Not-with pairs and one-only groups as the documents state them."""
    position = {clause.id: clause.position for clause in program.clauses}
    conflicts, groups = set(), {}
    for clause in program.clauses:
        for other in clause.record.not_with:
            conflicts.add(tuple(sorted((clause.position, position[other]))))
        if clause.record.group and clause.record.mode != "可叠加":
            groups.setdefault(clause.record.group, []).append(clause.position)
    return conflicts, list(groups.values())


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1_000, 1_400, 50))
def test_thousands_of_random_rules_agree(first):
    duckdb = pytest.importorskip("duckdb", reason="extra duckdb is not installed")
    connection = duckdb.connect()
    for seed in range(first, first + 50):
        agree(seed, 60, connection, clauses=10)
