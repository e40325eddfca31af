"""Where `dianxiaoer policies evaluate` writes what each firm gets: JSON lines, or Parquet rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol, TextIO

import numpy as np

from dianxiaoer.engines.rules.facts.parquet import connect
from dianxiaoer.engines.rules.facts.table import FactTable
from dianxiaoer.engines.rules.problems import Problem, RuleError
from dianxiaoer.engines.rules.program.compiler import Program
from dianxiaoer.engines.rules.run.batch import BlockResult
from dianxiaoer.engines.rules.run.limits import SHORT, Grant
from dianxiaoer.engines.rules.run.wording import yuan
from dianxiaoer.engines.rules.verdicts import Verdict

OPEN = (Verdict.MET, Verdict.UNKNOWN, Verdict.MANUAL_REVIEW)


class Sink(Protocol):
    """Where results go, block by block."""

    def write(self, table: FactTable, block: BlockResult, grants: list[Grant]) -> None: ...

    def close(self) -> None: ...

    def discard(self) -> None: ...


def sink_for(program: Program, out: Path, partial: Path) -> Sink:
    """Where results go: `partial` until all is written, so that a run that fails leaves no half answer behind."""
    if out.suffix == ".jsonl":
        return JsonLines(program, partial)
    if out.suffix == ".parquet":
        return ParquetRows(program, partial)
    raise RuleError(Problem(f"--out 只能是 .jsonl 或 .parquet,不能是「{out.suffix}」", "--out is .jsonl or .parquet"))


class JsonLines:
    """One firm a line: clauses by verdict, what is earned, paid and granted, in yuan as text."""

    def __init__(self, program: Program, out: Path) -> None:
        self.program, self.out = program, out
        self.file: TextIO = out.open("w", encoding="utf-8")

    def write(self, table: FactTable, block: BlockResult, grants: list[Grant]) -> None:
        firms: list[dict[str, Any]] = [
            {"code": _name(table, block.start + i), "total_yuan": "0.00", "granted_total_yuan": "0.00"}
            | {verdict.word: [] for verdict in OPEN}
            | {"earned_yuan": {}, "paid_yuan": {}, "granted_yuan": {}, "short": {}, "amount_unknown": []}
            for i in range(block.size)
        ]
        for clause in self.program.clauses:
            codes = block.codes(clause.position)
            for verdict in OPEN:
                for row in np.flatnonzero(codes == verdict):
                    firms[row][verdict.word].append(clause.id)
        self._money(block, firms)
        self._granted(grants, firms)
        totals = np.zeros(block.size) if block.purse is None else block.purse.total_fen.copy()
        for firm, fen in zip(firms, totals, strict=True):
            firm["total_yuan"] = yuan(int(fen))
        paid = {award.position: award for award in block.awards}
        for grant in grants:
            if (award := paid.get(grant.position)) is not None:
                totals[award.rows] -= award.paid_fen
                totals[grant.rows] += grant.granted_fen
        for firm, fen in zip(firms, totals, strict=True):
            firm["granted_total_yuan"] = yuan(int(fen))
            self.file.write(json.dumps(firm, ensure_ascii=False) + "\n")

    def _money(self, block: BlockResult, firms: list[dict[str, Any]]) -> None:
        for award in sorted(block.awards, key=lambda award: award.position):
            name = self.program.clauses[award.position].id
            for row, earned, paid in zip(award.rows, award.earned_fen, award.paid_fen, strict=True):
                firms[row]["earned_yuan"][name] = yuan(int(earned))
                firms[row]["paid_yuan"][name] = yuan(int(paid))
            for row in award.pending:
                firms[row]["amount_unknown"].append(name)

    def _granted(self, grants: list[Grant], firms: list[dict[str, Any]]) -> None:
        for grant in grants:
            clause = self.program.clauses[grant.position]
            for row, fen, short in zip(grant.rows, grant.granted_fen, grant.short, strict=True):
                if clause.amount is not None:
                    firms[row]["granted_yuan"][clause.id] = yuan(int(fen))
                if short:
                    firms[row]["short"][clause.id] = SHORT[short]

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
            "earned_yuan DECIMAL(18,2), paid_yuan DECIMAL(18,2), granted_yuan DECIMAL(18,2), short VARCHAR)"
        )

    def write(self, table: FactTable, block: BlockResult, grants: list[Grant]) -> None:
        awards = {award.position: award for award in block.awards}
        limited = {grant.position: grant for grant in grants}
        for clause in self.program.clauses:
            codes = block.codes(clause.position)
            rows = np.flatnonzero((codes >= 1) & (codes <= 3))
            if not len(rows):
                continue
            earned, paid, short = np.zeros(block.size), np.zeros(block.size), np.zeros(block.size, dtype=np.uint8)
            if (award := awards.get(clause.position)) is not None:
                earned[award.rows], paid[award.rows] = award.earned_fen, award.paid_fen
                earned[award.pending] = np.nan
            granted = paid.copy()
            if (grant := limited.get(clause.position)) is not None:
                granted[grant.rows], short[grant.rows] = grant.granted_fen, grant.short
            batch = {
                "firm": np.array([_name(table, block.start + int(row)) for row in rows], dtype=np.object_),
                "code": codes[rows], "earned": earned[rows], "paid": paid[rows], "granted": granted[rows],
                "short": short[rows],
            }  # fmt: skip
            self.connection.register("batch", batch)
            self.connection.execute(
                "INSERT INTO scratch.results SELECT firm, ?, CASE code WHEN 1 THEN 'met' WHEN 2 THEN 'manual_review' "
                "ELSE 'unknown' END, CASE WHEN isnan(earned) THEN NULL ELSE earned / 100 END, paid / 100, "
                "granted / 100, CASE short WHEN 1 THEN 'quota' WHEN 2 THEN 'budget' WHEN 3 THEN 'budget_part' END "
                "FROM batch",
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
