"""What came of a course: asked of each firm once, some ninety days later; answered by the firm or entered with its source."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.firm_access import reaches
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.training.models import Course, Outcome, Registration
from dianxiaoer.domain.training.states import CourseStatus, OutcomeState, RegistrationState
from dianxiaoer.domain.training.telling import tell_outcome_asked
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused


def ask_outcomes(*, at: datetime, by: User | None = None) -> list[Outcome]:
    """Ask every firm that attended a course whose day has come, once. The clockwork's job; returns what was asked now."""
    today = timezone.localtime(at).date()
    made: list[Outcome] = []
    for course in _due(today):
        made += ask_of_course(course, at=at, by=by)
    return made


@transaction.atomic
def ask_of_course(course: Course, *, at: datetime, by: User | None = None) -> list[Outcome]:
    """One question per firm that attended and was not asked yet; the first of its people is written to."""
    if by is not None:
        require(by, "training.ask", course)
    lock(course)
    asked = set(Outcome.objects.filter(course=course).values_list("company_name", flat=True))
    made = []
    rows = Registration.objects.filter(course=course, state=RegistrationState.ATTENDED).exclude(company_name="")
    for row in rows.select_related("account", "company").order_by("id"):
        if row.company_name in asked:
            continue
        asked.add(row.company_name)
        outcome = Outcome(
            unit=course.unit,
            course=course,
            company=row.company,
            company_name=row.company_name,
            account=row.account,
            phone=row.phone,
            asked_on=timezone.localtime(at).date(),
        )
        made.append(add(outcome, "training.ask", by=by, at=at, root=course))
        tell_outcome_asked(made[-1], at)
    return made


@transaction.atomic
def answer_outcome(
    outcome: Outcome,
    *,
    by: User | Caller,
    at: datetime,
    cost_before_yuan: Decimal | None = None,
    cost_after_yuan: Decimal | None = None,
    orders_before_yuan: Decimal | None = None,
    orders_after_yuan: Decimal | None = None,
    comment: str = "",
    source: str = "",
    version: int | None = None,
) -> Outcome:
    """Cost, orders, or both, before and after. Entered at the desk it needs its source; a firm may correct its own answer."""
    if isinstance(by, Caller):
        _hold_firm(outcome, by)
        source = _("企业填报")
    else:
        require(by, "training.answer", outcome)
    if cost_before_yuan is None and orders_before_yuan is None:
        raise Refused(_("成本和订单至少填一项。"))
    if not source.strip():
        raise Refused(_("请写明数据来源,如电话回访、企业报表。"))
    changes = {
        "cost_before_yuan": cost_before_yuan,
        "cost_after_yuan": cost_after_yuan,
        "orders_before_yuan": orders_before_yuan,
        "orders_after_yuan": orders_after_yuan,
        "comment": comment.strip(),
        "source": source.strip(),
        "state": OutcomeState.ANSWERED,
        "answered_on": timezone.localtime(at).date(),
    }
    return amend(outcome, "training.answer", changes, by=by, at=at, version=version, root=outcome.course)


@transaction.atomic
def decline_outcome(outcome: Outcome, *, by: Caller, at: datetime) -> Outcome:
    """The firm would rather not say; nobody asks again."""
    _hold_firm(outcome, by)
    if lock(outcome).state == OutcomeState.ANSWERED:
        raise Refused(_("已经填写过。需要更正请直接修改。"))
    changes = {"state": OutcomeState.DECLINED}
    return amend(outcome, "training.decline", changes, by=by, at=at, root=outcome.course)


def _hold_firm(outcome: Outcome, caller: Caller) -> None:
    if not reaches(caller, outcome):
        raise PermissionDenied(_("这份回访不是您的。"))


def _due(today: date) -> list[Course]:
    """Held courses whose day to ask has come and whose firms were not asked at all yet, at most a year late. One statement."""
    rows = Course.objects.filter(
        status=CourseStatus.HELD, asks_outcome=True, outcomes__isnull=True, ends_on__lt=today,
        ends_on__gte=today - timedelta(days=730 + 365),
    )  # fmt: skip
    return [course for course in rows if course.ends_on + timedelta(course.outcome_days) <= today]
