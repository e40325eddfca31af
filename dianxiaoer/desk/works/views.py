"""The ledger of works orders, one order's page, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.works import forms
from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.tickets.actions import works as acts
from dianxiaoer.domain.tickets.columns import WORKS_COLUMNS
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import works_for
from dianxiaoer.domain.tickets.states import WORKS, WORKS_OPEN, Facility, WorksStage
from dianxiaoer.domain.tickets.works import WorksOrder
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.files import answer_file
from dianxiaoer.kernel.verbs import label_of
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.moves import Step
from dianxiaoer.shell.pages import form_page
from dianxiaoer.shell.timeline import told

_LADDER = (
    (WorksStage.NEEDED, "needed_on"), (WorksStage.SURVEYED, "surveyed_on"), (WorksStage.APPROVED, "approved_on"),
    (WorksStage.IN_WORKS, "started_on"), (WorksStage.COMPLETED, "completed_on"), (WorksStage.ACCEPTED, "accepted_on"),
)  # fmt: skip
#: verb → its form and its action
STEPS: dict[str, tuple[type[forms.Form], Callable[..., Any]]] = {
    "survey": (forms.SurveyForm, acts.survey_works),
    "approve": (forms.ApproveForm, acts.approve_works),
    "refuse": (forms.OutcomeForm, acts.refuse_works),
    "start": (forms.StartForm, acts.start_works),
    "complete": (forms.CompleteForm, acts.complete_works),
    "accept": (forms.AcceptForm, acts.record_acceptance),
    "redo": (forms.OutcomeForm, acts.redo_works),
    "cancel": (forms.OutcomeForm, acts.cancel_works),
    "upload": (forms.UploadForm, acts.upload_works),
}
_DANGER = ("refuse", "cancel", "redo")


def works_address(order: WorksOrder) -> str:
    return reverse("works-detail", args=[order.pk])


LEDGER = Ledger(
    name="works",
    title=gettext_lazy("管家工单"),
    rows=works_for,
    columns=WORKS_COLUMNS,
    filters=(
        Filter("stage", gettext_lazy("状态"), equals("stage"), choices=lambda user: WorksStage.choices),
        Filter("facility", gettext_lazy("配套类型"), equals("facility"), choices=lambda user: Facility.choices),
        Filter("completed", gettext_lazy("完工日期"), between("completed_on"), kind="date_range"),
        Filter("cost", gettext_lazy("实际造价"), between("cost_yuan"), kind="money_range"),
    ),
    link=works_address,
    sums=("cost_yuan",),
    create=("works-open", gettext_lazy("新建管家工单"), "works.open"),
    presets=((gettext_lazy("待批准"), "stage=surveyed"), (gettext_lazy("施工中"), "stage=in_works"), (gettext_lazy("待验收"), "stage=completed")),
    empty=gettext_lazy("还没有管家工单。企业门口的路、水、电需要配套的,从这里开始。"),
)  # fmt: skip


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def open_(request: HttpRequest) -> HttpResponse:
    """?ticket: the ticket it answers, which brings firm and project along."""
    require(request.user, "works.open")
    given = request.GET.get("ticket", "")
    ticket = visible(request.user, Ticket).filter(pk=int(given)).first() if given.isdigit() else None
    initial: dict[str, Any] = {"unit": request.user.unit_id}
    if ticket is not None:
        initial |= {
            "name": ticket.title, "need": ticket.text, "place": ticket.place, "company": ticket.company_id,
            "company_name": ticket.company_name, "project": ticket.project_id,
        }  # fmt: skip
    form = forms.WorksForm(request.user, request.POST or None, request.FILES or None, initial=initial)
    return form_page(
        request,
        form,
        title=_("新建管家工单"),
        intro=str(ticket or ""),
        back=reverse("works-list"),
        trail=trail(),
        act=lambda form: acts.open_works(by=request.user, at=timezone.now(), ticket=ticket, **form.cleaned_data),
        done=works_address,
        said=lambda order: _("已建单,编号 %(number)s。") % {"number": order.number},
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    order = fetch(request.user, works_for(request.user), pk=pk)
    require(request.user, "works.edit", order)
    initial = {name: getattr(order, name) for name in forms.WorksEditForm(request.user).fields}
    return form_page(
        request,
        forms.WorksEditForm(request.user, request.POST or None, initial=initial),
        title=_("修改管家工单"),
        back=works_address(order),
        trail=trail(order),
        act=lambda form: acts.edit_works(
            order, form.changes(), by=request.user, at=timezone.now(), version=form.cleaned_data["version"]
        ),
        done=works_address,
        said=lambda order: _("已保存。"),
    )


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    order = fetch(request.user, works_for(request.user).select_related("approved_by"), pk=pk)
    context = {
        "title": order.name,
        "trail": trail(),
        "order": order,
        "stages": _stages(order),
        "moves": _moves(request.user, order),
        "files": list(order.files.select_related("uploaded_by")),
        "can_edit": may(request.user, "works.edit", order),
        "events": told(timeline(order, 60)),
    }
    return render(request, "desk/works/detail.html", context)


def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    order = fetch(request.user, works_for(request.user), pk=pk)
    if verb not in STEPS:
        raise Http404
    require(request.user, f"works.{verb}", order)
    form, run = STEPS[verb]
    initial = {"approved_yuan": order.estimate_yuan, "length_m": order.length_m, "width_m": order.width_m}
    return form_page(
        request,
        form(request.POST if request.method == "POST" else None, request.FILES or None, initial=initial),
        title=label_of(f"works.{verb}"),
        submit=label_of(f"works.{verb}"),
        intro=str(order),
        danger=verb in _DANGER,
        back=works_address(order),
        trail=trail(order),
        act=lambda form: run(order, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=works_address,
        said=lambda order: _("已登记。"),
    )


def attachment(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    order = fetch(request.user, WorksOrder, pk=pk)
    found = order.files.filter(pk=file).first()
    if found is None:
        raise Http404
    return answer_file(found.sha256, found.name, found.content_type)


def trail(order: WorksOrder | None = None) -> list[tuple[str, str]]:
    steps = [(_("管家工单"), reverse("works-list"))]
    return [*steps, (order.number, works_address(order))] if order else steps


def _moves(user: User, order: WorksOrder) -> list[Step]:
    verbs = [line.verb for line in WORKS.moves_from(order)] + (["upload"] if order.stage in WORKS_OPEN else [])
    return [
        Step(
            verb,
            label_of(f"works.{verb}"),
            reverse("works-step", args=[order.pk, verb]),
            (),
            verb in _DANGER,
            verb == "upload",
        )
        for verb in verbs
        if may(user, f"works.{verb}", order)
    ]


def _stages(order: WorksOrder) -> list[tuple[str, str, Any]]:
    """The ladder with dates: (label, css class, day)."""
    places = [stage for stage, _day in _LADDER]
    here = places.index(WorksStage(order.stage)) if order.stage in places else -1
    return [
        (str(stage.label), "is-here" if place == here else "is-done" if place < here else "", getattr(order, day))
        for place, (stage, day) in enumerate(_LADDER)
    ]
