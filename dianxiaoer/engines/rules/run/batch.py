"""Evaluates many firms: blocks of bit planes on a few threads, with totals gathered as they come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.rules.facts.table import FactTable
from dianxiaoer.engines.rules.program.compiler import Program
from dianxiaoer.engines.rules.program.nodes import Node, below
from dianxiaoer.engines.rules.run.awards import Award, Purse, award_block
from dianxiaoer.engines.rules.run.block import Block, make_step, plain_truths
from dianxiaoer.engines.rules.run.bundles import Bundle, Loops, bundles_of, earners_of
from dianxiaoer.engines.rules.run.fast import WORTH, kernels, money_kernels, plan
from dianxiaoer.engines.rules.run.planes import Bits, Truth, unmet_bits, unpack
from dianxiaoer.engines.rules.run.word_tests import WordTests

BLOCK = 131_072
SHARED = 8


@dataclass(frozen=True)
class BlockResult:
    """Firms start … start+size: plane sets by clause position, and awards (empty when no money was asked for).

    room, rows: where the compiled loops ran, all planes in one array, and the row of each clause in it.
    """

    start: int
    size: int
    valid: Bits
    planes: list[Truth]
    awards: list[Award]
    purse: Purse | None = None
    room: Bits | None = None
    rows: NDArray[np.intp] | None = None

    def codes(self, position: int) -> NDArray[np.uint8]:
        """Verdict codes (see `verdicts.Verdict`) of a clause, shape (size,)."""
        return codes_of(self.planes[position], self.valid, self.size)


@dataclass
class BatchResult:
    """n firms × clauses.

    total_fen: int64 (n,), what each firm is paid. paid_fen, paid_firms, pending_firms: int64 by clause.
    blocks: verdicts as bit planes, where they were kept.
    """

    program: Program
    size: int
    total_fen: NDArray[np.int64]
    paid_fen: NDArray[np.int64]
    paid_firms: NDArray[np.int64]
    pending_firms: NDArray[np.int64]
    blocks: list[BlockResult] = field(default_factory=list)
    counted: NDArray[np.int64] | None = None

    @property
    def counts(self) -> NDArray[np.int64]:
        """Firms by clause and verdict code, int64 (clauses, 5); counted when first asked for."""
        if self.counted is None:
            self.counted = sum((count(block) for block in self.blocks), np.zeros((len(self.paid_fen), 5), np.int64))
        return self.counted

    def codes(self, clause_id: str) -> NDArray[np.uint8]:
        """Verdict codes of one clause for all firms, shape (n,)."""
        position = next(clause.position for clause in self.program.clauses if clause.id == clause_id)
        return np.concatenate([block.codes(position) for block in self.blocks] or [np.zeros(0, dtype=np.uint8)])


def evaluate(
    program: Program,
    table: FactTable,
    *,
    amounts: bool = True,
    keep: bool = True,
    threads: int = 2,
    block_size: int = BLOCK,
    on_block: Callable[[BlockResult], None] | None = None,
    compiled: bool | None = None,
) -> BatchResult:
    """Verdicts, and with `amounts` the money after stacking, of every firm of `table`.

    keep: hold the planes of all blocks (n × clauses × 2 bits) for `codes`; else only totals stay.
    on_block: called in order with each block as it is finished, e.g. to write it out. block_size: firms, any number.
    compiled: run the compiled loops (extra `solvers`); None = where they are installed and the table is large.
    """
    paid, firms, pending = (np.zeros(len(program.clauses), np.int64) for _ in range(3))
    result = BatchResult(program, table.size, np.zeros(table.size, np.int64), paid, firms, pending)
    if not keep:
        result.counted = np.zeros((len(program.clauses), 5), np.int64)
    blocks = evaluate_blocks(
        program, table, amounts=amounts, threads=threads, block_size=block_size, compiled=compiled,
        is_lean=not keep and on_block is None,
    )  # fmt: skip
    for block in blocks:
        gather(result, block)
        if keep:
            result.blocks.append(block)
        elif result.counted is not None:
            result.counted += count(block)
        if on_block is not None:
            on_block(block)
    return result


def evaluate_blocks(
    program: Program,
    table: FactTable,
    *,
    amounts: bool = True,
    threads: int = 2,
    block_size: int = BLOCK,
    compiled: bool | None = None,
    is_lean: bool = False,
) -> Iterator[BlockResult]:
    """The blocks of `table` in order, a few computed ahead.

    is_lean: compiled loops only add up what is paid as earned, without naming the firms in `awards`.
    """
    work = _Work(program, table, amounts, is_compiled(table, compiled), is_lean)
    starts = range(0, table.size, block_size)

    def run(start: int) -> BlockResult:
        return work.block(start, min(block_size, table.size - start))

    if threads < 2 or len(starts) < 2:
        yield from map(run, starts)
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting = [pool.submit(run, start) for start in starts[: threads * 2]]
        following = iter(starts[threads * 2 :])
        while waiting:
            yield waiting.pop(0).result()
            if (start := next(following, None)) is not None:
                waiting.append(pool.submit(run, start))


def is_compiled(table: FactTable, wished: bool | None) -> bool:
    """Whether the compiled loops run. Raises ValueError where they are wished for and not installed."""
    if wished is False or (wished is None and table.size < WORTH):
        return False
    if kernels() is None and wished:
        raise ValueError("the compiled loops need numba (extra 'solvers') and a little-endian machine")
    return kernels() is not None


@dataclass(frozen=True)
class _Order:
    """What is the same for every table. truths: parts before wholes; wanted: those that need planes of their own,
    the clauses' verdicts first."""

    truths: list[Node]
    plain: set[int]
    wanted: list[int]
    bundles: list[Bundle]
    shared: frozenset[int]


