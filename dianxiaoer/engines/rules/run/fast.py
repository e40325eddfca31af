"""The compiled short way of a batch: which truths it can take over, and the arrays it runs on.

It takes tests of one column against constants, and the plain "and", "or", "not" of such; the rest stays with `block`.
Both ways give the same planes, firm for firm.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.rules.facts.table import FactTable
from dianxiaoer.engines.rules.program.nodes import Column, Node
from dianxiaoer.engines.rules.run.block import Block
from dianxiaoer.engines.rules.run.planes import Bits
from dianxiaoer.engines.rules.run.row import holds
from dianxiaoer.engines.rules.run.word_tests import WordTests

TILE = 256  # words: the planes of some hundred tests then fit the second cache
WORTH = 65_536  # firms from which loading the compiled loops pays
_SIGNS = {"<": (0, False), ">=": (0, True), "<=": (1, False), ">": (1, True), "=": (2, False), "!=": (2, True)}
_STEPS = {"and": 0, "or": 1, "not": 2}
_COPY = 3


@cache
def kernels() -> Any:
    """The compiled loops, or None where numba (extra `solvers`) is not installed."""
    if sys.byteorder != "little":
        return None
    try:
        return import_module("dianxiaoer.engines.rules.run.kernels")
    except ImportError:
        return None


@cache
def money_kernels() -> Any:
    """The compiled loops of money, or None like `kernels`."""
    return kernels() and import_module("dianxiaoer.engines.rules.run.money_kernels")


@dataclass(frozen=True)
class FastPlan:
    """taken: truths computed here. homes: truth → its row in a block's room. arrays: what the loops read, by name."""

    taken: frozenset[int]
    homes: dict[int, int]
    numbers: tuple[Column, ...]
    words: tuple[Column, ...]
    slots: int
    number_tests: tuple[NDArray[Any], ...]
    word_tests: tuple[NDArray[Any], ...]
    steps: tuple[NDArray[Any], ...]

    def run(self, block: Block, room: Bits) -> None:
        """Fills the rows of `room` that belong to truths taken, and notes them in the block."""
        whole = block.size // 64 * 64
        columns = [np.ascontiguousarray(block.column(column)) for column in self.numbers]
        codes = [np.ascontiguousarray(block.codes(column), dtype=np.int32) for column in self.words]
        tails = np.full((len(columns), 64), np.nan)
        code_tails = np.full((len(codes), 64), -1, dtype=np.int32)
        for values, tail in zip(columns, tails, strict=True):
            tail[: block.size - whole] = values[whole:]
        for listed, tail in zip(codes, code_tails, strict=True):
            tail[: block.size - whole] = listed[whole:]
        planes = np.empty((self.slots, 2, TILE), dtype=np.uint64)
        kernels().run_block(
            _addresses(columns), _addresses(tails), *self.number_tests,
            _addresses(codes), _addresses(code_tails), *self.word_tests, *self.steps, planes, room, block.size,
        )  # fmt: skip
        for index in self.taken & self.homes.keys():
            block.truths[index] = (room[self.homes[index]], None, None)


def _addresses(arrays: Iterable[NDArray[Any]]) -> NDArray[np.uint64]:
    return np.array([values.ctypes.data for values in arrays], dtype=np.uint64)


def plan(truths: Sequence[Node], wanted: Sequence[int], table: FactTable, tests: WordTests, compiled: bool) -> FastPlan:
    """What to take of `truths` (parts before wholes). wanted: truths that need a row of their own, in this order.

    Without `compiled`, nothing is taken and the plan only says where verdicts lie.
    """
    taken: dict[int, Node] = {}
    for node in truths if compiled else ():
        if _is_test(node, table, tests) or (node.op in _STEPS and all(arg.index in taken for arg in node.args)):
            taken[node.index] = node
    seen_outside = [arg.index for node in truths if node.index not in taken for arg in node.args if arg.is_truth]
    homes = {index: row for row, index in enumerate(dict.fromkeys([*wanted, *seen_outside]))}
    return _Planner(taken, homes, tests).made()


def _is_test(node: Node, table: FactTable, tests: WordTests) -> bool:
    if node.op == "in":
        return node.value[0].key in table.words and tests.codes(node)[0] == "runs"
    return node.op == "compare" and node.args[0].op == "fact" and node.args[1].op == "const"


