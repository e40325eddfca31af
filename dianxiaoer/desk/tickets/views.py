"""The queue of tickets, registering at the desk, editing, what a request resembles, the hotline's sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.tickets.acts import TICKETS, ticket_address, trail
from dianxiaoer.desk.tickets.forms import TicketEditForm, TicketForm
from dianxiaoer.desk.tickets.lights import light_of
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.access import require, visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.people.queries import people_choices
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.domain.tickets.actions.registering import edit_ticket, register_ticket
from dianxiaoer.domain.tickets.columns import TICKET_COLUMNS, TICKET_IMPORT
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import (
    bodies_for,
    by_light,
    category_choices,
    category_for,
    category_named,
    is_registered,
    lots_of_tickets,
    narrow_by_words,
    similar_tickets,
    tickets_for,
)
from dianxiaoer.domain.tickets.states import (
    OPEN_STAGES,
    Light,
    ResolutionKind,
    TicketChannel,
    TicketKind,
    TicketStage,
)
from dianxiaoer.kernel.choices import Listed
from dianxiaoer.kernel.tables import LIGHT, Column
from dianxiaoer.shell.imports import Importer, import_page
from dianxiaoer.shell.ledger import Filter, Ledger, equals, ledger_page
from dianxiaoer.shell.pages import form_page

_OPEN, _CLEARED = "open", "cleared"
_YEARS = 1


def _by_light(found: QuerySet[Ticket], light: str) -> QuerySet[Ticket]:
    return by_light(found, light, timezone.now())


def _light_parts(found: QuerySet[Ticket]) -> dict[str, QuerySet[Ticket]]:
    return {light: _by_light(found, light) for light in (Light.RED, Light.YELLOW, Light.GREEN)}


def _by_stage(found: QuerySet[Ticket], stage: str) -> QuerySet[Ticket]:
    if stage == _OPEN:
        return found.filter(stage__in=OPEN_STAGES)
    if stage == _CLEARED:
        return found.filter(stage=TicketStage.CLOSED, revisit_agreed=True)
    return found.filter(stage=stage)


def _received(found: QuerySet[Ticket], ends: tuple[Any, Any]) -> QuerySet[Ticket]:
    low, high = ends
    if low is not None:
        found = found.filter(received_at__gte=timezone.make_aware(datetime.combine(low, time.min)))
    if high is not None:
        found = found.filter(received_at__lte=timezone.make_aware(datetime.combine(high, time.max)))
    return found


def _stages(user: User) -> list[tuple[str, Any]]:
    return [(_OPEN, _("所有在办")), (_CLEARED, _("已清零")), *TicketStage.choices]


LEDGER = Ledger(
    name="tickets",
    title=gettext_lazy("诉求办理"),
    rows=tickets_for,
    lots=lots_of_tickets,
    columns=TICKET_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("编号、标题或企业"), narrow_by_words, kind="text", placeholder=gettext_lazy("两个字即可")),
        Filter("stage", gettext_lazy("状态"), _by_stage, choices=_stages),
        Filter("light", gettext_lazy("亮灯"), _by_light, choices=lambda user: Light.choices, counts=_light_parts),
        Filter("kind", gettext_lazy("类型"), equals("kind"), choices=lambda user: TicketKind.choices),
        Filter("category", gettext_lazy("类别"), equals("category"), choices=lambda user: category_choices(user.unit)),
        Filter("lead_unit", gettext_lazy("主办部门"), equals("lead_unit"), choices=lambda user: Listed(bodies_for(user.unit))),
        Filter("owner", gettext_lazy("经办人"), equals("owner"), choices=partial(people_choices, me_first=True)),
        Filter("channel", gettext_lazy("渠道"), equals("channel"), choices=lambda user: TicketChannel.choices),
        Filter("resolution", gettext_lazy("办理结果"), equals("resolution_kind"), choices=lambda user: ResolutionKind.choices),
        Filter("received", gettext_lazy("收到日期"), _received, kind="date_range"),
    ),
    sort="queue_at",
    link=ticket_address,
    create=("tickets-register", gettext_lazy("登记诉求"), "tickets.register"),
    tools=(
        ("tickets-clock", gettext_lazy("办理时限"), "tickets.view"),
        ("tickets-words", gettext_lazy("类别、级别与服务菜单"), "tickets.view"),
        ("tickets-import", gettext_lazy("导入"), "tickets.import"),
    ),
    presets=(
        (gettext_lazy("待派单"), "stage=registered"),
        (gettext_lazy("待接单"), "stage=dispatched"),
        (gettext_lazy("已超期"), "light=red"),
        (gettext_lazy("临期"), "light=yellow"),
        (gettext_lazy("有异议"), "stage=objected"),
        (gettext_lazy("待回访"), "stage=answered"),
    ),
    bulk=(("tickets-dispatch_many", gettext_lazy("派单所选"), "tickets.dispatch"),),
    empty=gettext_lazy("还没有诉求。企业扫码、来电、走访中提出的,都可以在这里登记。"),
)  # fmt: skip


def ledger(request: HttpRequest) -> HttpResponse:
    """Overdue first. Lights are reckoned with the calendar of the moment, read once for the page."""
    now = timezone.now()
    calendar = working_calendar((now.year - _YEARS, now.year + _YEARS))
    light = Column("light", _("亮灯"), lambda ticket: light_of(ticket, now, calendar), kind=LIGHT)
    columns = (*TICKET_COLUMNS[:2], light, *TICKET_COLUMNS[2:])
    return ledger_page(request, replace(LEDGER, columns=columns))


def register(request: HttpRequest) -> HttpResponse:
    """A need told by phone, letter or at the counter, with what it resembles shown while it is typed."""
    require(request.user, "tickets.register")
    form = TicketForm(request.user, request.POST or None, request.FILES or None, initial=_initial(request))
    return form_page(
        request,
        form,
        template="desk/tickets/register.html",
        title=_("登记诉求"),
        submit=_("登记"),
        back=reverse("tickets-list"),
        trail=trail(),
        act=lambda form: register_ticket(by=request.user, at=timezone.now(), **_given(form.cleaned_data)),
        done=ticket_address,
        said=lambda ticket: _("已登记,编号 %(number)s。") % {"number": ticket.number},
        **(_resembling(request.user, request.POST) if request.method == "POST" else {}),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The phone number stays hidden: an empty field keeps it."""
    return TICKETS.edit(
        request, pk, lambda initial: TicketEditForm(request.user, request.POST or None, initial=initial), edit_ticket,
        title=_("修改诉求"), hidden="contact_phone", itself="ticket",
    )  # fmt: skip


