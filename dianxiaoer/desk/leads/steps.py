"""The buttons of a lead's page: only what may be done from where it stands, each saying what it still lacks."""

from __future__ import annotations

from django.urls import reverse

from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.domain.leads.states import LEAD, LeadStage
from dianxiaoer.domain.people.access import may
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.stages import Move
from dianxiaoer.kernel.verbs import label_of
from dianxiaoer.shell.moves import Step

#: filled in by the form of the act itself, so the page does not ask for them beforehand
_BY_THE_ACT = {
    "screening_opinion", "negotiation_started_on", "project", "converted_on", "drop_reason", "dropped_on",
}  # fmt: skip


def moves_of(user: User, lead: Lead) -> list[Step]:
    """The stage moves open to the lead. No statement beyond the person's reach."""
    return [
        Step(line.verb, str(line.label), _address(lead, line.verb), _missing(lead, line), line.verb == "drop")
        for line in LEAD.moves_from(lead)
        if may(user, f"leads.{line.verb}", lead)
    ]


def duties_open(user: User, lead: Lead, has_task_force: bool) -> list[Step]:
    """Everything else that can be done now: answer, feed back, follow up, hand over, form the task force."""
    wanted = []
    if lead.is_open:
        wanted += ["follow_up"] if lead.responded_on else ["respond"]
        wanted += [] if lead.fed_back_on else ["feed_back"]
        wanted += ["give_opinion"]
        wanted += ["ask_experts"] if lead.stage == LeadStage.NEW and not lead.needs_experts else []
        wanted += [] if lead.company_id else ["link_company"]
        wanted += [] if has_task_force else ["form_task_force"]
        wanted += ["transfer"]
    return [
        Step(verb, label_of(f"leads.{verb}"), _address(lead, verb))
        for verb in wanted
        if may(user, f"leads.{verb}", lead)
    ]


def _missing(lead: Lead, line: Move) -> tuple[str, ...]:
    names = [name for name in line.needs if name not in _BY_THE_ACT]
    attributes = {name: lead._meta.get_field(name).attname for name in names}
    return tuple(
        str(lead._meta.get_field(name).verbose_name) for name in names if getattr(lead, attributes[name]) in (None, "")
    )


def _address(lead: Lead, verb: str) -> str:
    return reverse(f"leads-{verb}", args=[lead.pk])
