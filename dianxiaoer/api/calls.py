"""What calls of every subject share: made once however often sent, how long a page is, which moment was meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from dianxiaoer.domain.people.access import fetch
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.receipts import note_receipt, receipt_of

LONGEST_PAGE = 200

Row = TypeVar("Row", bound=Model)


def once(user: User, key: str, rows: type[Row], make: Callable[[], Row]) -> tuple[int, Row]:
    """201 and the row made; 200 and the row made before when the account sent the same Idempotency-Key again."""
    with transaction.atomic():
        receipt = receipt_of(user, key) if key else None
        if receipt and receipt.object_id:
            return 200, fetch(user, rows, pk=receipt.object_id)
        made = make()
        if receipt:
            note_receipt(receipt, made)
    return 201, made


def page_size(asked: int) -> int:
    return min(max(asked, 1), LONGEST_PAGE)


def moment(given: datetime) -> datetime:
    """A moment sent without an offset is meant in the time of the installation."""
    return given if timezone.is_aware(given) else timezone.make_aware(given)
