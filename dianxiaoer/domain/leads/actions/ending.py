"""How a lead ends: it becomes a project, or it is dropped with its reason; and how a dropped one comes back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.actions.files import relate_company
from dianxiaoer.domain.leads.actions.judging import day_of
from dianxiaoer.domain.leads.actions.ticking import reclock
from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.domain.leads.states import LEAD, LeadStage
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.actions.opening import open_project
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import lock
from dianxiaoer.kernel.refusals import Refused, StageRefused
from dianxiaoer.kernel.stages import move


@transaction.atomic
def convert_lead(
    lead: Lead,
    *,
    by: User,
    at: datetime,
    signed_on: date,
    contracted_yuan: Decimal,
    name: str = "",
    activity: Any = None,
    sponsor_leader: User | None = None,
    **facts: Any,
) -> Lead:
    """An agreement is signed: the lead opens its project, once. What the lead knows is carried over.

    Raises StageRefused naming everything missing, before any project is made.
    """
    require(by, "leads.convert", lead)
    fresh = lock(lead)
    _hold_ready(fresh)
    project = open_project(
        by=by,
        at=at,
        unit=fresh.unit,
        name=name or fresh.name,
        company=fresh.company,
        signed_on=day_of(fresh, signed_on, at),
        contracted_yuan=contracted_yuan,
        owner=fresh.owner,
        sponsor_leader=sponsor_leader or fresh.sponsor_leader,
        industry_code=fresh.industry_code,
        chain=fresh.chain,
        activity=activity,
        **{"investor_name": fresh.company_name, "content": fresh.content} | facts,
    )
    relate_company(fresh.company, by=by, at=at, is_investor=True)
    changes = {"project": project, "converted_on": signed_on}
    lead = move(fresh, LEAD, "convert", by=by, at=at, changes=changes)
    note = _("由线索“%(name)s”转入,%(who)s 于 %(on)s 首次登记。")
    record_event(
        project, "leads.convert", by=by, at=at,
        note=note % {"name": lead.name, "who": lead.registered_by.name, "on": lead.registered_on},
    )  # fmt: skip
    return reclock(lead)


@transaction.atomic
def drop_lead(lead: Lead, *, by: User, at: datetime, drop_reason: str, note: str, on: date | None = None) -> Lead:
    """Give the lead up, saying why in one word of the list and in a sentence."""
    require(by, "leads.drop", lead)
    if not note.strip():
        raise Refused(_("请写明放弃的具体情况。"))
    changes = {"drop_reason": drop_reason, "dropped_on": day_of(lead, on, at)}
    return reclock(move(lead, LEAD, "drop", by=by, at=at, changes=changes, note=note))


@transaction.atomic
def reopen_lead(lead: Lead, *, by: User, at: datetime, note: str) -> Lead:
    """A dropped lead lives again: it is judged anew, the clock starts today, the first registration stays."""
    require(by, "leads.reopen", lead)
    if not note.strip():
        raise Refused(_("请写明重新启用的理由。"))
    changes = {
        "drop_reason": "", "dropped_on": None, "screened_on": None, "negotiation_started_on": None,
        "responded_on": None, "fed_back_on": None, "needs_experts": False,
        "reopened_on": timezone.localtime(at).date(),
    }  # fmt: skip
    return reclock(move(lead, LEAD, "reopen", by=by, at=at, changes=changes, note=note))


def missing_to_convert(lead: Lead) -> list[str]:
    """Labels of what the lead itself still lacks before an agreement can turn it into a project."""
    made_by_converting = {"project", "converted_on"}
    labels = {name: str(lead._meta.get_field(name).verbose_name) for name in LEAD.line("convert").needs}
    return [
        label for name, label in labels.items() if name not in made_by_converting and getattr(lead, name) in (None, "")
    ]


def _hold_ready(lead: Lead) -> None:
    if lead.stage != LeadStage.IN_NEGOTIATION:
        raise StageRefused(
            _("无法转为项目:当前阶段是“%(stage)s”。请刷新页面后再试。") % {"stage": lead.get_stage_display()}
        )
    if missing := missing_to_convert(lead):
        raise StageRefused(
            _("无法转为项目:缺少 %(missing)s。请在线索页补全后重试。") % {"missing": "、".join(missing)}, missing
        )