class _Planner:
    """Lays tests and steps out as arrays."""

    def __init__(self, taken: dict[int, Node], homes: dict[int, int], tests: WordTests) -> None:
        self.taken, self.homes, self.tests = taken, homes, tests
        self.slots: dict[int, int] = {}

    def made(self) -> FastPlan:
        numbers = _by_column((n.args[0].value, n) for n in self.taken.values() if n.op == "compare")
        words = _by_column((n.value[0], n) for n in self.taken.values() if n.op == "in")
        number_tests, word_tests, steps = self.number_tests(numbers), self.word_tests(words), self.steps()
        return FastPlan(
            frozenset(self.taken), self.homes, tuple(numbers), tuple(words), len(self.slots), number_tests, word_tests,
            steps,
        )  # fmt: skip

    def slot(self, node: Node) -> int:
        return self.slots.setdefault(node.index, len(self.slots))

    def number_tests(self, columns: dict[Column, list[Node]]) -> tuple[NDArray[Any], ...]:
        """By column: where its "<", "<=" and "=" start and end (columns, 4); limits; the opposite meant; slots."""
        starts = np.zeros((len(columns), 4), dtype=np.int64)
        nodes: list[Node] = []
        for start, listed in zip(starts, columns.values(), strict=True):
            signs = [_SIGNS[node.value][0] for node in listed]
            start[:] = [len(nodes) + sum(sign < edge for sign in signs) for edge in range(4)]
            nodes += sorted(listed, key=lambda node: _SIGNS[node.value])
        return (
            starts,
            np.array([float(node.args[1].value) for node in nodes], dtype=np.float64),
            np.array([-1 if _SIGNS[node.value][1] else 0 for node in nodes], dtype=np.int64).view(np.uint64),
            np.array([self.slot(node) for node in nodes], dtype=np.int64),
        )

    def word_tests(self, columns: dict[Column, list[Node]]) -> tuple[NDArray[Any], ...]:
        nodes = [node for listed in columns.values() for node in listed]
        runs = [self.tests.codes(node)[1] for node in nodes]
        flat = [run for listed in runs for run in listed]
        return (
            _starts(columns.values()),
            _starts(runs),
            np.array([low for low, _ in flat], dtype=np.int32),
            np.array([high - low for low, high in flat], dtype=np.int32),
            np.array([_fill(node) for node in nodes], dtype=np.uint8),
            np.array([self.slot(node) for node in nodes], dtype=np.int64),
        )

    def steps(self) -> tuple[NDArray[Any], ...]:
        """Kinds, where each step's parts start, parts, home of the answer, and whether that home is in the room."""
        inner = {arg.index for node in self.taken.values() if node.op in _STEPS for arg in node.args}
        made: list[tuple[int, list[int], int, bool]] = []
        for node in self.taken.values():
            home = self.homes.get(node.index)
            stays = node.op not in _STEPS or node.index in inner
            if node.op in _STEPS:
                place = self.slot(node) if stays else self.homes[node.index]
                made.append((_STEPS[node.op], [self.slots[arg.index] for arg in node.args], place, not stays))
            if stays and home is not None:
                made.append((_COPY, [self.slots[node.index]], home, True))
        return (
            np.array([step[0] for step in made], dtype=np.uint8),
            _starts([step[1] for step in made]),
            np.array([part for step in made for part in step[1]], dtype=np.int64),
            np.array([step[2] for step in made], dtype=np.int64),
            np.array([step[3] for step in made], dtype=np.bool_),
        )


def _by_column(pairs: Iterable[tuple[Column, Node]]) -> dict[Column, list[Node]]:
    found: dict[Column, list[Node]] = {}
    for column, node in pairs:
        found.setdefault(column, []).append(node)
    return found


def _starts(groups: Iterable[Sequence[Any]]) -> NDArray[np.int64]:
    return np.cumsum([0, *(len(group) for group in groups)], dtype=np.int64)


def _fill(node: Node) -> int:
    column, texts, mode = node.value
    if column.fill is None:
        return 0
    return 2 if holds(str(column.fill), texts, mode) else 1
