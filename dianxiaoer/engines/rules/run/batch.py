"""Evaluates many firms: blocks of bit planes on a few threads, with totals gathered as they come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.rules.facts.table import FactTable
from dianxiaoer.engines.rules.program.compiler import Program
from dianxiaoer.engines.rules.program.nodes import Node, below
from dianxiaoer.engines.rules.run.awards import Award, award_block, bundles_of
from dianxiaoer.engines.rules.run.block import Block, WordTests, make_step, plain_truths
from dianxiaoer.engines.rules.run.planes import Bits, Truth, unmet_bits, unpack

BLOCK = 65_536
SHARED = 8


@dataclass(frozen=True)
class BlockResult:
    """Firms start … start+size: plane sets by clause position, and awards (empty when no money was asked for)."""

    start: int
    size: int
    valid: Bits
    planes: list[Truth]
    awards: list[Award]

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
) -> BatchResult:
    """Verdicts, and with `amounts` the money after stacking, of every firm of `table`.

    keep: hold the planes of all blocks (n × clauses × 2 bits) for `codes`; else only totals stay.
    on_block: called in order with each block as it is finished, e.g. to write it out. block_size: firms, any number.
    """
    paid, firms, pending = (np.zeros(len(program.clauses), np.int64) for _ in range(3))
    result = BatchResult(program, table.size, np.zeros(table.size, np.int64), paid, firms, pending)
    if not keep:
        result.counted = np.zeros((len(program.clauses), 5), np.int64)
    for block in evaluate_blocks(program, table, amounts=amounts, threads=threads, block_size=block_size):
        gather(result, block)
        if keep:
            result.blocks.append(block)
        elif result.counted is not None:
            result.counted += count(block)
        if on_block is not None:
            on_block(block)
    return result


def evaluate_blocks(
    program: Program, table: FactTable, *, amounts: bool = True, threads: int = 2, block_size: int = BLOCK
) -> Iterator[BlockResult]:
    """The blocks of `table` in order, a few computed ahead."""
    tests = WordTests(table)
    truths = truth_order(program, amounts)
    plain = plain_truths(truths)
    steps = [make_step(node, plain) for node in truths]
    bundles = bundles_of(program) if amounts else []
    shared = shared_amounts(program) if amounts else frozenset()
    verdicts = {clause.verdict.index: clause.position for clause in program.clauses}
    starts = range(0, table.size, block_size)

    def run(start: int) -> BlockResult:
        with np.errstate(all="ignore"):
            block = Block(table, start, min(block_size, table.size - start), tests)
            block.shared = shared
            room = np.empty((len(program.clauses), 2, len(block.valid)), dtype=np.uint64)
            block.places = {index: room[position] for index, position in verdicts.items()}
            for step in steps:
                step(block)
            planes = [block.truths[clause.verdict.index] for clause in program.clauses]
            awards = award_block(program, block, bundles) if bundles else []
        return BlockResult(start, block.size, block.valid, planes, awards)

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


def truth_order(program: Program, amounts: bool) -> list[Node]:
    """The truths to compute, parts before wholes: verdicts, and what the amounts ask."""
    needed: dict[int, Node] = {}
    for clause in program.clauses:
        roots = [clause.verdict, *([clause.amount] if amounts and clause.amount is not None else [])]
        for root in roots:
            needed.update((node.index, node) for node in below(root) if node.is_truth)
    return sorted(needed.values(), key=_column_first)


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
    total = np.zeros(block.size)
    for award in block.awards:
        np.add.at(total, award.rows, award.paid_fen)
        result.paid_fen[award.position] += int(award.paid_fen.sum())
        result.paid_firms[award.position] += int(np.count_nonzero(award.paid_fen))
        result.pending_firms[award.position] += len(award.pending)
    result.total_fen[block.start : block.start + block.size] = total.astype(np.int64)


def count(block: BlockResult) -> NDArray[np.int64]:
    """Firms by clause and verdict code in one block, (clauses, 5)."""
    found = np.zeros((len(block.planes), 5), np.int64)
    for position, truth in enumerate(block.planes):
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
