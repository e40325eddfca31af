"""Leads of a district as far as their dates tell: registered, screened, in negotiation, dropped."""

from __future__ import annotations

from typing import Any

from dianxiaoer.demo.sheets import day, day_of, moment, sheet, yuan
from dianxiaoer.demo.writing import event, insert
from dianxiaoer.domain.companies.bridge import comparable
from dianxiaoer.domain.leads.models import Lead, Ownership, TaskForce
from dianxiaoer.domain.leads.queries import INDEX
from dianxiaoer.domain.leads.states import LeadStage

OPINION = "根据公开报道整理;示例线索的意见为示例。"


def load_leads(district: Any) -> None:
    rows = [_lead(district, line) for line in sheet(district.folder, "leads")]
    insert(rows, [moment(row.dropped_on or row.screened_on or row.registered_on, 16) for row in rows])
    INDEX.put_many([(row.pk, row.search_texts()) for row in rows])
    owned = [Ownership(lead=row, user=row.owner, since_on=row.registered_on) for row in rows]
    insert(owned, [moment(row.since_on) for row in owned])
    forces = [
        TaskForce(lead=row, name=f"{row.name}专班"[:100], head=district.chief, formed_on=row.negotiation_started_on)
        for row in rows
        if row.negotiation_started_on
    ]
    insert(forces, [moment(row.formed_on) for row in forces])
    for row in rows:
        district.events.extend(_events(district, row))


def _lead(district: Any, line: dict[str, str]) -> Lead:
    screened, talking, dropped = (day(line[name]) for name in ("screened_on", "negotiation_started_on", "dropped_on"))
    stage = (
        LeadStage.DROPPED
        if dropped
        else LeadStage.IN_NEGOTIATION
        if talking
        else LeadStage.SCREENED
        if screened
        else LeadStage.NEW
    )
    registered = day_of(line["registered_on"])
    return Lead(
        unit=district.unit,
        owner=district.officer,
        name=line["name"],
        company=district.companies.get(line["company_name"]),
        company_name=line["company_name"],
        company_normal=comparable(line["company_name"]) if line["company_name"] else "",
        source_kind=line["source_kind"],
        source_note=line["note"],
        activity=district.activities.get(line["activity"]),
        industry_code=line["industry_code"],
        planned_yuan=yuan(line["planned"]),
        registered_on=registered,
        registered_by=district.officer,
        stage=stage,
        responded_on=registered,
        screening_opinion=OPINION if screened else "",
        screened_on=screened,
        fed_back_on=screened,
        negotiation_started_on=talking,
        last_followed_on=talking or screened,
        dropped_on=dropped,
        drop_reason=line["drop_reason"],
    )


def _events(district: Any, row: Lead) -> list[Any]:
    by = district.officer
    found = [event(row, "leads.register", by=by, at=moment(row.registered_on))]
    if row.screened_on:
        found.append(event(row, "leads.screen", by=by, at=moment(row.screened_on, 11), note=OPINION))
    if row.negotiation_started_on:
        found.append(event(row, "leads.negotiate", by=by, at=moment(row.negotiation_started_on, 14)))
    if row.dropped_on:
        found.append(event(row, "leads.drop", by=by, at=moment(row.dropped_on, 15)))
    return found
