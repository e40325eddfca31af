"""Companies as screens and other rooms read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from dianxiaoer.domain.companies.bridge import brand_of, comparable, likeness_to, reason_label, tidy_uscc
from dianxiaoer.domain.companies.models import Company, Contact, Fact, RankingMark
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.reference.models import Industry
from dianxiaoer.kernel.search import SearchIndex

INDEX = SearchIndex("companies")
LIKELY, CERTAIN = 0.45, 0.9
_CANDIDATES = 60


@dataclass(frozen=True)
class Suggestion:
    """A file that may be the firm being typed. score: 0..1; reasons in words."""

    company: Company
    score: float
    reasons: tuple[str, ...]

    @property
    def is_certain(self) -> bool:
        return self.score >= CERTAIN


def companies_for(user: User) -> QuerySet[Company]:
    """The ledger's rows with their unit, contact person and chain. One statement."""
    return visible(user, Company).select_related("unit", "owner", "chain")


def search_companies(user: User, words: str, limit: int = 20) -> list[Company]:
    """Files whose name, short name, former name or code holds what was typed. Two statements."""
    return INDEX.newest(visible(user, Company).select_related("unit"), words, limit)


def narrow_by_words(rows: QuerySet[Company], words: str) -> QuerySet[Company]:
    """Filter of ledgers: every word typed stands in a name or the code."""
    return INDEX.narrow(rows, words)


def about_firms(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Rows with a `company` whose names or code hold every word typed: the filter of ledgers about firms."""
    return rows.filter(company__in=INDEX.narrow(Company.objects.all(), words))


def on_list(rows: QuerySet[Company], list_name: str) -> QuerySet[Company]:
    """Firms that stand on a ranking list, in whatever year."""
    return rows.filter(Exists(RankingMark.objects.filter(company=OuterRef("pk"), list_name=list_name)))


def in_section(rows: QuerySet[Company], section: str) -> QuerySet[Company]:
    """Firms of a section (a letter) of GB/T 4754, whichever level their code has."""
    return rows.filter(industry_code__in=Industry.objects.filter(section=section).values("code"))


def in_region(rows: QuerySet[Company], words: str) -> QuerySet[Company]:
    """Firms of a place, by a part of its name or the beginning of its code."""
    return rows.filter(Q(region_name__contains=words) | Q(region_code__startswith=words))


def suggestions(
    user: User, *, name: str, uscc: str = "", phone: str = "", leave: int | None = None, limit: int = 5
) -> list[Suggestion]:
    """Files that may be the firm being typed, likeliest first, with reasons. At most eleven statements, whatever the number.

    leave: id of the file being edited, which is not its own duplicate.
    """
    rows = visible(user, Company).exclude(pk=leave).select_related("unit").prefetch_related("contacts")
    found = {company.pk: company for company in _candidates(rows, name, uscc, phone)}
    scored = []
    for company in found.values():
        phones = tuple(contact.phone for contact in company.contacts.all() if contact.phone)
        like = likeness_to(company, name=name, uscc=uscc, phone=phone, phones=phones)
        if like.score >= LIKELY:
            scored.append(Suggestion(company, like.score, tuple(map(reason_label, like.reasons))))
    return sorted(scored, key=lambda one: (-one.score, one.company.pk))[:limit]


def company_in(unit: Unit, *, name: str = "", uscc: str = "") -> Company | None:
    """The file of a firm in one unit, by code first, then by name in one spelling. One statement."""
    code, normal = tidy_uscc(uscc), comparable(name)
    wanted = Q()
    if code:
        wanted |= Q(uscc=code)
    if normal:
        wanted |= Q(normal_name=normal)
    if not wanted:
        return None
    found = list(Company.objects.filter(wanted, unit=unit).order_by("id"))
    by_code = [company for company in found if code and company.uscc == code]
    by_name = [company for company in found if not (code and company.uscc and company.uscc != code)]
    return next(iter(by_code or by_name), None)


def company_below(unit: Unit, *, name: str = "", uscc: str = "") -> Company | None:
    """The file of a firm kept by a unit or any below it, by code when one is given, else by name in one spelling. One statement."""
    rows = Company.objects.filter(unit__path__startswith=unit.path)
    code = tidy_uscc(uscc)
    rows = rows.filter(uscc=code) if code else rows.filter(normal_name=comparable(name))
    return rows.order_by("-is_resident", "id").first()


def contacts_of(company: Company) -> list[Contact]:
    return list(company.contacts.all())


def facts_of(company: Company) -> list[Fact]:
    """Facts, newest first."""
    return list(company.facts.all())


def marks_of(company: Company) -> list[RankingMark]:
    return list(company.marks.all())


def _candidates(rows: QuerySet[Company], name: str, uscc: str, phone: str) -> list[Company]:
    """Files worth comparing: the same code, phone or name, then those that share the beginning of the brand."""
    code, normal, brand = tidy_uscc(uscc), comparable(name), brand_of(name)
    exact = Q(pk__in=[])
    if code:
        exact |= Q(uscc=code)
    if normal:
        exact |= Q(normal_name=normal)
    if len(phone) >= 7:
        exact |= Q(contacts__phone=phone)
    found = list(rows.filter(exact).distinct()[:_CANDIDATES])
    if len(brand) >= 2:
        near = INDEX.newest(rows, brand[:4], _CANDIDATES) if len(brand) > 2 else []
        found += [*near, *INDEX.newest(rows, brand[:2], _CANDIDATES)]
    return found
