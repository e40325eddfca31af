"""The long run behind `dianxiaoer policies evaluate`: facts in slices, results streamed to JSON lines or Parquet."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from dianxiaoer.cli.policies_results import OPEN, Sink, sink_for
from dianxiaoer.engines.rules.facts.files import Firm, read_firms
from dianxiaoer.engines.rules.facts.parquet import read_slices
from dianxiaoer.engines.rules.facts.table import FactTable, cells_of, table_of
from dianxiaoer.engines.rules.load import load_program
from dianxiaoer.engines.rules.program.compiler import Program
from dianxiaoer.engines.rules.run.batch import BatchResult, BlockResult, evaluate
from dianxiaoer.engines.rules.run.limits import Limits
from dianxiaoer.engines.rules.run.wording import money_text
from dianxiaoer.engines.rules.verdicts import Verdict

SLICE = 262_144  # firms of a Parquet file held at a time, as columns
ROWS = 32_768  # firms of a text file held at a time, cell by cell
WRITTEN = 16_384  # firms whose results are held at a time


def evaluate_files(rules: Path, facts: Path, on: date, out: Path) -> int:
    """Evaluates every firm of `facts` and writes `out`; progress and totals go to stderr. Returns 0."""
    program = load_program(rules, on)
    limits = Limits(program)
    partial = out.with_name(out.name + ".partial")
    sink = sink_for(program, out, partial)
    totals, gaps = Totals(program), Gaps(program)
    try:
        for table in slices(facts, program):
            gaps.add(table)
            keep = partial_write(sink, table, limits)
            totals.add(evaluate(program, table, keep=False, block_size=WRITTEN, on_block=keep), table.size)
        sink.close()
    except BaseException:
        sink.discard()
        raise
    partial.replace(out)
    print(file=sys.stderr)
    for line in (*totals.lines(), *limit_lines(limits), *gaps.lines(facts.name)):
        print(line, file=sys.stderr)
    return 0


def partial_write(sink: Sink, table: FactTable, limits: Limits) -> Callable[[BlockResult], None]:
    """Takes each block of `table` in order: serves quotas and budgets, then writes it out."""

    def keep(block: BlockResult) -> None:
        sink.write(table, block, limits.grants(block))

    return keep


class Totals:
    """What a run comes to, by clause, and its progress on stderr."""

    def __init__(self, program: Program) -> None:
        self.program = program
        clauses = len(program.clauses)
        self.counts = np.zeros((clauses, 5), dtype=np.int64)
        self.paid, self.pending = np.zeros(clauses, dtype=np.int64), np.zeros(clauses, dtype=np.int64)
        self.started, self.firms = time.monotonic(), 0

    def add(self, result: BatchResult, firms: int) -> None:
        """Adds one slice and shows how far the run is."""
        self.counts += result.counts
        self.paid += result.paid_fen
        self.pending += result.pending_firms
        self.firms += firms
        spent = time.monotonic() - self.started
        print(f"\r已评估 {self.firms:,} 家，{spent:.1f} 秒", end="", file=sys.stderr, flush=True)

    def lines(self) -> Iterator[str]:
        """One line a clause, then the sum."""
        shown = (*OPEN, Verdict.UNMET, Verdict.NOT_APPLICABLE)
        for clause, own, fen, late in zip(self.program.clauses, self.counts, self.paid, self.pending, strict=True):
            words = " ".join(f"{verdict.zh}{own[verdict]}" for verdict in shown)
            waiting = f"，{late} 家金额待核定" if late else ""
            yield f"{clause.id} {clause.record.title}:{words} 金额{money_text(int(fen))}{waiting}"
        yield f"合计 {money_text(int(self.paid.sum()))}"


class Gaps:
    """Facts the rules read that no firm of a file has: a column left out or misspelt is told, not passed over."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.missing = {column.key: column for column in program.columns if column.fill is None}

    def add(self, table: FactTable) -> None:
        """Strikes off what some firm of the table has."""
        for key in list(self.missing):
            numbers, words = table.numbers.get(key), table.words.get(key)
            if (numbers is not None and not np.isnan(numbers).all()) or (
                words is not None and (words.codes >= 0).any()
            ):
                del self.missing[key]

    def lines(self, file: str) -> Iterator[str]:
        """One line for the facts nobody has."""
        names = [self.program.facts[column.fact].name + (f"[{column.year}]" if column.year else "")
                 for column in self.missing.values()]  # fmt: skip
        if names:
            more = f"等 {len(names)} 项" if len(names) > 30 else ""
            yield (
                f"提醒：{file} 里没有下列事实(或全部为空)，按未知处理：{'、'.join(names[:30])}{more} / "
                f"{len(names)} facts the rules read are in no row and were taken as unknown"
            )


def limit_lines(limits: Limits) -> Iterator[str]:
    """For each clause with a quota or a budget: what is due, what it can grant in the order of the file, what is short."""
    for limit in limits.of:
        record = limit.clause.record
        words = (("名额", record.quota), ("预算", record.budget))
        room = "、".join(f"{word} {value}" for word, value in words if value)
        short = limit.asked_fen - limit.granted_fen
        left_out = limit.asked_firms - limit.granted_firms
        ending = f",不足 {money_text(short)}" if short else f",{left_out} 家没有名额" if left_out else ",够用"
        yield (
            f"{limit.clause.id} {room}:应兑 {limit.asked_firms} 家 {money_text(limit.asked_fen)},"
            f"按名单先后可兑 {limit.granted_firms} 家 {money_text(limit.granted_fen)}{ending}"
        )


def slices(facts: Path, program: Program, size: int = SLICE, rows_size: int = ROWS) -> Iterator[FactTable]:
    """The firms of a file as tables of at most `size` (Parquet) or `rows_size` (text); a firm without code and name goes by its number, from 1."""
    if facts.suffix == ".parquet":
        seen = 0
        for table in read_slices(facts, program, size):
            numbered = [str(number) for number in range(seen + 1, seen + table.size + 1)]
            yield table if table.names else replace(table, names=numbered)
            seen += table.size
        return
    rows: list[Any] = []
    names: list[str] = []
    for number, firm in enumerate(read_firms(facts, program.rulebook.facts, program.on), 1):
        rows.append(firm.cells)
        names.append(firm.code or firm.name or str(number))
        if len(rows) == rows_size:
            yield table_of(rows, program.columns, names)
            rows, names = [], []
    if rows:
        yield table_of(rows, program.columns, names)


def firms_of(facts: Path, program: Program) -> Iterator[Firm]:
    """The firms of a file one by one, whatever its kind."""
    if facts.suffix != ".parquet":
        yield from read_firms(facts, program.rulebook.facts, program.on)
        return
    for table in slices(facts, program):
        for row, name in enumerate(table.names):
            yield Firm(name, "", cells_of(table, row))
