"""One's own registrations: cancelling, the calendar file, feedback; and the questions asked afterwards."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.firm_access import fetch_for
from dianxiaoer.domain.training.actions.outcomes import answer_outcome, decline_outcome
from dianxiaoer.domain.training.actions.registering import cancel_registration, give_feedback
from dianxiaoer.domain.training.calendars import calendar_event
from dianxiaoer.domain.training.models import Outcome, Registration
from dianxiaoer.domain.training.queries import outcomes_of, registrations_of
from dianxiaoer.kernel.icalendar import CONTENT_TYPE, calendar_file
from dianxiaoer.portal.signin import caller, caller_required
from dianxiaoer.portal.training.forms import FeedbackForm, OutcomeForm
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.pages import form_page

SHOWN = 60


@caller_required
def mine(request: HttpRequest) -> HttpResponse:
    who = _who(request)
    context = {
        "title": _("我的报名"),
        "registrations": list(registrations_of(who)[:SHOWN]),
        "outcomes": list(outcomes_of(who)[:SHOWN]),
        "now": timezone.now(),
        "back": reverse("portal-training"),
    }
    return render(request, "portal/training/mine.html", context)


@caller_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row = _registration(request, pk)
    return _page(
        request,
        Form(_posted(request)),
        title=_("取消报名"),
        intro=row.course.name,
        submit=_("确认取消"),
        danger=True,
        act=lambda form: cancel_registration(row, by=_who(request), at=timezone.now()),
        said=lambda made: _("已取消。"),
    )


@caller_required
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    row = _registration(request, pk)
    response = HttpResponse(calendar_file([calendar_event(row)]), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{row.course.code}.ics"'
    return response


@caller_required
def feedback(request: HttpRequest, pk: int) -> HttpResponse:
    row = _registration(request, pk)
    return _page(
        request,
        FeedbackForm(_posted(request)),
        title=_("评价"),
        intro=row.course.name,
        act=lambda form: give_feedback(row, by=_who(request), at=timezone.now(), **form.cleaned_data),
        said=lambda made: _("谢谢您的评价。"),
    )


@caller_required
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    row = _outcome(request, pk)
    initial = {name: getattr(row, name) for name in OutcomeForm.base_fields}
    return _page(
        request,
        OutcomeForm(_posted(request), initial=initial),
        title=_("培训之后有什么变化"),
        intro=_("%(course)s · 前后取同样长的一段时间,如各三个月。成本和订单填一项也可以。")
        % {"course": row.course.name},
        template="portal/training/outcome.html",
        outcome=row,
        act=lambda form: answer_outcome(row, by=_who(request), at=timezone.now(), **form.cleaned_data),
        said=lambda made: _("已收到,谢谢。"),
    )


@caller_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    row = _outcome(request, pk)
    return _page(
        request,
        Form(_posted(request)),
        title=_("不便提供"),
        intro=_("选择后不再就“%(course)s”向贵企业提问。") % {"course": row.course.name},
        submit=_("不便提供"),
        act=lambda form: decline_outcome(row, by=_who(request), at=timezone.now()),
        said=lambda made: _("已记下,不再询问。"),
    )


def _page(request: HttpRequest, form: Any, **context: Any) -> HttpResponse:
    page = reverse("portal-training_mine")
    context.setdefault("template", "portal/form.html")
    return form_page(request, form, back=page, done=lambda made: page, **context)


def _registration(request: HttpRequest, pk: int) -> Registration:
    return fetch_for(_who(request), registrations_of(_who(request)), pk=pk)


def _outcome(request: HttpRequest, pk: int) -> Outcome:
    return fetch_for(_who(request), outcomes_of(_who(request)), pk=pk)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _who(request: HttpRequest) -> Any:
    return caller(request)
