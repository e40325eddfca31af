"""The small typed tree all executions share: numbers and five-valued truths over columns of facts.

Numbers: IEEE doubles; money is whole 分 and days are whole, so sums are exact and one division rounds once.
A number is missing when a fact it needs is missing, and undefined when it divides by zero or grows from a base ≤ 0.
Truths: codes of `verdicts.Verdict`. A comparison that cannot be computed is unknown when a fact it mentions is
missing, else manual_review.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dianxiaoer.engines.rules.problems import TextError

NEVER = 10_000_000.0  # days: an event that has not happened; later than any calendar day
MAX_DEPTH = 250  # evaluation recurses over numbers; far above any real policy
TRUTHS = frozenset({"truth", "compare", "in", "and", "or", "not", "when", "at_least", "manual"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of facts: `key` is `code`, `code.2025` (yearly), `code.from`/`code.to` (certificates).

    form: number or words (a text, or texts joined by `|`). fill: what a missing value means, None = unknown.
    """

    key: str
    fact: str
    form: str
    fill: float | str | None = None
    year: int | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Node:
    """One step of the tree. Equal steps are one object, so shared conditions are computed once.

    op: const fact add sub mul div min max floor sqrt positive default case pick (numbers);
    truth compare in and or not when at_least manual (truths). value: the constant, column, operator or word.
    """

    op: str
    args: tuple[Node, ...]
    value: Any
    index: int

    @property
    def is_truth(self) -> bool:
        """Whether this is a five-valued truth (else a number)."""
        return self.op in TRUTHS


class Forge:
    """Makes nodes; folds constants, flattens and de-duplicates "and" and "or"."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._known: dict[tuple[Any, ...], Node] = {}
        self._depth: list[int] = []

    def make(self, op: str, *args: Node, value: Any = None) -> Node:
        """The node of this step, the same object whenever it is asked for again."""
        key = (op, value, tuple(arg.index for arg in args))
        node = self._known.get(key)
        if node is None:
            depth = 1 + max((self._depth[arg.index] for arg in args), default=0)
            if depth > MAX_DEPTH:
                raise TextError(f"算式展开后超过 {MAX_DEPTH} 层，请简化", "formula nested too deeply")
            node = Node(op, args, value, len(self.nodes))
            self._depth.append(depth)
            self.nodes.append(node)
            self._known[key] = node
        return node

    def const(self, value: Fraction | int) -> Node:
        """A number known when the rules are compiled."""
        return self.make("const", value=Fraction(value))

    def truth(self, code: int) -> Node:
        """A truth known when the rules are compiled."""
        return self.make("truth", value=code)

    def arithmetic(self, op: str, left: Node, right: Node) -> Node:
        """add, sub, mul, div, min, max. A product with a fraction becomes × numerator ÷ denominator: it rounds once."""
        if left.op == "const" and right.op == "const" and not (op == "div" and right.value == 0):
            return self.const(_fold(op, left.value, right.value))
        if op == "mul" and left.op == "const":
            left, right = right, left
        if op in ("mul", "div") and right.op == "const":
            factor = right.value if op == "mul" else 1 / right.value if right.value else None
            if factor is not None:
                return self._scaled(left, factor)
        return self.make(op, left, right)

    def _scaled(self, node: Node, factor: Fraction) -> Node:
        if factor.numerator != 1:
            node = self.make("mul", node, self.const(factor.numerator))
        return node if factor.denominator == 1 else self.make("div", node, self.const(factor.denominator))

    def all_of(self, parts: Iterable[Node]) -> Node:
        """ "and" of any number of truths; of none: not applicable."""
        return self._joined("and", parts)

    def any_of(self, parts: Iterable[Node]) -> Node:
        """ "or" of any number of truths; of none: not applicable."""
        return self._joined("or", parts)

    def _joined(self, op: str, parts: Iterable[Node]) -> Node:
        flat: dict[int, Node] = {}
        for part in parts:
            for inner in part.args if part.op == op else (part,):
                if not (inner.op == "truth" and inner.value == 0):
                    flat[inner.index] = inner
        if not flat:
            return self.truth(0)
        found = list(flat.values())
        return found[0] if len(found) == 1 else self.make(op, *found)

    def opposite(self, node: Node) -> Node:
        """ "not"; twice is the truth itself."""
        if node.op == "not":
            return node.args[0]
        return self.make("not", node)


def _fold(op: str, left: Fraction, right: Fraction) -> Fraction:
    if op == "add":
        return left + right
    if op == "sub":
        return left - right
    if op == "mul":
        return left * right
    if op == "div":
        return left / right
    return min(left, right) if op == "min" else max(left, right)


def below(root: Node) -> list[Node]:
    """Every node `root` needs, itself last, each once, parts before wholes."""
    found: dict[int, Node] = {}
    stack: list[tuple[Node, bool]] = [(root, False)]
    while stack:
        node, ready = stack.pop()
        if node.index in found:
            continue
        if ready:
            found[node.index] = node
        else:
            stack.append((node, True))
            stack.extend((arg, False) for arg in reversed(node.args))
    return list(found.values())


def leaf_columns(root: Node) -> list[Column]:
    """The columns `root` reads, each once, in order of appearance."""
    readers = (node for node in below(root) if node.op in ("fact", "in"))
    return list(dict.fromkeys(node.value if node.op == "fact" else node.value[0] for node in readers))


def may_be_undefined(node: Node) -> bool:
    """Whether a number can fail to exist though every fact is known (a zero divisor, a base ≤ 0, a manual branch)."""
    return any(
        part.op in ("positive", "sqrt", "manual") or (part.op == "div" and part.args[1].op != "const")
        for part in below(node)
    )
