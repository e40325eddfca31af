"""Putting a firm on the list of those that should enter, its papers, its entry."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.libraries.models import EntryPaper, LibraryEntry
from dianxiaoer.domain.libraries.states import FirmPaper
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import User
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
