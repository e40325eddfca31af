"""Editions: the ledger and one edition with its score table, its objections and its seal."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.appraisal.paths import edition_address, trail
from dianxiaoer.domain.appraisal.columns import EDITION_COLUMNS
from dianxiaoer.domain.appraisal.models import Edition
from dianxiaoer.domain.appraisal.queries import editions_for, is_intact, objections_of, score_table
from dianxiaoer.domain.appraisal.states import EDITIONS, WORKABLE, EditionStage
from dianxiaoer.domain.people.access import fetch, may
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.events import timeline
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.moves import Step, steps
from dianxiaoer.shell.timeline import told

LEDGER = Ledger(
    name="appraisal",
    title=gettext_lazy("考核"),
    rows=editions_for,
    columns=EDITION_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("名称"), lambda rows, words: rows.filter(title__contains=words), kind="text"),
        Filter("stage", gettext_lazy("状态"), equals("stage"), choices=lambda user: EditionStage.choices),
        Filter("ends", gettext_lazy("期间止"), between("period_end"), kind="date_range"),
    ),
    link=edition_address,
    create=("appraisal-open", gettext_lazy("开展一期考核"), "appraisal.open"),
    tools=(
        ("appraisal-sheets", gettext_lazy("被考核单位得分"), "appraisal.view"),
        ("appraisal-schemes", gettext_lazy("考核办法"), "appraisal.view"),
    ),
    presets=((gettext_lazy("公示中"), "stage=objection"), (gettext_lazy("已公布"), "stage=published")),
    empty=gettext_lazy("还没有考核。先采用或制定考核办法,再开展一期考核。"),
)
#: steps of the ladder, in order
_LADDER = tuple(EditionStage)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    edition = fetch(request.user, editions_for(request.user), pk=pk)
    place = _LADDER.index(EditionStage(edition.stage))
    context = {
        "title": edition.title,
        "trail": trail(),
        "edition": edition,
        "ladder": [
            (stage.label, "is-here" if n == place else "is-done" if n < place else "")
            for n, stage in enumerate(_LADDER)
        ],
        "table": score_table(edition),
        "moves": _moves(request.user, edition),
        "objections": objections_of(edition),
        "can_answer": may(request.user, "appraisal.answer", edition),
        "can_enter": may(request.user, "appraisal.enter", edition) and edition.stage in WORKABLE,
        "intact": is_intact(edition),
        "is_open": edition.objection_until is not None and timezone.localdate() <= edition.objection_until,
        "events": told(timeline(edition)),
    }
    return render(request, "desk/appraisal/edition.html", context)


def _moves(user: User, edition: Edition) -> list[Step]:
    """Only the next act stands out; computing again stays possible while the data may change."""
    found = steps(user, edition, EDITIONS, lambda verb: reverse(f"appraisal-{verb}", args=[edition.pk]))
    again = edition.stage != EditionStage.OPEN
    return [replace(step, missing=(), quiet=step.verb == "compute" and again) for step in found]
