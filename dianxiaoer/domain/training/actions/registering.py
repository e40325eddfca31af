"""Registering for a course: by the firm with the code, or at the desk; the waiting list, attendance, feedback."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.firm_access import reaches
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.training.models import Course, Registration
from dianxiaoer.domain.training.queries import closing_on, is_taking_registrations
from dianxiaoer.domain.training.states import CourseStatus, RegistrationChannel, RegistrationState
from dianxiaoer.domain.training.telling import tell_registered
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused

_OPEN = (RegistrationState.REGISTERED, RegistrationState.WAITING)


@transaction.atomic
def register_for_course(
    course: Course,
    *,
    by: User | Caller,
    at: datetime,
    name: str,
    phone: str = "",
    company: Company | None = None,
    company_name: str = "",
    position: str = "",
    channel: str = "",
) -> Registration:
    """A seat while there is one, else a place in line. A caller registers the phone that was verified, until the closing day."""
    if isinstance(by, Caller):
        phone = by.phone
        if company is not None and company.pk not in by.company_ids:
            raise PermissionDenied(_("您没有绑定“%(firm)s”。") % {"firm": company})
    else:
        require(by, "training.register", course)
    held = lock(course)
    if isinstance(by, Caller):
        _hold_open(held, at)
    if held.status == CourseStatus.CANCELLED:
        raise Refused(_("活动已取消,不能报名。"))
    place = _free_place(held)
    row = Registration(
        course=held,
        account=by.account if isinstance(by, Caller) else None,
        company=company,
        company_name=company.name if company else company_name.strip(),
        name=name.strip(),
        position=position.strip(),
        phone=phone.strip(),
        channel=channel or (RegistrationChannel.PORTAL if isinstance(by, Caller) else RegistrationChannel.DESK),
        place=place,
        state=RegistrationState.REGISTERED if place else RegistrationState.WAITING,
    )
    try:
        with transaction.atomic():
            made = add(row, "training.register", by=by, at=at, root=held)
    except IntegrityError:
        raise Refused(_("座位刚被占用,没有报上名。请再试一次。")) from None
    tell_registered(held, made, at)
    return made


@transaction.atomic
def cancel_registration(registration: Registration, *, by: User | Caller, at: datetime) -> Registration:
    """The seat goes to the first who waits. A firm cancels its own until the course begins."""
    course = registration.course
    if isinstance(by, Caller):
        if not reaches(by, registration):
            raise PermissionDenied(_("这个报名不是您的。"))
        if at >= course.starts_at:
            raise Refused(_("活动已经开始,不能再取消报名。"))
    else:
        require(by, "training.unregister", registration)
    held = lock(course)
    fresh = lock(registration)
    if fresh.state not in _OPEN:
        raise Refused(_("报名已是“%(state)s”,不能取消。") % {"state": fresh.get_state_display()})
    changes = {"state": RegistrationState.CANCELLED, "place": None}
    cancelled = amend(registration, "training.unregister", changes, by=by, at=at, root=held)
    if held.status == CourseStatus.PLANNED and at < held.starts_at:
        fill_seats(held, at=at)
    return cancelled


def move_up_registrations(course: Course, *, by: User, at: datetime) -> list[Registration]:
    """After seats were added."""
    require(by, "training.move_up", course)
    with transaction.atomic():
        return fill_seats(lock(course), at=at)


def fill_seats(course: Course, *, at: datetime) -> list[Registration]:
    """Free seats of a locked course go to those who wait, first come first served; each is told."""
    moved = []
    rows = Registration.objects.filter(course=course, state=RegistrationState.WAITING).select_related("account")
    for row in rows.order_by("id"):
        place = _free_place(course, in_line=True)
        if place is None:
            break
        changes = {"state": RegistrationState.REGISTERED, "place": place}
        made = amend(row, "training.move_up", changes, by=None, at=at, root=course)
        tell_registered(course, made, at, moved_up=True)
        moved.append(made)
    return moved


@transaction.atomic
def record_attendance(course: Course, *, by: User, at: datetime, present: Sequence[int], on: date) -> int:
    """Who came, by ids of registrations; everybody else with a seat was absent. Said again, the last word counts.

    Returns how many came. One event tells it.
    """
    require(by, "training.attend", course)
    if not course.starts_on <= on <= course.ends_on:
        raise Refused(_("到场日期不在活动期间。"))
    if on > timezone.localtime(at).date():
        raise Refused(_("活动还没有开始,不能登记到场。"))
    lock(course)
    seated = Registration.objects.filter(course=course, place__isnull=False)
    came = seated.filter(pk__in=list(present))
    count = came.count()
    came.update(state=RegistrationState.ATTENDED, attended_on=on, updated_at=at)
    seated.exclude(pk__in=list(present)).update(state=RegistrationState.ABSENT, attended_on=None, updated_at=at)
    record_event(course, "training.attend", by=by, at=at, note=_("到场 %(count)s 人") % {"count": count})
    return count


def give_feedback(
    registration: Registration, *, by: Caller, at: datetime, level: int, feedback: str = ""
) -> Registration:
    """Once, by who attended."""
    if not reaches(by, registration):
        raise PermissionDenied(_("这个报名不是您的。"))
    with transaction.atomic():
        fresh = lock(registration)
        if fresh.state != RegistrationState.ATTENDED:
            raise Refused(_("登记到场后才能评价。"))
        if fresh.feedback_at:
            raise Refused(_("您已经评价过,谢谢。"))
        changes = {"level": level, "feedback": feedback.strip(), "feedback_at": at}
        return amend(registration, "training.give_feedback", changes, by=by, at=at, root=registration.course)


def _hold_open(course: Course, at: datetime) -> None:
    if course.status != CourseStatus.PLANNED or not course.is_open:
        raise Refused(_("这个活动现在不接受报名。"))
    if not is_taking_registrations(course, at):
        raise Refused(_("报名已于 %(on)s 截止。") % {"on": closing_on(course)})


def _free_place(course: Course, *, in_line: bool = False) -> int | None:
    """The lowest free seat; None when full, or when others stand in line before."""
    taken = set(Registration.objects.filter(course=course, place__isnull=False).values_list("place", flat=True))
    if course.seats is not None and len(taken) >= course.seats:
        return None
    waits = Registration.objects.filter(course=course, state=RegistrationState.WAITING)
    if not in_line and course.seats is not None and waits.exists():
        return None
    return next(place for place in range(1, len(taken) + 2) if place not in taken)
