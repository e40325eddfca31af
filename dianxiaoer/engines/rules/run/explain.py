"""One firm explained: each clause with its verdict, the reason per condition, what is missing and would change."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from dianxiaoer.engines.rules.program.clauses import Requirement
from dianxiaoer.engines.rules.program.compiler import CompiledClause, Program
from dianxiaoer.engines.rules.program.nodes import Column, Node, below, leaf_columns
from dianxiaoer.engines.rules.run.row import Row, RowPlan, Step, Values, plan_row
from dianxiaoer.engines.rules.run.settle import Settlement, settle
from dianxiaoer.engines.rules.verdicts import Verdict

VERDICTS = tuple(Verdict)
CLOSED = frozenset({Verdict.UNMET, Verdict.NOT_APPLICABLE})
MAX_OPEN = 5


class Reason(NamedTuple):
    """One condition: what it asks, its verdict, the columns it reads and those that are missing."""

    requirement: Requirement
    verdict: Verdict
    columns: tuple[Column, ...]
    missing: tuple[Column, ...]


class WhatIf(NamedTuple):
    """What supplying facts could change. must: the conditions the supplied facts would have to meet.

    earned_fen: least and most that could then be earned; where an amount grows with the fact itself, what the fact
    earns when it just meets its conditions, twice. None where the amount would still be unknown.
    """

    columns: tuple[Column, ...]
    must: tuple[str, ...]
    verdict: Verdict
    tier: str
    earned_fen: tuple[int, int] | None


class ClauseReport(NamedTuple):
    """One clause for one firm. earned_fen: before stacking, None = qualifies but the amount is unknown.

    tier: the tier that is certain. dropped: why an earned amount is not, or not all, paid.
    """

    clause: CompiledClause
    verdict: Verdict
    tier: str
    earned_fen: int | None
    paid_fen: int
    dropped: str
    reasons: tuple[Reason, ...]
    missing: tuple[Column, ...]
    what_ifs: tuple[WhatIf, ...]
    clawbacks: tuple[tuple[str, Verdict], ...]


class FirmReport(NamedTuple):
    """All clauses in force for one firm, and what it is paid in all."""

    clauses: tuple[ClauseReport, ...]
    total_fen: int
    row: Row


@dataclass(frozen=True)
class _ClausePlan:
    clause: CompiledClause
    verdict: int
    amount: int | None
    tiers: tuple[tuple[str, int], ...]
    attained: tuple[tuple[str, int], ...]
    requirements: tuple[tuple[Requirement, int, tuple[Column, ...]], ...]
    columns: tuple[Column, ...]
    keys: frozenset[str]
    steps: tuple[tuple[int, Step], ...]
    atoms: tuple[tuple[int, bool, tuple[Column, ...], str], ...]
    clawbacks: tuple[tuple[str, int], ...]
    amount_atoms: tuple[int, ...]
    limits: tuple[tuple[int, str, float], ...]


class Explainer:
    """Explains firms one after the other under one program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.rows: RowPlan = plan_row(program)
        self._leaves: dict[int, tuple[Column, ...]] = {}
        self.plans = [self._plan(clause) for clause in program.clauses]
        self._asked = {slot: columns for plan in self.plans for _, slot, columns in plan.requirements}

    def explain(self, row: Row) -> FirmReport:
        """The full report of one firm. row: column key → number in base units, words, or None (see `firm_cells`)."""
        values = self.rows.values(row)
        absent = {column.key for column in self.program.columns if column.fill is None and row.get(column.key) is None}
        earned = [self._earned(plan, values) for plan in self.plans]
        paid = settle(self.program.stacking, [fen or 0 for fen in earned])
        gaps = {slot: tuple([c for c in columns if c.key in absent]) for slot, columns in self._asked.items()}
        reports = [
            self._report(plan, values, row, absent, earned[position], paid, gaps)
            for position, plan in enumerate(self.plans)
        ]
        return FirmReport(tuple(reports), paid.total_fen, row)

    def verdicts(self, row: Row) -> list[int]:
        """Only the verdict codes, by clause position: the quick answer."""
        values = self.rows.values(row)
        return [values[plan.verdict] for plan in self.plans]

    def _plan(self, clause: CompiledClause) -> _ClausePlan:
        slots, tree = self.rows.slots, clause.tree
        roots = [tree.verdict, *([clause.amount] if clause.amount is not None else [])]
        roots += [node for _, node in (*tree.tiers, *tree.attained)]
        nodes = {node.index: node for root in roots for node in below(root)}
        ordered = [nodes[index] for index in sorted(nodes)]
        polarity: dict[int, bool] = {}
        _lean(tree.verdict, True, polarity)
        atoms = tuple(
            (slots[node.index], polarity[node.index], self._columns(node), self._wording(clause, node))
            for node in ordered
            if node.op in ("compare", "in") and node.index in polarity
        )
        return _ClausePlan(
            clause,
            slots[tree.verdict.index],
            slots[clause.amount.index] if clause.amount is not None else None,
            tuple((name, slots[node.index]) for name, node in tree.tiers),
            tuple((name, slots[node.index]) for name, node in tree.attained),
            tuple((part, slots[part.node.index], self._columns(part.node)) for part in tree.requirements),
            tuple(dict.fromkeys(column for root in roots for column in self._columns(root))),
            frozenset(column.key for root in roots for column in self._columns(root)),
            tuple((slots[node.index], self.rows.steps[slots[node.index]]) for node in ordered),
            atoms,
            tuple((item.label or item.when, slots[node.index]) for item, node in clause.clawbacks),
            tuple(slots[node.index] for node in ordered if node.op in ("compare", "in") and node.index not in polarity),
            tuple(_limit(node, slots) for node in ordered if _is_lower_limit(node)),
        )

    def _columns(self, node: Node) -> tuple[Column, ...]:
        if node.index not in self._leaves:
            self._leaves[node.index] = tuple(leaf_columns(node))
        return self._leaves[node.index]

    def _wording(self, clause: CompiledClause, node: Node) -> str:
        """The condition an atom belongs to, as the officer wrote it."""
        for part in clause.tree.requirements:
            if part.node.index == node.index or any(inner.index == node.index for inner in below(part.node)):
                return part.text
        return clause.record.applies_when

    def _earned(self, plan: _ClausePlan, values: Values) -> int | None:
        if values[plan.verdict] != 1 or plan.amount is None:
            return 0
        fen = values[plan.amount]
        return None if fen is None else int(fen)

    def _report(
        self,
        plan: _ClausePlan,
        values: Values,
        row: Row,
        absent: set[str],
        earned: int | None,
        paid: Settlement,
        gaps: dict[int, tuple[Column, ...]],
    ) -> ClauseReport:
        position = plan.clause.position
        make = tuple.__new__  # measured: half the time of the named tuple's own constructor
        reasons = [
            make(Reason, (part, VERDICTS[values[slot]], columns, gaps[slot]))
            for part, slot, columns in plan.requirements
        ]
        missing = () if absent.isdisjoint(plan.keys) else tuple([c for c in plan.columns if c.key in absent])
        verdict = VERDICTS[values[plan.verdict]]
        tier = next((name for name, slot in plan.attained if values[slot] == 1), "") if plan.attained else ""
        fen = paid.paid_fen[position]
        return ClauseReport(
            plan.clause,
            verdict,
            tier,
            earned,
            fen,
            self._dropped(plan.clause, paid) if earned and fen < earned else "",
            tuple(reasons),
            missing,
            self._what_ifs(plan, values, row, missing, verdict, earned) if missing and verdict not in CLOSED else (),
            tuple([(text, VERDICTS[values[slot]]) for text, slot in plan.clawbacks]) if plan.clawbacks else (),
        )

    def _dropped(self, clause: CompiledClause, paid: Settlement) -> str:
        if paid.chosen[clause.position]:
            return f"超过「{paid.cut_by.get(clause.position, '封顶')}」的部分不计"
        for component in self.program.stacking.components:
            if clause.position in component.members:
                kept = [self.program.clauses[m].id for m in component.members if paid.chosen[m] and paid.paid_fen[m]]
                rule = f"叠加组「{clause.record.group}」{clause.record.mode}" if clause.record.group else "不得同享"
                return f"{rule}：已取 {'、'.join(kept)}"
        return ""

    def _what_ifs(
        self,
        plan: _ClausePlan,
        values: Values,
        row: Row,
        missing: tuple[Column, ...],
        verdict: Verdict,
        earned: int | None,
    ) -> tuple[WhatIf, ...]:
        open_atoms = [atom for atom in plan.atoms if values[atom[0]] == 3]
        if not open_atoms and earned is not None:
            return ()
        found = [self._scenario(plan, values, row, (column,), open_atoms) for column in missing]
        if len(missing) > 1 and not any(
            what.verdict == Verdict.MET and what.earned_fen not in (None, (0, 0)) for what in found
        ):
            found.append(self._scenario(plan, values, row, missing, open_atoms))
        return tuple(what for what in found if what.must or what.verdict != verdict or earned is None)

    def _scenario(
        self,
        plan: _ClausePlan,
        values: Values,
        row: Row,
        columns: tuple[Column, ...],
        open_atoms: list[tuple[int, bool, tuple[Column, ...], str]],
    ) -> WhatIf:
        """The clause again with every open condition on these columns alone decided in the firm's favour."""
        keys = {column.key for column in columns}
        trial = list(values)
        held: dict[int, int] = {}
        must: dict[str, None] = {}
        for slot, favourable, reads, text in open_atoms:
            gaps = {column.key for column in reads if column.fill is None and row.get(column.key) is None}
            if gaps and gaps <= keys:
                held[slot] = 1 if favourable else 4
                must[text] = None
        for slot, step in plan.steps:
            trial[slot] = held[slot] if slot in held else step(row, trial)
        tier = next((name for name, slot in plan.attained if trial[slot] == 1), "")
        amounts = self._amounts(plan, trial, row, held, columns)
        return WhatIf(columns, tuple(must), VERDICTS[trial[plan.verdict]], tier, amounts)

    def _amounts(
        self, plan: _ClausePlan, trial: Values, row: Row, held: dict[int, int], columns: tuple[Column, ...]
    ) -> tuple[int, int] | None:
        """Least and most the clause could earn: open questions of the amount answered every way."""
        if (fen := self._earned(plan, trial)) is not None:
            return fen, fen
        open_slots = [slot for slot in plan.amount_atoms if trial[slot] == 3 and slot not in held][:MAX_OPEN]
        found = []
        for answers in product((1, 4), repeat=len(open_slots)):
            given = held | dict(zip(open_slots, answers, strict=True))
            found.append(self._again(plan, trial, row, given))
        if None in found and len(columns) == 1:
            return self._just_enough(plan, trial, row, columns[0], held)
        known = [fen for fen in found if fen is not None]
        return (min(known), max(known)) if len(known) == len(found) else None

    def _again(self, plan: _ClausePlan, trial: Values, row: Row, held: dict[int, int]) -> int | None:
        values = list(trial)
        for slot, step in plan.steps:
            values[slot] = held[slot] if slot in held else step(row, values)
        return self._earned(plan, values)

    def _just_enough(
        self, plan: _ClausePlan, trial: Values, row: Row, column: Column, held: dict[int, int]
    ) -> tuple[int, int] | None:
        """What is earned when the missing number just reaches the highest of its lower limits."""
        limits = [limit for slot, key, limit in plan.limits if key == column.key and held.get(slot) == 1]
        if not limits:
            return None
        fen = self._again(plan, trial, {**row, column.key: max(limits)}, {})
        return None if not fen else (fen, fen)


def _is_lower_limit(node: Node) -> bool:
    return node.op == "compare" and node.value == ">=" and node.args[0].op == "fact" and node.args[1].op == "const"


def _limit(node: Node, slots: dict[int, int]) -> tuple[int, str, float]:
    return slots[node.index], node.args[0].value.key, float(node.args[1].value)


def _lean(node: Node, favourable: bool, found: dict[int, bool]) -> None:
    """For every condition below: whether meeting it (True) or failing it (False) helps."""
    if node.index in found:
        return
    found[node.index] = favourable
    for position, arg in enumerate(node.args):
        if arg.is_truth:
            guard = node.op == "when" and position == 0
            _lean(arg, True if guard else not favourable if node.op == "not" else favourable, found)
