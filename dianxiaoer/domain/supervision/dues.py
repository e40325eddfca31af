"""Notices to be answered as reminders read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dianxiaoer.domain.outbox.dues import Due
from dianxiaoer.domain.people.holders import Holders
from dianxiaoer.domain.supervision.models import Notice
from dianxiaoer.domain.supervision.states import NoticeStage


def dues(first: date, last: date) -> Iterator[Due]:
    """Notices whose answer is due between two days: the person asked, or, unnamed, who may answer for the body.
    At most two statements."""
    rows = Notice.objects.filter(stage=NoticeStage.ISSUED, due_on__range=(first, last)).order_by()
    answering: Holders | None = None
    wanted = ("to_id", "title", "due_on", "unit_id", "unit__path")
    for person, title, due_on, unit_id, path in rows.values_list(*wanted).iterator(chunk_size=5000):
        if person is not None:
            yield Due(person, title, due_on)
            continue
        answering = answering or Holders("notices.answer")
        for holder in answering.over(path, home=unit_id):
            yield Due(holder, title, due_on)
