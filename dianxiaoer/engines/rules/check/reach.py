"""Finds conditions no firm can meet and tiers or bands no firm can reach, by the limits they put on one fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from dianxiaoer.engines.rules.document.records import Benefit, ScoreItem
from dianxiaoer.engines.rules.language.parser import parse
from dianxiaoer.engines.rules.language.syntax import Number
from dianxiaoer.engines.rules.language.units import unit_of
from dianxiaoer.engines.rules.problems import Place, Problem, TextError
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


#: a word a fact must be, or with True a beginning it must have
Pattern = tuple[str, bool]


@dataclass
class Demands:
    """What a set of truths asks together: limits by number, words by column, the rest by node.

    several: columns that hold a list of words, so that two different words are no contradiction.
    """

    several: frozenset[str]
    numbers: dict[int, Limits] = field(default_factory=dict)
    words: dict[str, frozenset[Pattern]] = field(default_factory=dict)
    others: set[int] = field(default_factory=set)
    denied: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    choices: list[Node] = field(default_factory=list)
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
        elif node.op == "in":
            self._add_words(node)
        elif node.op == "not":
            self.denied.add(node.args[0].index)
        else:
            self.others.add(node.index)
            if node.op == "or":
                self.choices.append(node)
        self.is_impossible = self.is_impossible or bool(self.denied & self.asked)

    def _add_words(self, node: Node) -> None:
        self.others.add(node.index)
        column, texts, mode = node.value
        if column.key in self.several:
            return
        wanted = frozenset((text, mode == "starts") for text in texts)
        known = self.words.get(column.key)
        left = wanted if known is None else _common(known, wanted)
        self.words[column.key] = left
        self.is_impossible = self.is_impossible or not left

    def contradict(self) -> bool:
        """Whether no firm can meet all of it; each "or" is tried with each of its parts."""
        return self.is_impossible or any(
            all(self._with(arg).is_impossible for arg in choice.args) for choice in self.choices
        )

    def _with(self, node: Node) -> Demands:
        tried = Demands(
            self.several, {index: replace(limits) for index, limits in self.numbers.items()}, dict(self.words),
            set(self.others), set(self.denied), set(self.asked),
        )  # fmt: skip
        tried.add(node)
        return tried

    def cover(self, other: Demands) -> bool:
        """Whether whoever meets these demands meets those too."""
        if not other.others <= self.others or not other.denied <= self.denied:
            return False
        return all(
            index in self.numbers and self.numbers[index].within(limits) for index, limits in other.numbers.items()
        )


def _common(left: frozenset[Pattern], right: frozenset[Pattern]) -> frozenset[Pattern]:
    """The words both sides allow: of two that fit each other the narrower one."""
    found: set[Pattern] = set()
    for text, is_start in left:
        for other, other_is_start in right:
            if is_start and other.startswith(text):
                found.add((other, other_is_start))
            elif (other_is_start and text.startswith(other)) or text == other:
                found.add((text, is_start))
    return frozenset(found)


def demands_of(nodes: Sequence[Node], program: Program) -> Demands:
    """What truths ask together."""
    several = frozenset(column.key for column in program.columns if program.facts[column.fact].type == "名单")
    made = Demands(several)
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


def _clause(clause: CompiledClause, program: Program) -> Iterator[Problem]:
    common = [part for part in clause.tree.requirements if not part.tier]
    guard = clause.tree.guard
    if _contradicts([], guard, program):
        yield Problem(
            f"条款 {clause.id} 的「适用于」自相矛盾，没有企业适用",
            f"no firm is concerned by {clause.id}",
            clause.record.where("applies_when"),
        )
        return
    if _contradicts(common, None, program):
        yield _nobody(clause, f"条款 {clause.id} 的条件互相矛盾", _texts(common), clause.record.place)
        return
    if _contradicts(common, guard, program):
        what = f"条款 {clause.id} 的「适用于」和条件互相矛盾"
        yield _nobody(clause, what, _texts(common), clause.record.where("applies_when"))
        return
    higher: list[tuple[str, Demands]] = []
    for tier in clause.record.tiers:
        own = [part for part in clause.tree.requirements if part.tier == tier]
        demands = demands_of([part.node for part in own], program)
        if _contradicts([*common, *own], guard, program):
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


def _nobody(clause: CompiledClause, what: str, texts: str, place: Place) -> Problem:
    """A contradiction; with a tier for all others, that tier is what is left."""
    last = clause.record.otherwise_tier
    if last:
        return Problem(
            f"{what}，企业只能落到「{last}」档：{texts}", f"only tier '{last}' is left of {clause.id}", place
        )
    return Problem(f"{what}，没有企业能满足：{texts}", f"the conditions of {clause.id} contradict each other", place)


def _contradicts(parts: list[Requirement], guard: Node | None, program: Program) -> bool:
    nodes = [part.node for part in parts]
    return demands_of(nodes if guard is None else [guard, *nodes], program).contradict()


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
