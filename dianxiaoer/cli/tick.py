"""`dianxiaoer tick`: one turn of the clockwork, for cron. `--loop` turns it until stopped (a worker)."""

from __future__ import annotations

import argparse
import signal
import sys
from threading import Event


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--loop", action="store_true", help="go on until stopped, instead of one turn")
    parser.add_argument("--seconds", type=float, default=2.0, help="rest between two turns of the loop (default 2)")


def run(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.django_setup import wake

    wake()
    if not args.loop:
        return int(any(word != "ok" for word in _turn().values()))
    stopped = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    while not stopped.is_set():
        _turn()
        stopped.wait(args.seconds)
    return 0


def _turn() -> dict[str, str]:
    from django.db import close_old_connections
    from django.utils import timezone

    from dianxiaoer.jobs.queue import work_off
    from dianxiaoer.jobs.tick import tick

    close_old_connections()
    done = tick(timezone.now())
    for name, word in done.items():
        if word != "ok":
            print(f"{name}: {word}", file=sys.stderr)
    work_off()
    return done
