"""Who was told of a record, as its page reads it."""

from __future__ import annotations

from dianxiaoer.domain.outbox.models import Copy


def copies_of(subject: str, pk: int) -> list[Copy]:
    """Everybody copied on a record (抄送), newest first, with their names. One statement."""
    rows = Copy.objects.filter(subject=subject, object_id=pk).select_related("user", "by")
    return list(rows.only("at", "note", "seen_at", "user__name", "by__name").order_by("-id"))
