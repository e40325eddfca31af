"""Cases beside a policy: facts → expected results and amounts, which an officer writes and runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dianxiaoer.engines.rules.document.records import Fact
from dianxiaoer.engines.rules.document.tree import Branch, read_tree
from dianxiaoer.engines.rules.facts.values import Cells, amount, firm_cells
from dianxiaoer.engines.rules.problems import Place, Problem, RuleError, TextError
from dianxiaoer.engines.rules.program.compiler import Program, compile_rulebook
from dianxiaoer.engines.rules.rulebook import Rulebook
from dianxiaoer.engines.rules.run.explain import ClauseReport, Explainer, FirmReport
from dianxiaoer.engines.rules.run.wording import money_text
from dianxiaoer.engines.rules.verdicts import parse_verdict

_FILE_KEYS = {"格式", "日期", "共同事实", "用例"}
_CASE_KEYS = {"名称", "日期", "事实", "期望"}
_EXPECT = {"结果": "verdict", "金额": "earned", "实得": "paid", "档": "tier"}
_MONEY = Fact(code="money", name="金额", type="金额", unit="元")


@dataclass(frozen=True)
class Case:
    """One case. expect: clause id → {verdict, earned, paid, tier} as written; total: what the file's clauses pay."""

    name: str
    on: date
    facts: Mapping[str, Any]
    expect: Mapping[str, Mapping[str, str]]
    total: str
    place: Place


@dataclass(frozen=True)
class CaseResult:
    """A case and what differs from it; empty differences mean it holds."""

    case: Case
    differences: tuple[str, ...] = ()


@dataclass
class CaseRunner:
    """Runs cases against one rulebook; each day is compiled once."""

    rulebook: Rulebook
    _programs: dict[date, tuple[Program, Explainer]] = field(default_factory=dict)

    def run(self, case: Case, sibling: str = "") -> CaseResult:
        """Explains the case's firm and compares. sibling: id of the policy whose clauses `合计` adds up (empty: all)."""
        program, explainer = self.at(case.on)
        try:
            row = self.row(case)
        except RuleError as error:
            return CaseResult(case, tuple(problem.zh for problem in error.problems))
        report = explainer.explain(row)
        by_id = {clause.clause.id: clause for clause in report.clauses}
        found: list[str] = []
        for clause_id, wanted in case.expect.items():
            found += self.compare(clause_id, wanted, by_id, program)
        if case.total:
            found += self.compare_total(case.total, report, sibling)
        return CaseResult(case, tuple(found))

    def row(self, case: Case) -> Cells:
        """The cells of the case's firm."""
        return firm_cells(self.rulebook.facts, case.facts, case.on, case.place)

    def at(self, on: date) -> tuple[Program, Explainer]:
        """The program and explainer of a day."""
        if on not in self._programs:
            program = compile_rulebook(self.rulebook, on)
            self._programs[on] = (program, Explainer(program))
        return self._programs[on]

    def compare(
        self, clause_id: str, wanted: Mapping[str, str], by_id: dict[str, ClauseReport], program: Program
    ) -> Iterator[str]:
        asleep = {clause.id for clause, _ in program.dormant}
        report = by_id.get(clause_id)
        if report is None:
            if wanted.get("verdict") != "不生效":
                yield f"{clause_id}:{'当日不生效' if clause_id in asleep else '没有这个条款'}"
            return
        verdict = parse_verdict(wanted.get("verdict", report.verdict.zh))
        if verdict != report.verdict:
            yield f"{clause_id}：期望 {wanted['verdict']}，得到 {report.verdict.zh}"
        if "tier" in wanted and wanted["tier"] != report.tier:
            yield f"{clause_id}：期望 {wanted['tier']} 档，得到 {report.tier or '(无)'}"
        if "earned" in wanted:
            yield from _money(f"{clause_id} 金额", wanted["earned"], report.earned_fen)
        if "paid" in wanted:
            yield from _money(f"{clause_id} 实得", wanted["paid"], report.paid_fen)

    def compare_total(self, total: str, report: FirmReport, sibling: str) -> Iterator[str]:
        own = [
            c
            for c in report.clauses
            if not sibling or (c.clause.document.policy and c.clause.document.policy.id == sibling)
        ]
        yield from _money("合计", total, sum(clause.paid_fen for clause in own))


def _money(what: str, wanted: str, found: int | None) -> Iterator[str]:
    shown = "待核定" if found is None else money_text(found)
    if wanted == "待核定":
        if found is not None:
            yield f"{what}：期望 待核定，得到 {shown}"
        return
    try:
        if amount(wanted, _MONEY) != found:
            yield f"{what}：期望 {wanted}，得到 {shown}"
    except TextError as error:
        yield f"{what}:{error.zh}"


def case_files(folder: Path) -> list[Path]:
    """The `*.cases.yaml` under a folder."""
    return sorted(folder.rglob("*.cases.yaml"))


def read_cases(path: Path) -> list[Case]:
    """The cases of a file. Raises RuleError with the line of what cannot be read."""
    tree = read_tree(path)
    head = _mapping(tree, _FILE_KEYS)
    common = _plain(head["共同事实"]) if "共同事实" in head else {}
    listed = head.get("用例")
    if listed is None or not isinstance(listed.value, list):
        raise RuleError(Problem("要有「用例」，逐条列出", "cases are missing", tree.place))
    return [_case(branch, common, head.get("日期")) for branch in listed.value]


def _case(branch: Branch, common: Mapping[str, Any], default_day: Branch | None) -> Case:
    parts = _mapping(branch, _CASE_KEYS)
    day = parts.get("日期", default_day)
    try:
        on = date.fromisoformat(day.value if day is not None and isinstance(day.value, str) else "")
    except ValueError:
        raise RuleError(Problem("用例要有「日期」，例如 2026-06-30", "a case needs a date", branch.place)) from None
    wanted = _mapping(parts["期望"], None) if "期望" in parts else {}
    expect = {key: _expectation(part) for key, part in wanted.items() if key != "合计"}
    total = wanted["合计"].value if "合计" in wanted else ""
    name = parts["名称"].value if "名称" in parts else ""
    if not expect and not total:
        raise RuleError(Problem("用例要有「期望」", "a case needs expectations", branch.place))
    given = _plain(parts["事实"]) if "事实" in parts else {}
    return Case(str(name), on, merged(common, given), expect, str(total), branch.place)


def merged(common: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Common facts overridden by a case's own; years of one fact are put together."""
    found = dict(common)
    for key, value in given.items():
        old = found.get(key)
        found[key] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    return found


def _expectation(branch: Branch) -> dict[str, str]:
    if isinstance(branch.value, str):
        return {"verdict": branch.value}
    return {_EXPECT[key]: str(part.value) for key, part in _mapping(branch, set(_EXPECT)).items()}


def _mapping(branch: Branch, known: set[str] | None) -> dict[str, Branch]:
    if not isinstance(branch.value, dict):
        raise RuleError(Problem("这里要写「词: 内容」几行", "a mapping is expected here", branch.place))
    for key, part in branch.value.items():
        if known is not None and key not in known:
            raise RuleError(
                Problem(f"不认识「{key}」，可写：{'、'.join(sorted(known))}", f"unknown key '{key}'", part.place)
            )
    return dict(branch.value)


def _plain(branch: Branch) -> Any:
    if isinstance(branch.value, dict):
        return {key: _plain(part) for key, part in branch.value.items()}
    if isinstance(branch.value, list):
        return [_plain(part) for part in branch.value]
    return branch.value
