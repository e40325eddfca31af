"""Training and talent as screens read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Avg, Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.firm_access import visible_to
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.training.models import Course, Outcome, Registration, Talent
from dianxiaoer.domain.training.states import CourseStatus, OutcomeState, RegistrationState
from dianxiaoer.kernel.inbox import InboxItem

_SEATED = (RegistrationState.REGISTERED, RegistrationState.ATTENDED, RegistrationState.ABSENT)


def courses_for(user: User) -> QuerySet[Course]:
    """The ledger: courses with how many hold a seat, wait and came. One statement."""
    return (
        visible(user, Course)
        .select_related("unit", "owner")
        .annotate(
            registered=Count("registrations", filter=Q(registrations__state__in=_SEATED)),
            waiting=Count("registrations", filter=Q(registrations__state=RegistrationState.WAITING)),
            attended=Count("registrations", filter=Q(registrations__state=RegistrationState.ATTENDED)),
        )
    )


def registrations_for(user: User) -> QuerySet[Registration]:
    return visible(user, Registration).select_related("course", "course__unit")


def outcomes_for(user: User) -> QuerySet[Outcome]:
    return visible(user, Outcome).select_related("course", "unit", "course__owner")


def talents_for(user: User) -> QuerySet[Talent]:
    return visible(user, Talent).select_related("unit", "owner", "employer")


def narrow_talents(rows: QuerySet[Talent], words: str) -> QuerySet[Talent]:
    named = Q(name__icontains=words) | Q(employer_name__icontains=words) | Q(programme__icontains=words)
    return rows.filter(named)


@dataclass(frozen=True)
class Turnout:
    """Numbers of a course: seats given, in line, came; feedback received and its mean (None without any)."""

    registered: int
    waiting: int
    attended: int
    rated: int
    mean: Decimal | None

    @property
    def share_came(self) -> Decimal | None:
        return Decimal(self.attended) / self.registered if self.registered else None


def turnout_of(course: Course) -> Turnout:
    """One statement."""
    found = course.registrations.aggregate(
        registered=Count("pk", filter=Q(state__in=_SEATED)),
        waiting=Count("pk", filter=Q(state=RegistrationState.WAITING)),
        attended=Count("pk", filter=Q(state=RegistrationState.ATTENDED)),
        rated=Count("level"),
        mean=Avg("level"),
    )
    mean = found.pop("mean")
    return Turnout(**found, mean=None if mean is None else Decimal(str(mean)).quantize(Decimal("0.01")))


def people_of(course: Course) -> list[Registration]:
    """Who registered and did not cancel, by seat, those in line last. One statement."""
    rows = course.registrations.exclude(state=RegistrationState.CANCELLED)
    return list(rows.select_related("company").order_by(Coalesce("place", 1_000_000), "id"))


def courses_on_offer() -> QuerySet[Course]:
    """What a firm may register for: planned, open, not over, the next first. One statement."""
    today = timezone.localdate()
    return (
        Course.objects.filter(status=CourseStatus.PLANNED, is_open=True, ends_on__gte=today)
        .select_related("unit")
        .annotate(registered=Count("registrations", filter=Q(registrations__state__in=_SEATED)))
        .order_by("starts_on", "id")
    )


def course_by_code(code: str) -> Course:
    """The course a poster names; also one that is over, so that its page says so. Raises Http404."""
    found = (
        Course.objects.filter(code=code.strip().upper(), is_open=True)
        .select_related("unit")
        .annotate(registered=Count("registrations", filter=Q(registrations__state__in=_SEATED)))
        .first()
    )
    if found is None:
        raise Http404
    return found


def is_taking_registrations(course: Course, at: datetime) -> bool:
    """Whether a firm may register now (with a seat or in line)."""
    today = timezone.localtime(at).date()
    return (
        course.status == CourseStatus.PLANNED and course.is_open and today <= closing_on(course) and at < course.ends_at
    )


def closing_on(course: Course) -> date:
    """The last day on which firms register by themselves."""
    return min(course.register_until_on or course.starts_on, course.ends_on)


def registrations_of(caller: Caller) -> QuerySet[Registration]:
    """The caller's own and those of its firms, the newest first. One statement."""
    return visible_to(caller, Registration).select_related("course", "course__unit").order_by("-id")


def outcomes_of(caller: Caller) -> QuerySet[Outcome]:
    return visible_to(caller, Outcome).select_related("course").order_by("-id")


def inbox_items(user: User, *, on: date, limit: int = 100) -> list[InboxItem]:
    """Courses the person owns that are over and still stand as planned. One statement."""
    rows = Course.objects.filter(owner_id=user.pk, status=CourseStatus.PLANNED, ends_on__lte=on).order_by("ends_on")
    return [
        InboxItem(
            title=_("确认举办并登记到场"), subject=row.name, url_name="training-detail", pk=row.pk, due_on=row.ends_on
        )
        for row in rows[:limit]
    ]


def waiting_outcomes(course: Course) -> int:
    return course.outcomes.filter(state=OutcomeState.ASKED).count()
