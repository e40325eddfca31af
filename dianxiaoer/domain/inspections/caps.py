"""The yearly cap per firm and body: which row is in force, and counting against it so that two at once cannot pass it."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.inspections.models import FrequencyCap, FrequencyCounter
from dianxiaoer.domain.people.access import require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.records import add
from dianxiaoer.kernel.refusals import Refused


class CapReached(Refused):
    """A filing refused because the body has used up the year's inspections of the firm."""

    def __init__(self, body: Unit, company: Company, year: int, used: int, cap: FrequencyCap) -> None:
        self.body, self.company, self.year = body, company, year
        facts = {"body": body, "year": year, "firm": company, "used": used, "cap": cap.per_year, "source": cap.source}
        super().__init__(
            _(
                "“%(body)s”%(year)d 年对“%(firm)s”的检查已有 %(used)d 次,上限 %(cap)d 次(依据:%(source)s)。确属投诉举报、转办交办、高风险或紧急情况的,请选择例外理由并写明;否则请并入其他机关的检查或改到下一年度。"
            )
            % facts
        )


def cap_for(body: Unit, on: date) -> FrequencyCap | None:
    """The cap of a body on a day: a row for the body itself first, then the nearest unit above, the newest. One statement."""
    above = [int(part) for part in body.path.split(".") if part]
    rows = (
        FrequencyCap.objects.filter(Q(body=body) | Q(body__isnull=True, unit__in=above), since_on__lte=on)
        .filter(Q(until_on__isnull=True) | Q(until_on__gte=on))
        .select_related("unit")
    )
    return max(rows, key=lambda row: (row.body_id is not None, row.unit.depth, row.since_on), default=None)


def take_one(company: Company, body: Unit, on: date) -> bool:
    """Count one inspection of a firm by a body in the year of a day, within the transaction of the filing.

    Returns whether a cap applies. Raises CapReached when the year is used up. The counter's row is held until the
    transaction ends, and its constraint refuses what would pass by.
    """
    cap = cap_for(body, on)
    if cap is None:
        return False
    FrequencyCounter.objects.get_or_create(
        company=company, body=body, year=on.year, defaults={"used": 0, "allowed": cap.per_year}
    )
    counter = FrequencyCounter.objects.select_for_update().get(company=company, body=body, year=on.year)
    if counter.used >= cap.per_year:
        raise CapReached(body, company, on.year, counter.used, cap)
    counter.used, counter.allowed = counter.used + 1, cap.per_year
    counter.save(update_fields=["used", "allowed"])
    return True


def give_back(company: Company, body: Unit, on: date) -> None:
    """An inspection that did not take place no longer counts."""
    FrequencyCounter.objects.filter(company=company, body=body, year=on.year, used__gt=0).update(used=F("used") - 1)


def set_cap(
    *, by: User, at: datetime, unit: Unit, per_year: int, since_on: date, source: str, body: Unit | None = None
) -> FrequencyCap:
    require_at(by, "caps.set", unit)
    if body is not None and not body.path.startswith(unit.path):
        raise Refused(_("“%(body)s”不在“%(unit)s”之下。") % {"body": body, "unit": unit})
    row = FrequencyCap(unit=unit, body=body, per_year=per_year, since_on=since_on, source=source)
    return add(row, "caps.set", by=by, at=at)
