"""The short way in: files → program → answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dianxiaoer.engines.rules.program.compiler import Program, compile_rulebook
from dianxiaoer.engines.rules.rulebook import load_rulebook


def load_program(folder: Path, on: date) -> Program:
    """The rules of a folder as they stand on `on`. Raises RuleError with every problem and its place."""
    return compile_rulebook(load_rulebook(folder), on)
