"""`dianxiaoer grants`: the table of grants as Markdown (what docs/grants.md holds)."""

from __future__ import annotations

import argparse
from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--write", metavar="FILE", help="write it there instead of printing")


def run(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.django_setup import wake

    wake()
    from dianxiaoer.domain.people.printed import grants_markdown

    if args.write:
        Path(args.write).write_text(grants_markdown(), encoding="utf-8")
    else:
        print(grants_markdown(), end="")
    return 0
