"""The record of an export made in the background: asked for, how far it is, how it ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dianxiaoer.kernel.models import Export


def ask_export(*, by: Any, at: datetime, title: str, filters: str, address: str, format: str, language: str) -> Export:
    """Note that a person wants the list at `address` as a file."""
    return Export.objects.create(
        user=by, asked_at=at, title=title, filters=filters, address=address, format=format, language=language
    )


def export_with_person(pk: int) -> Export:
    return Export.objects.select_related("user").get(pk=pk)


def note_export(pk: int, **facts: Any) -> None:
    """Set facts of an export in one statement (state, rows_done, rows_total, file, problem, finished_at)."""
    Export.objects.filter(pk=pk).update(**facts)
