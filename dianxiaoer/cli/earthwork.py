"""`dianxiaoer earthwork …`: plan hauls between sites (土方平衡), make an example, print the schema."""

from __future__ import annotations

import argparse
from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    plan = verbs.add_parser("plan", help="土方调配计划:读入 json 或 xlsx,写出 json、xlsx、png、svg")
    plan.add_argument("file", type=Path)
    plan.add_argument(
        "--out", type=Path, action="append", default=[], help="结果文件,可重复;不给则把 JSON 写到标准输出"
    )
    plan.add_argument(
        "--seconds", type=float, default=120.0, help="共用车辆时,求解连同解释的总时间上限;到时给出已有的最好方案"
    )
    plan.add_argument("--explain", type=int, default=5, help="解释几处未满足与几条建议;0 为不解释")
    example = verbs.add_parser("example", help="虚构的示例,JSON 写到标准输出")
    example.add_argument("--sites", type=int, default=40)
    example.add_argument("--seed", type=int, default=1)
    example.add_argument("--weeks", type=int, default=52)
    example.add_argument("--trucks", type=int, default=0, help="共用车辆数;0 为不限")
    example.add_argument("--out", type=Path, help="写成 .json 或 .xlsx 文件")
    verbs.add_parser("schema", help="输入文件的 JSON schema")


def run(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.planning import guarded

    return guarded({"plan": _plan, "example": _example, "schema": _schema}[args.verb], args)


def _plan(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.planning import check_outputs, write_results
    from dianxiaoer.engines.earthwork.explain import marginal_values, unmet_needs
    from dianxiaoer.engines.earthwork.intake import read_case
    from dianxiaoer.engines.earthwork.picture import draw_plan
    from dianxiaoer.engines.earthwork.plan import plan_hauls
    from dianxiaoer.engines.earthwork.present import as_json, as_sheets, sentences
    from dianxiaoer.engines.earthwork.tables import TABLES
    from dianxiaoer.engines.optimise.deadline import Deadline
    from dianxiaoer.engines.optimise.workbook import load_document

    check_outputs(args.out)
    case = read_case(load_document(args.file, TABLES))
    deadline = Deadline.after(args.seconds)
    plan = plan_hauls(case, seconds=deadline.left)
    marginals = marginal_values(case, plan, most=args.explain, seconds=deadline.left) if args.explain else ()
    unmet = unmet_needs(case, plan, most=args.explain, seconds=deadline.left) if args.explain else ()
    write_results(
        args.out,
        as_json=lambda: as_json(case, plan, marginals, unmet),
        as_sheets=lambda: as_sheets(case, plan, marginals, unmet),
        draw=lambda path: draw_plan(case, plan, path),
        sentences=[*sentences(plan), *(marginal.sentence + "。" for marginal in marginals)],
    )
    return 0


def _example(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.planning import write_input
    from dianxiaoer.engines.earthwork.example import example_case
    from dianxiaoer.engines.earthwork.tables import TABLES

    write_input(example_case(args.sites, args.seed, weeks=args.weeks, trucks=args.trucks), TABLES, args.out)
    return 0


def _schema(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.planning import print_json
    from dianxiaoer.engines.earthwork.tables import TABLES
    from dianxiaoer.engines.optimise.fields import json_schema

    print_json(json_schema("earthwork case", "土方平衡的输入:dianxiaoer earthwork plan", TABLES))
    return 0
