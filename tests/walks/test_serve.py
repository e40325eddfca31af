"""The installed command serves: migrate, load the demo, answer, stop, and start again quickly."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(os.environ.get("DXR_DATABASE_URL")), reason="the demo is for the embedded database"),
]
ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(port: int, folder: Path) -> subprocess.Popen:
    env = os.environ | {"DXR_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    env.pop("DXR_SECRET_KEY", None)
    command = [sys.executable, "-m", "dianxiaoer.cli.main", "demo", "serve", "--port", str(port)]
    return subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def answer(port: int, path: str, patience: float = 120) -> str:
    end = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as page:
                return page.read().decode()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def stop(server: subprocess.Popen) -> str:
    server.send_signal(signal.SIGTERM)
    return server.communicate(timeout=30)[0]


def test_the_demo_serves_prints_its_accounts_and_starts_again_with_its_data(tmp_path):
    port = free_port()
    server = start(port, tmp_path)
    try:
        assert answer(port, "/health/") == "ok"
        assert "店小二" in answer(port, "/signin/")
    finally:
        said = stop(server)
    assert f"http://127.0.0.1:{port}/" in said
    for account in ("xiaowang", "likezhang", "zhouzhuren", "zhengshenji", "xitong", "anquan"):
        assert account in said
    again = start(port, tmp_path)
    try:
        answer(port, "/health/")
    finally:
        assert "演示数据已在" in stop(again)
