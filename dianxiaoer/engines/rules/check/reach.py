"""Finds conditions no firm can meet and tiers or bands no firm can reach, by the limits they put on one fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from dianxiaoer.engines.rules.document.records import Benefit, ScoreItem
from dianxiaoer.engines.rules.language.parser import parse
from dianxiaoer.engines.rules.language.syntax import Number
from dianxiaoer.engines.rules.language.units import unit_of
from dianxiaoer.engines.rules.problems import Problem, TextError
from dianxiaoer.engines.rules.program.clauses import Requirement
from dianxiaoer.engines.rules.program.compiler import CompiledClause, Program
from dianxiaoer.engines.rules.program.nodes import Node


@dataclass
class Limits:
    """What conjoined comparisons leave of one number; bounds with whether the bound itself is allowed."""

    low: tuple[Fraction, bool] | None = None
    high: tuple[Fraction, bool] | None = None

    def add(self, op: str, value: Fraction) -> None:
        """Narrows by one comparison."""
        if op in (">=", ">", "="):
            bound = (value, op != ">")
            if self.low is None or bound[0] > self.low[0] or (bound[0] == self.low[0] and not bound[1]):
                self.low = bound
        if op in ("<=", "<", "="):
            bound = (value, op != "<")
            if self.high is None or bound[0] < self.high[0] or (bound[0] == self.high[0] and not bound[1]):
                self.high = bound

    @property
    def is_empty(self) -> bool:
        """Whether no number is left."""
        if self.low is None or self.high is None:
            return False
        return self.low[0] > self.high[0] or (self.low[0] == self.high[0] and not (self.low[1] and self.high[1]))

    def within(self, other: Limits) -> bool:
        """Whether every number left here is left there too."""
        low_fits = other.low is None or (self.low is not None and _tighter(self.low, other.low, 1))
        return low_fits and (other.high is None or (self.high is not None and _tighter(self.high, other.high, -1)))


def _tighter(own: tuple[Fraction, bool], other: tuple[Fraction, bool], sign: int) -> bool:
    if own[0] != other[0]:
        return (own[0] - other[0]) * sign > 0
    return other[1] or not own[1]


@dataclass
class Demands:
    """What a set of truths asks together: limits by number, words by column, the rest by node."""

    numbers: dict[int, Limits] = field(default_factory=dict)
    words: dict[str, set[str]] = field(default_factory=dict)
    others: set[int] = field(default_factory=set)
    denied: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    is_impossible: bool = False

    def add(self, node: Node) -> None:
        """Adds one truth that must be met."""
        self.asked.add(node.index)
        if node.op == "and":
            for arg in node.args:
                self.add(arg)
        elif node.op == "truth":
            self.is_impossible = self.is_impossible or node.value == 4
        elif node.op == "compare" and node.args[1].op == "const" and node.value != "!=":
            limits = self.numbers.setdefault(node.args[0].index, Limits())
            limits.add(node.value, node.args[1].value)
            self.is_impossible = self.is_impossible or limits.is_empty
        elif node.op == "in" and node.value[2] == "any" and node.value[0].form == "words":
            self._add_words(node)
        elif node.op == "not":
            self.denied.add(node.args[0].index)
        else:
            self.others.add(node.index)
        self.is_impossible = self.is_impossible or bool(self.denied & self.asked)

    def _add_words(self, node: Node) -> None:
        self.others.add(node.index)
        column, texts, _ = node.value
        left = self.words.setdefault(column.key, set(texts))
        left &= set(texts)

    def cover(self, other: Demands) -> bool:
        """Whether whoever meets these demands meets those too."""
        if not other.others <= self.others or not other.denied <= self.denied:
            return False
        return all(
            index in self.numbers and self.numbers[index].within(limits) for index, limits in other.numbers.items()
        )


def demands_of(nodes: Sequence[Node]) -> Demands:
    """What truths ask together."""
    made = Demands()
    for node in nodes:
        made.add(node)
    return made


def reach_problems(program: Program) -> list[Problem]:
    """Contradictions, tiers and bands out of reach, in the clauses in force."""
    found: list[Problem] = []
    for clause in program.clauses:
        found += _clause(clause, program)
        for benefit in clause.record.benefits:
            found += _bands(benefit)
    for document in {id(clause.document): clause.document for clause in program.clauses}.values():
        for item in document.scores:
            found += _bands(item)
    return found


def _single_valued(program: Program, key: str) -> bool:
    fact = program.facts.get(key.split(".")[0])
    return fact is not None and fact.type != "名单"


def _clause(clause: CompiledClause, program: Program) -> Iterator[Problem]:
    common = [part for part in clause.tree.requirements if not part.tier]
    if _contradicts(common, program):
        yield Problem(
            f"条款 {clause.id} 的条件互相矛盾，没有企业能满足：{_texts(common)}",
            f"the conditions of {clause.id} contradict each other",
            clause.record.place,
        )
        return
    higher: list[tuple[str, Demands]] = []
    for tier in clause.record.tiers:
        own = [part for part in clause.tree.requirements if part.tier == tier]
        demands = demands_of([part.node for part in own])
        if _contradicts([*common, *own], program):
            yield Problem(
                f"「{tier}」档的条件互相矛盾，没有企业能达到", f"tier '{tier}' contradicts itself", clause.record.place
            )
        for name, above in higher:
            if demands.cover(above):
                yield Problem(
                    f"「{tier}」档永远轮不到：达到它的企业都已达到「{name}」档；档位要从高到低写，阈值要递减",
                    f"tier '{tier}' can never be reached",
                    clause.record.where("tiers"),
                )
                break
        higher.append((tier, demands))


def _contradicts(parts: list[Requirement], program: Program) -> bool:
    demands = demands_of([part.node for part in parts])
    empty = any(not left and _single_valued(program, key) for key, left in demands.words.items())
    return demands.is_impossible or empty


def _texts(parts: list[Requirement]) -> str:
    return ";".join(part.text for part in parts)[:120]


def _bands(record: Benefit | ScoreItem) -> Iterator[Problem]:
    """A step table sorts itself; a score's bands and any repeated band are checked."""
    levels: list[Fraction] = []
    for key, _ in record.bands:
        try:
            shape = parse(key)
            if isinstance(shape, Number):
                levels.append(shape.value * unit_of(shape.unit)[1])
        except TextError:
            return
    if len(set(levels)) < len(levels):
        yield Problem("同一个阈值写了两档", "two bands share a threshold", record.where("bands"))
    elif isinstance(record, ScoreItem) and levels != sorted(levels, reverse=True):
        yield Problem(
            f"评分「{record.item}」的档要从高到低写，否则后面的档轮不到", "bands must fall", record.where("bands")
        )
