"""Receipts to be recognised as reminders read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from dianxiaoer.domain.funds.models import Receipt
from dianxiaoer.domain.funds.states import ReceiptStatus
from dianxiaoer.domain.outbox.dues import Due
from dianxiaoer.domain.people.holders import Holders
from dianxiaoer.domain.projects.queries import VERIFY_WITHIN


def dues(first: date, last: date) -> Iterator[Due]:
    """Receipts whose recognition is due between two days, for everybody who may decide but the claimant. Two statements."""
    begin, end = _moment(first - VERIFY_WITHIN), _moment(last - VERIFY_WITHIN + timedelta(1))
    rows = Receipt.objects.filter(status=ReceiptStatus.CLAIMED, created_at__gte=begin, created_at__lt=end).order_by()
    deciding = Holders("receipts.recognise")
    wanted = ("claimed_by_id", "investor_name", "created_at", "project__unit__path")
    for claimant, investor, created_at, path in rows.values_list(*wanted).iterator(chunk_size=5000):
        for holder in deciding.over(path):
            if holder != claimant:
                yield Due(holder, investor, timezone.localdate(created_at) + VERIFY_WITHIN)


def _moment(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))
