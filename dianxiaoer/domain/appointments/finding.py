"""Appointments found by two characters of the firm or the person, by a phone, or by the number people quote."""

from __future__ import annotations

from django.db.models import QuerySet

from dianxiaoer.domain.appointments.models import Booking
from dianxiaoer.kernel.search import SearchIndex

INDEX = SearchIndex("appointments")


def narrow_bookings(rows: QuerySet[Booking], words: str) -> QuerySet[Booking]:
    """The rows that hold every word typed; a number quoted (YY20240605-0007) finds its row alone."""
    number = words.strip().upper()
    if number.startswith("YY") and number.rpartition("-")[2].isdigit():
        return rows.filter(pk=int(number.rpartition("-")[2]))
    return INDEX.narrow(rows, words)