@lru_cache(maxsize=4)
def _order(program: Program, amounts: bool) -> _Order:
    truths = truth_order(program, amounts)
    verdicts = [clause.verdict.index for clause in program.clauses]
    return _Order(
        truths,
        plain_truths(truths),
        verdicts + asked_by_numbers(program, amounts),
        bundles_of(program) if amounts else [],
        shared_amounts(program) if amounts else frozenset(),
    )


class _Work:
    """What all blocks of one table share: the order of the truths, where they lie, how amounts are paid."""

    def __init__(self, program: Program, table: FactTable, amounts: bool, compiled: bool, is_lean: bool) -> None:
        self.program, self.table, self.tests = program, table, WordTests(table)
        self.is_compiled = compiled
        self.is_lean = is_lean
        order = _order(program, amounts)
        self.bundles, self.shared = order.bundles, order.shared
        self.plan = plan(order.truths, order.wanted, table, self.tests, compiled)
        homes = self.plan.homes
        self.verdicts = order.wanted[: len(program.clauses)]
        self.rows = np.array([homes[index] for index in self.verdicts], dtype=np.intp)
        self.places = [(index, homes[index]) for index in dict.fromkeys(self.verdicts) if index not in self.plan.taken]
        self.steps = [make_step(node, order.plain) for node in order.truths if node.index not in self.plan.taken]
        self.earners = (
            earners_of(program, self.bundles, self.shared, self.plan.homes) if compiled and self.bundles else None
        )

    def block(self, start: int, size: int) -> BlockResult:
        """Everything about the firms start … start+size."""
        with np.errstate(all="ignore"):
            block = Block(self.table, start, size, self.tests)
            block.shared = self.shared
            room = np.empty((len(self.plan.homes), 2, len(block.valid)), dtype=np.uint64)
            block.places = {index: room[row] for index, row in self.places}
            if self.plan.taken:
                self.plan.run(block, room)
            for step in self.steps:
                step(block)
            planes = [block.truths[index] for index in self.verdicts]
            awards, purse = self.awards(block, room) if self.bundles else ([], None)
        if not self.is_compiled:
            return BlockResult(start, size, block.valid, planes, awards, purse)
        return BlockResult(start, size, block.valid, planes, awards, purse, room, self.rows)

    def awards(self, block: Block, room: Bits) -> tuple[list[Award], Purse]:
        """The money of a block, by the compiled loops where they run."""
        if self.earners is None:
            return award_block(self.program, block, self.bundles)
        met = sums_of(room, self.rows, block.size)[list(self.earners.positions), 0]
        loops = Loops(money_kernels(), self.earners, room, met, self.is_lean)
        return award_block(self.program, block, self.bundles, loops)


