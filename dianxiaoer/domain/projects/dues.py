"""Planned starts and commissionings as reminders read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dianxiaoer.domain.outbox.dues import Due
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.projects.states import Status


def dues(first: date, last: date) -> Iterator[Due]:
    """Planned days not yet reached, between two days. Two statements."""
    live = Project.objects.filter(status__in=[Status.ACTIVE, Status.DELAYED], owner__isnull=False).order_by()
    for done, day in (("started_on", "due_start_on"), ("commissioned_on", "due_commission_on")):
        rows = live.filter(**{f"{done}__isnull": True, f"{day}__range": (first, last)})
        for owner, name, due_on in rows.values_list("owner_id", "name", day).iterator(chunk_size=5000):
            yield Due(owner, name, due_on)
