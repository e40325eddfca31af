"""Quotas and budgets over a long list of firms, block by block: what each firm can be granted while they last.

First in the file, first served. State is two numbers a clause, so memory does not grow with the firms. The same rule
for a short list in any order is `allocate`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.rules.program.compiler import CompiledClause, Program
from dianxiaoer.engines.rules.run.allocate import budget_of, quota_of
from dianxiaoer.engines.rules.run.awards import Award
from dianxiaoer.engines.rules.run.batch import BlockResult
from dianxiaoer.engines.rules.run.block import Rows
from dianxiaoer.engines.rules.run.bundles import Money
from dianxiaoer.engines.rules.run.planes import rows_of

#: why a firm gets less than it is due, by code
SHORT = ("", "quota", "budget", "budget_part")
FULL, NO_PLACE, NO_MONEY, PART = range(4)


@dataclass(frozen=True, slots=True)
class Grant:
    """One limited clause in one block. rows: firms due something, by position in the block, ascending.

    granted_fen: by row (0 where the clause gives no money). short: by row, code of `SHORT`.
    """

    position: int
    rows: Rows
    granted_fen: Money
    short: NDArray[np.uint8]


@dataclass(slots=True)
class Limit:
    """What a clause has left, and what was asked and granted so far. None = without limit."""

    clause: CompiledClause
    places: int | None
    money_fen: int | None
    asked_firms: int = 0
    asked_fen: int = 0
    granted_firms: int = 0
    granted_fen: int = 0

    def grant(self, rows: Rows, due_fen: Money) -> Grant:
        """Serves the firms in order. due_fen: what each is to be paid; 0 asks for nothing and takes no place.

        The firm at which the money ends gets the rest of it and takes a place.
        """
        asks = due_fen > 0 if self.clause.amount is not None else np.ones(len(rows), dtype=np.bool_)
        rows, due = rows[asks], due_fen[asks]
        granted, short = due.copy(), np.zeros(len(rows), dtype=np.uint8)
        if self.money_fen is not None:
            before = np.cumsum(due) - due
            granted = np.clip(self.money_fen - before, 0, due)
            short[granted < due] = PART
            short[(granted == 0) & (due > 0)] = NO_MONEY
        if self.places is not None:
            late = np.arange(len(rows)) >= self.places
            granted[late], short[late] = 0, NO_PLACE
        served = int(np.count_nonzero((short == FULL) | (short == PART)))
        self._note(len(rows), int(due.sum()), served, int(granted.sum()))
        return Grant(self.clause.position, rows, granted, short)

    def _note(self, asked: int, asked_fen: int, served: int, granted_fen: int) -> None:
        self.asked_firms += asked
        self.asked_fen += asked_fen
        self.granted_firms += served
        self.granted_fen += granted_fen
        self.places = None if self.places is None else self.places - served
        self.money_fen = None if self.money_fen is None else self.money_fen - granted_fen


@dataclass
class Limits:
    """Every clause with a quota or a budget. Raises RuleError for one that cannot be read."""

    program: Program
    of: list[Limit] = field(init=False)

    def __post_init__(self) -> None:
        self.of = [
            Limit(clause, quota_of(clause.record), budget_of(clause.record))
            for clause in self.program.clauses
            if clause.record.quota or clause.record.budget
        ]

    def grants(self, block: BlockResult) -> list[Grant]:
        """What the firms of the next block can be granted; blocks in the order of the file, each once.

        Firms whose amount is still to be decided hold no place until it is.
        """
        awards = {award.position: award for award in block.awards}
        return [limit.grant(*_claims(limit.clause, block, awards)) for limit in self.of]


def _claims(clause: CompiledClause, block: BlockResult, awards: dict[int, Award]) -> tuple[Rows, Money]:
    if clause.amount is None:
        rows = rows_of(block.planes[clause.position][0][0])
        return rows, np.zeros(len(rows))
    award = awards[clause.position]
    return award.rows, award.paid_fen
