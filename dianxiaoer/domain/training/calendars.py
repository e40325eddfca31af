"""A course one registered for, as the calendar of a phone takes it in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dianxiaoer.domain.training.models import Registration
from dianxiaoer.domain.training.states import CourseStatus, RegistrationState
from dianxiaoer.kernel.icalendar import CalendarEvent


def calendar_event(registration: Registration) -> CalendarEvent:
    """In the language of the reader. Who waits for a seat gets a tentative entry."""
    course = registration.course
    status = "TENTATIVE" if registration.state == RegistrationState.WAITING else "CONFIRMED"
    if registration.state == RegistrationState.CANCELLED or course.status == CourseStatus.CANCELLED:
        status = "CANCELLED"
    seat = _("座号 %(n)s") % {"n": registration.place} if registration.place else _("候补")
    return CalendarEvent(
        uid=f"training-{registration.pk}@dianxiaoer",
        starts_at=course.starts_at,
        ends_at=course.ends_at,
        summary=course.name,
        stamped_at=registration.updated_at,
        location=course.place or course.host_firm,
        description="\n".join(line for line in (seat, course.lecturer, course.note) if line),
        status=status,
        sequence=registration.version,
        alarm_minutes=60,
    )
