"""A throw-away PostgreSQL cluster for tests: its own folder, its own port, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path


class Postgres:
    """`with Postgres.find() as address:` gives a database address; the cluster is removed at the end."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="dxr-postgres-"))
        self.port = _free_port()

    @classmethod
    def find(cls) -> Postgres | None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not found and (path := shutil.which("initdb")):
            found = [Path(path)]
        return cls(found[-1].parent) if found else None

    def __enter__(self) -> str:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-U", "dxr", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        settings = (
            f"-p {self.port} -k {self.folder} -h 127.0.0.1 -c fsync=off -c full_page_writes=off -c max_connections=200"
        )
        self._run("pg_ctl", "-D", data, "-o", settings, "-l", str(self.folder / "log"), "-w", "start")
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "dxr", "dxr")
        return f"postgres://dxr@127.0.0.1:{self.port}/dxr"

    def __exit__(self, *what: object) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *words: str) -> None:
        as_whom = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        done = subprocess.run([*as_whom, str(self.programs / program), *words], capture_output=True, text=True, cwd="/")
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr or done.stdout}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
