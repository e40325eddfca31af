"""The append-only log of sensitive acts: each entry seals the one before, so a change anywhere is found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from dianxiaoer.kernel.events import plain
from dianxiaoer.kernel.models import AuditEntry

GENESIS = "0" * 64
_LOCK = 0x44585241  # any constant: one writer at a time on PostgreSQL


@transaction.atomic
def write_entry(
    act: str, *, by: Any, at: datetime, subject: str = "", detail: Mapping[str, Any] | None = None
) -> AuditEntry:
    """Add one entry. `by` may be None (a stranger failing to sign in). Entries are numbered without gaps."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = AuditEntry.objects.order_by("-number").first()
    entry = AuditEntry(
        number=last.number + 1 if last else 1,
        at=at,
        by_id=getattr(by, "pk", None),
        by_name=str(getattr(by, "username", "") or ""),
        act=act,
        subject=subject,
        detail=plain(detail or {}),
        previous_hash=last.hash if last else GENESIS,
    )
    entry.hash = seal(entry)
    entry.save(force_insert=True)
    return entry


def seal(entry: AuditEntry) -> str:
    """SHA-256 over the entry's content and the hash before it."""
    content = [
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.by_id,
        entry.by_name,
        entry.act,
        entry.subject,
        entry.detail,
        entry.previous_hash,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def verify() -> tuple[int, list[str]]:
    """Walk the chain. Returns how many entries were read and a sentence for each fault found."""
    previous, expected, faults, count = GENESIS, 1, [], 0
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=2000):
        count += 1
        if entry.number != expected:
            faults.append(f"第 {expected} 条缺失,下一条是第 {entry.number} 条 / entry {expected} is missing")
        if entry.previous_hash != previous:
            faults.append(f"第 {entry.number} 条与前一条不衔接 / entry {entry.number} does not follow the one before")
        if entry.hash != seal(entry):
            faults.append(f"第 {entry.number} 条内容被改动 / entry {entry.number} was altered")
        previous, expected = entry.hash, entry.number + 1
    return count, faults
