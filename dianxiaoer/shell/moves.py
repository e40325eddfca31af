"""The next acts open to a record, as buttons: only those allowed, each saying what it still lacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from dianxiaoer.domain.people.access import may
from dianxiaoer.kernel.stages import StageTable


@dataclass(frozen=True)
class Step:
    verb: str
    label: str
    address: str
    missing: tuple[str, ...] = ()
    danger: bool = False
    quiet: bool = False  # open, but not what comes next


def steps(
    user: Any, record: Model, table: StageTable, address: Callable[[str], str], danger: tuple[str, ...] = ()
) -> list[Step]:
    """Moves of `table` open to `record` from where it stands and granted to `user`. address: verb → where its form is.
    No statement beyond the person's reach."""
    return [
        Step(line.verb, str(line.label), address(line.verb), tuple(table.missing(record, line)), line.verb in danger)
        for line in table.moves_from(record)
        if may(user, f"{table.subject}.{line.verb}", record)
    ]
