"""Planning a course, amending it, saying that it was held or called off; people brought in."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.training.models import Course, Registration, Talent
from dianxiaoer.domain.training.states import COURSE, RegistrationState
from dianxiaoer.domain.training.telling import tell_cancelled
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move

#: without what is misread on a wall or over the phone: 0 and O, 1 and I and L, 2 and Z, 5 and S, 8 and B
ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"


def new_code() -> str:
    """A code a poster prints: six characters, 244 million of them."""
    return "".join(secrets.choice(ALPHABET) for _place in range(6))


@transaction.atomic
def add_course(
    *,
    by: User,
    at: datetime,
    unit: Unit,
    kind: str,
    name: str,
    starts_on: date,
    ends_on: date | None = None,
    owner: User | None = None,
    **facts: Any,
) -> Course:
    """A planned course of `unit`, with its code."""
    require_at(by, "training.add", unit)
    code = new_code()
    while Course.objects.filter(code=code).exists():
        code = new_code()
    row = Course(
        unit=unit, kind=kind, name=name, starts_on=starts_on, ends_on=ends_on or starts_on, owner=owner or by,
        code=code, **facts,
    )  # fmt: skip
    return add(row, "training.add", by=by, at=at)


@transaction.atomic
def edit_course(
    course: Course, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> Course:
    """Seats cannot be fewer than the highest seat given."""
    require(by, "training.edit", course)
    fresh = lock(course)
    seats = changes.get("seats", fresh.seats)
    last = fresh.registrations.exclude(place=None).order_by("-place").values_list("place", flat=True).first() or 0
    if seats is not None and seats < last:
        raise Refused(_("已有座号 %(last)s,名额不能少于它。请先取消多出的报名。") % {"last": last})
    return amend(course, "training.edit", changes, by=by, at=at, version=version)


def hold_course(course: Course, *, by: User, at: datetime, result_note: str = "") -> Course:
    """It took place. Not before its day."""
    require(by, "training.hold", course)
    if timezone.localtime(at).date() < course.starts_on:
        raise Refused(_("活动 %(on)s 才开始,还不能确认举办。") % {"on": course.starts_on})
    return move(course, COURSE, "hold", by=by, at=at, changes={"result_note": result_note.strip()})


@transaction.atomic
def cancel_course(course: Course, *, by: User, at: datetime, reason: str) -> Course:
    """Called off; everybody registered or waiting is told."""
    require(by, "training.cancel", course)
    cancelled = move(course, COURSE, "cancel", by=by, at=at, changes={"cancel_reason": reason.strip()})
    held = (RegistrationState.REGISTERED, RegistrationState.WAITING)
    for registration in Registration.objects.filter(course=course, state__in=held).select_related("account"):
        tell_cancelled(cancelled, registration, at)
    return cancelled


def add_talent(
    *, by: User, at: datetime, unit: Unit, name: str, employer_name: str, brought_in_on: date, **facts: Any
) -> Talent:
    require_at(by, "talent.add", unit)
    if brought_in_on > timezone.localtime(at).date():
        raise Refused(_("引进日期晚于今天。"))
    row = Talent(
        unit=unit, name=name, employer_name=employer_name, brought_in_on=brought_in_on,
        owner=facts.pop("owner", None) or by, **facts,
    )  # fmt: skip
    return add(row, "talent.add", by=by, at=at)


def edit_talent(
    talent: Talent, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> Talent:
    require(by, "talent.edit", talent)
    if changes.get("brought_in_on", talent.brought_in_on) > timezone.localtime(at).date():
        raise Refused(_("引进日期晚于今天。"))
    return amend(talent, "talent.edit", changes, by=by, at=at, version=version)
