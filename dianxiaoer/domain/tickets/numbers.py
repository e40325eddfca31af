"""Numbers given in order, and codes nobody guesses."""

from __future__ import annotations

import secrets
from datetime import date

from dianxiaoer.domain.tickets.models import Series

#: no 0 O 1 I L: read over the phone and typed by hand
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
FOLLOW_LENGTH = 10
PAPER_LENGTH = 12


def next_number(prefix: str, day: date) -> str:
    """JY20261126-0007: the next of its prefix and day. The series stays locked until the transaction ends."""
    key = f"{prefix}{day:%Y%m%d}"
    Series.objects.get_or_create(key=key)
    series = Series.objects.select_for_update().get(key=key)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{key}-{series.last:04d}"


def secret_code(length: int = FOLLOW_LENGTH) -> str:
    """Random characters of the alphabet above: 31 to the power of `length` possibilities."""
    return "".join(secrets.choice(ALPHABET) for _place in range(length))
