"""What happens when several act at once, on the SQLite an office runs on: a file, WAL, immediate transactions.

The tests themselves stand with their rooms; in memory they skip, on PostgreSQL they run where they stand.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
TOGETHER = (
    "tests/domain/appointments/test_race.py",
    "tests/domain/funds/test_concurrency.py",
    "tests/domain/inspections/test_concurrency.py",
    "tests/domain/tickets/test_together.py",
)


@pytest.mark.slow
def test_on_a_sqlite_file(tmp_path):
    if connection.vendor != "sqlite" or os.environ.get("DXR_TEST_SQLITE"):
        pytest.skip("runs once, from the in-memory suite")
    environment = os.environ | {"DXR_TEST_SQLITE": str(tmp_path / "test.sqlite3")}
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *TOGETHER],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert "skipped" not in ran.stdout.splitlines()[-1], ran.stdout[-3000:]
