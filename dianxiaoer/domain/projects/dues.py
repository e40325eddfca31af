"""Planned starts and commissionings, and claims to be verified, as reminders read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dianxiaoer.domain.outbox.dues import Due
from dianxiaoer.domain.people.holders import Holders
from dianxiaoer.domain.projects.models import Project, StageClaim
from dianxiaoer.domain.projects.queries import VERIFY_WITHIN
from dianxiaoer.domain.projects.states import ClaimStatus, Status


def dues(first: date, last: date) -> Iterator[Due]:
    """Planned days not yet reached, and claims nobody decided, due between two days. Four statements."""
    yield from _planned(first, last)
    yield from _claims(first, last)


def _planned(first: date, last: date) -> Iterator[Due]:
    live = Project.objects.filter(status__in=[Status.ACTIVE, Status.DELAYED], owner__isnull=False).order_by()
    for done, day in (("started_on", "due_start_on"), ("commissioned_on", "due_commission_on")):
        rows = live.filter(**{f"{done}__isnull": True, f"{day}__range": (first, last)})
        for owner, name, due_on in rows.values_list("owner_id", "name", day).iterator(chunk_size=5000):
            yield Due(owner, name, due_on)


def _claims(first: date, last: date) -> Iterator[Due]:
    """A claim waits for everybody who may verify it, but not for who made it."""
    rows = StageClaim.objects.filter(
        status=ClaimStatus.PENDING, claimed_on__range=(first - VERIFY_WITHIN, last - VERIFY_WITHIN)
    )
    verifying = Holders("projects.verify")
    wanted = ("claimed_by_id", "project__name", "claimed_on", "project__unit__path")
    for claimant, name, claimed_on, path in rows.order_by().values_list(*wanted).iterator(chunk_size=5000):
        for holder in verifying.over(path):
            if holder != claimant:
                yield Due(holder, name, claimed_on + VERIFY_WITHIN)
