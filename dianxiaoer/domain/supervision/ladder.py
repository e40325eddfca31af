"""The ladder notices climb, as dated data: a unit's own steps, else the shipped ones; and who stands on each rung."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from dianxiaoer.domain.people.models import RoleAssignment, Unit, User
from dianxiaoer.domain.people.states import Role
from dianxiaoer.domain.supervision.models import LadderStep, Notice
from dianxiaoer.domain.supervision.states import RUNGS, Rung

SHIPPED_FILE = Path(__file__).parent / "data" / "ladder.yaml"
#: who stands on a rung when the notice names nobody: the first who holds one of these roles at the unit or the nearest above
_ROLES = {
    Rung.PERSON: (Role.HANDLER, Role.OFFICER),
    Rung.HEAD: (Role.PARK_MANAGER, Role.CHIEF),
    Rung.LEADER: (Role.LEADER,),
}


@dataclass(frozen=True)
class Step:
    """Told to `rung` when the answer is `after_days` working days late: what follows."""

    rung: str
    after_days: int
    act: str
    source: str = ""

    @property
    def label(self) -> str:
        return str(Rung(self.rung).label)


@cache
def shipped_ladder() -> tuple[Step, ...]:
    content = yaml.safe_load(SHIPPED_FILE.read_text(encoding="utf-8"))
    return tuple(Step(row["rung"], row["after_days"], row["act"], content["source"]) for row in content["steps"])


def ladder_of(unit: Unit, on: date) -> tuple[Step, ...]:
    """The steps in force for a unit, lowest first: of the nearest unit upwards that keeps its own. One statement."""
    above = [int(step) for step in unit.path.split(".") if step]
    rows = list(LadderStep.objects.filter(unit__in=above, effective_from__lte=on).order_by("effective_from"))
    nearest = next((pk for pk in reversed(above) if any(row.unit_id == pk for row in rows)), None)
    if nearest is None:
        return shipped_ladder()
    own = {row.rung: Step(row.rung, row.after_days, row.act, row.source) for row in rows if row.unit_id == nearest}
    return tuple(sorted(own.values(), key=lambda step: (step.after_days, RUNGS.index(step.rung))))


def stands_on(notice: Notice, rung: str) -> User | None:
    """Who is told on a rung: the person the notice names, else the nearest upwards with the role; None when nobody has it."""
    if rung == Rung.PERSON and notice.to_id:
        return notice.to
    above = [int(step) for step in notice.unit.path.split(".") if step]
    held = RoleAssignment.objects.filter(unit__in=above, role__in=_ROLES[Rung(rung)], user__is_active=True)
    # the deepest unit first; of several people there, the one who has the role longest
    found = sorted(held.select_related("user", "unit"), key=lambda one: (-one.unit.path.count("."), one.since, one.pk))
    return found[0].user if found else None
