"""What is on, the page a code leads to, and registering there."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.training.actions.registering import register_for_course
from dianxiaoer.domain.training.queries import course_by_code, courses_on_offer, is_taking_registrations
from dianxiaoer.domain.training.states import RegistrationChannel
from dianxiaoer.portal.district import chosen, place_of, remember
from dianxiaoer.portal.signin import caller, caller_required
from dianxiaoer.portal.training.forms import CodeForm, RegisterForm
from dianxiaoer.shell.pages import form_page, see_other

SHOWN = 60


def courses(request: HttpRequest) -> HttpResponse:
    """Courses open to firms of the visitor's district, the next first; ?code= (typed from a poster) leads to its page."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return see_other(reverse("portal-training_course", args=[form.cleaned_data["code"].upper()]))
    found = list(courses_on_offer())
    place = place_of(request, [course.unit for course in found])
    context = {
        "title": _("培训活动"),
        "form": form,
        "place": place,
        "courses": [course for course in found if place.serves(course.unit)][:SHOWN],
        "back": reverse("portal"),
    }
    answer = render(request, "portal/training/courses.html", context, status=422 if form.is_bound else 200)
    return remember(answer, chosen(request))


def course(request: HttpRequest, code: str) -> HttpResponse:
    """Open to everyone: what, when, where, how many seats are left."""
    found = course_by_code(code)
    context = {
        "title": found.label,
        "course": found,
        "can_register": is_taking_registrations(found, timezone.now()),
        "back": reverse("portal-training"),
    }
    return render(request, "portal/training/course.html", context)


@caller_required
def register(request: HttpRequest, code: str) -> HttpResponse:
    """A code nobody knows leads back to where one is typed."""
    try:
        found = course_by_code(code)
    except Http404:
        return see_other(reverse("portal-training"))
    who = _who(request)
    initial = {"name": who.name, "company": next(iter(who.company_ids), None)}
    return form_page(
        request,
        RegisterForm(who, request.POST or None, initial=initial),
        template="portal/form.html",
        title=_("报名"),
        intro=f"{found.label} · {found.starts_on}",
        submit=_("报名"),
        back=reverse("portal-training_course", args=[found.code]),
        act=lambda form: register_for_course(
            found, by=who, at=timezone.now(), channel=RegistrationChannel.CODE, **form.cleaned_data
        ),
        done=lambda made: reverse("portal-training_mine"),
        said=lambda made: (
            _("报名成功,座号 %(n)s。") % {"n": made.place}
            if made.place
            else _("名额已满,已登记候补,有空位时短信通知您。")
        ),
    )


def _who(request: HttpRequest) -> Any:
    return caller(request)
