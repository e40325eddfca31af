"""`dianxiaoer figures`: one figure with its rows, a table of printed figures checked, snapshots refreshed."""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dianxiaoer.domain.people.models import Unit
    from dianxiaoer.domain.targets.printed import Verdict
    from dianxiaoer.domain.targets.queries import Figure

MARKS = {"same": "✓", "different": "✗", "not_yet_kept": "…"}
WORDS = {"same": "一致 same", "different": "不一致 DIFFERENT", "not_yet_kept": "未纳入 not yet kept here"}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("word", nargs="?", choices=["check", "refresh", "list"], help="check FILE, refresh, list")
    parser.add_argument("file", nargs="?", type=Path, help="table of printed figures (CSV)")
    parser.add_argument("--region", help="region or name of a unit, e.g. 河南省郑州市惠济区")
    parser.add_argument("--period", default="", help="2024, 2024-06, 2024-Q3, 2024-01..2024-09, 2024-01..now, a day")
    parser.add_argument("--indicator", help="id of an indicator, e.g. signed.n")
    parser.add_argument("--filter", default="", help="a named filter, e.g. 三个一批")
    parser.add_argument("--project", default="", help="name of one project")
    parser.add_argument(
        "--role", default="actual", help="actual, target, pct_of_target, yoy, share, rank, diff, expected"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.django_setup import wake

    wake()
    if args.word == "check":
        return _check(args)
    if args.word == "refresh":
        return _refresh()
    if args.word == "list":
        return _list(args)
    return _one(args)


def _one(args: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from dianxiaoer.domain.targets.queries import figure
    from dianxiaoer.engines.measures.periods import PeriodError, parse_period

    if not (args.region and args.indicator):
        return _refuse("请给出 --region 和 --indicator / --region and --indicator are needed")
    try:
        period = parse_period(args.period, timezone.localdate())
        unit = _unit(args.region)
        found = figure(None, args.indicator, unit, period, args.filter, args.role, project=args.project)
    except (PeriodError, ValueError, ValidationError) as refusal:
        return _refuse(";".join(getattr(refusal, "messages", [str(refusal)])))
    told = _told(found)
    if args.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print(f"{told['region']} {told['name']} {told['period']}: {told['shown']}")
        print(f"{told['rows']} 行 rows · {told['address']}\n{told['definition']}")
    return 0


def _check(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from dianxiaoer.domain.targets.printed import TableError, check_lines, read_table

    if args.file is None:
        return _refuse("请给出要核对的文件 / name the file: dianxiaoer figures check FILE.csv")
    try:
        lines = read_table(args.file)
    except (OSError, TableError, UnicodeDecodeError) as refusal:
        return _refuse(f"{args.file}: {refusal}")
    verdicts = list(check_lines(lines, timezone.localdate()))
    if args.json:
        print(json.dumps([_as_row(verdict) for verdict in verdicts], ensure_ascii=False, indent=1))
    else:
        for verdict in verdicts:
            print(_sentence(verdict))
    count = {outcome: sum(verdict.outcome == outcome for verdict in verdicts) for outcome in MARKS}
    print(
        f"{len(verdicts)} 行:一致 {count['same']},不一致 {count['different']},未纳入 {count['not_yet_kept']}"
        f" / {len(verdicts)} lines: {count['same']} same, {count['different']} different, "
        f"{count['not_yet_kept']} not yet kept here",
        file=sys.stderr if args.json else sys.stdout,
    )
    return 1 if count["different"] else 0


def _refresh() -> int:
    from django.utils import timezone

    from dianxiaoer.domain.targets.actions import install_catalogue
    from dianxiaoer.domain.targets.boards import refresh_snapshots

    at = timezone.now()
    install_catalogue(at=at)
    print(f"已更新 {refresh_snapshots(at=at)} 个快照 / snapshots refreshed")
    return 0


def _list(args: argparse.Namespace) -> int:
    from dianxiaoer.domain.targets.models import Indicator

    for row in Indicator.objects.filter(is_active=True):
        waits = f"(待 {row.waits_for})" if row.waits_for else ""
        print(f"{row.key}\t{row.name}\t{row.name_en}\t{row.get_measure_display()}\t{row.definition}{waits}")
    return 0


def _unit(region: str) -> Unit:
    from dianxiaoer.domain.people.models import Unit

    found = Unit.objects.filter(region_name=region).order_by("path").first()
    found = found or Unit.objects.filter(name=region).order_by("path").first()
    if found is None:
        known = "、".join(Unit.objects.exclude(region_name="").values_list("region_name", flat=True)[:20])
        raise ValueError(f"没有管辖“{region}”的机构 / no unit for this region. 已有 known: {known}")
    return found


def _told(found: Figure) -> dict[str, Any]:
    from dianxiaoer.desk.figures.links import address_of, shown
    from dianxiaoer.domain.targets.queries import definition_of

    ask = found.ask
    return {
        "region": ask.unit.region_name or ask.unit.name,
        "indicator": ask.indicator.key,
        "name": ask.indicator.name,
        "filter": ask.filter_name,
        "project": ask.project,
        "role": str(ask.role),
        "period": str(ask.period),
        "value": _plain(found.value),
        "upper": _plain(found.upper),
        "unit": found.measure,
        "shown": shown(found),
        "rows": found.row_count,
        "address": address_of(ask),
        "data_as_of": found.data_as_of.isoformat() if found.data_as_of else None,
        "definition": definition_of(ask),
        "parts": {label: {"value": _plain(part.value), "rows": part.row_count} for label, part in found.parts},
    }


def _as_row(verdict: Verdict) -> dict[str, Any]:
    from dianxiaoer.desk.figures.links import address_of

    line, found = verdict.line, verdict.figure
    return {
        "id": line.id,
        "region": line.region,
        "indicator": line.indicator,
        "filter": line.filter_name,
        "project": line.project,
        "role": line.role,
        "period": line.period,
        "printed": line.printed.text,
        "value": _plain(line.printed.value),
        "op": line.printed.op,
        "computed": _plain(verdict.computed),
        "rows": found.row_count if found else None,
        "address": address_of(found.ask) if found else None,
        "outcome": verdict.outcome,
        "note": verdict.note,
    }


def _sentence(verdict: Verdict) -> str:
    line = verdict.line
    asked = " ".join(part for part in (line.indicator, line.filter_name, line.project, line.role, line.period) if part)
    computed = "—" if verdict.computed is None else _number(verdict.computed)
    rows = f"({verdict.figure.row_count} 行 rows)" if verdict.figure else ""
    outcome = WORDS[verdict.outcome] + (f":{verdict.note}" if verdict.note else "")
    printed = f"{line.printed.text} [{line.printed.op}{_number(line.printed.value)} {line.unit}]"
    return f"{MARKS[verdict.outcome]} {line.id:>3} {line.region} {asked} · {printed} · {computed}{rows} · {outcome}"


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _number(value: Decimal) -> str:
    from dianxiaoer.engines.measures.rates import format_number

    return format_number(value, 4)


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 2
