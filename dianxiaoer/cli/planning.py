"""What the planning commands share: sentences for wrong input, results in the format each file's ending asks for."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dianxiaoer.engines.optimise.fields import Table
from dianxiaoer.engines.optimise.problems import InputProblems, OptimiseError, SolverMissing
from dianxiaoer.engines.optimise.workbook import Sheet, input_sheets, write_workbook

_ENDINGS = (".json", ".xlsx", ".png", ".svg")


def guarded(verb: Callable[[argparse.Namespace], int], args: argparse.Namespace) -> int:
    """Exit code of a verb: 2 with sentences when the input is wrong or a library is missing, 1 when no plan exists."""
    try:
        return verb(args)
    except (InputProblems, SolverMissing) as error:
        print(error, file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        print(SolverMissing(error.name or "?"), file=sys.stderr)
        return 2
    except OptimiseError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"无法读写文件 {error.filename}:{error.strerror}", file=sys.stderr)
        return 2


def check_outputs(paths: Sequence[Path]) -> None:
    """Refuse an unknown file ending before any work is done."""
    wrong = [path for path in paths if path.suffix.lower() not in _ENDINGS]
    if wrong:
        raise InputProblems([f"不会写 {path.name}:结果文件请以 {'、'.join(_ENDINGS)} 结尾" for path in wrong])


def write_results(
    paths: Sequence[Path],
    *,
    as_json: Callable[[], dict[str, Any]],
    as_sheets: Callable[[], list[Sheet]],
    draw: Callable[[Path], None],
    sentences: Sequence[str],
) -> None:
    """Write each result file; JSON to standard output when none is named, else the sentences a person reads."""
    if not paths:
        print_json(as_json())
        return
    for path in paths:
        ending = path.suffix.lower()
        if ending == ".json":
            path.write_text(json.dumps(as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        elif ending == ".xlsx":
            write_workbook(path, as_sheets())
        else:
            draw(path)
    print("\n".join(sentences))


def write_input(document: dict[str, Any], tables: Sequence[Table], path: Path | None) -> None:
    """An input document to standard output (JSON), or to a .json or .xlsx file."""
    if path is None:
        print_json(document)
    elif path.suffix.lower() == ".xlsx":
        write_workbook(path, input_sheets(document, tables))
    else:
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def print_json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    print()
