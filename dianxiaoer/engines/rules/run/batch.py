"""Evaluates many firms: blocks of bit planes on a few threads, with totals gathered as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.rules.facts.table import FactTable
from dianxiaoer.engines.rules.program.compiler import Program
from dianxiaoer.engines.rules.program.nodes import Node, below
from dianxiaoer.engines.rules.run.awards import Award, award_block, bundles_of
from dianxiaoer.engines.rules.run.block import Block, WordTests
from dianxiaoer.engines.rules.run.planes import Bits, Planes, unpack

BLOCK = 65_536


@dataclass(frozen=True)
class BlockResult:
    """Firms start … start+size: plane sets by clause position, and awards (empty when no money was asked for)."""

    start: int
    size: int
    valid: Bits
    planes: list[Planes]
    awards: list[Award]

    def codes(self, position: int) -> NDArray[np.uint8]:
        """Verdict codes (see `verdicts.Verdict`) of a clause, shape (size,)."""
        return codes_of(self.planes[position], self.size)


@dataclass
class BatchResult:
    """n firms × clauses. met, unmet, manual, absent: bit planes (clauses, words) in blocks of whole words.

    total_fen: int64 (n,), what each firm is paid. paid_fen, paid_firms, pending_firms: by clause.
    counts: (clauses, 5) firms by verdict code.
    """

    program: Program
    size: int
    counts: NDArray[np.int64]
    total_fen: NDArray[np.int64]
    paid_fen: NDArray[np.int64]
    paid_firms: NDArray[np.int64]
    pending_firms: NDArray[np.int64]
    blocks: list[BlockResult] = field(default_factory=list)

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
    clauses = len(program.clauses)
    result = BatchResult(
        program, table.size, np.zeros((clauses, 5), np.int64), np.zeros(table.size, np.int64),
        np.zeros(clauses, np.int64), np.zeros(clauses, np.int64), np.zeros(clauses, np.int64),
    )  # fmt: skip
    for block in evaluate_blocks(program, table, amounts=amounts, threads=threads, block_size=block_size):
        gather(result, block)
        if keep:
            result.blocks.append(block)
        if on_block is not None:
            on_block(block)
    return result


def evaluate_blocks(
    program: Program, table: FactTable, *, amounts: bool = True, threads: int = 2, block_size: int = BLOCK
) -> Iterator[BlockResult]:
    """The blocks of `table` in order, a few computed ahead."""
    tests = WordTests(table)
    truths = truth_order(program, amounts)
    bundles = bundles_of(program) if amounts else []
    starts = range(0, table.size, block_size)

    def run(start: int) -> BlockResult:
        with np.errstate(all="ignore"):
            block = Block(table, start, min(block_size, table.size - start), tests)
            for node in truths:
                block.truth(node)
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
    return [needed[index] for index in sorted(needed)]


def gather(result: BatchResult, block: BlockResult) -> None:
    """Adds one block to the totals."""
    for position, planes in enumerate(block.planes):
        met, unmet, manual, absent = (0 if plane is None else int(np.bitwise_count(plane).sum()) for plane in planes)
        unknown = block.size - met - unmet - manual - absent
        result.counts[position] += (absent, met, manual, unknown, unmet)
    for award in block.awards:
        result.total_fen[block.start + award.rows] += award.paid_fen.astype(np.int64)
        result.paid_fen[award.position] += int(award.paid_fen.sum())
        result.paid_firms[award.position] += int(np.count_nonzero(award.paid_fen))
        result.pending_firms[award.position] += len(award.pending)


def codes_of(planes: Planes, size: int) -> NDArray[np.uint8]:
    """Verdict codes of a plane set, shape (size,)."""
    made = np.full(size, 3, dtype=np.uint8)
    for plane, code in zip(planes, (1, 4, 2, 0), strict=True):
        if plane is not None:
            made[unpack(plane, size)] = code
    return made
