"""What not coming leads to: the terms in force for a unit, and where a person stands under them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dianxiaoer.domain.appointments.models import Booking, NoShowRule
from dianxiaoer.domain.appointments.states import SHIPPED_NO_SHOW, BookingState, NoShowTerms
from dianxiaoer.domain.people.models import Unit


@dataclass(frozen=True)
class Standing:
    """`missed`: no-shows that count today, oldest first. is_limited: booking ahead is shortened, until `until_on`."""

    terms: NoShowTerms
    missed: tuple[date, ...]

    @property
    def is_limited(self) -> bool:
        return len(self.missed) >= self.terms.limit

    @property
    def until_on(self) -> date | None:
        """The day from which fewer than the limit count again, if nothing further is missed."""
        if not self.is_limited:
            return None
        return self.missed[-self.terms.limit] + timedelta(self.terms.within_days)


def no_show_terms(unit: Unit, on: date) -> NoShowTerms:
    """The unit's own row in force, else that of the nearest unit above, else what ships. One statement."""
    above = [int(step) for step in unit.path.split(".") if step]
    rows = NoShowRule.objects.filter(unit__in=above, from_on__lte=on)
    row = max(rows, key=lambda one: (above.index(one.unit_id), one.from_on), default=None)
    if row is None:
        return SHIPPED_NO_SHOW
    return NoShowTerms(row.limit, row.within_days, row.days_ahead, row.from_on, row.basis)


def standing_of(phone: str, unit: Unit, on: date) -> Standing:
    """A person, known by the phone, under the terms of a unit. No-shows an officer took back do not count. Two statements."""
    terms = no_show_terms(unit, on)
    missed = (
        Booking.objects.filter(
            contact_phone=phone,
            unit__path__startswith=unit.path,
            state=BookingState.NO_SHOW,
            excused_at__isnull=True,
            on__gt=on - timedelta(terms.within_days),
        )
        .order_by("on", "id")
        .values_list("on", flat=True)
    )
    return Standing(terms, tuple(missed))
