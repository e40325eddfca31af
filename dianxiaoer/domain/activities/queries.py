"""Activities as screens and figures read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from dianxiaoer.domain.activities.models import Activity, Channel, FollowUp, Guest, MetCompany, Participant, Stop
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.inbox import InboxItem


def activities_for(user: User) -> QuerySet[Activity]:
    """The ledger: activities with how many firms were met and how many guests came. One statement."""
    met = MetCompany.objects.filter(activity=OuterRef("pk")).order_by().values("activity")
    guests = Guest.objects.filter(activity=OuterRef("pk")).order_by().values("activity")
    return (
        visible(user, Activity)
        .select_related("unit", "owner", "channel")
        .annotate(
            met_count=Coalesce(Subquery(met.annotate(n=Count("company_name", distinct=True)).values("n")), 0),
            guest_count=Coalesce(Subquery(guests.annotate(n=Sum("heads")).values("n")), 0),
        )
    )


def activities_between(user: User, first: date, last: date) -> QuerySet[Activity]:
    """Activities that touch the days first … last, for the calendar. One statement."""
    return (
        visible(user, Activity)
        .filter(starts_on__lte=last, ends_on__gte=first)
        .select_related("owner")
        .order_by("starts_on", "id")
    )


def channels_for(user: User) -> QuerySet[Channel]:
    return (
        visible(user, Channel)
        .select_related("unit", "owner")
        .annotate(
            activity_count=Count("activities", distinct=True),
            result_count=Count("results", distinct=True),
            signed_count=Count("results", filter=Q(results__kind="signed"), distinct=True),
        )
    )


def open_followups(user: User) -> QuerySet[FollowUp]:
    """Follow-ups a person may see that are not settled, the most urgent first."""
    return (
        visible(user, FollowUp)
        .filter(done_on__isnull=True)
        .select_related("activity", "owner")
        .order_by("due_on", "id")
    )


def inbox_items(user: User, *, on: date, limit: int = 200) -> list[InboxItem]:
    """The person's own open follow-ups, most urgent first. One statement."""
    rows = (
        FollowUp.objects.filter(owner_id=user.pk, done_on__isnull=True)
        .exclude(activity__status="cancelled")
        .select_related("activity")
        .order_by("due_on", "id")[:limit]
    )
    return [
        InboxItem(
            verb="followups.settle",
            title=row.what,
            subject=row.activity.name,
            url_name="activities-followup",
            pk=row.pk,
            due_on=row.due_on,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class WholeActivity:
    """Everything written down about one activity, in the order it is read."""

    participants: list[Participant]
    guests: list[Guest]
    stops: list[Stop]
    met: list[MetCompany]
    followups: list[FollowUp]

    @property
    def heads(self) -> int:
        return sum(guest.heads for guest in self.guests)

    @property
    def firms(self) -> int:
        return len({row.company_name for row in self.met})


def whole_activity(activity: Activity) -> WholeActivity:
    """The parts of an activity the person was shown. Five statements."""
    return WholeActivity(
        participants=list(activity.participants.order_by("id")),
        guests=list(activity.guests.order_by("id")),
        stops=list(activity.stops.all()),
        met=list(activity.met_companies.order_by("id")),
        followups=list(activity.followups.select_related("owner")),
    )
