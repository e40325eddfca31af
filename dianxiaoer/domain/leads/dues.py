"""Duties of leads as reminders read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.domain.leads.states import OPEN_STAGES
from dianxiaoer.domain.outbox.dues import Due


def dues(first: date, last: date) -> Iterator[Due]:
    """The next duty of every open lead, due between two days. One statement."""
    rows = Lead.objects.filter(stage__in=OPEN_STAGES, next_due_on__range=(first, last), owner__isnull=False)
    for owner, name, due_on in rows.order_by().values_list("owner_id", "name", "next_due_on").iterator(chunk_size=5000):
        yield Due(owner, name, due_on)
