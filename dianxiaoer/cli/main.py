"""Entry point of the installed command: `dianxiaoer <family> …`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from dianxiaoer import __version__
from dianxiaoer.cli.families import FAMILIES


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code: 0 done, 1 the answer is no, 2 the call or its input is wrong."""
    words = list(sys.argv[1:] if argv is None else argv)
    family = next((word for word in words if word in FAMILIES), None)
    parser = _parser(family)
    args = parser.parse_args(words)
    if family is None:
        parser.print_help()
        return 2
    try:
        return int(args.run(args))
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        print("已中断 / interrupted", file=sys.stderr)
        return 130


def _parser(family: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dianxiaoer", description="店小二: investment promotion and enterprise service"
    )
    parser.add_argument("--version", action="version", version=f"dianxiaoer {__version__}")
    words = parser.add_subparsers(metavar="COMMAND", title="commands")
    for word, (module_name, summary) in FAMILIES.items():
        child = words.add_parser(word, help=summary, description=summary)
        if word == family:
            module = import_module(module_name)
            module.configure(child)
            child.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
