"""`make test`: every check, in order, on SQLite and PostgreSQL, with a real browser.

Installs Debian's chromium, CJK fonts and PostgreSQL where it may (root or sudo without a password); where it may not, those
parts are skipped and said so loudly. Exit 1 when any step fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools.postgres import Postgres

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PACKAGES = {"chromium": "chromium", "fonts-noto-cjk": "", "postgresql": ""}


def main() -> int:
    skipped = install_packages()
    failed = [name for name, command, env in steps() if not run(name, command, env)]
    if shutil.which("chromium") is None:
        skipped.append("BROWSER TESTS: no chromium on this machine")
    cluster = Postgres.find()
    if cluster is None:
        skipped.append("POSTGRESQL TESTS: no PostgreSQL server on this machine")
    else:
        with cluster as address:
            command = [
                *pytest(),
                "tests",
                "--ignore=tests/engines",
                "--ignore=tests/rulebook",
                "-m",
                "not browser",
                "-p",
                "no:cacheprovider",
            ]
            if not run("tests on PostgreSQL", command, {"DXR_DATABASE_URL": address}):
                failed.append("tests on PostgreSQL")
    for part in skipped:
        print(f"\n!!! SKIPPED — {part} !!!", flush=True)
    print("\nFAILED: " + ", ".join(failed) if failed else "\nall checks passed", flush=True)
    return int(bool(failed))


def steps() -> list[tuple[str, list[str], dict[str, str]]]:
    templates = [str(path) for path in (ROOT / "dianxiaoer").rglob("templates/**/*.html")]
    blind = "import sys; sys.modules['django'] = None; import pytest; sys.exit(pytest.main(sys.argv[1:]))"
    return [
        ("ruff", [str(BIN / "ruff"), "check", "."], {}),
        ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."], {}),
        ("djade", [str(BIN / "djade"), "--check", "--target-version", "5.2", *templates], {}),
        ("layers", [str(BIN / "lint-imports")], {}),
        ("types", [str(BIN / "mypy")], {}),
        ("start-up checks", [sys.executable, "manage.py", "check"], {}),
        ("migrations are complete", [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"], {}),
        (
            "engines without Django",
            [
                sys.executable,
                "-c",
                blind,
                "-p",
                "no:django",
                "-q",
                "-c",
                "tests/engines/pytest.ini",
                "-n",
                "2",
                "tests/engines",
            ],
            {},
        ),
        ("tests on SQLite", [*pytest(), "tests", "--ignore=tests/engines"], {}),
    ]


def pytest() -> list[str]:
    return [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]


def run(name: str, command: list[str], env: dict[str, str]) -> bool:
    print(f"\n== {name} ==", flush=True)
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=os.environ | env)
    print(f"-- {name}: {'ok' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
    return done.returncode == 0


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
