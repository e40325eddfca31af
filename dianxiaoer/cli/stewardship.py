"""`dianxiaoer stewardship …`: assign firms to officials (包联), price a move, make an example, print the schema."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dianxiaoer.engines.stewardship.roster import Roster


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    assign = verbs.add_parser("assign", help="包联分配:读入 json 或 xlsx,写出 json、xlsx、png、svg")
    assign.add_argument(
        "--out", type=Path, action="append", default=[], help="结果文件,可重复;不给则把 JSON 写到标准输出"
    )
    assign.add_argument("--prices", action="store_true", help="另算每个愿望的代价(多求解三次)")
    assign.add_argument("--minimal-change", action="store_true", help="尽量不更换上年的包联人")
    move = verbs.add_parser("move", help="把一户企业手工改给另一人要付出什么")
    move.add_argument("--firm", required=True, help="企业编号")
    move.add_argument("--to", required=True, help="干部编号")
    for verb in (assign, move):
        verb.add_argument("file", type=Path)
        verb.add_argument("--seconds", type=float, default=10.0, help="求解器的时间上限")
    example = verbs.add_parser("example", help="虚构的示例,JSON 写到标准输出")
    example.add_argument("--firms", type=int, default=780)
    example.add_argument("--officials", type=int, default=29)
    example.add_argument("--seed", type=int, default=1)
    example.add_argument("--out", type=Path, help="写成 .json 或 .xlsx 文件")
    verbs.add_parser("schema", help="输入文件的 JSON schema")


def run(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.planning import guarded

    return guarded({"assign": _assign, "move": _move, "example": _example, "schema": _schema}[args.verb], args)


def _roster(path: Path) -> Roster:
    from dianxiaoer.engines.optimise.workbook import load_document
    from dianxiaoer.engines.stewardship.intake import read_roster
    from dianxiaoer.engines.stewardship.tables import TABLES

    return read_roster(load_document(path, TABLES))


def _assign(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.planning import check_outputs, write_results
    from dianxiaoer.engines.stewardship.assign import assign_officials
    from dianxiaoer.engines.stewardship.explain import unmet_sentences, wish_prices
    from dianxiaoer.engines.stewardship.present import as_json, as_sheets, draw_loads, sentences

    check_outputs(args.out)
    roster = _roster(args.file)
    result = assign_officials(roster, is_minimal_change=args.minimal_change, seconds=args.seconds)
    prices = wish_prices(result.roster, result, seconds=args.seconds) if args.prices else ()
    write_results(
        args.out,
        as_json=lambda: as_json(result, prices),
        as_sheets=lambda: as_sheets(result, prices),
        draw=lambda path: draw_loads(result, path),
        sentences=sentences(result, prices),
    )
    return 1 if unmet_sentences(result) else 0


def _move(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.planning import print_json
    from dianxiaoer.engines.optimise.problems import InputProblems
    from dianxiaoer.engines.stewardship.assign import assign_officials
    from dianxiaoer.engines.stewardship.explain import price_of_move

    roster = _roster(args.file)
    for word, name, ids in (("企业", args.firm, roster.firm_ids), ("干部", args.to, roster.official_ids)):
        if name not in ids:
            raise InputProblems([f"{word}表中没有编号“{name}”"])
    result = assign_officials(roster, seconds=args.seconds)
    firm, official = roster.firm_ids.index(args.firm), roster.official_ids.index(args.to)
    price = price_of_move(result, firm, official, seconds=args.seconds)
    changed = int((price.settled.chosen != result.chosen).sum())
    print_json({
        "points_now": price.points_now, "broken": list(price.broken), "points_settled": price.points_settled,
        "firms_that_would_move": changed,
    })  # fmt: skip
    return 1 if price.broken else 0


def _example(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.planning import write_input
    from dianxiaoer.engines.stewardship.example import example_roster
    from dianxiaoer.engines.stewardship.tables import TABLES

    write_input(example_roster(args.firms, args.officials, args.seed), TABLES, args.out)
    return 0


def _schema(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.planning import print_json
    from dianxiaoer.engines.optimise.fields import json_schema
    from dianxiaoer.engines.stewardship.tables import TABLES

    print_json(json_schema("stewardship roster", "包联分配的输入:dianxiaoer stewardship assign", TABLES))
    return 0
