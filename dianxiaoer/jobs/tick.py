"""One turn of the clockwork: every job that is due, each once however many machines turn it."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dianxiaoer.kernel.models import JobRun

log = structlog.get_logger()


@dataclass(frozen=True)
class Job:
    """`runs`: "module:function", called with `at`; loaded only when due. `every`: from start to start."""

    name: str
    runs: str
    every: timedelta

    def load(self) -> Callable[..., Any]:
        module, _, function = self.runs.partition(":")
        return getattr(import_module(module), function)  # type: ignore[no-any-return]


JOBS: tuple[Job, ...] = (
    Job("snapshots", "dianxiaoer.jobs.snapshots:refresh", timedelta(minutes=1)),
    Job("events to listeners", "dianxiaoer.jobs.outbox:publish", timedelta(seconds=10)),
    Job("messages", "dianxiaoer.jobs.outbox:send_due", timedelta(seconds=10)),
    Job("tickets", "dianxiaoer.jobs.tickets:run", timedelta(hours=1)),
    Job("lights", "dianxiaoer.jobs.supervision:turn_lights", timedelta(minutes=10)),
    Job("notices", "dianxiaoer.jobs.supervision:press", timedelta(minutes=30)),
    Job("reminders", "dianxiaoer.jobs.reminders:run", timedelta(minutes=10)),
    Job("weekly visits", "dianxiaoer.jobs.visits:plan_weekly_visits", timedelta(hours=6)),
    Job("forget drafts", "dianxiaoer.jobs.housekeeping:forget_firms_traces", timedelta(hours=6)),
    Job("training outcomes", "dianxiaoer.jobs.training:ask", timedelta(hours=6)),
    Job("statistics", "dianxiaoer.jobs.housekeeping:renew_statistics", timedelta(hours=6)),
    Job("forget exports", "dianxiaoer.jobs.housekeeping:forget_exports", timedelta(hours=6)),
    Job("forget sessions", "dianxiaoer.jobs.housekeeping:forget_sessions", timedelta(hours=1)),
    Job("forget tasks", "dianxiaoer.jobs.housekeeping:forget_tasks", timedelta(days=1)),
)


def tick(at: datetime, jobs: Sequence[Job] = JOBS) -> dict[str, str]:
    """Run what is due. Returns name → "ok" or the problem's last line; a job that fails stops no other."""
    return {job.name: _run(job, at) for job in jobs if _claim(job, at)}


def _claim(job: Job, at: datetime) -> bool:
    """Whether the job is due, and ours: the row's start moves in one statement, so two turns never both see it due."""
    with transaction.atomic():
        JobRun.objects.get_or_create(name=job.name)
        due = Q(started_at__isnull=True) | Q(started_at__lte=at - job.every)
        return bool(JobRun.objects.filter(due, name=job.name).update(started_at=at))


def _run(job: Job, at: datetime) -> str:
    problem = ""
    try:
        job.load()(at=at)
    except Exception:
        problem = traceback.format_exc()
        log.error("job failed", job=job.name, problem=problem)
    JobRun.objects.filter(name=job.name).update(finished_at=timezone.now(), problem=problem)
    return problem.strip().splitlines()[-1] if problem else "ok"
