"""`dianxiaoer universe …`: load millions of firms once, then screen, search and merge them."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the words of this family."""
    words = parser.add_subparsers(dest="word", required=True, metavar="WORD")
    example = _word(words, "example", "write synthetic firms (all fictitious) to a Parquet file", _example)
    example.add_argument("--rows", type=int, default=100_000)
    example.add_argument("--seed", type=int, default=1)
    example.add_argument("--out", default="universe-example.parquet")
    load = _word(words, "load", "check a Parquet, CSV or xlsx file and build a store from it", _load)
    load.add_argument("source")
    load.add_argument("store", help="a new folder")
    load.add_argument("--on", type=date.fromisoformat, help="date of the data, YYYY-MM-DD; default today")
    load.add_argument("--also", action="append", default=[], metavar="COLUMN", help="carry this further column too")
    _limits(load)
    screen = _word(words, "screen", "filter and score: the best firms and facets of a screen file", _screen)
    screen.add_argument("store")
    screen.add_argument("screen", help="JSON file, or - for standard input")
    screen.add_argument("--top", type=int, help="instead of the top of the file")
    screen.add_argument("--spark", metavar="MASTER", help="run on Spark, e.g. local[2]; store = folder of an export")
    _limits(screen)
    search = _word(words, "search", "firms whose name holds these (two or more) characters", _search)
    search.add_argument("store")
    search.add_argument("text")
    search.add_argument("--limit", type=int, default=50)
    _limits(search)
    merge = _word(words, "duplicates", "rows that are one firm: merges and a review list", _duplicates)
    merge.add_argument("store")
    merge.add_argument("--review", metavar="SCREEN", help="also compare alike names among the firms of this screen")
    merge.add_argument("--out", required=True, help="folder for merges.csv and review.csv")
    _limits(merge)
    export = _word(words, "export", "write a store as Parquet with its labels, for a cluster", _export)
    export.add_argument("store")
    export.add_argument("out", help="a new folder")
    _limits(export)


def run(args: argparse.Namespace) -> int:
    """Run one word; wrong input is one sentence on stderr and exit code 2."""
    try:
        return int(args.act(args))
    except BrokenPipeError:
        raise
    except ModuleNotFoundError as missing:
        extra = "spark" if missing.name == "pyspark" else "universe"
        print(f"缺少 {missing.name}。请安装:pip install 'dianxiaoer[{extra}]'。", file=sys.stderr)
    except (ValueError, OSError) as problem:
        print(problem, file=sys.stderr)
    return 2


