"""Who reckons deadlines anew when the working-day calendar changes: each room says so once, when it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

#: (moment of the change) → rows whose deadline was reckoned anew
Reckon = Callable[[datetime], int]
RECKONERS: list[Reckon] = []


def when_calendar_moves(reckon: Reckon) -> None:
    """Call `reckon` in the transaction of every calendar change. Registering again changes nothing."""
    if reckon not in RECKONERS:
        RECKONERS.append(reckon)


def calendar_moved(at: datetime) -> int:
    """Every open deadline of every room, by the calendar as it now is. Returns rows reckoned."""
    return sum(reckon(at) for reckon in RECKONERS)
