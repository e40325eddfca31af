"""Drafts of the firm's side: kept at every step, sent once."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.firm_access import fetch_for
from dianxiaoer.domain.accounts.models import Draft
from dianxiaoer.kernel.events import subject_of
from dianxiaoer.kernel.files import StoredFile
from dianxiaoer.kernel.refusals import Refused

KEEP_DRAFTS = timedelta(days=30)


def open_draft(purpose: str, *, caller: Caller, at: datetime, facts: Mapping[str, str] | None = None) -> Draft:
    """The draft of this purpose that was not sent yet, else a new one. New facts given are set over the old ones."""
    standing = (
        Draft.objects.filter(account=caller.account, purpose=purpose, sent_at__isnull=True).order_by("-id").first()
    )
    if standing is None:
        key = secrets.token_urlsafe(16)
        return Draft.objects.create(
            key=key, account=caller.account, purpose=purpose, facts=dict(facts or {}), created_at=at, updated_at=at
        )
    if facts:
        keep_facts(standing, {**standing.facts, **facts}, at=at)
    return standing


def keep_facts(draft: Draft, facts: Mapping[str, str], *, at: datetime) -> None:
    """What was typed so far. A draft already sent is left alone. One statement."""
    draft.facts = dict(facts)
    Draft.objects.filter(pk=draft.pk, sent_at__isnull=True).update(facts=draft.facts, updated_at=at)


@transaction.atomic
def keep_files(draft: Draft, files: Iterable[StoredFile], *, at: datetime, most: int) -> Draft:
    """Further files of a draft; the same bytes are kept once. Raises Refused beyond `most`."""
    fresh = Draft.objects.select_for_update().get(pk=draft.pk)
    known = {row["sha256"] for row in fresh.files}
    added = [file.__dict__ for file in {file.sha256: file for file in files}.values() if file.sha256 not in known]
    if len(fresh.files) + len(added) > most:
        raise Refused(_("照片最多 %(n)d 张。请先删掉几张。") % {"n": most})
    fresh.files = [*fresh.files, *added]
    Draft.objects.filter(pk=fresh.pk, sent_at__isnull=True).update(files=fresh.files, updated_at=at)
    return fresh


@transaction.atomic
def drop_file(draft: Draft, sha256: str, *, at: datetime) -> None:
    fresh = Draft.objects.select_for_update().get(pk=draft.pk)
    left = [row for row in fresh.files if row["sha256"] != sha256]
    Draft.objects.filter(pk=fresh.pk, sent_at__isnull=True).update(files=left, updated_at=at)


def lock_draft(draft: Draft, *, caller: Caller) -> Draft:
    """The draft as it is now, held until the transaction ends: the second of two presses waits and finds it sent."""
    return fetch_for(caller, Draft.objects.select_for_update(), pk=draft.pk)


def finish_draft(draft: Draft, became: models.Model, *, at: datetime) -> None:
    """It was sent and became a record. In the same transaction as that record."""
    draft.sent_at, draft.subject, draft.object_id, draft.updated_at = at, subject_of(became), became.pk, at
    draft.save(update_fields=["sent_at", "subject", "object_id", "updated_at"])


def forget_drafts(at: datetime) -> int:
    """Drafts never sent go after 30 days, the note of sent ones too: a press that late is no second press."""
    return Draft.objects.filter(updated_at__lt=at - KEEP_DRAFTS).delete()[0]


def files_of(draft: Draft) -> list[StoredFile]:
    return [StoredFile(**row) for row in draft.files]
