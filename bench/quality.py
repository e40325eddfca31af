"""Run quality tables: `python -m bench.quality [NAME …]`; each `bench/quality_NAME.py` offers `run() -> None`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main() -> int:
    here = Path(__file__).parent
    names = sys.argv[1:] or sorted(path.stem.removeprefix("quality_") for path in here.glob("quality_*.py"))
    for name in names:
        print(f"\n== quality: {name} ==", flush=True)
        import_module(f"bench.quality_{name}").run()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
