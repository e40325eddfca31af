"""Compiles a rulebook for one day: which clauses are in force, their verdict and amount trees, and how they stack."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dianxiaoer.engines.rules.document.records import Clause, Clawback, Document, Fact
from dianxiaoer.engines.rules.language.units import MONEY
from dianxiaoer.engines.rules.problems import Place, Problem, RuleError, TextError
from dianxiaoer.engines.rules.program.benefits import FieldError, Tiers, amount_of
from dianxiaoer.engines.rules.program.clauses import ClauseReader, ClauseTree
from dianxiaoer.engines.rules.program.elaborate import Scope, condition, number
from dianxiaoer.engines.rules.program.nodes import Column, Forge, Node, below
from dianxiaoer.engines.rules.program.stacking import Cap, StackingPlan, TooManyChoices, plan_stacking
from dianxiaoer.engines.rules.rulebook import Rulebook, in_force


@dataclass(frozen=True)
class CompiledClause:
    """A clause in force on the day. amount: money in 分 when met, None where the clause gives no money."""

    position: int
    record: Clause
    document: Document
    tree: ClauseTree
    amount: Node | None
    clawbacks: tuple[tuple[Clawback, Node], ...]

    @property
    def id(self) -> str:
        """The number the document gives the clause."""
        return self.record.id

    @property
    def verdict(self) -> Node:
        """Whether a firm qualifies."""
        return self.tree.verdict


@dataclass(frozen=True, eq=False)
class Program:
    """Everything needed to evaluate firms on `on`: `nodes` in order (parts before wholes), clauses, stacking."""

    on: date
    rulebook: Rulebook
    nodes: tuple[Node, ...]
    clauses: tuple[CompiledClause, ...]
    dormant: tuple[tuple[Clause, str], ...]
    columns: tuple[Column, ...]
    stacking: StackingPlan
    facts: dict[str, Fact]


def compile_rulebook(rulebook: Rulebook, on: date, only: frozenset[str] | None = None) -> Program:
    """The program for applications made on `on`. Raises RuleError with every place that has no meaning.

    only: compile these clauses alone (the checker's use; clauses they mention are followed all the same).
    """
    return _Compiler(rulebook, on, only).program()


class _Compiler:
    def __init__(self, rulebook: Rulebook, on: date, only: frozenset[str] | None) -> None:
        self.rulebook = rulebook
        self.only = only
        self.on = on
        self.forge = Forge()
        self.scope = Scope(rulebook, on, self.forge, self.lookup)
        self.trees: dict[str, ClauseTree] = {}
        self.problems: list[Problem] = []

    def program(self) -> Program:
        compiled: list[CompiledClause] = []
        dormant: list[tuple[Clause, str]] = []
        for clause_id, (number_, clause) in self.rulebook.clauses.items():
            if self.only is not None and clause_id not in self.only:
                continue
            document = self.rulebook.documents[number_]
            why = self.asleep(clause, document)
            if why:
                dormant.append((clause, why))
                continue
            try:
                compiled.append(self.compiled(clause_id, document, len(compiled)))
            except RuleError as error:
                self.problems.extend(error.problems)
            except TextError as error:
                self.problems.append(error.at(clause.place))
        clauses = tuple(compiled)
        stacking = self.stacking(clauses)
        if self.problems:
            raise RuleError(*dict.fromkeys(self.problems))
        nodes = tuple(sorted(_needed(clauses), key=lambda node: node.index))
        read = (node.value if node.op == "fact" else node.value[0] for node in nodes if node.op in ("fact", "in"))
        facts = {fact.code: fact for fact in self.rulebook.facts.values()}
        return Program(
            self.on, self.rulebook, nodes, clauses, tuple(dormant), tuple(dict.fromkeys(read)), stacking, facts
        )

    def asleep(self, clause: Clause, document: Document) -> str:
        """Why a clause is not in force on the day; empty when it is."""
        policy = document.policy
        if clause.periods:
            if any(in_force(period.since, period.until, self.on) for period in clause.periods):
                return ""
            return "不在条款生效期内"
        if policy is None:
            return ""
        if not in_force(policy.effective_from, policy.effective_to, self.on):
            return f"文件自 {policy.effective_from or '…'} 至 {policy.effective_to or '…'} 有效"
        return f"文件已{policy.status}" if policy.status in ("失效", "废止") and not policy.effective_to else ""

    def lookup(self, clause_id: str, scope: Scope) -> tuple[Node, Tiers]:
        """Verdict and tiers of a clause another clause speaks of."""
        if clause_id not in self.rulebook.clauses:
            raise TextError(f"没有编号为「{clause_id}」的条款", f"no clause '{clause_id}'")
        number_, clause = self.rulebook.clauses[clause_id]
        if self.asleep(clause, self.rulebook.documents[number_]):
            return self.forge.truth(4), tuple((tier, self.forge.truth(4)) for tier in clause.tiers)
        try:
            tree = self.tree(clause_id, scope.entering(f"条款 {clause_id}"))
        except RuleError as error:
            self.problems.extend(error.problems)
            raise TextError(f"条款「{clause_id}」本身有误", f"clause '{clause_id}' has errors of its own") from error
        return tree.verdict, tree.tiers

    def tree(self, clause_id: str, scope: Scope) -> ClauseTree:
        if clause_id not in self.trees:
            number_, clause = self.rulebook.clauses[clause_id]
            inner = replace(self.scope, document=number_, trail=scope.trail)
            self.trees[clause_id] = ClauseReader(clause, inner).made()
        return self.trees[clause_id]

    def compiled(self, clause_id: str, document: Document, position: int) -> CompiledClause:
        number_, clause = self.rulebook.clauses[clause_id]
        scope = replace(self.scope, document=number_, trail=(f"条款 {clause_id}",))
        tree = self.tree(clause_id, scope)
        problems: list[Problem] = []
        parts: list[Node] = []
        for benefit in clause.benefits:
            try:
                made = amount_of(benefit, tree.attained, scope)
                parts += [made] if made is not None else []
            except FieldError as error:
                problems.append(error.reason.at(benefit.where(error.name)))
        clawbacks: list[tuple[Clawback, Node]] = []
        for clawback in clause.clawbacks:
            try:
                clawbacks.append((clawback, condition(clawback.when, scope)))
            except TextError as error:
                problems.append(error.at(clawback.where("when"), clawback.when))
        if problems:
            raise RuleError(*problems)
        amount = parts[0] if parts else None
        for part in parts[1:]:
            amount = self.forge.arithmetic("add", amount, part) if amount is not None else part
        return CompiledClause(position, clause, document, tree, amount, tuple(clawbacks))

    def stacking(self, clauses: tuple[CompiledClause, ...]) -> StackingPlan:
        """Groups, not-with pairs and caps as clause positions."""
        position = {clause.id: clause.position for clause in clauses}
        conflicts: set[tuple[int, int]] = set()
        members: dict[str, list[CompiledClause]] = {}
        for clause in clauses:
            if clause.record.group:
                members.setdefault(clause.record.group, []).append(clause)
            for other in clause.record.not_with:
                if other in position and other != clause.id:
                    low, high = sorted((clause.position, position[other]))
                    conflicts.add((low, high))
        exclusive = [
            tuple(clause.position for clause in group if clause.record.mode != "可叠加") for group in members.values()
        ]
        try:
            groups = [group for group in exclusive if len(group) > 1]
            return plan_stacking(conflicts, groups, self.caps(clauses, members))
        except TooManyChoices as error:
            names = "、".join(clauses[member].id for member in error.members[:8])
            self.problems.append(
                Problem(f"「{names}」等条款互斥关系太复杂，请改用叠加组", "too many alternatives to weigh; use groups")
            )
            return StackingPlan((), ())

    def caps(self, clauses: tuple[CompiledClause, ...], members: dict[str, list[CompiledClause]]) -> list[Cap]:
        """Group caps, then document firm-year caps; raises nothing, notes problems."""
        found: list[Cap] = []
        for name, group in members.items():
            records = [clause.record for clause in group if clause.record.group_cap]
            texts = {record.group_cap: record.where("group_cap") for record in records}
            for text, place in texts.items():
                found.append(Cap(self.money(text, place), tuple(clause.position for clause in group), f"叠加组 {name}"))
        for document in self.rulebook.documents:
            policy = document.policy
            if policy is not None and policy.firm_year_cap:
                inside = tuple(clause.position for clause in clauses if clause.document is document)
                limit = self.money(policy.firm_year_cap, policy.where("firm_year_cap"))
                found.append(Cap(limit, inside, f"{policy.title or policy.id} 企业年度封顶"))
        return found

    def money(self, text: str, place: Place) -> int:
        try:
            found = number(text, self.scope)
            if found.kind == MONEY and found.tree.op == "const":
                return int(found.tree.value)
            raise TextError(f"「{text}」不是金额，请写例如 500万元", f"'{text}' is not an amount of money")
        except TextError as error:
            self.problems.append(error.at(place, text))
            return 0


def _needed(clauses: tuple[CompiledClause, ...]) -> set[Node]:
    found: set[Node] = set()
    for clause in clauses:
        tree = clause.tree
        roots = [tree.verdict, tree.guard, *(node for _, node in (*tree.tiers, *tree.attained))]
        roots += [part.node for part in tree.requirements] + [node for _, node in clause.clawbacks]
        roots += [clause.amount] if clause.amount is not None else []
        for root in roots:
            found.update(below(root))
    return found
