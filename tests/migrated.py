"""A migrated database, made once a run and copied by every process after it: migrating costs more than a room's tests.

Only where DXR_TEST_MIGRATED names a folder that lives as long as the run (`make test` does); its PostgreSQL is thrown away too.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

TEMPLATE = "dxr_migrated"


def share_migrated() -> None:
    """From now on this process's test database begins as a copy of the migrated one, or becomes it where there is none."""
    if folder := os.environ.get("DXR_TEST_MIGRATED"):
        kind = _SQLite if connection.vendor == "sqlite" else _PostgreSQL
        kind(Path(folder)).begin()


class _Shared:
    def __init__(self, folder: Path) -> None:
        self.made = folder / f"{TEMPLATE}.{connection.vendor}"
        self.creation: Any = connection.creation
        self.migrate = self.creation.create_test_db

    def begin(self) -> None:
        self.creation.create_test_db = self.create_test_db

    def create_test_db(self, *args: Any, **options: Any) -> str:
        with self._alone():
            is_first = not self.made.exists()
            if not is_first:
                self.copy()
            name: str = self.migrate(*args, **options)
            if is_first:
                self.keep(name)
        return name

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self.made.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def copy(self) -> None:
        raise NotImplementedError

    def keep(self, name: str) -> None:
        raise NotImplementedError


class _SQLite(_Shared):
    def copy(self) -> None:
        create = self.creation._create_test_db

        def create_and_fill(*args: Any, **options: Any) -> str:
            name: str = create(*args, **options)
            # Held open: a database in memory is gone with its last connection.
            self.held = sqlite3.connect(name, uri=True)
            with closing(sqlite3.connect(self.made)) as source:
                source.backup(self.held)
            return name

        self.creation._create_test_db = create_and_fill

    def keep(self, name: str) -> None:
        connection.ensure_connection()
        half = self.made.with_suffix(".half")
        with closing(sqlite3.connect(half)) as target:
            connection.connection.backup(target)
        half.rename(self.made)


class _PostgreSQL(_Shared):
    def copy(self) -> None:
        connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE

    def keep(self, name: str) -> None:
        connection.close()
        with self.creation._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE {TEMPLATE} TEMPLATE "{name}"')
        self.made.touch()
