"""The shapes a sentence of the rule language can have, before facts and types are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit as written: 5000万元, 3%."""

    value: Fraction
    unit: str
    column: int
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day."""

    value: date
    column: int


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted word."""

    value: str
    column: int


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, parameter, definition or bare word; `shift` is the year after it: 营业收入[上年] is −1."""

    value: str
    column: int
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    args: tuple[Syntax, ...]
    column: int


@dataclass(frozen=True, slots=True)
class Binary:
    """Two sides and an operator: and or = != < <= > >= in starts contains + - * /."""

    op: str
    left: Syntax
    right: Syntax
    column: int


@dataclass(frozen=True, slots=True)
class Unary:
    """not or minus."""

    op: str
    arg: Syntax
    column: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list in square brackets."""

    items: tuple[Syntax, ...]
    column: int


Syntax = Number | Day | Text | Name | Call | Binary | Unary | Listing
