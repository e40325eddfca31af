"""The service clock: which duties a lead carries, until when, and whether they were met. Terms are rows, days are passed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dianxiaoer.domain.leads.models import ClockRule, Lead
from dianxiaoer.domain.leads.states import SHIPPED_TERMS, ClockKey, LeadStage, Term
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.engines.measures.workdays import Calendar, add_workdays


@dataclass(frozen=True)
class Duty:
    """One duty: due_on, and done_on once met. is_provisional: reckoned through a year whose holidays are not announced."""

    key: str
    began_on: date
    due_on: date
    done_on: date | None
    days: int
    is_working_days: bool
    is_provisional: bool = False

    @property
    def label(self) -> str:
        return str(ClockKey(self.key).label)

    @property
    def was_late(self) -> bool:
        return self.done_on is not None and self.done_on > self.due_on

    def days_left(self, on: date) -> int:
        """Calendar days to the due day; negative when it has passed."""
        return (self.due_on - on).days


class Terms:
    """The terms in force for a unit: its own rows before those of the units above, before what ships."""

    def __init__(self, unit: Unit, rows: Iterable[ClockRule]) -> None:
        places = unit.ancestry
        self._rows = sorted(
            (row for row in rows if row.unit_id in places),
            key=lambda row: (places.index(row.unit_id), row.from_on),
            reverse=True,
        )

    def on(self, key: str, day: date) -> Term:
        """The term of a duty that begins on `day`."""
        for row in self._rows:
            if row.key == key and row.from_on <= day:
                return Term(row.key, row.days, row.is_working_days, row.from_on, row.basis)
        return next(term for term in SHIPPED_TERMS if term.key == key)


def terms_of(unit: Unit) -> Terms:
    """One statement."""
    return Terms(unit, ClockRule.objects.filter(unit__in=unit.ancestry))


def duties_of(lead: Lead, terms: Terms, calendar: Calendar) -> list[Duty]:
    """Every duty of a lead, met or open, by due day. A lead that was converted or dropped has no open ones."""
    began = lead.reopened_on or lead.registered_on
    judge = ClockKey.JUDGE_EXPERTS if lead.needs_experts else ClockKey.JUDGE
    fixed: Mapping[str, date | None] = {
        ClockKey.RESPOND: lead.responded_on,
        judge: lead.screened_on,
        ClockKey.FEED_BACK: lead.fed_back_on,
    }
    duties = [_duty(key, began, done, terms, calendar) for key, done in fixed.items() if done or lead.is_open]
    if lead.stage in {LeadStage.SCREENED, LeadStage.IN_NEGOTIATION}:
        duties.append(_duty(ClockKey.FOLLOW_UP, last_sign_of_life(lead), None, terms, calendar))
    return sorted(duties, key=lambda duty: (duty.due_on, duty.key))


def next_duty(duties: Iterable[Duty]) -> Duty | None:
    """The first that is not met."""
    return next((duty for duty in duties if duty.done_on is None), None)


def dormant_on(lead: Lead, terms: Terms, calendar: Calendar) -> date | None:
    """The first day on which a lead nobody touched counts as dormant; None for one that is closed."""
    if not lead.is_open:
        return None
    return _duty(ClockKey.DORMANT, last_sign_of_life(lead), None, terms, calendar).due_on + timedelta(1)


def years_of(lead: Lead) -> tuple[int, int]:
    """The first and last year a duty of the lead can reach into: terms are at most 730 days, working days or not."""
    return (lead.reopened_on or lead.registered_on).year, last_sign_of_life(lead).year + 4


def last_sign_of_life(lead: Lead) -> date:
    """The last day somebody followed up, responded, judged or began to talk; at first the day of registration."""
    days = (lead.reopened_on, lead.last_followed_on, lead.responded_on, lead.screened_on, lead.negotiation_started_on)
    return max([lead.registered_on, *(day for day in days if day)])


def _duty(key: str, began: date, done: date | None, terms: Terms, calendar: Calendar) -> Duty:
    term = terms.on(key, began)
    if not term.is_working_days:
        return Duty(key, began, began + timedelta(term.days), done, term.days, False)
    reached = add_workdays(began, term.days, calendar)
    return Duty(key, began, reached.on, done, term.days, True, reached.is_provisional)
