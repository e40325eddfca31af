"""A plan for the optimiser: its input frozen, its result taken in, the whole of it adopted in one act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.stewardship.actions.assigning import close_assignment, is_sole
from dianxiaoer.domain.stewardship.bridge import checked_result, roster_document
from dianxiaoer.domain.stewardship.models import Assignment, Official, Plan
from dianxiaoer.domain.stewardship.queries import loads_of_plan, standing_of
from dianxiaoer.domain.stewardship.states import PLAN, PlanState
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move


@transaction.atomic
def make_plan(
    *, by: User, at: datetime, unit: Unit, title: str, role: str, on: date, programme: str = "", **settings: Any
) -> Plan:
    """A plan over the firms a role of a unit looks after today, with the roster as it stands. settings: wishes.

    Raises Refused, saying what the optimiser's reading of it found wrong.
    """
    require_at(by, "stewardship.make_plan", unit)
    document = roster_document(unit, role, programme=programme, on=on, at=at, settings=settings)
    row = Plan(
        unit=unit, owner=by, title=title, role=role, programme=programme, input=document,
        firm_count=len(document["firms"]), official_count=len(document["officials"]),
    )  # fmt: skip
    return add(row, "stewardship.make_plan", by=by, at=at)


def begin_solving(plan: Plan, *, by: User, at: datetime) -> Plan:
    """The plan goes to the queue; the worker brings the result (solving.py)."""
    require(by, "stewardship.solve", plan)
    return move(plan, PLAN, "solve", by=by, at=at, changes={"problem": ""})


def take_result(plan: Plan, result: Mapping[str, Any], *, by: User, at: datetime) -> Plan:
    """What the optimiser gave, checked against the plan's own input: every firm once, only officials of the roster."""
    require(by, "stewardship.take_result", plan)
    return receive_result(plan, result, by=by, at=at)


def receive_result(plan: Plan, result: Mapping[str, Any], *, by: User | None, at: datetime) -> Plan:
    """The same for the worker, which acts for who asked."""
    changes = {"result": checked_result(plan.input, result), "problem": ""}
    return move(plan, PLAN, "take_result", by=by, at=at, changes=changes)


def note_problem(plan: Plan, problem: str, *, at: datetime) -> Plan:
    """Solving did not come to a result: back to draft, with the reason on the page."""
    changes = {"state": PlanState.DRAFT, "problem": problem[:2000]}
    return amend(plan, "stewardship.solve", changes, by=None, at=at, note=problem[:300])


def drop_plan(plan: Plan, *, by: User, at: datetime, reason: str) -> Plan:
    require(by, "stewardship.drop_plan", plan)
    return move(plan, PLAN, "drop_plan", by=by, at=at, note=reason)


@transaction.atomic
def adopt_plan(plan: Plan, *, by: User, at: datetime, on: date, reason: str) -> Plan:
    """Every firm goes to the official the result names, in one act: what changes is ended and begun, the rest stays.

    Raises Refused when assignments changed since the input was made; the page says which, and a new plan is made.
    """
    require(by, "stewardship.adopt", plan)
    plan = move(
        plan, PLAN, "adopt", by=by, at=at, changes={"adopted_on": on, "before": loads_of_plan(plan)}, note=reason
    )
    standing = standing_of(plan)
    _refuse_when_moved_on(plan, standing)
    officials = {f"O{row.pk}": row for row in Official.objects.filter(pk__in=_ids(plan.input["officials"]))}
    changed = 0
    for pair in plan.result["assignment"]:
        held, official = standing.get(pair["firm_id"]), officials[pair["official_id"]]
        if held is None or held.official_id == official.pk:
            continue
        close_assignment(held, by=by, at=at, on=on, reason=reason, verb="stewardship.adopt")
        add(_successor(held, official, plan, on, reason), "stewardship.adopt", by=by, at=at, root=held.company)
        changed += 1
    return amend(plan, "stewardship.adopt", {"change_count": changed, "after": loads_of_plan(plan)}, by=by, at=at)


def _refuse_when_moved_on(plan: Plan, standing: Mapping[str, Assignment]) -> None:
    expected = {row["id"]: row.get("last_official_id") for row in plan.input["firms"]}
    moved = [
        row["name"]
        for row in plan.input["firms"]
        if (f"O{standing[row['id']].official_id}" if row["id"] in standing else None) != expected[row["id"]]
    ]
    if moved:
        raise Refused(
            _("编制方案之后,有 %(n)d 户的包联已变动(如:%(names)s)。请重新编制方案。")
            % {"n": len(moved), "names": "、".join(moved[:3])}
        )


def _successor(held: Assignment, official: Official, plan: Plan, on: date, reason: str) -> Assignment:
    return Assignment(
        unit=held.unit, official=official, company=held.company, role=held.role, programme=held.programme,
        is_sole=is_sole(held.unit, held.role, on), since_on=on, reason=reason, plan=plan,
    )  # fmt: skip


def _ids(rows: list[dict[str, Any]]) -> list[int]:
    return [int(row["id"][1:]) for row in rows]
