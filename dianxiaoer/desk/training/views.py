"""The ledger of courses, one course's page with who registered, its forms and its poster."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.records import Records, seen
from dianxiaoer.desk.training.forms import CancelForm, CourseEditForm, CourseForm, HoldForm
from dianxiaoer.domain.people.access import fetch, may, require
from dianxiaoer.domain.training.actions.planning import add_course, cancel_course, edit_course, hold_course
from dianxiaoer.domain.training.columns import COURSE_COLUMNS
from dianxiaoer.domain.training.models import Course
from dianxiaoer.domain.training.poster import course_poster
from dianxiaoer.domain.training.queries import courses_for, people_of, turnout_of, waiting_outcomes
from dianxiaoer.domain.training.states import COURSE, CourseKind, CourseManner, CourseStatus
from dianxiaoer.kernel.events import timeline
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.moves import steps
from dianxiaoer.shell.pages import form_page
from dianxiaoer.shell.timeline import told

COURSES = Records(
    "training",
    gettext_lazy("培训活动"),
    "training-list",
    "training-detail",
    seen(Course),
    named=lambda course: course.name,
)
address_of, trail = COURSES.address, COURSES.trail

LEDGER = Ledger(
    name="training",
    title=gettext_lazy("培训活动"),
    rows=courses_for,
    columns=COURSE_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("名称"), lambda rows, words: rows.filter(name__icontains=words), kind="text"),
        Filter("kind", gettext_lazy("类型"), equals("kind"), choices=lambda user: CourseKind.choices),
        Filter("manner", gettext_lazy("形式"), equals("manner"), choices=lambda user: CourseManner.choices),
        Filter("status", gettext_lazy("状态"), equals("status"), choices=lambda user: CourseStatus.choices),
        Filter("starts", gettext_lazy("开始日期"), between("starts_on"), kind="date_range"),
    ),
    sort="-starts_on",
    link=address_of,
    create=("training-add", gettext_lazy("登记培训活动"), "training.add"),
    tools=(
        ("training-people", gettext_lazy("报名名册"), "training.view"),
        ("training-outcomes", gettext_lazy("成效回访"), "training.view"),
    ),
    empty=gettext_lazy("还没有培训活动。登记后打印海报,企业扫码即可报名。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    course = fetch(request.user, courses_for(request.user), pk=pk)
    moves = steps(request.user, course, COURSE, lambda verb: reverse(f"training-{verb}", args=[pk]), ("cancel",))
    context = {
        "title": course.name,
        "trail": trail(),
        "course": course,
        "moves": [
            replace(step, missing=())
            for step in moves
            if step.verb != "hold" or course.starts_on <= timezone.localdate()  # held only once its day has come
        ],
        "turnout": turnout_of(course),
        "people": people_of(course),
        "asked": waiting_outcomes(course),
        "address": _address(request, course),
        "events": told(timeline(course)),
        "can_edit": may(request.user, "training.edit", course),
    }
    return render(request, "desk/training/detail.html", context)


def add(request: HttpRequest) -> HttpResponse:
    require(request.user, "training.add")
    initial = {"unit": request.user.unit_id, "owner": request.user.pk, "starts_on": timezone.localdate()}
    return form_page(
        request,
        CourseForm(request.user, request.POST or None, initial=initial),
        title=_("登记培训活动"),
        back=reverse("training-list"),
        trail=trail(),
        act=lambda form: add_course(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=address_of,
        said=lambda course: _("已登记,报名码 %(code)s。可打印海报。") % {"code": course.code},
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return COURSES.edit(
        request, pk, lambda initial: CourseEditForm(request.user, request.POST or None, initial=initial), edit_course,
        title=_("修改培训活动"),
    )  # fmt: skip


def hold(request: HttpRequest, pk: int) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    return _act(request, pk, "hold", HoldForm(posted), hold_course, _("确认举办"))


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "cancel", CancelForm(request.POST or None), cancel_course, _("取消活动"), danger=True)


def _act(request: HttpRequest, pk: int, verb: str, form: Any, action: Any, title: str, **context: Any) -> HttpResponse:
    return COURSES.act(request, pk, verb, lambda course: form, action, title=title, submit=title, **context)


def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """The poster as PDF, in the language of the screen."""
    course = fetch(request.user, courses_for(request.user), pk=pk)
    require(request.user, "training.print", course)
    response = HttpResponse(course_poster(course, _address(request, course)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{course.code}.pdf"'
    return response


def _address(request: HttpRequest, course: Course) -> str:
    """Where the square of the poster leads: the course's page on the firm's side."""
    return request.build_absolute_uri(reverse("portal-training_course", args=[course.code]))
