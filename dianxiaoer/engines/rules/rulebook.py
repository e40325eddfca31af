"""A rulebook: every policy file of a folder, with its facts, parameters and clauses found by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dianxiaoer.engines.rules.document.excel_reader import read_workbook
from dianxiaoer.engines.rules.document.reader import read_document
from dianxiaoer.engines.rules.document.records import Clause, Definition, Document, Fact, ScoreItem, Value
from dianxiaoer.engines.rules.problems import Place, Problem, RuleError

#: whether an application is new or a renewal; every rulebook knows this fact
APPLICATION_KIND = Fact(
    code="application_kind", name="申报类型", type="文本", choices=("新申报", "复核"), world="否", source="申报表"
)


@dataclass(frozen=True)
class Rulebook:
    """Documents and their names. `facts` answers to code and name, `clauses` to id."""

    documents: tuple[Document, ...]
    facts: dict[str, Fact]
    values: dict[str, tuple[Value, ...]]
    definitions: dict[tuple[int, str], Definition]
    scores: dict[tuple[int, str], tuple[ScoreItem, ...]]
    clauses: dict[str, tuple[int, Clause]]


def load_rulebook(folder: Path) -> Rulebook:
    """Every `*.yaml` and `*.xlsx` under `folder` (cases and hidden files left out), in order of path.

    Raises RuleError with all problems of all files; nothing in the files is executed.
    """
    if not folder.exists():
        raise RuleError(Problem(f"找不到「{folder}」", f"no such file or folder: {folder}"))
    files = rule_files(folder)
    if not files:
        raise RuleError(Problem("这个目录里没有规则文件(*.yaml 或 *.xlsx)", "no rule file here", Place(str(folder))))
    documents: list[Document] = []
    problems: list[Problem] = []
    for file in files:
        try:
            documents.append(read_workbook(file) if file.suffix == ".xlsx" else read_document(file))
        except RuleError as error:
            problems.extend(error.problems)
    if problems:
        raise RuleError(*problems)
    return rulebook_of(documents)


def rule_files(folder: Path) -> list[Path]:
    """The rule files of a folder, or the one file named."""
    if folder.is_file():
        return [folder]
    found = [path for pattern in ("*.yaml", "*.xlsx") for path in folder.rglob(pattern)]
    return sorted(p for p in found if not p.name.endswith(".cases.yaml") and not p.name.startswith((".", "~")))


def rulebook_of(documents: Iterable[Document]) -> Rulebook:
    """A rulebook of documents already read. Raises RuleError where two things share a name."""
    made = Rulebook(tuple(documents), {}, {}, {}, {}, {})
    problems: list[Problem] = []
    for fact in (APPLICATION_KIND, *(fact for document in made.documents for fact in document.facts)):
        _index_fact(made, fact, problems)
    for number, document in enumerate(made.documents):
        for value in document.values:
            made.values[value.name] = (*made.values.get(value.name, ()), value)
        for definition in document.definitions:
            if (number, definition.name) in made.definitions:
                first = made.definitions[number, definition.name].place
                problems.append(_twice("定义", definition.name, definition.place, first))
            made.definitions[number, definition.name] = definition
        for item in document.scores:
            made.scores[number, item.sheet] = (*made.scores.get((number, item.sheet), ()), item)
        for clause in document.clauses:
            if clause.id in made.clauses:
                first = made.clauses[clause.id][1].place
                problems.append(_twice("条款编号", clause.id, clause.place, first))
            made.clauses[clause.id] = (number, clause)
    if problems:
        raise RuleError(*problems)
    return made


def _index_fact(made: Rulebook, fact: Fact, problems: list[Problem]) -> None:
    fact = fact if fact.code else replace(fact, code=fact.name)  # an officer need not think of an English code
    for name in {fact.code, fact.name} - {""}:
        known = made.facts.get(name)
        if known is not None and known != fact:
            problems.append(_twice("事实", name, fact.place, known.place))
        made.facts[name] = fact


def _twice(what: str, name: str, place: Place, first: Place) -> Problem:
    where = f"({first})" if str(first) else ""
    zh = f"{what}「{name}」已经有了{where}，内容不同，请换一个名称或删去一处"
    return Problem(zh, f"'{name}' is defined twice", place)


def parse_day(text: str) -> date | None:
    """The day of 2022-08-01; None for an empty text. Raises ValueError otherwise."""
    return date.fromisoformat(text) if text else None


def in_force(since: str, until: str, on: date) -> bool:
    """Whether `on` lies within two written days, both included; an empty one is open."""
    first, last = parse_day(since), parse_day(until)
    return (first is None or first <= on) and (last is None or on <= last)
