"""Runs one program four ways over the same firms, for comparison."""

from __future__ import annotations

import numpy as np

from dianxiaoer.engines.rules.facts.table import table_of
from dianxiaoer.engines.rules.run.batch import evaluate
from dianxiaoer.engines.rules.run.row import plan_row
from dianxiaoer.engines.rules.run.settle import settle
from dianxiaoer.engines.rules.run.sql import program_sql
from tests.engines.rules import oracle

CODES = {"absent": 0, "met": 1, "manual": 2, "unknown": 3, "unmet": 4}


def by_oracle(program, rows):
    """codes (firms, clauses) and earned fen (firms, clauses; −1 = pending), read plainly."""
    codes, earned = [], []
    for row in rows:
        words = [oracle.truth(clause.verdict, row) for clause in program.clauses]
        codes.append([CODES[word] for word in words])
        earned.append([_earned(clause, word, row) for clause, word in zip(program.clauses, words, strict=True)])
    return codes, earned


def _earned(clause, word, row):
    if clause.amount is None or word != "met":
        return 0
    fen = oracle.number(clause.amount, row)
    return -1 if fen is None else int(fen)


def by_row(program, rows):
    """The same from the one-firm execution, with paid fen (firms, clauses) after stacking."""
    plan = plan_row(program)
    codes, earned, paid = [], [], []
    for row in rows:
        values = plan.values(row)
        own = [values[plan.slots[clause.verdict.index]] for clause in program.clauses]
        fen = [_fen(values, plan, clause, code) for clause, code in zip(program.clauses, own, strict=True)]
        codes.append(own)
        earned.append(fen)
        paid.append(list(settle(program.stacking, [max(0, amount) for amount in fen]).paid_fen))
    return codes, earned, paid


def _fen(values, plan, clause, code):
    if clause.amount is None or code != 1:
        return 0
    value = values[plan.slots[clause.amount.index]]
    return -1 if value is None else int(value)


def by_batch(program, rows, block_size=37, threads=1, compiled=False):
    """The same from the vectorised execution, in small odd blocks."""
    table = table_of(rows, program.columns)
    result = evaluate(program, table, block_size=block_size, threads=threads, compiled=compiled)
    codes = np.stack([result.codes(clause.id) for clause in program.clauses], axis=1)
    earned = np.zeros((len(rows), len(program.clauses)), dtype=np.int64)
    paid = np.zeros_like(earned)
    for block in result.blocks:
        for award in block.awards:
            earned[block.start + award.rows, award.position] = award.earned_fen
            paid[block.start + award.rows, award.position] = award.paid_fen
            earned[block.start + award.pending, award.position] = -1
    assert result.total_fen.tolist() == paid.sum(axis=1).tolist()
    counts = np.stack([(codes == code).sum(axis=0) for code in range(5)], axis=1)
    assert counts.tolist() == result.counts.tolist()
    return codes.tolist(), earned.tolist(), paid.tolist()


def by_duckdb(connection, program, rows):
    """The same from SQL."""
    create = ", ".join(f'"{c.key}" {"VARCHAR" if c.form == "words" else "DOUBLE"}' for c in program.columns)
    connection.execute(f"CREATE OR REPLACE TABLE firms (firm INTEGER{', ' if create else ''}{create})")
    marks = ", ".join("?" * (len(program.columns) + 1))
    connection.executemany(
        f"INSERT INTO firms VALUES ({marks})",  # noqa: S608 (question marks only)
        [[i, *(row.get(column.key) for column in program.columns)] for i, row in enumerate(rows)],
    )
    cursor = connection.execute(program_sql(program, "firms", keep=("firm",)) + " ORDER BY firm")
    names = [item[0] for item in cursor.description]
    answers = [dict(zip(names, answer, strict=True)) for answer in cursor.fetchall()]
    return sql_answers(program, answers)


def sql_answers(program, answers):
    """codes, earned, paid from the rows a query gave."""
    codes = [[answer[f"v_{clause.position}"] for clause in program.clauses] for answer in answers]
    earned = [[_sql_fen(answer, clause, "e", -1) for clause in program.clauses] for answer in answers]
    paid = [[_sql_fen(answer, clause, "p", 0) for clause in program.clauses] for answer in answers]
    for answer, own in zip(answers, paid, strict=True):
        assert int(answer["total_fen"]) == sum(own)
    return codes, earned, paid


def _sql_fen(answer, clause, kind, missing):
    if clause.amount is None:
        return 0
    value = answer[f"{kind}_{clause.position}"]
    return missing if value is None else int(value)
