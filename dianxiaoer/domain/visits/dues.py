"""Planned visits as reminders read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dianxiaoer.domain.outbox.dues import Due
from dianxiaoer.domain.visits.models import Visit
from dianxiaoer.domain.visits.states import VisitStage


def dues(first: date, last: date) -> Iterator[Due]:
    """Visits planned between two days and not recorded. One statement. What a visit found is a ticket, reminded as such."""
    rows = Visit.objects.filter(stage=VisitStage.PLANNED, planned_on__range=(first, last)).order_by()
    for owner, firm, planned_on in rows.values_list("owner_id", "company__name", "planned_on").iterator(
        chunk_size=5000
    ):
        yield Due(owner, firm, planned_on)
