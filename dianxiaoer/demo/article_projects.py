"""Projects of a district with stages, contract, receipts, investment done, quantities, bonds and rounds."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from dianxiaoer.demo.sheets import day, day_of, moment, number, sheet, yuan
from dianxiaoer.demo.writing import event, insert
from dianxiaoer.domain.bonds.models import BondBatch
from dianxiaoer.domain.bonds.states import BondStage
from dianxiaoer.domain.campaigns.models import Round, RoundMember
from dianxiaoer.domain.campaigns.states import RoundStage
from dianxiaoer.domain.funds.models import Receipt
from dianxiaoer.domain.funds.origin import home_code, origin_of
from dianxiaoer.domain.funds.states import ReceiptStatus
from dianxiaoer.domain.projects.finding import INDEX
from dianxiaoer.domain.projects.models import (
    ContractChange,
    InvestmentDone,
    Project,
    Quantity,
    SigningRecord,
    StageClaim,
)
from dianxiaoer.domain.projects.states import (
    LADDER,
    MOVE_TO,
    STAGE_DATES,
    ChangeKind,
    ClaimStatus,
    Stage,
    VerifyMethod,
)
from dianxiaoer.domain.reference.models import Chain

VERIFIED = "根据公开报道整理,未附佐证。"
DATES = (*STAGE_DATES.values(), "due_start_on", "due_complete_on")


def load_projects(district: Any) -> None:
    """Projects, each signed once and verified up to the last stage its dates tell."""
    lines = sheet(district.folder, "projects")
    _load_chains(district, {line["chain"] for line in lines if line["chain"]})
    rows = [_project(district, line) for line in lines]
    for project in insert(rows, [moment(row.signed_on) for row in rows]):
        project.code = f"XM-{project.signed_on:%Y}-{project.pk:06d}"
        district.projects[project.name] = project
    Project.objects.bulk_update(rows, ["code"])
    INDEX.put_many([(row.pk, row.search_texts()) for row in rows])
    changes = [
        ContractChange(project=row, kind=ChangeKind.INITIAL, amount_yuan=row.contracted_yuan, changed_on=row.signed_on)
        for row in rows
    ]
    insert(changes, [moment(row.changed_on) for row in changes])
    signings = [
        SigningRecord(
            project=row,
            activity=district.activities.get(line["activity"]),
            signed_on=row.signed_on,
            announced_yuan=yuan(line["announced"]),
        )
        for row, line in zip(rows, lines, strict=True)
    ]
    insert(signings, [moment(row.signed_on) for row in signings])
    for row in rows:
        district.events.append(event(row, "projects.open", by=district.officer, at=moment(row.signed_on)))
    _load_claims(district, rows)


def _project(district: Any, line: dict[str, str]) -> Project:
    dates = {name: day(line[name]) for name in DATES}
    stage = next(stage for stage in reversed(LADDER) if dates[STAGE_DATES[stage]])
    return Project(
        unit=district.units[line["unit"]] if line["unit"] else district.unit,
        owner=district.officer,
        code=uuid4().hex,
        name=line["name"],
        company=district.companies.get(line["company"]),
        investor_name=line["investor"],
        industry_code=line["industry_code"],
        chain=district.chains.get(line["chain"]),
        strategic_field=line["strategic_field"],
        zone=line["zone"],
        content=line["content"],
        contracted_yuan=yuan(line["contracted"]) or Decimal(0),
        stage=stage,
        **dates,
    )


def _load_chains(district: Any, names: set[str]) -> None:
    rows = [Chain(unit=district.unit, name=name) for name in sorted(names)]
    for chain in insert(rows, [moment(date(2021, 1, 4))] * len(rows)):
        district.chains[chain.name] = chain


def _load_claims(district: Any, rows: list[Project]) -> None:
    claims = []
    for project in rows:
        for stage in LADDER[1:]:
            reached = project.stage_date(stage)
            if reached is None:
                continue
            claims.append(
                StageClaim(
                    project=project,
                    stage=stage,
                    reached_on=reached,
                    status=ClaimStatus.VERIFIED,
                    claimed_by=district.officer,
                    claimed_on=reached,
                    decided_by=district.chief,
                    decided_on=reached,
                    method=VerifyMethod.DOCUMENT,
                    decision_note=VERIFIED,
                )
            )
    for claim in insert(claims, [moment(row.reached_on, 11) for row in claims]):
        at = moment(claim.reached_on, 11 + LADDER.index(claim.stage))
        verb = f"projects.{MOVE_TO[claim.stage].verb}"
        named = {STAGE_DATES[claim.stage]: claim.reached_on, "stage": Stage(claim.stage).label}
        district.events.append(event(claim.project, verb, by=district.chief, at=at, note=VERIFIED, **named))


def load_money(district: Any) -> None:
    """Receipts recognised by the second person, investment done, quantities, bonds."""
    _load_receipts(district)
    done = [
        InvestmentDone(
            project=district.projects[line["project"]],
            through_on=day_of(line["through_on"]),
            amount_yuan=yuan(line["amount"]),
            note=line["note"],
        )
        for line in sheet(district.folder, "investment")
    ]
    insert(done, [moment(row.through_on, 16) for row in done])
    quantities = [
        Quantity(
            project=district.projects[line["project"]],
            key=line["key"],
            label=line["label"],
            unit=line["unit"],
            planned_low=number(line["planned_low"]),
            planned_high=number(line["planned_high"]),
            actual=number(line["actual"]),
            actual_on=day(line["actual_on"]),
        )
        for line in sheet(district.folder, "quantities")
    ]
    insert(quantities, [moment(row.actual_on or row.project.signed_on, 16) for row in quantities])
    _load_bonds(district)


def _load_receipts(district: Any) -> None:
    homes: dict[int, str] = {}
    totals: dict[Project, Decimal] = defaultdict(Decimal)
    rows = []
    for line in sheet(district.folder, "receipts"):
        project = district.projects[line["project"]]
        home = homes.setdefault(project.unit_id, home_code(project.unit))
        amount, received = yuan(line["amount"]), day_of(line["received_on"])
        totals[project] += amount
        rows.append(
            Receipt(
                project=project,
                investor_name=line["investor"],
                kind=line["kind"],
                received_on=received,
                amount_yuan=amount,
                origin_region_code=line["region_code"],
                origin=origin_of(home, line["region_code"], "CN"),
                status=ReceiptStatus.RECOGNISED,
                claimed_by=district.officer,
                decided_by=district.chief,
                recognised_yuan=amount,
                recognised_on=received + timedelta(days=1),
            )
        )
    insert(rows, [moment(row.recognised_on, 15) for row in rows])
    for project, total in totals.items():
        project.recognised_yuan = total
    Project.objects.bulk_update(totals, ["recognised_yuan"])
    for row in rows:
        claimed, recognised = moment(row.received_on, 10), moment(row.recognised_on, 15)
        district.events.append(
            event(row, "receipts.claim", by=district.officer, at=claimed, root=row.project, amount_yuan=row.amount_yuan)
        )
        district.events.append(
            event(row, "receipts.recognise", by=district.chief, at=recognised, root=row.project, status="已认定")
        )


def _load_bonds(district: Any) -> None:
    rows = [
        BondBatch(
            project=district.projects[line["project"]],
            number=int(line["number"]),
            applied_yuan=yuan(line["applied"]),
            applied_on=day_of(line["applied_on"]),
            reviewed_on=day_of(line["reviewed_on"]),
            review_level=line["review_level"],
            approved_yuan=yuan(line["approved"]),
            stage=BondStage.REVIEWED,
            note=line["note"],
        )
        for line in sheet(district.folder, "bonds")
    ]
    for bond in insert(rows, [moment(row.reviewed_on) for row in rows]):
        at = moment(bond.applied_on)
        district.events.append(event(bond, "bonds.apply", by=district.officer, at=at, root=bond.project))
        seen = moment(bond.reviewed_on)
        district.events.append(event(bond, "bonds.review", by=district.chief, at=seen, root=bond.project))


def load_rounds(district: Any) -> None:
    """Rounds of the three batches and who stood on which list, amounts as they were that day."""
    rows = [
        Round(
            unit=district.unit,
            number=int(line["number"]),
            name=line["name"],
            year=int(line["year"]),
            quarter=int(line["quarter"]),
            starts_on=day_of(line["starts_on"]),
            ends_on=day_of(line["ends_on"]),
            stage=RoundStage.LISTED,
        )
        for line in sheet(district.folder, "rounds")
    ]
    rounds = {row.number: row for row in insert(rows, [moment(row.ends_on) for row in rows])}
    members = [
        RoundMember(
            round=rounds[int(line["round"])],
            project=district.projects[line["project"]],
            batch=line["batch"],
            platform=line["platform"],
            amount_yuan=district.projects[line["project"]].contracted_yuan,
            listed_on=day_of(line["listed_on"]),
        )
        for line in sheet(district.folder, "members")
    ]
    insert(members, [moment(row.listed_on) for row in members])
    for round_ in rounds.values():
        district.events.append(event(round_, "rounds.publish", by=district.chief, at=moment(round_.ends_on)))
