"""Run benchmarks: `python -m bench [NAME …]`; each `bench/bench_NAME.py` offers `run() -> None` and prints its table."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main() -> int:
    here = Path(__file__).parent
    names = sys.argv[1:] or sorted(path.stem.removeprefix("bench_") for path in here.glob("bench_*.py"))
    for name in names:
        print(f"\n== {name} ==", flush=True)
        import_module(f"bench.bench_{name}").run()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
