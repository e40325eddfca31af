"""Every case beside the shipped rulebook holds, and the three executions agree on the firms of the cases."""

from functools import cache
from pathlib import Path

import pytest

from dianxiaoer.engines.rules.cases import CaseRunner, case_files, read_cases
from dianxiaoer.engines.rules.check.checker import check_rulebook
from dianxiaoer.engines.rules.rulebook import load_rulebook
from tests.engines.rules.executions import by_batch, by_duckdb, by_oracle, by_row

FOLDER = Path(__file__).resolve().parents[2] / "rulebook"


@cache
def runner():
    return CaseRunner(load_rulebook(FOLDER))


def sibling(path):
    rules = path.name.replace(".cases.yaml", ".yaml")
    return next(d.policy.id for d in runner().rulebook.documents if d.policy and d.place.file == rules)


@pytest.mark.parametrize("path", case_files(FOLDER), ids=lambda path: path.name.removesuffix(".cases.yaml"))
def test_the_cases_of_the_policy_hold(path):
    cases = read_cases(path)
    assert len(cases) >= 3
    results = [runner().run(case, sibling(path)) for case in cases]
    assert [(result.case.name, result.differences) for result in results if result.differences] == []


def test_every_policy_with_clauses_has_cases_for_every_clause():
    expected = {name for path in case_files(FOLDER) for case in read_cases(path) for name in case.expect}
    assert set(runner().rulebook.clauses) <= expected


def test_the_shipped_rulebook_has_no_error_and_only_the_known_warning():
    problems = check_rulebook(runner().rulebook)
    assert {problem.severity for problem in problems} == {"warning"}
    assert {problem.place.file for problem in problems} == {"p8-premises-2013.yaml"}


def test_every_policy_names_its_source_and_weak_ones_are_marked():
    for document in runner().rulebook.documents:
        if document.policy is not None:
            assert document.policy.source_url.startswith("http"), document.place.file
            marked = document.policy.to_verify or any(clause.to_verify for clause in document.clauses)
            assert marked or document.policy.id == "sme-size-2017", document.place.file


def rows_by_day():
    found = {}
    for path in case_files(FOLDER):
        for case in read_cases(path):
            found.setdefault(case.on, []).append(runner().row(case))
    return found


@pytest.mark.parametrize("on", sorted(rows_by_day()), ids=str)
def test_the_three_executions_agree_on_the_cases_and_with_each_fact_nulled(on):
    program = runner().at(on)[0]
    rows = rows_by_day()[on]
    given = [key for key, value in rows[0].items() if value is not None]
    rows = [*rows, *({**rows[0], key: None} for key in given), {}]
    codes, earned = by_oracle(program, rows)
    alone = by_row(program, rows)
    assert alone[:2] == (codes, earned)
    assert by_batch(program, rows) == alone


def test_sql_agrees_on_the_cases_too():
    duckdb = pytest.importorskip("duckdb", reason="extra universe is not installed")
    on, rows = max(rows_by_day().items(), key=lambda item: len(item[1]))
    program = runner().at(on)[0]
    assert by_duckdb(duckdb.connect(), program, rows) == by_row(program, rows)