def similar(request: HttpRequest) -> HttpResponse:
    """A fragment: the likely category with reasons, and open tickets of the same matter (?company_name, ?title, ?text)."""
    require(request.user, "tickets.view")
    return render(request, "desk/tickets/similar.html", _resembling(request.user, request.GET))


def _resembling(user: User, values: Any) -> dict[str, Any]:
    name, own = str(values.get("company_name", ""))[:200], str(values.get("ticket", ""))
    text = f"{values.get('title', '')} {values.get('text', '')}"[:2000]
    found = similar_tickets(user, company_name=name, text=text.strip())
    return {
        "suggested": category_for(user.unit, text),
        "same": [ticket for ticket in found if str(ticket.pk) != own],
    }


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """The form's values as the action takes them."""
    found = dict(values)
    found["level"] = found["level"] or ""
    return found


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What the page of a company or of a project brings along."""
    initial: dict[str, Any] = {"unit": request.user.unit_id, "kind": TicketKind.ISSUE}
    company = request.GET.get("company", "")
    if company.isdigit() and (kept := visible(request.user, Company).filter(pk=int(company)).first()):
        initial["company_name"] = kept.name
    project = request.GET.get("project", "")
    if project.isdigit() and (found := visible(request.user, Project).filter(pk=int(project)).first()):
        initial |= {"project": found.pk, "company_name": found.company.name if found.company else ""}
    return initial


def _import_row(user: User, at: datetime, unit: Unit, values: dict[str, Any]) -> Ticket:
    text = f"{values.get('title', '')} {values.get('text', '')}"
    word = values.get("category") or ""
    suggested = None if word else category_for(unit, text)
    received = values.get("received_on")
    return register_ticket(
        by=user,
        at=at,
        unit=unit,
        kind=values.get("kind") or TicketKind.ISSUE,
        channel=TicketChannel.HOTLINE,
        category=suggested.category if suggested else category_named(unit, word),
        title=values["title"],
        text=values.get("text") or "",
        company_name=values.get("company_name") or "",
        level=values.get("level") or "",
        contact_name=values.get("contact_name") or "",
        contact_phone=values.get("contact_phone") or "",
        received_at=timezone.make_aware(datetime.combine(received, time(9))) if received else None,
    )


IMPORTER = Importer(
    name="tickets",
    title=gettext_lazy("导入热线诉求"),
    verb="tickets.import",
    ledger="tickets-list",
    columns=TICKET_IMPORT,
    act=_import_row,
    exists=lambda user, unit, values: is_registered(
        unit, title=values.get("title", ""), company_name=values.get("company_name", "")
    ),
    help=gettext_lazy("每行登记为一件热线诉求,待派单;同一企业同标题的在办诉求按已有处理。全部无误才会写入。"),
)


def import_tickets(request: HttpRequest) -> HttpResponse:
    return import_page(request, IMPORTER)
