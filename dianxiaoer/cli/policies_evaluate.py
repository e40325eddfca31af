"""The long run behind `dianxiaoer policies evaluate`: facts in slices, results streamed to JSON lines or Parquet."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TextIO

import numpy as np

from dianxiaoer.engines.rules.facts.files import read_firms
from dianxiaoer.engines.rules.facts.parquet import connect, read_slices
from dianxiaoer.engines.rules.facts.table import FactTable, table_of
from dianxiaoer.engines.rules.load import load_program
from dianxiaoer.engines.rules.problems import Problem, RuleError
from dianxiaoer.engines.rules.program.compiler import Program
from dianxiaoer.engines.rules.run.allocate import allocate
from dianxiaoer.engines.rules.run.batch import BlockResult, evaluate
from dianxiaoer.engines.rules.run.wording import money_text, yuan
from dianxiaoer.engines.rules.verdicts import Verdict

SLICE = 262_144
OPEN = (Verdict.MET, Verdict.UNKNOWN, Verdict.MANUAL_REVIEW)


class Sink(Protocol):
    """Where results go, block by block."""

    def write(self, table: FactTable, block: BlockResult) -> None: ...

    def close(self) -> None: ...

    def discard(self) -> None: ...


def evaluate_files(rules: Path, facts: Path, on: date, out: Path) -> int:
    """Evaluates every firm of `facts` and writes `out`; progress and totals go to stderr. Returns 0."""
    program = load_program(rules, on)
    partial = out.with_name(out.name + ".partial")
    sink = _sink(program, out, partial)
    counts = np.zeros((len(program.clauses), 5), dtype=np.int64)
    paid = np.zeros(len(program.clauses), dtype=np.int64)
    pending = np.zeros(len(program.clauses), dtype=np.int64)
    claims: dict[int, list[int]] = {
        clause.position: [] for clause in program.clauses if clause.record.quota or clause.record.budget
    }
    started, firms = time.monotonic(), 0
    try:
        for table in slices(facts, program):
            result = evaluate(program, table, keep=False, on_block=lambda block, t=table: _keep(block, t, sink, claims))  # type: ignore[misc]
            counts += result.counts
            paid += result.paid_fen
            pending += result.pending_firms
            firms += table.size
            print(f"\r已评估 {firms:,} 家，{time.monotonic() - started:.1f} 秒", end="", file=sys.stderr, flush=True)
        sink.close()
    except BaseException:
        sink.discard()
        raise
    partial.replace(out)
    print(file=sys.stderr)
    for clause, own, fen, late in zip(program.clauses, counts, paid, pending, strict=True):
        shown = " ".join(f"{verdict.zh}{own[verdict]}" for verdict in (*OPEN, Verdict.UNMET, Verdict.NOT_APPLICABLE))
        print(
            f"{clause.id} {clause.record.title}:{shown} 金额{money_text(int(fen))}{f'，{late} 家金额待核定' if late else ''}",
            file=sys.stderr,
        )
    print(f"合计 {money_text(int(paid.sum()))}", file=sys.stderr)
    for line in limits(program, claims):
        print(line, file=sys.stderr)
    return 0


def limits(program: Program, claims: dict[int, list[int]]) -> Iterator[str]:
    """For each clause with a quota or a budget: what is claimed, what it can grant in the order of the file, what is short.

    claims: 分 of every firm that earns the clause, by the clause's position.
    """
    for position, wanted in claims.items():
        clause = program.clauses[position]
        granted = allocate(clause.record, wanted)
        short = sum(wanted) - sum(granted.granted_fen)
        served = sum(fen > 0 for fen in granted.granted_fen)
        room = "、".join(
            f"{word} {value}"
            for word, value in (("名额", clause.record.quota), ("预算", clause.record.budget))
            if value
        )
        yield (
            f"{clause.id} {room}:应兑 {len(wanted)} 家 {money_text(sum(wanted))},按名单先后可兑 {served} 家 "
            f"{money_text(sum(granted.granted_fen))}" + (f",不足 {money_text(short)}" if short else ",够用")
        )


def _keep(block: BlockResult, table: FactTable, sink: Sink, claims: dict[int, list[int]]) -> None:
    sink.write(table, block)
    for award in block.awards:
        if award.position in claims:
            claims[award.position].extend(int(fen) for fen in award.paid_fen)


def slices(facts: Path, program: Program, size: int = SLICE) -> Iterator[FactTable]:
    """The firms of a file as tables of at most `size`."""
    if facts.suffix == ".parquet":
        yield from read_slices(facts, program, size)
        return
    rows: list[Any] = []
    names: list[str] = []
    for firm in read_firms(facts, program.rulebook.facts, program.on):
        rows.append(firm.cells)
        names.append(firm.code or firm.name)
        if len(rows) == size:
            yield table_of(rows, program.columns, names)
            rows, names = [], []
    if rows:
        yield table_of(rows, program.columns, names)


def whole_table(facts: Path, program: Program) -> FactTable:
    """All firms of a file as one table."""
    tables = list(slices(facts, program, size=2**31))
    return tables[0] if tables else table_of([], program.columns)


def _sink(program: Program, out: Path, partial: Path) -> Sink:
    """Where results go: `partial` until all is written, so that a run that fails leaves no half answer behind."""
    if out.suffix == ".jsonl":
        return JsonLines(program, partial)
    if out.suffix == ".parquet":
        return ParquetRows(program, partial)
    raise RuleError(Problem(f"--out 只能是 .jsonl 或 .parquet,不能是「{out.suffix}」", "--out is .jsonl or .parquet"))


class JsonLines:
    """One firm a line: clauses by verdict, what is earned and paid, in yuan as text."""

    def __init__(self, program: Program, out: Path) -> None:
        self.program, self.out = program, out
        self.file: TextIO = out.open("w", encoding="utf-8")

    def write(self, table: FactTable, block: BlockResult) -> None:
        firms: list[dict[str, Any]] = [
            {"code": table.names[block.start + i] if table.names else str(block.start + i), "total_yuan": "0.00"}
            | {verdict.word: [] for verdict in OPEN}
            | {"earned_yuan": {}, "paid_yuan": {}, "amount_unknown": []}
            for i in range(block.size)
        ]
        for clause in self.program.clauses:
            codes = block.codes(clause.position)
            for verdict in OPEN:
                for row in np.flatnonzero(codes == verdict):
                    firms[row][verdict.word].append(clause.id)
        totals = np.zeros(block.size, dtype=np.int64)
        for award in sorted(block.awards, key=lambda award: award.position):
            name = self.program.clauses[award.position].id
            for row, earned, paid in zip(award.rows, award.earned_fen, award.paid_fen, strict=True):
                firms[row]["earned_yuan"][name] = yuan(int(earned))
                firms[row]["paid_yuan"][name] = yuan(int(paid))
                totals[row] += np.int64(paid)
            for row in award.pending:
                firms[row]["amount_unknown"].append(name)
        for place, firm in enumerate(firms):
            firm["total_yuan"] = yuan(int(totals[place]))
            self.file.write(json.dumps(firm, ensure_ascii=False) + "\n")

    def close(self) -> None:
        self.file.close()

    def discard(self) -> None:
        self.file.close()
        self.out.unlink(missing_ok=True)


class ParquetRows:
    """One row a firm and clause that is met, unknown or to be reviewed: codes, verdict, yuan (NULL: not known)."""

    def __init__(self, program: Program, out: Path) -> None:
        self.program, self.out = program, out
        self.scratch = out.with_name(out.name + ".duckdb")
        self.scratch.unlink(missing_ok=True)
        self.connection = connect()
        self.connection.execute(f"ATTACH '{_quoted(self.scratch)}' AS scratch")
        self.connection.execute(
            "CREATE TABLE scratch.results (firm_code VARCHAR, clause_id VARCHAR, verdict VARCHAR, "
            "earned_yuan DECIMAL(18,2), paid_yuan DECIMAL(18,2))"
        )

    def write(self, table: FactTable, block: BlockResult) -> None:
        awards = {award.position: award for award in block.awards}
        for clause in self.program.clauses:
            codes = block.codes(clause.position)
            rows = np.flatnonzero((codes >= 1) & (codes <= 3))
            if not len(rows):
                continue
            earned, paid = np.zeros(block.size), np.zeros(block.size)
            if (award := awards.get(clause.position)) is not None:
                earned[award.rows], paid[award.rows] = award.earned_fen, award.paid_fen
                earned[award.pending] = np.nan
            batch = {
                "firm": np.array([_name(table, block.start + int(row)) for row in rows], dtype=np.object_),
                "code": codes[rows],
                "earned": earned[rows],
                "paid": paid[rows],
            }
            self.connection.register("batch", batch)
            self.connection.execute(
                "INSERT INTO scratch.results SELECT firm, ?, CASE code WHEN 1 THEN 'met' WHEN 2 THEN 'manual_review' "
                "ELSE 'unknown' END, CASE WHEN isnan(earned) THEN NULL ELSE earned / 100 END, paid / 100 FROM batch",
                [clause.id],
            )

    def close(self) -> None:
        self.connection.execute(f"COPY scratch.results TO '{_quoted(self.out)}' (FORMAT parquet)")
        self.discard()

    def discard(self) -> None:
        self.connection.close()
        for part in self.out.parent.glob(self.scratch.name + "*"):
            part.unlink()


def _name(table: FactTable, row: int) -> str:
    return table.names[row] if table.names else str(row)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
