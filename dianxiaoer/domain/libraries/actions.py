"""Putting a firm on the list of those that should enter, its papers, its entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.libraries.models import EntryPaper, LibraryEntry, Threshold
from dianxiaoer.domain.libraries.rules import Thresholds
from dianxiaoer.domain.libraries.states import FirmPaper
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused


@transaction.atomic
def watch_firm(company: Company, *, by: User, at: datetime, due_on: date, note: str = "") -> LibraryEntry:
    """A firm that should enter, with every paper the directory asks for still to come."""
    require_at(by, "libraries.watch", company.unit)
    if LibraryEntry.objects.filter(company=company).exists():
        raise Refused(_("“%(firm)s”已在应统名单中。") % {"firm": company})
    entry = add(
        LibraryEntry(unit=company.unit, company=company, due_on=due_on, note=note), "libraries.watch", by=by, at=at
    )
    for kind in FirmPaper.values:
        paper = EntryPaper(entry=entry, kind=kind, created_at=at, updated_at=at)
        paper.full_clean()
        paper.save(force_insert=True)
    return entry


def supply_papers(entry: LibraryEntry, *, by: User, at: datetime, kinds: list[str], on: date) -> LibraryEntry:
    """Papers handed in on a day."""
    require(by, "libraries.supply", entry)
    if on > at.date():
        raise Refused(_("日期不能晚于今天。"))
    with transaction.atomic():
        for paper in lock(entry).papers.filter(kind__in=kinds, supplied_on__isnull=True):
            amend(paper, "libraries.supply", {"supplied_on": on}, by=by, at=at, root=entry)
    return entry


@transaction.atomic
def enter_firm(entry: LibraryEntry, *, by: User, at: datetime, entered_on: date) -> LibraryEntry:
    """The firm is in the directory. Raises Refused while papers are missing."""
    require(by, "libraries.enter", entry)
    if entered_on > at.date():
        raise Refused(_("日期不能晚于今天。"))
    missing = [str(paper) for paper in lock(entry).papers.filter(supplied_on__isnull=True)]
    if missing:
        raise Refused(_("还缺入统材料:%(papers)s。") % {"papers": "、".join(missing)})
    return amend(entry, "libraries.enter", {"entered_on": entered_on}, by=by, at=at)


@transaction.atomic
def adopt_thresholds(unit: Unit, *, by: User, at: datetime) -> list[Threshold]:
    """Copy the lines in force into rows of the unit's own, to be edited. Raises Refused when it keeps some already."""
    require_at(by, "thresholds.edit", unit)
    if Threshold.objects.filter(unit=unit).exists():
        raise Refused(_("“%(unit)s”已有自己的入库标准。") % {"unit": unit})
    lines = Thresholds().at(unit, on=timezone.localdate(at))
    rows = [
        Threshold(
            unit=unit,
            library=line.library,
            label=line.label,
            divisions=line.divisions,
            min_yuan=line.min_yuan,
            papers=list(line.papers),
            within_days=line.within_days,
            effective_from=line.effective_from,
            effective_to=line.effective_to,
            source=line.source,
        )
        for line in lines
    ]
    return [add(row, "thresholds.edit", by=by, at=at) for row in rows]


def set_threshold(unit: Unit, *, by: User, at: datetime, **facts: Any) -> Threshold:
    """One more line of the unit's own. Raises Refused while it still uses the inherited ones."""
    require_at(by, "thresholds.edit", unit)
    if not Threshold.objects.filter(unit=unit).exists():
        raise Refused(_("请先按沿用的标准建立“%(unit)s”的本地版本。") % {"unit": unit})
    return add(Threshold(unit=unit, **facts), "thresholds.edit", by=by, at=at)


def edit_threshold(
    row: Threshold, *, by: User, at: datetime, changes: Mapping[str, Any], version: int | None = None
) -> Threshold:
    """Change a line. Raises EditConflict, ValidationError by field."""
    require(by, "thresholds.edit", row)
    return amend(row, "thresholds.edit", changes, by=by, at=at, version=version)
