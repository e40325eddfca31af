"""Giving a firm to an official, ending it, handing firms over to another: each with its day and reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.stewardship.actions.roster import profile_of
from dianxiaoer.domain.stewardship.models import Assignment, Official, Plan, RoleRule
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused


@transaction.atomic
def assign_firm(
    *,
    by: User,
    at: datetime,
    unit: Unit,
    official: Official,
    company: Company,
    role: str,
    since_on: date,
    reason: str,
    until_on: date | None = None,
    end_reason: str = "",
    programme: str = "",
    plan: Plan | None = None,
) -> Assignment:
    """The official looks after the firm from a day on (until a day, for what an old list reports as over).

    Raises Refused when the rule gives the role to one person a firm and another holds it, naming who.
    """
    require_at(by, "stewardship.assign", unit)
    if not official.is_active and until_on is None:
        raise Refused(_("“%(name)s”已不在任,不能再安排企业。请换一位包联人。") % {"name": official})
    lock(company)  # two people giving one firm away at once: the second sees the first
    sole = is_sole(unit, role, since_on)
    if until_on is None:
        _refuse_second(company, role, official, sole)
    row = Assignment(
        unit=unit, official=official, company=company, role=role, since_on=since_on, until_on=until_on,
        reason=reason, end_reason=end_reason, programme=programme, is_sole=sole, plan=plan,
    )  # fmt: skip
    profile_of(company, on=since_on, at=at)
    return add(row, "stewardship.assign", by=by, at=at, root=company, note=reason)


@transaction.atomic
def end_assignment(assignment: Assignment, *, by: User, at: datetime, on: date, reason: str) -> Assignment:
    require(by, "stewardship.end", assignment)
    return close_assignment(assignment, by=by, at=at, on=on, reason=reason, verb="stewardship.end")


@transaction.atomic
def hand_over(
    official: Official,
    *,
    by: User,
    at: datetime,
    to: Official,
    on: date,
    reason: str,
    assignments: Iterable[Assignment] | None = None,
) -> list[Assignment]:
    """All firms of an official (or those named) go to another on a day, in one act. Returns the new assignments.

    Raises Refused when the other already holds one of them in that role; nothing moves then.
    """
    require(by, "stewardship.hand_over", official)
    require(by, "stewardship.hand_over", to)
    if official.pk == to.pk:
        raise Refused(_("移交人与接收人是同一人。请另选接收人。"))
    held = official.assignments.filter(until_on__isnull=True).select_related("company", "unit")
    if assignments is not None:
        held = held.filter(pk__in=[row.pk for row in assignments])
    rows = list(held.order_by("id"))
    if not rows:
        raise Refused(_("“%(name)s”名下没有可移交的企业。") % {"name": official})
    return [_moved(row, to, by=by, at=at, on=on, reason=reason) for row in rows]


def close_assignment(assignment: Assignment, *, by: User, at: datetime, on: date, reason: str, verb: str) -> Assignment:
    """End an assignment within an act that was authorised."""
    fresh = lock(assignment)
    if fresh.until_on is not None:
        raise Refused(_("这一包联已于 %(on)s 结束。") % {"on": fresh.until_on})
    changes = {"until_on": on, "end_reason": reason}
    return amend(fresh, verb, changes, by=by, at=at, root=fresh.company, note=reason)


def is_sole(unit: Unit, role: str, on: date) -> bool:
    """Whether a role is for one person a firm: the newest rule of the nearest unit up the tree. One statement."""
    above = unit.ancestry
    rules = list(
        RoleRule.objects.filter(Q(unit__isnull=True) | Q(unit__in=above), role=role, since_on__lte=on)
        .filter(Q(until_on__isnull=True) | Q(until_on__gte=on))
        .select_related("unit")
    )
    nearest = max(rules, key=lambda rule: (rule.unit.depth if rule.unit else -1, rule.since_on), default=None)
    return nearest.is_sole if nearest else True


def _moved(row: Assignment, to: Official, *, by: User, at: datetime, on: date, reason: str) -> Assignment:
    close_assignment(row, by=by, at=at, on=on, reason=reason, verb="stewardship.hand_over")
    _refuse_second(row.company, row.role, to, row.is_sole)
    fresh = Assignment(
        unit=row.unit, official=to, company=row.company, role=row.role, programme=row.programme,
        is_sole=row.is_sole, since_on=on, reason=reason,
    )  # fmt: skip
    return add(fresh, "stewardship.hand_over", by=by, at=at, root=row.company, note=reason)


def _refuse_second(company: Company, role: str, official: Official, sole: bool) -> None:
    for row in Assignment.objects.filter(company=company, role=role, until_on__isnull=True).select_related("official"):
        if row.official_id == official.pk:
            raise Refused(
                _("“%(company)s”已由 %(name)s 担任%(role)s。")
                % {"company": company, "name": row.official, "role": row.get_role_display()}
            )
        if sole and row.is_sole:
            raise Refused(
                _("“%(company)s”的%(role)s已是 %(name)s,这一角色每家企业只能一人。请先结束或移交。")
                % {"company": company, "name": row.official, "role": row.get_role_display()}
            )
