"""`dianxiaoer finance …`: match needs to bank products (信易贷), make an example, print the schema."""

from __future__ import annotations

import argparse
from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    match = verbs.add_parser("match", help="银企匹配:读入 json 或 xlsx,写出 json、xlsx、png、svg")
    match.add_argument("file", type=Path)
    match.add_argument(
        "--out", type=Path, action="append", default=[], help="结果文件,可重复;不给则把 JSON 写到标准输出"
    )
    match.add_argument("--top", type=int, default=10, help="每个需求列出几个产品")
    match.add_argument("--split", action="store_true", help="一个需求可由几个产品分担")
    match.add_argument(
        "--seconds", type=float, default=20.0, help="精确求解(小规模或可拆分)的时间上限;到时给出已有的最好方案"
    )
    example = verbs.add_parser("example", help="虚构的示例,JSON 写到标准输出")
    example.add_argument("--needs", type=int, default=200)
    example.add_argument("--products", type=int, default=20)
    example.add_argument("--seed", type=int, default=1)
    example.add_argument("--out", type=Path, help="写成 .json 或 .xlsx 文件")
    verbs.add_parser("schema", help="输入文件的 JSON schema")


def run(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.planning import guarded

    return guarded({"match": _match, "example": _example, "schema": _schema}[args.verb], args)


def _match(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.planning import check_outputs, write_results
    from dianxiaoer.engines.lending.intake import read_question
    from dianxiaoer.engines.lending.plan import plan_loans
    from dianxiaoer.engines.lending.present import as_json, as_sheets, draw_funnel, sentences
    from dianxiaoer.engines.lending.ranking import rank_products
    from dianxiaoer.engines.lending.tables import TABLES
    from dianxiaoer.engines.optimise.problems import InputProblems
    from dianxiaoer.engines.optimise.workbook import load_document

    check_outputs(args.out)
    if args.top < 1:
        raise InputProblems([f"--top {args.top}:至少列出 1 个产品"])
    asked = read_question(load_document(args.file, TABLES))
    plan = plan_loans(asked.market, asked.wishes, asked.first_loan_bonus, is_split=args.split, seconds=args.seconds)
    ranking = rank_products(asked.market, args.top)
    write_results(
        args.out,
        as_json=lambda: as_json(plan, ranking),
        as_sheets=lambda: as_sheets(plan, ranking),
        draw=lambda path: draw_funnel(plan, path),
        sentences=sentences(plan),
    )
    return 0


def _example(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.planning import write_input
    from dianxiaoer.engines.lending.example import example_market
    from dianxiaoer.engines.lending.tables import TABLES

    write_input(example_market(args.needs, args.products, args.seed), TABLES, args.out)
    return 0


def _schema(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.planning import print_json
    from dianxiaoer.engines.lending.tables import TABLES
    from dianxiaoer.engines.optimise.fields import json_schema

    print_json(json_schema("lending market", "银企匹配的输入:dianxiaoer finance match", TABLES))
    return 0
