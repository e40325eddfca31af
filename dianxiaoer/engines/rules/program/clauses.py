"""One clause as truths: whom it speaks of, what it asks, and its tiers."""

from __future__ import annotations

from dataclasses import dataclass

from dianxiaoer.engines.rules.document.records import Clause, Condition
from dianxiaoer.engines.rules.language.parser import parse, parse_left_side
from dianxiaoer.engines.rules.problems import Place, Problem, RuleError, TextError
from dianxiaoer.engines.rules.program.benefits import Tiers
from dianxiaoer.engines.rules.program.elaborate import Scope, compare, condition, elaborate
from dianxiaoer.engines.rules.program.meaning import columns_of
from dianxiaoer.engines.rules.program.nodes import Node
from dianxiaoer.engines.rules.rulebook import APPLICATION_KIND, in_force


@dataclass(frozen=True)
class Requirement:
    """One condition of a clause as compiled. tier is empty when it holds for all tiers."""

    record: Condition
    text: str
    node: Node
    tier: str = ""


@dataclass(frozen=True)
class ClauseTree:
    """A clause as truths. tiers: "this tier and none higher"; attained: "at least this tier", from the highest."""

    verdict: Node
    guard: Node
    requirements: tuple[Requirement, ...]
    tiers: Tiers
    attained: Tiers


class ClauseReader:
    """Verdict, guard, requirements and tiers of one clause."""

    def __init__(self, clause: Clause, scope: Scope) -> None:
        self.clause, self.scope, self.forge = clause, scope, scope.forge
        self.problems: list[Problem] = []

    def made(self) -> ClauseTree:
        """The clause's truths. Raises RuleError with every sentence that has no meaning."""
        guard = self.guard()
        requirements = tuple(
            requirement
            for record in self.clause.conditions
            if in_force(record.since, record.until, self.scope.on)
            for requirement in self.requirements(record)
        )
        if self.problems:
            raise RuleError(*self.problems)
        common = [part.node for part in requirements if not part.tier]
        tiers, attained = self.tiers(guard, common, requirements)
        if self.clause.tiers:
            verdict = self.forge.any_of(node for _, node in attained)
        else:
            verdict = self.guarded(guard, self.forge.all_of(common) if common else self.forge.truth(1))
        return ClauseTree(verdict, guard, requirements, tiers, attained)

    def guard(self) -> Node:
        """Whom the clause speaks of: its own "applies to", and new applications or renewals as the period says."""
        parts: list[Node] = []
        if self.clause.applies_when:
            parts.append(self.read(self.clause.applies_when, self.clause.where("applies_when")))
        kinds = {p.applies_to or "全部" for p in self.clause.periods if in_force(p.since, p.until, self.scope.on)}
        if kinds and "全部" not in kinds:
            column = columns_of(APPLICATION_KIND)[0]
            parts.append(self.forge.make("in", value=(column, tuple(sorted(kinds)), "any")))
        return self.forge.all_of(parts) if parts else self.forge.truth(1)

    def read(self, text: str, place: Place) -> Node:
        try:
            return condition(text, self.scope)
        except TextError as error:
            self.problems.append(error.at(place, text))
            return self.forge.truth(3)

    def guarded(self, guard: Node, node: Node) -> Node:
        return node if guard.op == "truth" and guard.value == 1 else self.forge.make("when", guard, node)

    def requirements(self, record: Condition) -> list[Requirement]:
        when = self.read(record.when, record.where("when")) if record.when else self.forge.truth(1)
        if not record.tiers:
            node = self.read(record.expr, record.where("expr"))
            return [Requirement(record, record.expr, self.guarded(when, node))]
        try:
            shape, op = parse_left_side(record.expr)
            left = elaborate(shape, self.scope)
        except TextError as error:
            self.problems.append(error.at(record.where("expr"), record.expr))
            return []
        found = []
        for tier, text in record.tiers:
            if tier not in self.clause.tiers:
                names = "、".join(self.clause.tiers) or "(无)"
                self.problems.append(
                    Problem(f"没有「{tier}」档，本条款的档位是：{names}", f"no tier '{tier}'", record.where("tiers"))
                )
                continue
            try:
                node = compare(op, left, parse(text), 0, self.scope)
                found.append(Requirement(record, f"{record.expr} {text}", self.guarded(when, node), tier))
            except TextError as error:
                self.problems.append(error.at(record.where("tiers"), text))
        return found

    def tiers(self, guard: Node, common: list[Node], requirements: tuple[Requirement, ...]) -> tuple[Tiers, Tiers]:
        """Each tier as "this one and none higher" and as "at least this one"; the otherwise tier is both."""
        exact: list[tuple[str, Node]] = []
        attained: list[tuple[str, Node]] = []
        for tier in self.clause.tiers:
            own = [part.node for part in requirements if part.tier == tier]
            whole = self.guarded(guard, self.forge.all_of([*common, *own]))
            exact.append((tier, self.forge.all_of([whole, *(self.forge.opposite(node) for _, node in attained)])))
            attained.append((tier, whole))
        if self.clause.otherwise_tier:
            none = self.forge.all_of(self.forge.opposite(node) for _, node in attained)
            exact.append((self.clause.otherwise_tier, none))
            attained.append((self.clause.otherwise_tier, none))
        return tuple(exact), tuple(attained)
