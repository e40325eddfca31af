"""Tying a ticket to the visits it was talked about at, beside those that came out of a visit themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.visits.models import Visit
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import lock


@transaction.atomic
def link_visits(ticket: Ticket, visits: Iterable[Visit], *, by: User, at: datetime) -> list[Visit]:
    """Make these the visits of a ticket, as far as the person sees visits: others stay tied. Both timelines say so."""
    require(by, "tickets.link", ticket)
    lock(ticket)
    wanted = {visit.pk: visit for visit in visits}
    seen = visible(by, Visit)
    if seen.filter(pk__in=wanted).count() != len(wanted):
        raise PermissionDenied(_("只能关联您看得到的走访。"))
    before = {visit.pk: visit for visit in seen.filter(tickets=ticket)}
    new, gone = wanted.keys() - before.keys(), before.keys() - wanted.keys()
    for visit in (*(wanted[pk] for pk in new), *(before[pk] for pk in gone)):
        (visit.tickets.add if visit.pk in new else visit.tickets.remove)(ticket)
        record_event(visit, "tickets.link", by=by, at=at, note=str(ticket) if visit.pk in new else f"− {ticket}")
    if new or gone:
        told = tuple("、".join(str(row) for row in rows.values()) for rows in (before, wanted))
        record_event(ticket, "tickets.link", by=by, at=at, changes={"visits": (told[0], told[1])})
    return list(wanted.values())
