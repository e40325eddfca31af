"""`dianxiaoer policies …`: check, test, explain, evaluate, diff and convert policy rules, without a database."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

COMMANDS = "check test explain evaluate diff new to-excel from-excel schema sql"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the commands of the family."""
    words = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    check = words.add_parser("check", help="检查一个规则目录 / check a folder of rules")
    check.add_argument("rules", type=Path, metavar="DIR")
    check.add_argument("--strict", action="store_true", help="有提醒也算不通过 / warnings count as problems")
    check.add_argument("--json", action="store_true", help="one JSON object a line")
    test = words.add_parser("test", help="运行用例 / run the *.cases.yaml beside the rules")
    test.add_argument("rules", type=Path, metavar="DIR")
    explain = words.add_parser("explain", help="解释一家企业 / explain one firm")
    explain.add_argument("--rules", type=Path, required=True, metavar="DIR")
    explain.add_argument("--facts", type=Path, required=True, metavar="FILE")
    explain.add_argument("--firm", metavar="CODE", help="企业代码或名称；文件里只有一家时可不写")
    explain.add_argument("--on", type=_day, metavar="DATE", help="申报日期，缺省为今天")
    evaluate = words.add_parser("evaluate", help="评估一批企业 / evaluate many firms")
    evaluate.add_argument("--rules", type=Path, required=True, metavar="DIR")
    evaluate.add_argument("--facts", type=Path, required=True, metavar="FILE")
    evaluate.add_argument("--on", type=_day, metavar="DATE")
    evaluate.add_argument("--out", type=Path, required=True, metavar="FILE", help=".jsonl or .parquet")
    diff = words.add_parser("diff", help="比较两版规则 / compare two versions")
    diff.add_argument("old", type=Path)
    diff.add_argument("new", type=Path)
    diff.add_argument("--facts", type=Path, metavar="FILE", help="同时测算对这些企业的影响")
    diff.add_argument("--on", type=_day, metavar="DATE")
    new = words.add_parser("new", help="新建一份空白政策 / a blank policy to fill")
    new.add_argument("target", type=Path, metavar="FILE", help=".xlsx or .yaml")
    to_excel = words.add_parser("to-excel", help="YAML → Excel")
    from_excel = words.add_parser("from-excel", help="Excel → YAML")
    for converter in (to_excel, from_excel):
        converter.add_argument("source", type=Path)
        converter.add_argument("target", type=Path)
    schema = words.add_parser("schema", help="JSON schema of rules, or of the facts a folder of rules knows")
    schema.add_argument("what", choices=("rules", "facts"))
    schema.add_argument("--rules", type=Path, metavar="DIR")
    sql = words.add_parser("sql", help="the rules of a day as one SQL query")
    sql.add_argument("--rules", type=Path, required=True, metavar="DIR")
    sql.add_argument("--on", type=_day, metavar="DATE")
    sql.add_argument("--dialect", choices=("duckdb", "spark"), default="duckdb")
    sql.add_argument("--source", default="facts", help="relation with columns in base units")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"「{text}」不是日期，请写 2026-04-01 / not a date") from None


def run(args: argparse.Namespace) -> int:
    """Runs one command; problems of the input are sentences on stderr and exit code 2."""
    from dianxiaoer.engines.rules.problems import RuleError

    try:
        return _COMMANDS[args.command](args)
    except RuleError as error:
        for problem in error.problems[:50]:
            print(problem, file=sys.stderr)
        if len(error.problems) > 50:
            print(f"…还有 {len(error.problems) - 50} 处", file=sys.stderr)
    except OSError as error:
        why = {FileNotFoundError: "没有这个文件或目录", PermissionError: "没有读写权限", IsADirectoryError: "这是目录"}
        print(f"读写失败：{why.get(type(error), '系统拒绝')}：{error.filename} / {error}", file=sys.stderr)
    return 2


def _on(args: argparse.Namespace) -> date:
    return args.on or date.today()  # noqa: DTZ011 (the officer's own calendar day)


