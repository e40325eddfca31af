"""Courses as reminders of their owners read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dianxiaoer.domain.outbox.dues import Due
from dianxiaoer.domain.training.models import Course
from dianxiaoer.domain.training.states import CourseStatus

#: no course lasts longer; it keeps the reading to those that can still be running
_LONGEST = timedelta(days=366)


def dues(first: date, last: date) -> Iterator[Due]:
    """Planned courses that begin, or are over and still stand as planned, between two days. One statement.

    A course of several days is due twice: on its first day and on its last, when it is to be confirmed.
    """
    rows = Course.objects.filter(
        status=CourseStatus.PLANNED, starts_on__range=(first - _LONGEST, last), ends_on__gte=first
    )
    wanted = ("owner_id", "name", "starts_on", "ends_on")
    for owner, name, starts_on, ends_on in rows.order_by().values_list(*wanted).iterator(chunk_size=5000):
        for day in {starts_on, ends_on}:
            if first <= day <= last:
                yield Due(owner, name, day)
