"""Objections to a score, and their answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.appraisal.forms import AnswerForm, ObjectForm
from dianxiaoer.desk.appraisal.paths import edition_address, trail
from dianxiaoer.domain.appraisal.actions.editions import answer_objection, object_to
from dianxiaoer.domain.appraisal.models import Line, Objection
from dianxiaoer.domain.appraisal.queries import lines_for
from dianxiaoer.domain.people.access import fetch, require, visible
from dianxiaoer.shell.pages import form_page


def object_(request: HttpRequest, pk: int) -> HttpResponse:
    line = fetch(request.user, lines_for(request.user), pk=pk)
    require(request.user, "appraisal.object", line)
    back = reverse("appraisal-line", args=[line.pk])
    return form_page(
        request,
        ObjectForm(request.POST or None),
        title=_("提出异议"),
        submit=_("提出异议"),
        intro=_line_words(line),
        back=back,
        trail=[*trail(), (line.entrant.name, reverse("appraisal-sheet", args=[line.entrant_id]))],
        act=lambda form: object_to(line, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda made: back,
        said=lambda made: _("异议已提出,公布前会得到答复。"),
    )


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    rows = visible(request.user, Objection).select_related(
        "line__indicator", "line__entrant__edition__unit", "line__entrant__edition__scheme", "line__entrant__unit"
    )
    objection = fetch(request.user, rows, pk=pk)
    edition = objection.line.entrant.edition
    require(request.user, "appraisal.answer", edition)
    return form_page(
        request,
        AnswerForm(objection.line, request.POST or None),
        title=_("答复异议"),
        intro=f"{_line_words(objection.line)} — {objection.text}",
        back=edition_address(edition),
        trail=trail(edition),
        act=lambda form: answer_objection(objection, by=request.user, at=timezone.now(), **form.facts()),
        done=lambda made: edition_address(edition) + "#objections",
        said=lambda made: _("已答复。"),
    )


def _line_words(line: Line) -> str:
    return f"{line.entrant.name} · {line.indicator.name} · {line.text}"
