"""kill -9 between submit and answer: a worker of the real server dies with the ticket written and the answer unsent."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection
from PIL import Image

from bench.bench_portal import Phone, free_port, multipart, one_of_a_kind, picture, wait_for

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="copies the test database into a file of SQLite"),
]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def server(cast, tmp_path):
    """(home, folder, process) of gunicorn with one worker on a file of SQLite that holds the cast."""
    connection.ensure_connection()
    with sqlite3.connect(tmp_path / "dianxiaoer.sqlite3") as file:
        connection.connection.backup(file)
    port = free_port()
    environment = {
        **os.environ, "DXR_DATA_DIR": str(tmp_path), "DXR_DATABASE_URL": "", "DXR_DEMO": "yes",
        "DJANGO_SETTINGS_MODULE": "dianxiaoer.config.settings", "HELD_BACK": str(tmp_path / "held"),
    }  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "tests.portal.held_back:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "1", "--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        home = f"http://127.0.0.1:{port}"
        wait_for(home)
        yield home, tmp_path
    finally:
        process.terminate()
        process.wait(timeout=20)


def asked(folder, question):
    with sqlite3.connect(folder / "dianxiaoer.sqlite3") as file:
        return file.execute(question).fetchall()


def wait_until(true, seconds=20):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def test_a_worker_killed_with_the_answer_unsent_neither_loses_nor_doubles(server):
    home, folder = server
    photos = [one_of_a_kind(picture()), one_of_a_kind(picture(turned=True))]
    phone = Phone(home, "13800000077", photos)
    phone.verify()
    body, kind = multipart(phone.fields, photos)
    sending = threading.Thread(target=phone._send, args=(body, kind))
    sending.start()
    wait_until((folder / "held").exists)
    worker = int((folder / "held").read_text())
    os.kill(worker, signal.SIGKILL)
    sending.join(timeout=20)
    assert phone.problem, "the phone got no answer"
    assert not phone.number
    ((number, pk),) = asked(folder, "select number, id from tickets_ticket")

    wait_for(home)
    phone.problem = ""
    phone._send(body, kind)
    assert (phone.problem, phone.number) == ("", number)
    assert asked(folder, "select id from tickets_ticket") == [(pk,)]
    kept = asked(folder, f"select sha256, size_bytes from tickets_attachment where ticket_id = {pk}")  # noqa: S608
    assert len({sha256 for sha256, _size in kept}) == len(kept) == 2
    for sha256, size in kept:
        file = folder / "files" / sha256[:2] / sha256[2:4] / sha256
        assert file.stat().st_size == size
        with Image.open(file) as whole:
            whole.load()
            assert sorted(whole.size) == [3000, 4000]
    told = asked(folder, f"select id from outbox_message where text like '%{number}%'")  # noqa: S608
    assert len(told) == 1
