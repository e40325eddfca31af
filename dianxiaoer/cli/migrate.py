"""`dianxiaoer migrate`: bring the database up to the code and load the shipped reference data."""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say whether anything is pending (exit 1 when so)")


def run(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.django_setup import migrate, pending_migrations, wake

    wake()
    if args.check:
        behind = pending_migrations()
        print("待升级 / pending" if behind else "已是最新 / up to date")
        return int(behind)
    migrate(verbosity=1)
    return 0
