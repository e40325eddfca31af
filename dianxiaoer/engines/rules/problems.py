"""What is wrong with a rule, where, and what to write instead: one sentence in Chinese, one in English."""

from __future__ import annotations

from dataclasses import dataclass, field

SHOWN = 400  # characters of a sentence that a message repeats


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands: file, and `第 12 行` / `条件!C4` within it."""

    file: str = ""
    spot: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.file, self.spot) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `severity` is error (nothing may run) or warning (an officer should look)."""

    zh: str
    en: str
    place: Place = field(default_factory=Place)
    severity: str = "error"

    def __str__(self) -> str:
        mark = "错误" if self.severity == "error" else "提醒"
        return f"{self.place}: {mark}: {self.zh} / {self.en}" if str(self.place) else f"{mark}: {self.zh} / {self.en}"


class RuleError(ValueError):
    """Rules or facts that cannot be used; `problems` says why, each with its place."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class TextError(ValueError):
    """A sentence of the rule language that cannot be read; `column` counts characters from 0."""

    def __init__(self, zh: str, en: str, column: int = 0) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh, self.en, self.column = zh, en, column

    def at(self, place: Place, text: str = "") -> Problem:
        """The same message with the place of the text it was found in."""
        shown = f"「{_around(text, self.column)}」第 {self.column + 1} 字处：" if text else ""
        return Problem(f"{shown}{self.zh}", f"{self.en} (character {self.column + 1})" if text else self.en, place)


def _around(text: str, column: int) -> str:
    """The text, or of a very long one the part about the place."""
    if len(text) <= SHOWN:
        return text
    first = max(0, min(column - SHOWN // 2, len(text) - SHOWN))
    cut = text[first : first + SHOWN]
    return f"{'…' if first else ''}{cut}{'…' if first + SHOWN < len(text) else ''}"
