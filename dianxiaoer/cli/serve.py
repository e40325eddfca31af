"""`dianxiaoer serve`: the web server (gunicorn), for one office or behind a reverse proxy."""

from __future__ import annotations

import argparse
import signal
import socket
import subprocess
import sys


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--threads", type=int, default=8, help="threads a process (default 8)")
    parser.add_argument("--no-clockwork", action="store_true", help="serve pages only; run `dianxiaoer tick` elsewhere")


def run(args: argparse.Namespace) -> int:
    from dianxiaoer.cli.django_setup import pending_migrations, wake

    wake()
    if pending_migrations():
        print("数据库需要先升级:请运行 dianxiaoer migrate / run `dianxiaoer migrate` first", file=sys.stderr)
        return 1
    return serve(args.host, args.port, args.workers, args.threads, clockwork=not args.no_clockwork)


def serve(host: str, port: int, workers: int, threads: int, *, clockwork: bool = True) -> int:
    """Run gunicorn, and the clockwork beside it, until gunicorn stops. Returns its exit code; 2, with a sentence, when the
    port is taken."""
    if not _free(host, port):
        print(
            f"端口 {port} 已被占用,请用 PORT= 换一个 / port {port} is taken, choose another with PORT=", file=sys.stderr
        )
        return 2
    web = [sys.executable, "-m", "gunicorn", "dianxiaoer.config.wsgi", "--bind", f"{host}:{port}"]
    web += ["--workers", str(workers), "--worker-class", "gthread", "--threads", str(threads)]
    web += ["--no-control-socket", "--log-level", "warning"]
    ticking = [sys.executable, "-m", "dianxiaoer.cli.main", "tick", "--loop"]
    children = [subprocess.Popen(command) for command in ([web, ticking] if clockwork else [web])]  # noqa: S603 — this environment's own python
    signal.signal(signal.SIGTERM, lambda *_: children[0].terminate())
    try:
        return children[0].wait()
    except KeyboardInterrupt:
        return 0
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait()


def _free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
