"""The subjects the house watches: projects against their planned days and investment, leads, tickets and notices against
their clocks, receipts waiting to be recognised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.funds.models import Receipt
from dianxiaoer.domain.funds.states import ReceiptStatus
from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.domain.leads.states import OPEN_STAGES
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.projects.models import InvestmentDone, InvestmentPlan, Project
from dianxiaoer.domain.projects.states import Status
from dianxiaoer.domain.supervision.actions.lighting import watch_over
from dianxiaoer.domain.supervision.bridge import rule_of
from dianxiaoer.domain.supervision.models import LightRule, Notice
from dianxiaoer.domain.supervision.rules import RulesInForce
from dianxiaoer.domain.supervision.states import NoticeStage
from dianxiaoer.domain.supervision.watches import Held, Row, Watch, Watched, dated
from dianxiaoer.domain.tickets.lighting import WATCH as CLOCK
from dianxiaoer.domain.tickets.lighting import RuleOf, lit_by
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.states import OPEN_STAGES as OPEN_TICKETS
from dianxiaoer.domain.tickets.states import TicketStage
from dianxiaoer.engines.figures.curves import planned_on
from dianxiaoer.engines.figures.lights import OF_TERMS, Measure, Rule, Turns


def install() -> None:
    """Name the subjects. Called once when the room starts."""
    watch_over(_projects())
    watch_over(_leads())
    watch_over(_tickets())
    watch_over(_receipts())
    watch_over(_notices())
    lit_by(_ticket_rules)


def _projects() -> Watched:
    planned = (
        dated("projects.perform", _("履约"), "due_perform_on", "performed_on"),
        dated("projects.start", _("开工"), "due_start_on", "started_on"),
        dated("projects.library_plan", _("计划入库"), "due_library_on", "library_on"),
        dated("projects.complete", _("竣工"), "due_complete_on", "completed_on"),
        dated("projects.commission", _("投产"), "due_commission_on", "commissioned_on"),
        dated("projects.capacity", _("达产"), "due_capacity_on", "at_capacity_on"),
    )
    library = Watch("projects.library", _("开工后入库"), (Measure.MONTHS_SINCE,), _since("started_on", "library_on"))
    progress = Watch("projects.progress", _("投资进度"), (Measure.SHARE_OF_PLAN, Measure.BEHIND_POINTS), _progress)
    days = ("performed_on", "started_on", "library_on", "completed_on", "commissioned_on", "at_capacity_on")
    due = ("perform", "start", "library", "complete", "commission", "capacity")
    return Watched(
        "projects.project",
        _("项目"),
        lambda: Project.objects.filter(status__in=[Status.ACTIVE, Status.DELAYED]),
        (*planned, library, progress),
        (*days, *(f"due_{name}_on" for name in due), "signed_on", "contracted_yuan"),
        page="projects-detail",
        further=_investment,
    )


def _since(began: str, ended: str) -> Any:
    return lambda row, extra, on, measure: (row[began], row[ended])


def _progress(row: Row, extra: Any, on: date, measure: str) -> Held:
    """Investment done against the plan: both in yuan, or both as shares of the contract."""
    if extra is None:
        return None, None
    points, done = extra
    planned = planned_on(points, row["signed_on"], on)
    if measure == Measure.SHARE_OF_PLAN or planned is None:
        return planned, done
    whole = row["contracted_yuan"]
    return (planned / whole, done / whole) if whole else (None, None)


def _investment(ids: Sequence[int], on: date) -> Mapping[int, Any]:
    """Plan points and the investment done by a day, of the projects that have a plan. Two statements."""
    points: dict[int, list[tuple[date, Decimal]]] = {}
    plans = InvestmentPlan.objects.filter(project__in=ids).values_list("project_id", "through_on", "planned_yuan")
    for pk, day, amount in plans:
        points.setdefault(pk, []).append((day, amount))
    done = dict.fromkeys(points, Decimal(0))
    if points:
        rows = InvestmentDone.objects.filter(project__in=list(points), through_on__lte=on)
        for pk, amount in rows.values_list("project_id", "amount_yuan"):
            done[pk] += amount
    return {pk: (points[pk], done[pk]) for pk in points}


def _leads() -> Watched:
    return Watched(
        "leads.lead",
        _("线索"),
        lambda: Lead.objects.filter(stage__in=OPEN_STAGES, next_due_on__isnull=False),
        (dated("leads.clock", _("办理时限"), "next_due_on"),),
        ("next_due_on",),
        page="leads-detail",
    )


def _tickets() -> Watched:
    """By the moments the ticket keeps; one that waits for the firm has its clock stopped and no light."""
    clocked = Ticket.objects.filter(stage__in=OPEN_TICKETS, due_at__isnull=False).exclude(stage=TicketStage.WAITING)
    clock = Watch(
        CLOCK,
        _("办理时限"),
        OF_TERMS,
        lambda row, extra, on, measure: (_day(row["due_at"]), None),
        lambda row, at: Turns(row["warn_at"], row["queue_at"]).color(at),
    )
    fields = ("due_at", "warn_at", "queue_at")
    return Watched(
        "tickets.ticket", _("诉求"), clocked.all, (clock,), fields, title="title", page="tickets-detail"
    )  # fmt: skip


def _ticket_rules(on: date) -> RuleOf:
    """The light rules of tickets in force on a day, for the clock of the tickets' own room. One statement."""
    rules = RulesInForce(on, {}, LightRule.objects.filter(watch=CLOCK))

    def of(unit: Unit) -> Rule:
        facts = rules.of(unit.pk, CLOCK, unit.path)
        return rule_of(facts) if facts else Rule(Measure.TERM_SHARE)

    return of


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _receipts() -> Watched:
    return Watched(
        "funds.receipt",
        _("到位资金"),
        lambda: Receipt.objects.filter(status=ReceiptStatus.CLAIMED),
        (
            Watch(
                "receipts.recognise", _("申报后认定"), (Measure.MONTHS_SINCE,), _since("received_on", "recognised_on")
            ),
        ),
        ("received_on", "recognised_on"),
        unit="project__unit_id",
        owner="project__owner_id",
        title="project__name",
        page="funds-detail",
    )


def _notices() -> Watched:
    return Watched(
        "supervision.notice",
        _("督办"),
        lambda: Notice.objects.filter(stage=NoticeStage.ISSUED),
        (dated("notices.answer", _("答复时限"), "due_on"),),
        ("due_on",),
        owner="to_id",
        title="title",
        page="notices-detail",
    )
