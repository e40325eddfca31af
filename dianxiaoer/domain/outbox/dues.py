"""What falls due, in one shape for every room: the reminders read nothing else.

A room that has duties says in its `dues.py` which of them are due between two days; a duty without an owner has nobody to
remind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from dianxiaoer.engines.measures.workdays import Calendar, add_workdays


class Stage(IntEnum):
    """How near: overdue since the last working day, today, in one and in two working days."""

    OVERDUE = -1
    TODAY = 0
    TOMORROW = 1
    TWO_DAYS = 2


@dataclass(frozen=True, slots=True)
class Due:
    """One duty: whose, what, until when."""

    owner_id: int
    title: str
    due_on: date


@dataclass(frozen=True)
class Window:
    """The days a run looks at: T-2, T-1, T, and every day since the working day before (what is overdue anew)."""

    on: date
    tomorrow: date
    in_two_days: date
    since: date

    def stage_of(self, due_on: date) -> Stage | None:
        if due_on == self.on:
            return Stage.TODAY
        if due_on < self.on:
            return Stage.OVERDUE if due_on >= self.since else None
        if due_on <= self.tomorrow:
            return Stage.TOMORROW
        return Stage.TWO_DAYS if due_on <= self.in_two_days else None


def window_of(on: date, calendar: Calendar) -> Window:
    """A day off between counts with the working day after it, so that nothing falls through."""
    tomorrow = add_workdays(on, 1, calendar).on
    return Window(on, tomorrow, add_workdays(on, 2, calendar).on, add_workdays(on, -1, calendar).on)


SHOWN = 3


@dataclass
class Pile:
    """One person's duties by stage: how many, and the first few by name."""

    counts: dict[Stage, int] = field(default_factory=lambda: defaultdict(int))
    titles: list[tuple[Stage, str]] = field(default_factory=list)

    def add(self, stage: Stage, title: str) -> None:
        self.counts[stage] += 1
        if len(self.titles) < SHOWN:
            self.titles.append((stage, title))


def piles_of(dues: Iterable[Due], window: Window) -> dict[int, Pile]:
    """Person → pile. Memory grows with people, not with duties."""
    found: dict[int, Pile] = defaultdict(Pile)
    for due in dues:
        stage = window.stage_of(due.due_on)
        if stage is not None:
            found[due.owner_id].add(stage, due.title)
    return dict(found)


def first_and_last(window: Window) -> tuple[date, date]:
    """The days a room is asked for."""
    return window.since, window.in_two_days
