"""Promises of activities as reminders read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dianxiaoer.domain.activities.models import FollowUp
from dianxiaoer.domain.outbox.dues import Due


def dues(first: date, last: date) -> Iterator[Due]:
    """What was promised and is not done, due between two days. One statement."""
    rows = FollowUp.objects.filter(done_on__isnull=True, due_on__range=(first, last)).exclude(
        activity__status="cancelled"
    )
    for owner, what, due_on in rows.order_by().values_list("owner_id", "what", "due_on").iterator(chunk_size=5000):
        yield Due(owner, what, due_on)