def _word(words: Any, name: str, summary: str, act: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = words.add_parser(name, help=summary, description=summary)
    parser.add_argument("--json", action="store_true", help="JSON on stdout")
    parser.set_defaults(act=act)
    return parser


def _limits(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--memory-limit", default="1200MB", help="memory of the database engine")
    parser.add_argument("--threads", type=int, default=2)


def _open(args: argparse.Namespace) -> Any:
    from dianxiaoer.engines.universe.store import Store

    return Store(args.store, memory_limit=args.memory_limit, threads=args.threads)


def _example(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.universe.example import write_example

    if args.rows < 1:
        raise ValueError("--rows 应至少为 1。")
    write_example(args.out, rows=args.rows, seed=args.seed)
    print(f"已写出 {args.rows} 家虚构企业:{args.out}")
    return 0


def _load(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.universe.loading import load_store

    on = args.on or date.today()  # noqa: DTZ011 - the office's own day
    report = load_store(
        args.source, args.store, on=on, memory_limit=args.memory_limit, threads=args.threads, also=args.also
    )
    if args.json:
        print(json.dumps({**asdict(report), "rejected": report.rejected}, ensure_ascii=False))
    else:
        print(f"读入 {report.rows} 行,收 {report.accepted} 行,拒 {report.rejected} 行(见 {args.store}/rejected.csv)")
        for reason, rows in report.reasons.items():
            print(f"  {reason}:{rows}")
        if report.not_read:
            print(f"未读的列:{'、'.join(report.not_read)}")
    return 1 if report.rejected else 0


def _read_screen(path: str) -> Any:
    from dianxiaoer.engines.universe.screens import ScreenError, screen_from

    text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    try:
        return screen_from(json.loads(text))
    except json.JSONDecodeError as problem:
        raise ScreenError(f"{path} 不是 JSON:第 {problem.lineno} 行,{problem.msg}。") from None


def _screen(args: argparse.Namespace) -> int:
    from dataclasses import replace

    screen = _read_screen(args.screen)
    screen = replace(screen, top=args.top) if args.top else screen
    if args.spark:
        answer = _screen_on_spark(args, screen)
    else:
        with _open(args) as store:
            answer = store.screen(screen)
    _show(args, answer)
    return 0 if answer.firms else 1


def _screen_on_spark(args: argparse.Namespace, screen: Any) -> Any:
    from pyspark.sql import SparkSession

    from dianxiaoer.engines.universe.spark import screen_on_spark

    vocabulary = json.loads((Path(args.store) / "words.json").read_text(encoding="utf-8"))
    session = SparkSession.builder.master(args.spark).appName("dianxiaoer").getOrCreate()
    try:
        return screen_on_spark(session, str(Path(args.store) / "firms.parquet"), vocabulary, screen)
    finally:
        session.stop()


def _search(args: argparse.Namespace) -> int:
    with _open(args) as store:
        answer = store.search(args.text, limit=args.limit)
    _show(args, answer)
    return 0 if answer.firms else 1


def _show(args: argparse.Namespace, answer: Any) -> None:
    if args.json:
        print(json.dumps(asdict(answer), ensure_ascii=False))
        return
    more = "+" if getattr(answer, "more", False) else ""
    print(f"共 {answer.count}{more} 家")
    for name, values in getattr(answer, "facets", {}).items():
        print(f"{name}: " + "  ".join(f"{value or '未知'} {firms}" for value, firms in values[:12]))
    for at, firm in enumerate(answer.firms, start=1):
        fields = firm.fields
        points = "  ".join(f"{name} {value:+.2f}" for name, value in (firm.points or {}).items())
        line = (
            f"{at:>5} {fields['name']}  {fields['region'] or ''} {fields['industry'] or ''}  {fields['status'] or ''}"
        )
        print(line + (f"  {firm.score:.4f} = {points}" if points else ""))


def _duplicates(args: argparse.Namespace) -> int:
    import csv

    from dianxiaoer.engines.universe.duplicates import find_duplicates

    with _open(args) as store:
        found = find_duplicates(store, _read_screen(args.review) if args.review else None)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    with (out / "merges.csv").open("w", encoding="utf-8", newline="") as stream:
        lines = [(merge.keep, other, merge.key, merge.shared) for merge in found.merges for other in merge.others]
        csv.writer(stream).writerows([("keep", "drop", "key", "shared"), *lines])
    with (out / "review.csv").open("w", encoding="utf-8", newline="") as stream:
        pairs = [(r.one, r.other, f"{r.score:.3f}", ";".join(r.reasons), *r.names) for r in found.reviews]
        csv.writer(stream).writerows([("one", "other", "score", "reasons", "name", "other_name"), *pairs])
    summary = {"merges": len(lines), "review": len(pairs), "not_compared": found.not_compared}
    print(
        json.dumps(summary)
        if args.json
        else f"可合并 {len(lines)} 行(merges.csv),待人工核对 {len(pairs)} 对(review.csv),同名过多未比 {found.not_compared} 家"
    )
    return 0


def _export(args: argparse.Namespace) -> int:
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    with _open(args) as store:
        store.export(out / "firms.parquet")
        (out / "words.json").write_text(json.dumps(store.vocabulary, ensure_ascii=False), encoding="utf-8")
        print(f"已写出 {store.count()} 家到 {out}")
    return 0