def _check(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.rules.check.checker import check_rulebook
    from dianxiaoer.engines.rules.problems import RuleError
    from dianxiaoer.engines.rules.rulebook import load_rulebook

    try:
        rulebook = load_rulebook(args.rules)
    except RuleError as error:
        if not any(problem.place.file for problem in error.problems):
            raise
        problems = list(error.problems)
    else:
        problems = check_rulebook(rulebook)
    for problem in problems:
        print(_json_line(problem) if args.json else problem)
    errors = sum(problem.severity == "error" for problem in problems)
    if not args.json:
        print(f"{errors} 处错误，{len(problems) - errors} 处提醒 / {errors} errors, {len(problems) - errors} warnings")
    return 1 if errors or (args.strict and problems) else 0


def _json_line(problem: object) -> str:
    from dianxiaoer.engines.rules.problems import Problem

    assert isinstance(problem, Problem)  # noqa: S101 (for the type checker)
    shown = {"file": problem.place.file, "spot": problem.place.spot, "severity": problem.severity}
    return json.dumps({**shown, "zh": problem.zh, "en": problem.en}, ensure_ascii=False)


def _test(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.rules.cases import CaseRunner, case_files, read_cases
    from dianxiaoer.engines.rules.problems import Problem, RuleError
    from dianxiaoer.engines.rules.rulebook import load_rulebook

    rulebook = load_rulebook(args.rules)
    files = case_files(args.rules)
    if not files:
        raise RuleError(Problem(f"「{args.rules}」里没有用例(*.cases.yaml)", "no cases here"))
    runner = CaseRunner(rulebook)
    policies = {document.place.file: document.policy.id for document in rulebook.documents if document.policy}
    held = failed = 0
    for file in files:
        sibling = policies.get(file.name.replace(".cases.yaml", ".yaml"), "")
        for case in read_cases(file):
            result = runner.run(case, sibling)
            held, failed = held + (not result.differences), failed + bool(result.differences)
            for difference in result.differences:
                print(f"✗ {case.place} {case.name}:{difference}")
    print(f"{held} 例通过，{failed} 例不符 / {held} hold, {failed} differ")
    return 1 if failed else 0


def _explain(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.policies_evaluate import firms_of
    from dianxiaoer.engines.rules.load import load_program
    from dianxiaoer.engines.rules.problems import Place, Problem, RuleError
    from dianxiaoer.engines.rules.run.explain import Explainer
    from dianxiaoer.engines.rules.run.page import page

    program = load_program(args.rules, _on(args))
    chosen = [
        firm for firm in firms_of(args.facts, program) if args.firm is None or args.firm in (firm.code, firm.name)
    ]
    if len(chosen) != 1:
        asked = (
            f"代码或名称为「{args.firm}」的企业有 {len(chosen)} 家" if args.firm else f"文件里有 {len(chosen)} 家企业"
        )
        raise RuleError(Problem(f"{asked}，请用 --firm 指明一家", "name one firm with --firm", Place(args.facts.name)))
    firm = chosen[0]
    sys.stdout.write(page(program, Explainer(program).explain(firm.cells), firm.name or firm.code or "企业"))
    return 0


def _evaluate(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.policies_evaluate import evaluate_files

    return evaluate_files(args.rules, args.facts, _on(args), args.out)


def _diff(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.policies_evaluate import slices
    from dianxiaoer.engines.rules.diff import MoneyDiff, diff_money, diff_words
    from dianxiaoer.engines.rules.program.compiler import compile_rulebook
    from dianxiaoer.engines.rules.rulebook import load_rulebook

    old, new = load_rulebook(args.old), load_rulebook(args.new)
    lines = diff_words(old, new)
    print("\n".join(lines) or "没有变化 / no change")
    if args.facts is not None:
        before, after = compile_rulebook(old, _on(args)), compile_rulebook(new, _on(args))
        money = MoneyDiff()
        for was, now in zip(slices(args.facts, before), slices(args.facts, after), strict=True):
            money += diff_money(before, after, was, now)
        print(f"按 {args.facts.name} 测算({before.on}):{money.sentence()}")
    return 1 if lines else 0


def _new(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.rules.document.starter import write_starter

    write_starter(args.target, date.today())  # noqa: DTZ011 (the officer's own calendar day)
    print(f"已写 {args.target}")
    return 0


def _to_excel(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.rules.document.excel_writer import write_workbook
    from dianxiaoer.engines.rules.document.reader import read_document

    write_workbook(read_document(args.source), args.target)
    print(f"已写 {args.target}")
    return 0


def _from_excel(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.rules.document.excel_reader import read_workbook
    from dianxiaoer.engines.rules.document.writer import to_yaml

    args.target.write_text(to_yaml(read_workbook(args.source)), encoding="utf-8")
    print(f"已写 {args.target}")
    return 0


def _schema(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.rules.problems import Problem, RuleError
    from dianxiaoer.engines.rules.rulebook import load_rulebook
    from dianxiaoer.engines.rules.schema import facts_schema, rules_schema

    if args.what == "facts" and args.rules is None:
        raise RuleError(Problem("schema facts 要用 --rules 指明规则目录", "schema facts needs --rules"))
    made = rules_schema() if args.what == "rules" else facts_schema(load_rulebook(args.rules))
    print(json.dumps(made, ensure_ascii=False, indent=1))
    return 0


def _sql(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.rules.load import load_program
    from dianxiaoer.engines.rules.run.sql import DUCKDB, SPARK, program_sql

    dialect = {"duckdb": DUCKDB, "spark": SPARK}[args.dialect]
    print(program_sql(load_program(args.rules, _on(args)), args.source, dialect=dialect))
    return 0


_COMMANDS = {
    "check": _check,
    "test": _test,
    "explain": _explain,
    "evaluate": _evaluate,
    "diff": _diff,
    "new": _new,
    "to-excel": _to_excel,
    "from-excel": _from_excel,
    "schema": _schema,
    "sql": _sql,
}
