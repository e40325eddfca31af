"""Leads as screens, inboxes and figures read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.bridge import comparable
from dianxiaoer.domain.leads.clock import Duty, duties_of, terms_of, years_of
from dianxiaoer.domain.leads.models import ClockRule, FollowUp, Lead, Opinion, Ownership, TaskForce
from dianxiaoer.domain.leads.states import OPEN_STAGES, ClockKey, Term
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.kernel.search import SearchIndex

INDEX = SearchIndex("leads")
SOON_DAYS = 7
#: what meets a duty
_VERBS = {
    ClockKey.RESPOND: "leads.respond",
    ClockKey.JUDGE: "leads.screen",
    ClockKey.JUDGE_EXPERTS: "leads.screen",
    ClockKey.FEED_BACK: "leads.feed_back",
    ClockKey.FOLLOW_UP: "leads.follow_up",
    ClockKey.DORMANT: "leads.follow_up",
}


@dataclass(frozen=True)
class InboxItem:
    """One thing waiting for a person. kind: a ClockKey; verb: what meets it; due_on: the day it was or is due."""

    kind: str
    label: str
    title: str
    due_on: date
    url_name: str
    url_args: tuple[int, ...]
    verb: str


@dataclass(frozen=True)
class LeadFile:
    """Everything the page of one lead shows."""

    duties: list[Duty]
    opinions: list[Opinion]
    followups: list[FollowUp]
    ownerships: list[Ownership]
    task_force: TaskForce | None


def leads_for(user: User) -> QuerySet[Lead]:
    """The ledger's rows with unit, owner, chain, activity. One statement."""
    return visible(user, Lead).select_related("unit", "owner", "chain", "activity")


def narrow_by_words(rows: QuerySet[Lead], words: str) -> QuerySet[Lead]:
    """Every word typed stands in the lead's or the firm's name."""
    return INDEX.narrow(rows, words)


def overdue(rows: QuerySet[Lead], on: date) -> QuerySet[Lead]:
    """Leads with a duty that should have been met before `on`."""
    return rows.filter(stage__in=OPEN_STAGES, next_due_on__lt=on)


def due_soon(rows: QuerySet[Lead], on: date, days: int = SOON_DAYS) -> QuerySet[Lead]:
    """Leads with a duty due from `on` to `days` later."""
    return rows.filter(stage__in=OPEN_STAGES, next_due_on__range=(on, on + timedelta(days)))


def dormant(rows: QuerySet[Lead], on: date) -> QuerySet[Lead]:
    """Open leads nobody has touched for the term of silence."""
    return rows.filter(stage__in=OPEN_STAGES, dormant_on__lte=on)


def inbox_items(user: User, *, on: date) -> list[InboxItem]:
    """What the service clock asks of an owner: overdue first, then what is due within a week. One statement.

    A lead that fell dormant is told as such, whatever its other duty: wake it or drop it.
    """
    rows = visible(user, Lead).filter(owner=user, stage__in=OPEN_STAGES)
    waiting = Q(next_due_on__lte=on + timedelta(SOON_DAYS)) | Q(dormant_on__lte=on)
    found = rows.filter(waiting).only("id", "name", "next_due_on", "next_due_kind", "dormant_on")
    return sorted((_item(lead, on) for lead in found), key=lambda item: (item.due_on, item.url_args))


def file_of(lead: Lead) -> LeadFile:
    """Everything that hangs on a lead but its timeline. Eight statements."""
    terms = terms_of(lead.unit)
    calendar = working_calendar(years_of(lead))
    forces = lead.task_forces.select_related("head").prefetch_related("members__user")
    return LeadFile(
        duties=duties_of(lead, terms, calendar),
        opinions=list(lead.opinions.select_related("by")),
        followups=list(lead.followups.select_related("by")[:50]),
        ownerships=list(lead.ownerships.select_related("user")),
        task_force=forces.first(),
    )


def open_lead_of(unit: Unit, company_normal: str) -> Lead | None:
    """The first registered open lead of a firm in a unit. One statement."""
    if not company_normal:
        return None
    rows = Lead.objects.filter(unit=unit, company_normal=company_normal, stage__in=OPEN_STAGES)
    return rows.select_related("registered_by").order_by("registered_on", "id").first()


def is_registered(unit: Unit, *, name: str, company_name: str) -> bool:
    """Whether a unit already keeps a lead of this name for this firm. One statement."""
    return Lead.objects.filter(unit=unit, name=name.strip(), company_normal=comparable(company_name)).exists()


def terms_in_force(user: User, unit: Unit, *, on: date) -> tuple[list[Term], list[ClockRule]]:
    """The term of every duty for a unit as of a day, and the rows a person may see, newest first. Two statements."""
    terms = terms_of(unit)
    rows = visible(user, ClockRule).select_related("unit").order_by("-from_on", "-id")
    return [terms.on(key, on) for key in ClockKey.values], list(rows)


def similar_leads(user: User, *, company_name: str = "", phone: str = "", limit: int = 5) -> list[Lead]:
    """Leads of the same firm or the same phone, first registered first. One statement."""
    normal = comparable(company_name)
    wanted = Q()
    if len(normal) >= 2:
        wanted |= Q(company_normal=normal)
    if len(phone) >= 7:
        wanted |= Q(contact_phone=phone)
    if not wanted:
        return []
    rows = visible(user, Lead).filter(wanted).select_related("registered_by", "owner", "unit")
    return list(rows.order_by("registered_on", "id")[:limit])


def search_leads(user: User, words: str, limit: int = 20) -> list[Lead]:
    """Leads found by two characters of their own or the firm's name. Two statements."""
    return INDEX.newest(visible(user, Lead).select_related("unit"), words, limit)


def _item(lead: Lead, on: date) -> InboxItem:
    is_dormant = lead.dormant_on is not None and lead.dormant_on <= on
    kind = ClockKey.DORMANT if is_dormant else ClockKey(lead.next_due_kind)
    due = lead.dormant_on if is_dormant else lead.next_due_on
    label = _("休眠:唤醒或放弃") if is_dormant else str(kind.label)
    return InboxItem(kind.value, label, lead.name, due, "leads-detail", (lead.pk,), _VERBS[kind])
