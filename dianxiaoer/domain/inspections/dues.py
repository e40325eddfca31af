"""Filed inspections as reminders read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dianxiaoer.domain.inspections.models import Filing
from dianxiaoer.domain.inspections.states import FilingStage
from dianxiaoer.domain.outbox.dues import Due

_OPEN = (FilingStage.FILED, FilingStage.ON_SITE, FilingStage.LEFT)


def dues(first: date, last: date) -> Iterator[Due]:
    """Inspections planned between two days and not concluded: to be carried out, left or given a result. One statement."""
    rows = Filing.objects.filter(stage__in=_OPEN, planned_on__range=(first, last)).order_by()
    for owner, firm, planned_on in rows.values_list("owner_id", "company__name", "planned_on").iterator(
        chunk_size=5000
    ):
        yield Due(owner, firm, planned_on)