def sums_of(room: Bits, rows: NDArray[np.intp], size: int) -> NDArray[np.int64]:
    """Firms in both planes (met; not unmet) of some rows of a room, (rows, 2), by the compiled loop."""
    found = np.zeros((rows.max(initial=-1) + 1, 2), dtype=np.int64)
    kernels().bits_set(room, size, found)
    counted: NDArray[np.int64] = found[rows]
    return counted


def truth_order(program: Program, amounts: bool) -> list[Node]:
    """The truths to compute, parts before wholes: verdicts, and what the amounts ask."""
    needed: dict[int, Node] = {}
    for clause in program.clauses:
        roots = [clause.verdict, *([clause.amount] if amounts and clause.amount is not None else [])]
        for root in roots:
            needed.update((node.index, node) for node in below(root) if node.is_truth)
    return sorted(needed.values(), key=_column_first)


def asked_by_numbers(program: Program, amounts: bool) -> list[int]:
    """Truths a number branches on, for numbers in verdicts and, with `amounts`, in what is paid."""
    roots = [clause.verdict for clause in program.clauses]
    roots += [clause.amount for clause in program.clauses if amounts and clause.amount is not None]
    numbers = dict.fromkeys(node for root in roots for node in below(root) if not node.is_truth)
    return list(dict.fromkeys(arg.index for node in numbers for arg in node.args if arg.is_truth))


def _column_first(node: Node) -> tuple[int, str, int]:
    """Tests of single columns first and by column, so that a column is read while it is still in the cache."""
    if node.op == "in":
        return 0, node.value[0].key, node.index
    if node.op == "compare" and node.args[0].op == "fact" and node.args[1].op == "const":
        return 0, node.args[0].value.key, node.index
    return 1, "", node.index


def shared_amounts(program: Program) -> frozenset[int]:
    """Amounts asked by so many clauses that one pass over all firms is cheaper than one for each clause's own."""
    uses = Counter(clause.amount.index for clause in program.clauses if clause.amount is not None)
    return frozenset(index for index, times in uses.items() if times >= SHARED)


def gather(result: BatchResult, block: BlockResult) -> None:
    """Adds the money of one block to the totals."""
    if block.purse is None:
        return
    result.paid_fen += block.purse.fen
    result.paid_firms += block.purse.firms
    result.pending_firms += block.purse.pending
    result.total_fen[block.start : block.start + block.size] = block.purse.total_fen


def count(block: BlockResult) -> NDArray[np.int64]:
    """Firms by clause and verdict code in one block, (clauses, 5)."""
    found = np.zeros((len(block.planes), 5), np.int64)
    sums = None if block.room is None or block.rows is None else sums_of(block.room, block.rows, block.size)
    for position, truth in enumerate(block.planes):
        if sums is not None and truth[1] is None and truth[2] is None:
            met, possible = sums[position].tolist()
            found[position] = 0, met, 0, possible - met, block.size - possible
            continue
        planes = (truth[2], truth[0][0], truth[1], None, unmet_bits(truth, block.valid))
        own = [0 if plane is None else int(np.bitwise_count(plane).sum()) for plane in planes]
        own[3] = block.size - sum(own)
        found[position] = own
    return found


def codes_of(truth: Truth, valid: Bits, size: int) -> NDArray[np.uint8]:
    """Verdict codes of a truth, shape (size,)."""
    made = np.full(size, 3, dtype=np.uint8)
    for plane, code in ((truth[0][0], 1), (unmet_bits(truth, valid), 4), (truth[1], 2), (truth[2], 0)):
        if plane is not None:
            made[unpack(plane, size)] = code
    return made
