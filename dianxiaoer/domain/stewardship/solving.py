"""Solving a plan in the background: the worker reads the input kept in the plan and brings back the result."""

from __future__ import annotations

from django.utils import timezone, translation
from django_tasks import task

from dianxiaoer.domain.stewardship.actions.planning import note_problem, receive_result
from dianxiaoer.domain.stewardship.bridge import solve
from dianxiaoer.domain.stewardship.models import Plan
from dianxiaoer.domain.stewardship.states import PlanState
from dianxiaoer.kernel.refusals import Refused


@task()
def solve_plan(pk: int, language: str = "zh-hans") -> None:
    """Solve one plan that waits. A plan dropped or answered in the meantime is left alone."""
    plan = Plan.objects.select_related("owner").get(pk=pk)
    if plan.state != PlanState.SOLVING:
        return
    with translation.override(language):
        try:
            receive_result(plan, solve(plan.input), by=plan.owner, at=timezone.now())
        except Refused as problem:
            note_problem(plan, ";".join(problem.messages), at=timezone.now())
