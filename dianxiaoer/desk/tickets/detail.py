"""One ticket's page: the request and its clock, what may be done, co-bodies, what was said, the firm's rating, timeline."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from dianxiaoer.desk.tickets.acts import trail
from dianxiaoer.desk.tickets.lights import bar_of, light_of
from dianxiaoer.desk.tickets.steps import more_of, moves_of
from dianxiaoer.domain.people.access import fetch, may
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.policies.queries import policy_of
from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.domain.tickets.lighting import light_rules
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import file_of, head_rows
from dianxiaoer.domain.tickets.ratings import Rating
from dianxiaoer.domain.tickets.states import CONCIERGE, AskState, Aspect, PartState, TicketStage
from dianxiaoer.domain.visits.queries import visits_of_ticket
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.files import answer_file
from dianxiaoer.shell.moves import Step
from dianxiaoer.shell.timeline import told

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    user = request.user
    ticket = fetch(user, head_rows(), pk=pk)
    whole, now = file_of(ticket), timezone.now()
    calendar = working_calendar((ticket.received_at.year, now.year + 1))
    rule = light_rules(timezone.localdate(now))(ticket.unit)
    is_paused = ticket.stage == TicketStage.WAITING
    context = {
        "title": ticket.title,
        "trail": trail(),
        "ticket": ticket,
        "whole": whole,
        "bars": [bar_of(duty, now, calendar, rule, is_paused) for duty in whole.duties],
        "light": ticket.light_at(now),
        "light_said": light_of(ticket, now, calendar).words,
        "moves": moves_of(user, ticket),
        "acts": more_of(user, ticket),
        "parts": [(part, part.state == PartState.OPEN and may(user, "tickets.answer_part", part)) for part in whole.parts],
        "can_cancel_part": may(user, "tickets.cancel_part", ticket),
        "asked": [row for row in whole.extensions if row.state == AskState.PENDING],
        "can_grant": may(user, "tickets.decide_extension", ticket),
        "ratings": [_told_rating(user, rating) for rating in whole.ratings],
        "concierge_moves": _concierge_moves(user, whole.concierge),
        "source": _source(ticket),
        "policy": policy_of(ticket.policy) if ticket.policy else None,
        "visits": visits_of_ticket(user, ticket),
        "can_edit": may(user, "tickets.edit", ticket),
        "can_reveal": may(user, "tickets.reveal", ticket),
        "can_open_works": may(user, "works.open"),
        "events": told(timeline(ticket, 80)),
    }  # fmt: skip
    return render(request, "desk/tickets/detail.html", context)


def attachment(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """A photo or paper of a ticket one may see, as a download."""
    ticket = fetch(request.user, Ticket, pk=pk)
    found = ticket.files.filter(pk=file).first()
    if found is None:
        raise Http404
    return answer_file(found.sha256, found.name, found.content_type)


def paper(request: HttpRequest, pk: int, paper: int, form: str) -> HttpResponse:
    """An issued paper as Word or PDF, exactly as it was issued."""
    ticket = fetch(request.user, Ticket, pk=pk)
    found = ticket.papers.filter(pk=paper).first()
    if found is None:
        raise Http404
    if form == "pdf":
        return answer_file(found.pdf_sha256, f"{found.number}.pdf", "application/pdf")
    return answer_file(found.word_sha256, f"{found.number}.docx", _DOCX)


def _told_rating(user: User, rating: Rating) -> dict[str, Any]:
    """A rating without who gave it, where that was promised, and what may be done about it."""
    wants_call = rating.call_back_due_at is not None and rating.excluded_at is None
    names = dict(Aspect.choices)
    return {
        "rating": rating,
        "who": "" if rating.is_anonymous else str(rating.account or ""),
        "aspects": [(names.get(key, key), stars) for key, stars in rating.aspects.items()],
        "can_call": wants_call and rating.called_back_at is None and may(user, "tickets.call_back", rating),
        "can_mend": wants_call
        and rating.called_back_at is not None
        and rating.mended_at is None
        and may(user, "tickets.mend", rating),
        "can_exclude": rating.excluded_at is None and may(user, "tickets.exclude_rating", rating),
    }


def _source(ticket: Ticket) -> tuple[str, str] | None:
    """What the ticket came from (a visit, an inspection …) and its page, "" when that room has none."""
    if not ticket.source_subject:
        return None
    try:
        label = str(apps.get_model(ticket.source_subject)._meta.verbose_name)
    except LookupError:
        return None
    try:
        return label, reverse(f"{ticket.source_subject.partition('.')[0]}-detail", args=[ticket.source_id])
    except NoReverseMatch:
        return label, ""


def _concierge_moves(user: User, concierge: Any) -> list[Step]:
    if concierge is None:
        return []
    return [
        Step(
            line.verb, str(line.label), reverse("tickets-concierge", args=[concierge.ticket_id, line.verb]), quiet=True
        )
        for line in CONCIERGE.moves_from(concierge)
        if may(user, f"concierge.{line.verb}", concierge)
    ]
