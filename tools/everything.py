"""`make test`: every check, in order, on SQLite and PostgreSQL, with a real browser.

Installs Debian's chromium, CJK fonts and PostgreSQL where it may (root or sudo without a password); where it may not, those
parts are skipped and said so loudly. Exit 1 when any step fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

from tools.postgres import Postgres

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
#: a small file whose run leaves a migrated database for the suites (tests/migrated.py)
FEW_TESTS = "tests/domain/reference/test_load.py"
#: one more than the cores: a worker that waits for its browser or its database server leaves its core to another
WORKERS = (os.cpu_count() or 1) + 1
PACKAGES = {"chromium": "chromium", "fonts-noto-cjk": "", "postgresql": ""}


def main() -> int:
    with ThreadPoolExecutor(2) as beside, tempfile.TemporaryDirectory(prefix="dxr-migrated-") as migrated:
        os.environ["DXR_TEST_MIGRATED"] = migrated
        installed = beside.submit(install_packages)
        read = beside.submit(lambda: [run(*step, is_quiet=True) for step in reading()])
        results = [run(*engines())]  # needs neither a browser nor a database
        skipped = installed.result()
        results += read.result()
        if shutil.which("chromium") is None:
            skipped.append("BROWSER TESTS: no chromium on this machine")
        cluster = Postgres.find()
        if cluster is None:
            skipped.append("POSTGRESQL TESTS: no PostgreSQL server on this machine")
        with cluster or nullcontext() as address:
            results += run_suites({"DXR_DATABASE_URL": address} if address else None, beside)
    for part in skipped:
        print(f"\n!!! SKIPPED — {part} !!!", flush=True)
    failed = [name for name, is_ok in results if not is_ok]
    print("\nFAILED: " + ", ".join(failed) if failed else "\nall checks passed", flush=True)
    return int(bool(failed))


def run_suites(postgres: dict[str, str] | None, beside: ThreadPoolExecutor) -> list[tuple[str, bool]]:
    """Everything that needs Django, on each database. PostgreSQL's tables are made while SQLite's tests run."""
    suite = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        str(WORKERS),
        "--dist",
        "loadfile",
        "--no-loadscope-reorder",
        "tests",
    ]
    suite.append("--ignore=tests/engines")
    if postgres is None:
        return [run("tests on SQLite", suite, {})]
    warm = ("a migrated PostgreSQL database", [sys.executable, "-m", "pytest", "-q", FEW_TESTS], postgres)
    warmed = beside.submit(lambda: run(*warm, is_quiet=True))
    bare = ["--ignore=tests/rulebook", "-m", "not browser", "-p", "no:cacheprovider"]
    return [
        run("tests on SQLite", suite, {}),
        warmed.result(),
        run("tests on PostgreSQL", [*suite, *bare], postgres),
    ]


Step = tuple[str, list[str], dict[str, str]]


def reading() -> list[Step]:
    templates = [str(path) for path in (ROOT / "dianxiaoer").rglob("templates/**/*.html")]
    return [
        ("ruff", [str(BIN / "ruff"), "check", "."], {}),
        ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."], {}),
        ("djade", [str(BIN / "djade"), "--check", "--target-version", "5.2", *templates], {}),
        ("layers", [str(BIN / "lint-imports")], {}),
        ("types", [str(BIN / "mypy")], {}),
        ("start-up checks", [sys.executable, "manage.py", "check"], {}),
        ("migrations are complete", [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"], {}),
        ("a migrated SQLite database", [sys.executable, "-m", "pytest", "-q", FEW_TESTS], {}),
    ]


def engines() -> Step:
    blind = "import sys; sys.modules['django'] = None; import pytest; sys.exit(pytest.main(sys.argv[1:]))"
    words = ["-p", "no:django", "-q", "-c", "tests/engines/pytest.ini", "-n", "2", "tests/engines"]
    return ("engines without Django", [sys.executable, "-c", blind, *words], {})


def run(name: str, command: list[str], env: dict[str, str], *, is_quiet: bool = False) -> tuple[str, bool]:
    """Run a step and say how it went; `is_quiet`: what it prints is shown only when it fails."""
    if not is_quiet:
        print(f"\n== {name} ==", flush=True)
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=os.environ | env, capture_output=is_quiet, text=True)
    is_ok = done.returncode == 0
    printed = f"\n== {name} ==\n{done.stdout}{done.stderr}\n" if is_quiet and not is_ok else ""
    print(f"{printed}-- {name}: {'ok' if is_ok else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
    return name, is_ok


def install_packages() -> list[str]:
    """Install what is missing. Returns a sentence for each thing that could not be."""
    wanted = [name for name in PACKAGES if not _has(name)]
    if not wanted or shutil.which("apt-get") is None:
        return [f"could not install {' '.join(wanted)}: no apt-get here"] if wanted else []
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and subprocess.run([*prefix, "true"], capture_output=True).returncode:
        return [f"could not install {' '.join(wanted)}: not root, and sudo asks for a password"]
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    print(f"installing {' '.join(wanted)} …", flush=True)
    subprocess.run([*prefix, "apt-get", "update", "-qq"], env=env, capture_output=True)
    done = subprocess.run(
        [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted],
        env=env,
        capture_output=True,
        text=True,
    )
    return (
        [] if done.returncode == 0 else [f"apt-get could not install {' '.join(wanted)}: {done.stderr.strip()[-300:]}"]
    )


def _has(package: str) -> bool:
    done = subprocess.run(["dpkg", "-s", package], capture_output=True, text=True)
    return done.returncode == 0 and "Status: install ok installed" in done.stdout


if __name__ == "__main__":
    raise SystemExit(main())
