"""The ledger of notices, one notice's page, its papers and its letter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.people.access import fetch, unit_choices
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.supervision.columns import NOTICE_COLUMNS
from dianxiaoer.domain.supervision.ladder import ladder_of, stands_on
from dianxiaoer.domain.supervision.letters import letter_of
from dianxiaoer.domain.supervision.models import Notice, NoticePaper
from dianxiaoer.domain.supervision.queries import notices_for, overdue_notices, page_of_row
from dianxiaoer.domain.supervision.states import NOTICES, NoticeStage
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.files import answer_file
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.lights import LIGHT_FILTER
from dianxiaoer.shell.moves import Step, steps
from dianxiaoer.shell.timeline import told

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _late(rows: QuerySet[Notice], value: str) -> QuerySet[Notice]:
    return overdue_notices(rows, timezone.localdate())


LEDGER = Ledger(
    name="notices",
    title=gettext_lazy("督办函"),
    rows=notices_for,
    columns=NOTICE_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("标题"), lambda rows, words: rows.filter(title__contains=words), kind="text"),
        LIGHT_FILTER,
        Filter("stage", gettext_lazy("状态"), equals("stage"), choices=lambda user: NoticeStage.choices),
        Filter("late", gettext_lazy("时限"), _late, choices=lambda user: [("late", _("超期未答复"))]),
        Filter(
            "unit",
            gettext_lazy("机构"),
            lambda rows, path: rows.filter(unit__path__startswith=path),
            choices=lambda user: unit_choices(user, "notices.view"),
        ),
        Filter("issued", gettext_lazy("发函日期"), between("issued_on"), kind="date_range"),
    ),
    link=lambda notice: reverse("notices-detail", args=[notice.pk]),
    create=("notices-raise", gettext_lazy("发起督办"), "notices.raise"),
    tools=(("notices-ladder", gettext_lazy("升级阶梯"), "notices.view"),),
    presets=((gettext_lazy("待答复"), "stage=issued&sort=due_on"), (gettext_lazy("待审核"), "stage=answered")),
    empty=gettext_lazy("还没有督办函。在红黄灯的页面上发起,或点“发起督办”。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = notices_for(request.user).select_related("answered_by", "closed_by")
    notice = fetch(request.user, rows, pk=pk)
    today = timezone.localdate()
    left = notice.days_left(today)
    context = {
        "title": notice.title,
        "trail": trail(),
        "notice": notice,
        "moves": _moves(request.user, notice),
        "papers": list(notice.papers.select_related("uploaded_by")),
        "page": page_of_row(notice.subject, notice.object_id),
        "days_left": left,
        "days_late": -left if left is not None and left < 0 else 0,
        "ladder": [(step, stands_on(notice, step.rung)) for step in ladder_of(notice.unit, notice.issued_on or today)],
        "events": told(timeline(notice)),
    }
    return render(request, "desk/notices/detail.html", context)


def letter(request: HttpRequest, pk: int) -> FileResponse:
    notice = fetch(request.user, notices_for(request.user), pk=pk)
    name = _("督办函%(number)s.docx") % {"number": notice.number or notice.pk}
    return FileResponse(letter_of(notice), as_attachment=True, filename=name, content_type=WORD)


def paper(request: HttpRequest, pk: int) -> FileResponse:
    row = fetch(request.user, NoticePaper, pk=pk)
    try:
        return answer_file(row.sha256, row.name, row.content_type)
    except FileNotFoundError:
        raise Http404 from None


def trail(notice: Notice | None = None) -> list[tuple[str, Any]]:
    top = [(_("督办函"), reverse("notices-list"))]
    return [*top, (notice.title, address(notice))] if notice else top


def address(notice: Notice) -> str:
    return reverse("notices-detail", args=[notice.pk])


def _moves(user: User, notice: Notice) -> list[Step]:
    """What may be done now; the one who answered is not offered to judge the answer."""
    found = steps(user, notice, NOTICES, lambda verb: reverse(f"notices-{verb}", args=[notice.pk]), ("withdraw",))
    own = notice.answered_by_id == user.pk
    wanted = [step for step in found if not (own and step.verb in {"close", "send_back"})]
    return [replace(step, missing=(), quiet=step.verb in {"send_back", "reopen"}) for step in wanted]
