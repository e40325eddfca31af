"""The report of one firm as a readable page of text."""

from __future__ import annotations

from collections.abc import Iterator

from dianxiaoer.engines.rules.program.compiler import Program
from dianxiaoer.engines.rules.program.nodes import Column
from dianxiaoer.engines.rules.run.explain import ClauseReport, FirmReport, Reason, WhatIf
from dianxiaoer.engines.rules.run.windows import window_text
from dianxiaoer.engines.rules.run.wording import MARKS, column_text, money_text, value_text
from dianxiaoer.engines.rules.verdicts import Verdict

ORDER = (Verdict.MET, Verdict.UNKNOWN, Verdict.MANUAL_REVIEW, Verdict.UNMET, Verdict.NOT_APPLICABLE)


def page(program: Program, report: FirmReport, name: str) -> str:
    """The page an officer prints: totals, then clauses by verdict with reasons, gaps and what would help."""
    lines = [f"{name} · {program.on} · 测算结果，以主管部门核定为准", f"可享受合计：{money_text(report.total_fen)}", ""]
    for verdict in ORDER:
        chosen = [clause for clause in report.clauses if clause.verdict == verdict]
        if chosen:
            lines += [f"【{verdict.zh}】{len(chosen)} 条"]
            for clause in chosen:
                lines += _clause(program, report, clause)
            lines.append("")
    if program.dormant:
        lines.append(f"【当日不生效】{len(program.dormant)} 条")
        lines += [f"  {clause.id} {clause.title}:{why}" for clause, why in program.dormant]
    return "\n".join(lines).rstrip() + "\n"


def _clause(program: Program, report: FirmReport, clause: ClauseReport) -> Iterator[str]:
    record = clause.clause.record
    yield f"  {record.id} {record.title}{_outcome(clause)}"
    policy = clause.clause.document.policy
    if policy is not None:
        source = " ".join(part for part in (policy.title, policy.doc_no, record.basis) if part)
        yield f"      依据：{source}"
    if clause.verdict == Verdict.NOT_APPLICABLE:
        yield f"      适用范围：{record.applies_when or '、'.join(dict.fromkeys(c.when for c in record.conditions if c.when))}"
        return
    for reason in clause.reasons:
        yield from _reason(program, report, reason)
    for what in clause.what_ifs:
        yield f"      ➤ {_what_if(program, what)}"
    if clause.dropped:
        yield f"      叠加：{clause.dropped}"
    if clause.verdict == Verdict.MET:
        if text := window_text(record, program.on):
            yield f"      {text}"
        if record.quota or record.budget:
            limits = [f"名额 {record.quota}"] * bool(record.quota) + [f"预算 {record.budget}"] * bool(record.budget)
            yield f"      {'，'.join(limits)}，以审批时剩余为准"
        if record.documents:
            yield f"      材料：{'、'.join(record.documents)}"
        for text, _ in clause.clawbacks:
            yield f"      追回：{text}"
    note = record.to_verify or (policy.to_verify if policy else "")
    if note:
        yield f"      待核实：{note}"


def _outcome(clause: ClauseReport) -> str:
    tier = f" · {clause.tier}" if clause.tier else ""
    if clause.verdict != Verdict.MET or clause.clause.amount is None:
        return tier
    if clause.earned_fen is None:
        return f"{tier} · 金额待核定"
    if clause.paid_fen == clause.earned_fen:
        return f"{tier} · {money_text(clause.earned_fen)}"
    return f"{tier} · 应得 {money_text(clause.earned_fen)}，实得 {money_text(clause.paid_fen)}"


def _reason(program: Program, report: FirmReport, reason: Reason) -> Iterator[str]:
    if reason.verdict == Verdict.NOT_APPLICABLE:
        return
    record = reason.requirement.record
    tier = f"[{reason.requirement.tier}] " if reason.requirement.tier else ""
    seen = ",".join(
        f"{column_text(column, program.facts[column.fact])} = "
        f"{value_text(report.row.get(column.key), column, program.facts[column.fact])}"
        for column in _shown(reason.columns)
    )
    basis = f"({record.basis})" if record.basis else ""
    shown = record.label or reason.requirement.text
    yield f"      {MARKS[reason.verdict]} {tier}{shown}{basis}{f':{seen}' if seen else ''}"


def _shown(columns: tuple[Column, ...]) -> list[Column]:
    return [column for column in columns if not column.key.endswith(".to")][:6]


def _what_if(program: Program, what: WhatIf) -> str:
    facts = "、".join(dict.fromkeys(column_text(column, program.facts[column.fact]) for column in what.columns))
    terms = f",且满足「{'」「'.join(what.must)}」" if what.must else ""
    tier = f"({what.tier})" if what.tier else ""
    if what.verdict != Verdict.MET:
        return f"若补充 {facts}{terms}：仍{what.verdict.zh}"
    if what.earned_fen is None:
        gain = "符合条件，金额待核定"
    elif what.earned_fen == (0, 0):
        gain = "符合条件"
    else:
        gain = "可得 " + " 至 ".join(money_text(fen) for fen in dict.fromkeys(what.earned_fen))
    return f"若补充 {facts}{terms}:{gain}{tier}"
