"""`dianxiaoer audit verify`: walk the audit log's chain and say whether anything was changed or is missing."""

from __future__ import annotations

import argparse
import sys


def configure(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="word", required=True, metavar="verify|export")
    words.add_parser("verify", help="check every entry against the one before; exit 1 when a fault is found")
    export = words.add_parser("export", help="print the log as one JSON object per line, for keeping elsewhere")
    export.add_argument("--from", dest="first", type=int, default=1, help="first entry number (default 1)")


def run(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.django_setup import wake

    wake()
    return _verify() if args.word == "verify" else _export(args.first)


def _verify() -> int:
    from dianxiaoer.kernel.audit import verify

    count, faults = verify()
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"共 {count} 条,发现 {len(faults)} 处问题 / {count} entries, {len(faults)} faults")
        return 1
    print(f"共 {count} 条,完整无改动 / {count} entries, the chain holds")
    return 0


def _export(first: int) -> int:
    import json

    from dianxiaoer.kernel.models import AuditEntry

    for entry in AuditEntry.objects.filter(number__gte=first).order_by("number").values().iterator(chunk_size=2000):
        print(json.dumps(entry | {"at": entry["at"].isoformat()}, ensure_ascii=False))
    return 0
