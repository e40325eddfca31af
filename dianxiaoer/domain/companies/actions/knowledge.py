"""What is known of a firm, each thing with its source and date, and the lists it stands on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dianxiaoer.domain.companies.models import Company, Fact, RankingMark
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import add


@transaction.atomic
def add_fact(company: Company, *, by: User, at: datetime, key: str, value: str, source: str, on: date) -> Fact:
    require(by, "companies.add_fact", company)
    row = Fact(company=company, key=key, value=value, source=source, on=on)
    return add(row, "companies.add_fact", by=by, at=at, root=company, note=value)


@transaction.atomic
def remove_fact(fact: Fact, *, by: User, at: datetime, reason: str) -> None:
    """Take back what was wrong; the timeline keeps what it said and why it went."""
    require(by, "companies.remove_fact", fact)
    changes = {"value": (fact.value, None), "source": (fact.source, None)}
    record_event(fact, "companies.remove_fact", by=by, at=at, note=reason, changes=changes, root=fact.company)
    fact.delete()


@transaction.atomic
def mark_ranking(
    company: Company, *, by: User, at: datetime, list_name: str, year: int, place: int | None = None, source: str = ""
) -> RankingMark:
    """The firm stands on a list in a year. Once per list and year."""
    require(by, "companies.mark", company)
    row = RankingMark(company=company, list_name=list_name, year=year, place=place, source=source)
    return add(row, "companies.mark", by=by, at=at, root=company)


@transaction.atomic
def unmark_ranking(mark: RankingMark, *, by: User, at: datetime) -> None:
    require(by, "companies.unmark", mark)
    record_event(mark, "companies.unmark", by=by, at=at, root=mark.company)
    mark.delete()
