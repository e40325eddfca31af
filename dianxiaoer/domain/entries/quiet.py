"""The quiet rule (无事不扰): who has been, or will be, at a firm in a month, and whether one more is too many."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.entries.models import Entry, QuietLimit
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.kernel.events import subject_of


def limit_on(unit: Unit, on: date) -> QuietLimit | None:
    """The limit in force: the nearest unit up the tree, the newest day. None: nobody set one. One statement."""
    above = [int(part) for part in unit.path.split(".") if part]
    rows = (
        QuietLimit.objects.filter(unit__in=above, since_on__lte=on)
        .filter(Q(until_on__isnull=True) | Q(until_on__gte=on))
        .select_related("unit")
    )
    return max(rows, key=lambda row: (row.unit.depth, row.since_on), default=None)


def month_of_entries(company: Company, on: date) -> list[Entry]:
    """Entries of a firm in the calendar month of a day, by whatever body, planned ones too. One statement."""
    first = on.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1)
    rows = Entry.objects.filter(company=company, is_cancelled=False, on__gte=first, on__lt=last)
    return list(rows.select_related("unit").order_by("on", "id"))


def is_one_too_many(company: Company, on: date, *, but: object = None) -> tuple[bool, int, int | None]:
    """Whether another entry in the month of a day would pass the limit: (verdict, entries so far, limit). Two statements.

    but: a visit or inspection whose own entry is left out.
    """
    found = month_of_entries(company, on)
    if but is not None:
        own = (subject_of(but), but.pk)  # type: ignore[arg-type, attr-defined]
        found = [row for row in found if (row.subject, row.object_id) != own]
    limit = limit_on(company.unit, on)
    if limit is None:
        return False, len(found), None
    return len(found) + 1 > limit.per_month, len(found), limit.per_month
