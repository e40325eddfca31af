"""Following a lead up, handing it over, and its task force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.leads.actions.judging import day_of
from dianxiaoer.domain.leads.actions.owners import hold_able, seat_owner
from dianxiaoer.domain.leads.actions.ticking import reclock
from dianxiaoer.domain.leads.models import FollowUp, Lead, TaskForce, TaskForceMember
from dianxiaoer.domain.leads.states import LEAD
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import add, amend, lock, write
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move


@transaction.atomic
def follow_up_lead(
    lead: Lead, *, by: User, at: datetime, manner: str, note: str, next_step: str = "", on: date | None = None
) -> FollowUp:
    """One contact with the investor; the clock of following up starts again. A first contact is the first answer too."""
    require(by, "leads.follow_up", lead)
    if not lead.is_open:
        raise Refused(_("线索已结束,不能再登记跟进。"))
    day = day_of(lead, on, at)
    row = FollowUp(lead=lead, by=by, on=day, manner=manner, note=note, next_step=next_step)
    add(row, "leads.follow_up", by=by, at=at, root=lead, note=note)
    fresh = lock(lead)
    fresh.last_followed_on = max(day, fresh.last_followed_on or day)
    fresh.responded_on = fresh.responded_on or day
    write(fresh, ["last_followed_on", "responded_on"], at=at)
    reclock(fresh)
    return row


@transaction.atomic
def negotiate_lead(lead: Lead, *, by: User, at: datetime, note: str = "", on: date | None = None) -> Lead:
    """Talks begin. Raises StageRefused naming what is missing."""
    require(by, "leads.negotiate", lead)
    changes = {"negotiation_started_on": day_of(lead, on, at)}
    return reclock(move(lead, LEAD, "negotiate", by=by, at=at, changes=changes, note=note))


@transaction.atomic
def transfer_lead(lead: Lead, *, by: User, at: datetime, to: User, note: str, version: int | None = None) -> Lead:
    """Hand the lead over, with what the next owner must know. Exactly one owner before and after."""
    require(by, "leads.transfer", lead)
    fresh = lock(lead)
    if not fresh.is_open:
        raise Refused(_("线索已结束,不能移交。"))
    if to.pk == fresh.owner_id:
        raise Refused(_("%(name)s 已是负责人。") % {"name": to.name})
    hold_able(to, fresh.unit)
    if not note.strip():
        raise Refused(_("请写明交接说明。"))
    seat_owner(fresh, to, on=timezone.localtime(at).date(), at=at, note=note)
    return amend(fresh, "leads.transfer", {"owner": to}, by=by, at=at, version=version, note=note)


@transaction.atomic
def transfer_leads(leads: Sequence[Lead], *, by: User, at: datetime, to: User, note: str) -> int:
    """Hand several leads over at once, all or none. Raises Refused naming the one that cannot be. Returns leads moved."""
    if not leads:
        raise Refused(_("没有选中可移交的线索。"))
    for lead in leads:
        try:
            transfer_lead(lead, by=by, at=at, to=to, note=note)
        except Refused as problem:
            raise Refused(f"{lead.name}:{problem.messages[0]}") from None
    return len(leads)


@transaction.atomic
def form_task_force(
    lead: Lead, *, by: User, at: datetime, name: str, head: User, members: Sequence[User] = (), on: date | None = None
) -> TaskForce:
    """The one task force of the lead. Raises ValidationError when there is one already."""
    require(by, "leads.form_task_force", lead)
    lock(lead)
    force = TaskForce(lead=lead, name=name, head=head, formed_on=day_of(lead, on, at))
    add(force, "leads.form_task_force", by=by, at=at, root=lead)
    _seat(force, head, members)
    return force


@transaction.atomic
def change_task_force(
    force: TaskForce,
    *,
    by: User,
    at: datetime,
    name: str,
    head: User,
    members: Sequence[User],
    version: int | None = None,
) -> TaskForce:
    """Another name, head or members; who came and who went is told."""
    require(by, "leads.change_task_force", force)
    before = sorted(str(member) for member in force.members.select_related("user"))
    force = amend(
        force, "leads.change_task_force", {"name": name, "head": head}, by=by, at=at, version=version, root=force.lead
    )
    _seat(force, head, members)
    after = sorted(str(member) for member in force.members.select_related("user"))
    if before != after:
        changes = {str(_("成员")): ("、".join(before), "、".join(after))}
        record_event(force, "leads.change_task_force", by=by, at=at, changes=changes, root=force.lead)
    return force


def _seat(force: TaskForce, head: User, members: Sequence[User]) -> None:
    wanted = {person.pk: person for person in (head, *members)}
    force.members.exclude(user__in=wanted).delete()
    seated = set(force.members.values_list("user_id", flat=True))
    TaskForceMember.objects.bulk_create(
        TaskForceMember(task_force=force, user=person) for pk, person in wanted.items() if pk not in seated
    )
