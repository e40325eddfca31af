"""The buttons of a ticket's page: only what this person may do from where it stands."""

from __future__ import annotations

from django.urls import reverse

from dianxiaoer.domain.people.access import may
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.states import BEFORE_ANSWER, TICKET, TicketStage
from dianxiaoer.kernel.verbs import label_of
from dianxiaoer.shell.moves import Step

#: what comes next from a stage; every other open move is a quiet button
_NEXT = {
    TicketStage.REGISTERED: {"dispatch"},
    TicketStage.DISPATCHED: {"accept"},
    TicketStage.OBJECTED: {"decide"},
    TicketStage.ACCEPTED: {"process", "answer"},
    TicketStage.PROCESSING: {"answer"},
    TicketStage.REOPENED: {"answer"},
    TicketStage.WAITING: {"supply"},
    TicketStage.ANSWERED: {"revisit"},
    TicketStage.REVISITED: {"close"},
}
_DANGER = {"withdraw", "reject", "merge"}
#: moves the clockwork makes, or the same button under another name
_NOT_SHOWN = {"recall", "schedule"}


def moves_of(user: User, ticket: Ticket) -> list[Step]:
    """The stage moves open to the ticket, what comes next first. No statement beyond the person's reach."""
    refused = ticket.has_objected or ticket.has_returned
    found = [
        Step(
            line.verb,
            str(line.label),
            _address(ticket, line.verb),
            (),
            line.verb in _DANGER,
            not _is_next(ticket, line.verb),
        )
        for line in TICKET.moves_from(ticket)
        if line.verb not in _NOT_SHOWN
        and not (refused and line.verb in {"object", "return"})
        and may(user, f"tickets.{line.verb}", ticket)
    ]
    return sorted(found, key=lambda step: (step.quiet, step.danger))


def more_of(user: User, ticket: Ticket) -> list[Step]:
    """Everything else: notes, people, help, more time, links."""
    wanted = ["note", "link"]
    if ticket.stage in BEFORE_ANSWER and ticket.lead_unit_id:
        wanted += ["assign", "add_part", "ask_extension"]
    if ticket.stage in BEFORE_ANSWER or ticket.stage == TicketStage.REGISTERED:
        wanted += ["split"]
    return [
        Step(verb, label_of(f"tickets.{verb}"), _address(ticket, verb), quiet=True)
        for verb in wanted
        if may(user, f"tickets.{verb}", ticket)
    ]


def _is_next(ticket: Ticket, verb: str) -> bool:
    return verb in _NEXT.get(TicketStage(ticket.stage), set())


def _address(ticket: Ticket, verb: str) -> str:
    return reverse(f"tickets-{verb}", args=[ticket.pk])
