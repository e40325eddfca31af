"""What is thrown away in time: files of old exports, ended sessions, finished tasks."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django_tasks_db.models import DBTaskResult

from dianxiaoer.domain.accounts.actions.drafts import forget_drafts
from dianxiaoer.domain.accounts.actions.phone_codes import forget_codes
from dianxiaoer.domain.people.models import SignIn
from dianxiaoer.kernel.models import Export

KEEP_EXPORTS = timedelta(days=7)
KEEP_TASKS = timedelta(days=14)


def forget_exports(at: datetime) -> int:
    """Delete files of exports older than a week; the row stays, without its file. Returns how many files."""
    old = Export.objects.filter(asked_at__lt=at - KEEP_EXPORTS).exclude(file="")
    count = 0
    for export in old:
        (Path(settings.MEDIA_ROOT) / "exports" / export.file).unlink(missing_ok=True)
        Export.objects.filter(pk=export.pk).update(file="")
        count += 1
    return count


def forget_firms_traces(at: datetime) -> int:
    """Delete drafts never sent and codes of phones, as the notice on personal information promises."""
    return forget_drafts(at) + forget_codes(at)


def forget_sessions(at: datetime) -> int:
    """Delete sessions that ended, and the notes of sessions that are no longer there. Returns how many sessions."""
    count = Session.objects.filter(expire_date__lt=at).delete()[0]
    SignIn.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return count


def forget_tasks(at: datetime) -> int:
    """Delete the records of background tasks that finished long ago."""
    return DBTaskResult.objects.filter(finished_at__lt=at - KEEP_TASKS).delete()[0]


def renew_statistics(at: datetime) -> None:
    """Let SQLite look at the sizes of its tables, without which it sorts a million rows for one page of a ledger. PostgreSQL
    does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize = 0x10002")
