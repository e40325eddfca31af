"""Score sheets: who got what, one sheet line by line, one line with inputs, arithmetic and the rows behind."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.appraisal.paths import trail
from dianxiaoer.desk.figures.links import figure_address
from dianxiaoer.domain.appraisal.columns import LINE_COLUMNS, SHEET_COLUMNS
from dianxiaoer.domain.appraisal.models import Entrant, Line
from dianxiaoer.domain.appraisal.queries import editions_for, entrants_for, inputs_of, lines_for, sheet_of
from dianxiaoer.domain.appraisal.states import EditionStage, Group
from dianxiaoer.domain.people.access import fetch, may
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.choices import Listed
from dianxiaoer.shell.ledger import Filter, Ledger, equals, ledger_page


def _editions(user: User) -> Listed:
    return Listed(editions_for(user).order_by("-period_end")[:100], label="title")


SHEETS = Ledger(
    name="sheets",
    title=gettext_lazy("被考核单位得分"),
    rows=entrants_for,
    columns=SHEET_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("考核对象"), lambda rows, words: rows.filter(name__contains=words), kind="text"),
        Filter("edition", gettext_lazy("考核"), equals("edition"), choices=_editions),
        Filter("stage", gettext_lazy("状态"), equals("edition__stage"), choices=lambda user: EditionStage.choices),
    ),
    link=lambda entrant: reverse("appraisal-sheet", args=[entrant.pk]),
    empty=gettext_lazy("还没有可看的得分。考核公示后,被考核单位在这里看到自己的得分。"),
)
LINES = Ledger(
    name="appraisal-lines",
    title=gettext_lazy("得分明细"),
    rows=lines_for,
    columns=LINE_COLUMNS,
    filters=(
        Filter("edition", gettext_lazy("考核"), equals("entrant__edition"), choices=_editions),
        Filter("group", gettext_lazy("类别"), equals("indicator__group"), choices=lambda user: Group.choices),
        Filter(
            "q", gettext_lazy("考核对象"), lambda rows, words: rows.filter(entrant__name__contains=words), kind="text"
        ),
    ),
    sort="id",
    link=lambda line: reverse("appraisal-line", args=[line.pk]),
    empty=gettext_lazy("还没有计算得分。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, SHEETS)


def lines(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LINES)


def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    entrant = fetch(request.user, entrants_for(request.user), pk=pk)
    context = {
        "title": f"{entrant.name} · {entrant.edition.title}",
        "trail": [*trail(), (_("被考核单位得分"), reverse("appraisal-sheets"))],
        "entrant": entrant,
        "edition": entrant.edition,
        "lines": sheet_of(entrant),
        "number": entrant.edition.entrants.count(),
        "can_object": _can_object(request.user, entrant),
        "can_open_edition": may(request.user, "appraisal.view", entrant.edition),
    }
    return render(request, "desk/appraisal/sheet.html", context)


def line(request: HttpRequest, pk: int) -> HttpResponse:
    found = fetch(request.user, lines_for(request.user), pk=pk)
    entrant = found.entrant
    context = {
        "title": f"{found.indicator.name} · {entrant.name}",
        "trail": [*trail(), (entrant.name, reverse("appraisal-sheet", args=[entrant.pk]))],
        "line": found,
        "indicator": found.indicator,
        "entrant": entrant,
        "inputs": [_with_address(row) for row in inputs_of(found)],
        "objections": list(found.objections.select_related("raised_by", "answered_by")),
        "can_object": _can_object(request.user, entrant),
    }
    return render(request, "desk/appraisal/line.html", context)


def _with_address(row: dict[str, Any]) -> dict[str, Any]:
    parameters = row.get("parameters")
    return row | {"address": figure_address(row["figure"], parameters) if parameters else ""}


def _can_object(user: User, row: Entrant | Line) -> bool:
    edition = row.edition if isinstance(row, Entrant) else row.entrant.edition
    open_until = edition.objection_until
    is_open = edition.stage == EditionStage.OBJECTION and open_until is not None and timezone.localdate() <= open_until
    return is_open and may(user, "appraisal.object", row)
