"""Firms met, many at once: paste, see what was understood and what is wrong, then record."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.activities.forms import MetForm
from dianxiaoer.domain.activities.actions.parts import record_met
from dianxiaoer.domain.activities.met_list import LINES_AT_ONCE, MetLine, read_met_list
from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.activities.states import Manner
from dianxiaoer.domain.people.access import fetch, require
from dianxiaoer.shell.pages import see_other


def met(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: an empty box. POST: the preview; with `confirm`, and nothing wrong, the firms are recorded."""
    activity = fetch(request.user, Activity, pk=pk)
    require(request.user, "activities.record_met", activity)
    page = reverse("activities-detail", args=[pk])
    form = MetForm(request.POST or None)
    context = {
        "title": _("登记会见企业"),
        "intro": activity.name,
        "form": form,
        "activity": activity,
        "back": page,
        "trail": [(_("招商活动"), reverse("activities-list")), (activity.name, page)],
    }
    if request.method != "POST":
        return render(request, "desk/activities/met.html", context)
    if not form.is_valid():
        return render(request, "desk/activities/met.html", context, status=422)
    known = list(activity.met_companies.values_list("company_name", "manner"))
    lines = read_met_list(form.cleaned_data["text"], known, form.cleaned_data["manner"])
    wrong = _wrong(lines)
    if "confirm" in request.POST and not wrong and lines:
        made = record_met(activity, by=request.user, at=timezone.now(), lines=lines, manner=form.cleaned_data["manner"])
        messages.success(request, _("已登记 %(count)s 家企业。") % {"count": len(made)})
        return see_other(f"{page}#met")
    manners = dict(Manner.choices)
    context |= {
        "preview": [(line, manners[line.manner or form.cleaned_data["manner"]]) for line in lines[:LINES_AT_ONCE]],
        "wrong": wrong,
        "fresh": sum(1 for line in lines if not line.problem and not line.is_known),
    }
    return render(request, "desk/activities/met.html", context, status=422 if wrong or not lines else 200)


def _wrong(lines: list[MetLine]) -> list[str]:
    found = [
        _("第 %(line)s 行:%(problem)s") % {"line": line.number, "problem": line.problem}
        for line in lines
        if line.problem
    ]
    if len(lines) > LINES_AT_ONCE:
        found.insert(0, _("一次最多 %(most)s 家,请分批登记。") % {"most": LINES_AT_ONCE})
    if not lines:
        found.append(_("没有读到企业。"))
    return found[:50]
