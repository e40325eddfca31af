"""`dianxiaoer demo load|serve`: the demo districts, and a server that shows them with its accounts."""

from __future__ import annotations

import argparse
import os
import sys
import time


def configure(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="word", required=True, metavar="load|serve")
    words.add_parser("load", help="load the demo districts into an empty ledger")
    server = words.add_parser("serve", help="migrate, load what is missing, print the accounts, serve")
    server.add_argument("--host", default="127.0.0.1")
    server.add_argument("--port", type=int, default=8000)


def run(args: argparse.Namespace) -> int:
    if args.word == "serve":
        os.environ.setdefault("DXR_DEMO", "yes")
    from dianxiaoer.cli.django_setup import migrate, pending_migrations, wake

    started = time.monotonic()
    wake()
    if pending_migrations():
        print("建库 / preparing the database …", flush=True)
        migrate()
    from dianxiaoer.demo.load import is_loaded, load

    if is_loaded():
        print("演示数据已在 / the demo districts are there")
    else:
        print("装入演示区 / loading the demo districts …", flush=True)
        load()
    print(f"{time.monotonic() - started:.1f} s", file=sys.stderr)
    if args.word == "load":
        return 0
    from dianxiaoer.cli.serve import serve
    from dianxiaoer.demo.accounts import welcome

    print(welcome(f"http://{args.host}:{args.port}/"), flush=True)
    return serve(args.host, args.port, workers=2, threads=8)
