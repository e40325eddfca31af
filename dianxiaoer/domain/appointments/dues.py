"""Appointments as reminders of staff read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from dianxiaoer.domain.appointments.models import Booking
from dianxiaoer.domain.appointments.states import EXPECTED
from dianxiaoer.domain.outbox.dues import Due


def dues(first: date, last: date) -> Iterator[Due]:
    """Appointments a named officer receives, and those nobody said how they ended, between two days. One statement."""
    rows = Booking.objects.filter(
        state__in=EXPECTED,
        officer__isnull=False,
        starts_at__gte=_moment(first),
        starts_at__lt=_moment(last + timedelta(1)),
    )
    wanted = ("officer_id", "starts_at", "company_name", "contact_name")
    for officer, starts_at, firm, person in rows.order_by().values_list(*wanted).iterator(chunk_size=5000):
        local = timezone.localtime(starts_at)
        yield Due(officer, f"{firm or person} {local:%m-%d %H:%M}", local.date())


def _moment(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))
