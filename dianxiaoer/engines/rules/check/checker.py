"""Checks a rulebook: words and dates, meanings on every day that matters, conditions no firm can meet, fair competition."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dianxiaoer.engines.rules.check.competition import competition_problems
from dianxiaoer.engines.rules.check.reach import reach_problems
from dianxiaoer.engines.rules.check.records import record_problems
from dianxiaoer.engines.rules.document.records import Clause
from dianxiaoer.engines.rules.problems import Problem, RuleError
from dianxiaoer.engines.rules.program.compiler import compile_rulebook
from dianxiaoer.engines.rules.rulebook import Rulebook, parse_day

ANY_DAY = date(2026, 1, 1)


def check_rulebook(rulebook: Rulebook, progress: Callable[[str], None] | None = None) -> list[Problem]:
    """Every problem of a rulebook, errors before warnings, in order of place; empty when there is none.

    progress is told each day whose rules are being tried.
    """
    problems = record_problems(rulebook)
    if not any(problem.severity == "error" for problem in problems):
        for on, wanted in sorted(days_that_matter(rulebook).items()):
            if progress is not None:
                progress(f"{on}: {len(wanted)} 条")
            try:
                program = compile_rulebook(rulebook, on, wanted)
            except RuleError as error:
                problems.extend(error.problems)
                continue
            problems.extend(reach_problems(program))
        problems.extend(competition_problems(rulebook))
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.severity, problem.place.file))


def days_that_matter(rulebook: Rulebook) -> dict[date, frozenset[str]]:
    """For every day on which some clause begins or changes: the ids of those clauses."""
    found: dict[date, set[str]] = {}
    for owner, clause in rulebook.clauses.values():
        document = rulebook.documents[owner]
        policy = document.policy
        spans = [(period.since, period.until) for period in clause.periods]
        if not spans and policy is not None:
            spans = [(policy.effective_from, policy.effective_to)]
        changes = _changes(rulebook, owner, clause)
        for since, until in spans or [("", "")]:
            first, last = parse_day(since) or date.min, parse_day(until) or date.max
            inside = {day for day in changes if first <= day <= last}
            start = first if first != date.min else last if last != date.max else ANY_DAY
            for day in inside | {start}:
                found.setdefault(day, set()).add(clause.id)
    return {day: frozenset(ids) for day, ids in found.items()}


def _changes(rulebook: Rulebook, owner: int, clause: Clause) -> set[date]:
    """The days on which a condition or a parameter the clause's document mentions takes a new value."""
    written = [(condition.since, condition.until) for condition in clause.conditions]
    if rulebook.values:
        text = repr(clause) + repr(rulebook.documents[owner].definitions) + repr(rulebook.documents[owner].scores)
        for name, values in rulebook.values.items():
            if name in text:
                written += [(value.since, value.until) for value in values]
    days = {parse_day(since) for since, _ in written}
    days |= {last + timedelta(days=1) for _, until in written if (last := parse_day(until)) is not None}
    return {day for day in days if day is not None}
