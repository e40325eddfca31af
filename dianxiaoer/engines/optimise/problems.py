"""What can go wrong between a person's numbers and a solver, each with its own name."""

from __future__ import annotations

from collections.abc import Sequence


class OptimiseError(Exception):
    """Root of everything the planning engines raise on purpose."""


class InputProblems(OptimiseError, ValueError):
    """The input is wrong. `sentences` names each row and field and says what to do; all are reported at once."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences)
        shown = self.sentences[:20]
        rest = len(self.sentences) - len(shown)
        super().__init__("\n".join(shown) + (f"\n……另有 {rest} 处问题" if rest else ""))


class Infeasible(OptimiseError):
    """No plan meets every hard rule of the model."""


class SolverMissing(OptimiseError):
    """A solver library of the extra `solvers` is not installed."""

    def __init__(self, library: str) -> None:
        super().__init__(f"缺少求解器 {library}:请先运行 pip install 'dianxiaoer[solvers]' 再重试")


class SolverOutOfTime(OptimiseError):
    """The solver was stopped before it had any answer."""


class SolverDied(OptimiseError):
    """The solver's process ended without an answer (killed, or out of memory)."""


class Cancelled(OptimiseError):
    """The caller asked to stop."""


def require(module_name: str) -> object:
    """Give the solver library, or say in one sentence what to install. Raises SolverMissing."""
    from importlib import import_module

    try:
        return import_module(module_name)
    except ModuleNotFoundError as error:
        raise SolverMissing(error.name or module_name) from error
