"""When a message may arrive: not in the quiet hours, and in one piece a day for who wants it so. Local wall clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone


def after_quiet(at: datetime, start: time, end: time) -> datetime:
    """`at`, or the end of the quiet hours it falls into. start = end: no quiet hours. They may pass midnight (21:00–08:00)."""
    local = timezone.localtime(at)
    now = local.time()
    if start == end:
        return at
    inside = start <= now < end if start < end else now >= start or now < end
    return next_time(at, end) if inside else at


def next_time(at: datetime, wanted: time) -> datetime:
    """The next moment the wall clock shows `wanted`, `at` itself included."""
    local = timezone.localtime(at)
    on = local.date() if local.time() <= wanted else local.date() + timedelta(1)
    return timezone.make_aware(datetime.combine(on, wanted), timezone.get_current_timezone())
