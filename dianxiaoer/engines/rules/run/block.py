"""Evaluates a block of firms: conditions as bit planes over all, amounts only for the firms that qualify."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.rules.facts.table import FactTable, Floats
from dianxiaoer.engines.rules.program.nodes import Column, Node, leaf_columns, may_be_undefined
from dianxiaoer.engines.rules.run.planes import (
    Bits,
    Truth,
    at_least,
    both,
    either,
    opposite,
    pack,
    unmet_bits,
    unpack,
    when,
)
from dianxiaoer.engines.rules.run.row import holds
from dianxiaoer.engines.rules.run.word_tests import WordTests

Rows = NDArray[np.intp]
COMPARE: dict[str, Callable[..., Any]] = {
    "=": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip


class Block:
    """Firms `start … start+size` of a table, and everything computed for them so far."""

    def __init__(self, table: FactTable, start: int, size: int, tests: WordTests) -> None:
        self.table, self.start, self.size, self.tests = table, start, size, tests
        self.truths: dict[int, Truth] = {}
        self.places: dict[int, Bits] = {}
        self.shared: frozenset[int] = frozenset()
        self.valid = pack(np.ones(size, dtype=np.bool_))
        self._numbers: dict[int, Floats] = {}
        self._unknown: dict[str, Bits] = {}
        self.scratch = np.empty(size, dtype=np.bool_)
        self._filled: dict[str, Floats] = {}
        self._flags: dict[tuple[int, str], NDArray[np.bool_]] = {}

    def truth(self, node: Node) -> Truth:
        """The planes of a truth whose parts are computed already; its pair lands in `places` where it has one."""
        made = _TRUTHS[node.op](self, node)
        place = self.places.get(node.index)
        if place is not None and made[0] is not place:
            place[:] = made[0]
            made = (place, made[1], made[2])
        self.truths[node.index] = made
        return made

    def column(self, column: Column) -> Floats:
        """A number column of the block, NaN where missing and not filled."""
        if column.key not in self._filled:
            whole = self.table.numbers.get(column.key)
            part = np.full(self.size, np.nan) if whole is None else whole[self.start : self.start + self.size]
            if column.fill is not None:
                part = np.where(np.isnan(part), float(column.fill), part)
            self._filled[column.key] = part
        return self._filled[column.key]

    def unknown(self, column: Column) -> Bits:
        """Which firms miss the column (none, where a missing value is filled)."""
        if column.key not in self._unknown:
            if column.fill is not None:
                flags = np.zeros(self.size, dtype=np.bool_)
            elif column.form == "words":
                given = self.table.words.get(column.key) is not None
                flags = self.codes(column) < 0 if given else np.ones(self.size, dtype=np.bool_)
            else:
                flags = np.isnan(self.column(column))
            self._unknown[column.key] = pack(flags)
        return self._unknown[column.key]

    def decided(self, node: Node, met: Bits, unknown: Bits) -> Truth:
        """A plain truth from who meets it and who cannot tell."""
        pair = self.places.get(node.index)
        if pair is None:
            pair = np.empty((2, len(met)), dtype=np.uint64)
        pair[0] = met
        np.bitwise_or(met, unknown, out=pair[1])
        return pair, None, None

    def codes(self, column: Column) -> NDArray[np.integer]:
        """Word codes of the block."""
        return self.table.words[column.key].codes[self.start : self.start + self.size]

    def flags(self, node: Node, which: str) -> NDArray[np.bool_]:
        """Who meets, fails ("unmet") or is not concerned by ("absent") a truth, by firm."""
        key = (node.index, which)
        if key not in self._flags:
            truth = self.truths[node.index]
            bits = {"met": truth[0][0], "unmet": unmet_bits(truth, self.valid), "absent": truth[2]}[which]
            self._flags[key] = np.zeros(self.size, dtype=np.bool_) if bits is None else unpack(bits, self.size)
        return self._flags[key]

    def number(self, node: Node) -> Floats:
        """A number for every firm of the block."""
        if node.index not in self._numbers:
            self._numbers[node.index] = compute(self, node, None, self._numbers)
        made = self._numbers[node.index]
        if not isinstance(made, np.ndarray) or not made.flags.c_contiguous or made.shape != (self.size,):
            made = self._numbers[node.index] = np.ascontiguousarray(
                np.broadcast_to(made, (self.size,)), dtype=np.float64
            )
        return made


def compute(block: Block, node: Node, rows: Rows | None, memo: dict[int, Any]) -> Any:
    """A number for some firms (`rows`, positions within the block) or all; constants stay scalars inside formulas."""
    found = memo.get(node.index)
    if found is None:
        found = _NUMBERS[node.op](block, node, rows, memo)
        memo[node.index] = found
    return found


def _take(values: NDArray[Any], rows: Rows | None) -> NDArray[Any]:
    return values if rows is None else values[rows]


def _binary(op: Callable[..., Any]) -> Callable[..., Any]:
    def made(block: Block, node: Node, rows: Rows | None, memo: dict[int, Any]) -> Any:
        return op(compute(block, node.args[0], rows, memo), compute(block, node.args[1], rows, memo))

    return made


def _divide(above: Any, below: Any) -> Any:
    return above / np.where(np.equal(below, 0), np.nan, below)


def _single(op: Callable[[Any], Any]) -> Callable[..., Any]:
    def made(block: Block, node: Node, rows: Rows | None, memo: dict[int, Any]) -> Any:
        return op(compute(block, node.args[0], rows, memo))

    return made


def _positive(values: Any) -> Any:
    return np.where(np.greater(values, 0), values, np.nan)


def _root(values: Any) -> Any:
    return np.sqrt(np.where(np.less(values, 0), np.nan, values))


def _fact(block: Block, node: Node, rows: Rows | None, memo: dict[int, Any]) -> Any:
    return _take(block.column(node.value), rows)


def _default(block: Block, node: Node, rows: Rows | None, memo: dict[int, Any]) -> Any:
    values = compute(block, node.args[0], rows, memo)
    return np.where(np.isnan(values), float(node.value), values)


def _case(block: Block, node: Node, rows: Rows | None, memo: dict[int, Any]) -> Any:
    test, yes, no = node.args
    met, unmet = _take(block.flags(test, "met"), rows), _take(block.flags(test, "unmet"), rows)
    if block.truths[test.index][2] is not None:
        unmet = unmet | _take(block.flags(test, "absent"), rows)
    other = np.where(unmet, compute(block, no, rows, memo), np.nan)
    return np.where(met, compute(block, yes, rows, memo), other)


def _pick(block: Block, node: Node, rows: Rows | None, memo: dict[int, Any]) -> Any:
    size = block.size if rows is None else len(rows)
    made = np.broadcast_to(compute(block, node.args[-1], rows, memo), (size,))
    for test, value in reversed(list(zip(node.args[:-1:2], node.args[1::2], strict=True))):
        made = np.where(_take(block.flags(test, "met"), rows), compute(block, value, rows, memo), made)
    return made


_NUMBERS: dict[str, Callable[..., Any]] = {
    "const": lambda block, node, rows, memo: float(node.value), "fact": _fact, "default": _default, "case": _case,
    "pick": _pick, "add": _binary(np.add), "sub": _binary(np.subtract), "mul": _binary(np.multiply),
    "div": _binary(_divide), "min": _binary(np.minimum), "max": _binary(np.maximum), "floor": _single(np.floor),
    "sqrt": _single(_root), "positive": _single(_positive),
}  # fmt: skip


def _compare(block: Block, node: Node) -> Truth:
    left, right = node.args
    if left.op == "fact" and right.op == "const":
        flags = COMPARE[node.value](block.column(left.value), float(right.value), block.scratch)
        met, unknown = pack(flags), block.unknown(left.value)
        if node.value == "!=":
            met = met & ~unknown
        return block.decided(node, met, unknown)
    a, b = block.number(left), block.number(right)
    sure = np.broadcast_to(~(np.isnan(a) | np.isnan(b)), (block.size,))
    met = pack(np.broadcast_to(COMPARE[node.value](a, b), (block.size,)) & sure)
    doubt = block.valid & ~pack(sure)
    pair = block.decided(node, met, doubt)[0]
    if not may_be_undefined(node):
        return pair, None, None
    missing = np.zeros_like(block.valid)
    for column in leaf_columns(node):
        missing = missing | block.unknown(column)
    return pair, doubt & ~missing, None


def _in(block: Block, node: Node) -> Truth:
    column: Column = node.value[0]
    fill_meets = column.fill is not None and holds(str(column.fill), node.value[1], node.value[2])
    if column.key not in block.table.words:
        met = block.valid if fill_meets else np.zeros_like(block.valid)
        return block.decided(node, met, block.unknown(column))
    codes = block.codes(column)
    kind, found = block.tests.codes(node)
    if kind == "table":
        flags = found[codes]
    else:
        flags = np.zeros(block.size, dtype=np.bool_)
        for low, high in found:
            flags |= (codes == low) if high == low + 1 else ((codes >= low) & (codes < high))
    if fill_meets:
        flags = flags | (codes < 0)
    return block.decided(node, pack(flags), block.unknown(column))


def _parts(block: Block, node: Node) -> list[Truth]:
    return [block.truths[arg.index] for arg in node.args]


def _constant(block: Block, node: Node) -> Truth:
    code = 2 if node.op == "manual" else int(node.value)
    zero = np.zeros_like(block.valid)
    pair = np.stack((block.valid if code == 1 else zero, zero if code == 4 else block.valid))
    return pair, block.valid if code == 2 else None, block.valid if code == 0 else None


def make_step(node: Node, plain: set[int]) -> Callable[[Block], None]:
    """The work of one truth on a block. plain: truths that are never manual or not applicable, for the short way."""
    if node.index in plain and node.op in ("and", "or"):
        return _plain_step(node)

    def step(block: Block) -> None:
        block.truth(node)

    return step


def _plain_step(node: Node) -> Callable[[Block], None]:
    op = np.bitwise_and if node.op == "and" else np.bitwise_or
    first, second, *others = (arg.index for arg in node.args)
    index = node.index

    def step(block: Block) -> None:
        truths = block.truths
        pair = op(truths[first][0], truths[second][0], block.places.get(index))
        for other in others:
            op(pair, truths[other][0], pair)
        truths[index] = (pair, None, None)

    return step


def plain_truths(nodes: Sequence[Node]) -> set[int]:
    """Truths that are only ever met, unmet or unknown; parts come before wholes in `nodes`."""
    found: set[int] = set()
    for node in nodes:
        if node.op == "compare":
            is_plain = not may_be_undefined(node)
        elif node.op in ("and", "or", "not", "at_least"):
            is_plain = all(arg.index in found for arg in node.args)
        else:
            is_plain = node.op == "in"
        if is_plain:
            found.add(node.index)
    return found


_TRUTHS: dict[str, Callable[[Block, Node], Truth]] = {
    "compare": _compare, "in": _in, "truth": _constant, "manual": _constant,
    "and": lambda block, node: both(_parts(block, node), block.places.get(node.index)),
    "or": lambda block, node: either(_parts(block, node), block.valid, block.places.get(node.index)),
    "not": lambda block, node: opposite(_parts(block, node)[0], block.valid),
    "when": lambda block, node: when(_parts(block, node)[0], _parts(block, node)[1], block.valid),
    "at_least": lambda block, node: at_least(int(node.value), _parts(block, node), block.valid),
}  # fmt: skip
