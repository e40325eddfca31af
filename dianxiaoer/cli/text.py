"""`dianxiaoer text …`: read reports into facts, explain them, compare regions, read a card, suggest a category."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dianxiaoer.engines.text.facts import Report

_SUFFIXES = {".txt", ".html", ".htm", ".md", ""}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare read, explain, compare, card and category."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, summary in (
        ("read", "facts of reports: 报告 → 事实"), ("explain", "why each fact: 逐条说明依据"), ("compare", "regions beside each other: 区域对比"),
    ):  # fmt: skip
        verb = verbs.add_parser(name, help=summary, description=summary)
        verb.add_argument("paths", nargs="+", help="files, folders or - for standard input")
        verb.add_argument(
            "--published", type=date.fromisoformat, help="publication date YYYY-MM-DD when the text has none"
        )
        verb.add_argument(
            "--words", type=Path, help="a folder of your own cues.tsv, nouns.tsv, indicators.tsv, regions.tsv …"
        )
        if name == "read":
            verb.add_argument(
                "--jsonl", action="store_true", help="one JSON line a document (default: a readable list)"
            )
        if name == "compare":
            verb.add_argument("--least-confidence", type=float, default=0.6)
            verb.add_argument("--least-regions", type=int, default=1)
            verb.add_argument("--json", action="store_true")
    for name, summary in (
        ("card", "a pasted business card: 名片/微信 → 线索"),
        ("category", "a category for a request: 诉求分类"),
    ):
        verb = verbs.add_parser(name, help=summary, description=summary)
        verb.add_argument("paths", nargs=1, help="a file or - for standard input")


def run(args: argparse.Namespace) -> int:
    """0 done, 1 nothing found, 2 an input cannot be read."""
    try:
        return {"read": _read, "explain": _explain, "compare": _compare, "card": _card, "category": _category}[
            args.verb
        ](args)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as problem:
        print(f"无法读取:{problem}。请检查文件后重试 / cannot read: {problem}", file=sys.stderr)
        return 2


def _inputs(paths: list[str]) -> list[Path | None]:
    """Files named and those in folders named, in order; None is standard input."""
    found: list[Path | None] = []
    for name in paths:
        path = Path(name)
        if name == "-":
            found.append(None)
        elif path.is_dir():
            found += sorted(one for one in path.rglob("*") if one.is_file() and one.suffix.lower() in _SUFFIXES)
        else:
            found.append(path)
    return found


def _documents(args: argparse.Namespace) -> Iterator[tuple[str, bytes, str, Report]]:
    from dianxiaoer.engines.text.document import decode, without_scripts
    from dianxiaoer.engines.text.extract import read_report

    inputs = _inputs(args.paths)
    for count, path in enumerate(inputs, 1):
        data = sys.stdin.buffer.read() if path is None else path.read_bytes()
        text = without_scripts(decode(data))
        yield str(path or "-"), data, text, read_report(text, published=args.published, words=args.words)
        if len(inputs) > 20 and sys.stderr.isatty():
            print(f"\r{count}/{len(inputs)}", end="" if count < len(inputs) else "\n", file=sys.stderr, flush=True)


def _read(args: argparse.Namespace) -> int:
    for name, data, text, report in _documents(args):
        if args.jsonl:
            facts = [fact.as_json() for fact in report.facts]
            regions = [fact for fact in facts if fact["type"] == "region"]
            row = {"file": name, "sha256": hashlib.sha256(data).hexdigest(), "facts": facts, "regions": regions}
            print(json.dumps(row, ensure_ascii=False))
        else:
            print(f"{name}\t{report.region or '(无地区)'}\t{report.published or '(无日期)'}\t{len(report.facts)} 条")
            for fact in report.facts:
                print("  " + _line(fact.as_json(), text))
    return 0


def _line(fact: dict[str, object], text: str) -> str:
    start, end = fact["span"]  # type: ignore[misc]
    surface = text[start:end].replace("\n", " ")
    if fact["type"] == "indicator":
        said = f"{fact['ind']} {fact['role']} {fact['op']} {fact['value']:,} {fact['unit']} [{fact['period'] or '—'}]"
        return f"{said} 「{surface}」 {fact.get('filter', '')}{fact.get('project', '')} ({fact['confidence']})"
    return f"{fact['type']} {fact['name']} 「{surface}」 ({fact['confidence']})"


def _explain(args: argparse.Namespace) -> int:
    any_found = False
    for name, _, text, report in _documents(args):
        print(f"# {name}  {report.region or '(无地区)'}  {report.published or '(无日期)'}")
        for fact in report.facts:
            any_found = True
            start, end = fact.span
            before = text[max(0, start - 24) : start].split("\n")[-1]
            after = text[end : end + 14].split("\n")[0]
            print(f"{_line(fact.as_json(), text)}\n    …{before}【{text[start:end]}】{after}…")
            print(f"    规则 rule {fact.rule};依据 because {'、'.join(fact.because)};位置 span {start}–{end}")
    return 0 if any_found else 1


def _compare(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.text.compare import compare_regions

    documents = [(name, report) for name, _, _, report in _documents(args)]
    rows = compare_regions(documents, least_confidence=args.least_confidence, least_regions=args.least_regions)
    if args.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False))
        return 0 if rows else 1
    for row in rows:
        print(f"{row.indicator} {row.role} [{row.period or '—'}] {row.filter or ''}")
        for cell in row.cells:
            mark = " 冲突" if cell.in_conflict else ""
            values = ";".join(
                f"{one.op}{one.value:,} {row.unit} ({one.document}:{one.span[0]}–{one.span[1]})" for one in cell.said
            )
            print(f"    {cell.region}{mark}: {values}")
    return 0 if rows else 1


def _one_text(args: argparse.Namespace) -> str:
    from dianxiaoer.engines.text.document import decode

    return decode(sys.stdin.buffer.read() if args.paths[0] == "-" else Path(args.paths[0]).read_bytes())


def _card(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.text.card import read_card

    facts = asdict(read_card(_one_text(args)))
    print(json.dumps(facts, ensure_ascii=False, indent=1))
    return 0 if any(facts.values()) else 1


def _category(args: argparse.Namespace) -> int:
    from dianxiaoer.engines.text.category import suggest_category

    print(json.dumps(asdict(suggest_category(_one_text(args))), ensure_ascii=False, indent=1))
    return 0
