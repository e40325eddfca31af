"""What is written down about an activity: people, itinerary, guests, firms met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.activities.met_list import MetLine
from dianxiaoer.domain.activities.models import Activity, Guest, MetCompany, Participant, Stop
from dianxiaoer.domain.activities.states import Manner, Side
from dianxiaoer.domain.companies.bridge import comparable
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import add
from dianxiaoer.kernel.refusals import Refused

Part = Guest | MetCompany | Participant | Stop


def add_participant(
    activity: Activity,
    *,
    by: User,
    at: datetime,
    name: str = "",
    side: str = Side.MEMBER,
    user: User | None = None,
    organisation: str = "",
    title: str = "",
) -> Participant:
    """One of ours: a person of the system (name and unit taken from there) or any name."""
    require(by, "activities.add_participant", activity)
    if user is not None:
        name, organisation = name or user.name, organisation or user.unit.name
        title = title or user.position
    row = Participant(activity=activity, side=side, user=user, name=name, organisation=organisation, title=title)
    return add(row, "activities.add_participant", by=by, at=at, root=activity)


def add_guest(
    activity: Activity,
    *,
    by: User,
    at: datetime,
    name: str,
    organisation: str = "",
    title: str = "",
    heads: int = 1,
) -> Guest:
    require(by, "activities.add_guest", activity)
    row = Guest(activity=activity, name=name, organisation=organisation, title=title, heads=heads)
    return add(row, "activities.add_guest", by=by, at=at, root=activity)


def add_stop(
    activity: Activity,
    *,
    by: User,
    at: datetime,
    on: date,
    site: str,
    starts_at: time | None = None,
    purpose: str = "",
    host_name: str = "",
) -> Stop:
    require(by, "activities.add_stop", activity)
    if not activity.starts_on <= on <= activity.ends_on:
        raise Refused(
            _("行程日期 %(on)s 不在活动期间(%(first)s 至 %(last)s)。请先改活动日期或行程日期。")
            % {"on": on, "first": activity.starts_on, "last": activity.ends_on}
        )
    row = Stop(activity=activity, on=on, starts_at=starts_at, site=site, purpose=purpose, host_name=host_name)
    return add(row, "activities.add_stop", by=by, at=at, root=activity)


@transaction.atomic
def record_met(
    activity: Activity, *, by: User, at: datetime, lines: Sequence[MetLine], manner: str = Manner.MET
) -> list[MetCompany]:
    """Many firms at once; all are written or none. A firm already there in the same manner is left as it is.

    lines: from `met_list.read_met_list`, without problems. A line without a manner or date takes `manner` and the
    first day of the activity. A firm of that name in the unit's files is linked. One event tells how many.
    Seven statements however many lines.
    """
    require(by, "activities.record_met", activity)
    known = set(activity.met_companies.values_list("company_name", "manner"))
    files = _files_of(activity, [line.company_name for line in lines])
    fresh: list[MetCompany] = []
    for line in lines:
        key = (line.company_name, line.manner or manner)
        if key in known:
            continue
        known.add(key)
        row = MetCompany(
            activity=activity,
            company_id=files.get(comparable(line.company_name)),
            company_name=line.company_name,
            manner=key[1],
            met_on=line.met_on or activity.starts_on,
            contact_name=line.contact_name,
            note=line.note,
            created_at=at,
            updated_at=at,
        )
        row.clean_fields(exclude=["activity", "company"])
        fresh.append(row)
    made = MetCompany.objects.bulk_create(fresh)
    if made:
        names = "、".join(row.company_name for row in made[:5])
        record_event(
            activity,
            "activities.record_met",
            by=by,
            at=at,
            note=_("%(count)s 家:%(names)s%(more)s")
            % {"count": len(made), "names": names, "more": "…" if len(made) > 5 else ""},
        )
    return made


def _files_of(activity: Activity, names: Sequence[str]) -> dict[str, int]:
    """Comparable name → id of the one file of that name in the unit; a name two files share links neither."""
    found: dict[str, list[int]] = {}
    wanted = {comparable(name) for name in names}
    rows = Company.objects.filter(unit_id=activity.unit_id, normal_name__in=wanted).values_list("normal_name", "pk")
    for name, pk in rows:
        found.setdefault(name, []).append(pk)
    return {name: pks[0] for name, pks in found.items() if len(pks) == 1}


@transaction.atomic
def remove_part(part: Part, *, by: User, at: datetime) -> None:
    """Take out a line entered by mistake; the timeline keeps what it said."""
    activity = part.activity
    require(by, "activities.remove_part", activity)
    record_event(
        part, "activities.remove_part", by=by, at=at, root=activity, label=f"{part._meta.verbose_name} {part}"[:200]
    )
    part.delete()
