"""Who registered: the roll of all courses, registering at the desk, attendance, moving up; and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dianxiaoer.desk.training.forms import AttendForm, OutcomeForm, RegisterForm
from dianxiaoer.desk.training.views import address_of, trail
from dianxiaoer.domain.companies.queries import company_in
from dianxiaoer.domain.people.access import fetch, require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.training.actions.outcomes import answer_outcome, ask_of_course
from dianxiaoer.domain.training.actions.registering import (
    cancel_registration,
    move_up_registrations,
    record_attendance,
    register_for_course,
)
from dianxiaoer.domain.training.columns import OUTCOME_COLUMNS, REGISTRATION_COLUMNS
from dianxiaoer.domain.training.models import Course
from dianxiaoer.domain.training.queries import courses_for, outcomes_for, people_of, registrations_for
from dianxiaoer.domain.training.states import CourseKind, OutcomeState, RegistrationState
from dianxiaoer.kernel.choices import Listed
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.pages import form_page, see_other


def _courses(user: User) -> Listed:
    return Listed(courses_for(user).order_by("-starts_on")[:200])


PEOPLE = Ledger(
    name="training-people",
    title=gettext_lazy("报名名册"),
    rows=registrations_for,
    columns=REGISTRATION_COLUMNS,
    filters=(
        Filter(
            "q", gettext_lazy("企业名称"), lambda rows, words: rows.filter(company_name__icontains=words), kind="text"
        ),
        Filter("course", gettext_lazy("活动"), equals("course"), choices=_courses),
        Filter("kind", gettext_lazy("类型"), equals("course__kind"), choices=lambda user: CourseKind.choices),
        Filter("state", gettext_lazy("状态"), equals("state"), choices=lambda user: RegistrationState.choices),
        Filter("attended", gettext_lazy("到场日期"), between("attended_on"), kind="date_range"),
    ),
    sort="-created_at",
    link=lambda row: reverse("training-detail", args=[row.course_id]),
    empty=gettext_lazy("还没有人报名。"),
)
OUTCOMES = Ledger(
    name="training-outcomes",
    title=gettext_lazy("成效回访"),
    rows=outcomes_for,
    columns=OUTCOME_COLUMNS,
    filters=(
        Filter(
            "q", gettext_lazy("企业名称"), lambda rows, words: rows.filter(company_name__icontains=words), kind="text"
        ),
        Filter("state", gettext_lazy("状态"), equals("state"), choices=lambda user: OutcomeState.choices),
        Filter("asked", gettext_lazy("回访日期"), between("asked_on"), kind="date_range"),
    ),
    sort="-asked_on",
    link=lambda row: reverse("training-answer", args=[row.pk]),
    link_verb="training.answer",
    empty=gettext_lazy("还没有回访。登记活动时勾选“课后回访成效”,到期自动向参加的企业提问。"),
)


def people(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, PEOPLE)


def outcomes(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, OUTCOMES)


def register(request: HttpRequest, pk: int) -> HttpResponse:
    course = _course(request, pk, "training.register")

    def act(form: Any) -> Any:
        company = company_in(course.unit, name=form.cleaned_data["company_name"])
        return register_for_course(course, by=request.user, at=timezone.now(), company=company, **form.cleaned_data)

    return form_page(
        request,
        RegisterForm(request.POST or None),
        title=_("代为报名"),
        intro=course.name,
        back=address_of(course),
        trail=trail(course),
        act=act,
        done=lambda made: address_of(course),
        said=lambda made: _("已报名,座号 %(n)s。") % {"n": made.place} if made.place else _("名额已满,已登记候补。"),
    )


def unregister(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, registrations_for(request.user), pk=pk)
    require(request.user, "training.unregister", row)
    return form_page(
        request,
        Form(request.POST if request.method == "POST" else None),
        title=_("取消报名"),
        intro=f"{row.name} {row.company_name}",
        submit=_("取消报名"),
        danger=True,
        back=address_of(row.course),
        trail=trail(row.course),
        act=lambda form: cancel_registration(row, by=request.user, at=timezone.now()),
        done=lambda made: address_of(row.course),
        said=lambda made: _("已取消。"),
    )


def attend(request: HttpRequest, pk: int) -> HttpResponse:
    course = _course(request, pk, "training.attend")
    seated = [row for row in people_of(course) if row.place is not None]
    form = AttendForm(seated, request.POST if request.method == "POST" else None, initial={"on": course.starts_on})
    return form_page(
        request,
        form,
        title=_("登记到场"),
        intro=course.name,
        back=address_of(course),
        trail=trail(course),
        act=lambda form: record_attendance(course, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda count: address_of(course),
        said=lambda count: _("已登记到场 %(count)s 人。") % {"count": count},
    )


@require_POST
def move_up(request: HttpRequest, pk: int) -> HttpResponse:
    course = fetch(request.user, Course, pk=pk)
    moved = move_up_registrations(course, by=request.user, at=timezone.now())
    messages.success(request, _("已递补 %(count)s 位。") % {"count": len(moved)})
    return see_other(address_of(course))


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask now, before the day the clockwork would."""
    course = fetch(request.user, Course, pk=pk)
    made = ask_of_course(course, by=request.user, at=timezone.now())
    messages.success(request, _("已向 %(count)s 家企业发出回访。") % {"count": len(made)})
    return see_other(address_of(course))


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What a firm told by phone or on paper, with its source."""
    row = fetch(request.user, outcomes_for(request.user), pk=pk)
    require(request.user, "training.answer", row)
    initial = {name: getattr(row, name) for name in OutcomeForm.base_fields}
    page = reverse("training-outcomes")
    return form_page(
        request,
        OutcomeForm(request.POST or None, initial=initial),
        title=_("登记培训成效"),
        intro=_("%(firm)s · %(course)s · 前后取同样长的一段时间,如各三个月")
        % {"firm": row.company_name, "course": row.course.name},
        back=page,
        trail=[*trail(row.course), (_("成效回访"), page)],
        act=lambda form: answer_outcome(row, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda made: page,
        said=lambda made: _("已保存。"),
    )


def _course(request: HttpRequest, pk: int, verb: str) -> Course:
    course = fetch(request.user, Course, pk=pk)
    require(request.user, verb, course)
    return course
