"""Opening a project and editing its facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import transaction

from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.projects.actions.contract import add_change
from dianxiaoer.domain.projects.bridge import clean_national_code
from dianxiaoer.domain.projects.finding import INDEX
from dianxiaoer.domain.projects.models import ContractChange, Project, SigningRecord
from dianxiaoer.domain.projects.states import ChangeKind
from dianxiaoer.domain.reference.models import Chain
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused

FOREIGN = ("currency", "foreign_amount", "rate", "rate_on")
#: facts an edit may change; stages, amounts and status have verbs of their own
EDITABLE = (
    "name",
    "owner",
    "sponsor_leader",
    "national_code",
    "company",
    "investor_name",
    "industry_code",
    "chain",
    "strategic_field",
    "zone",
    "content",
    "due_perform_on",
    "due_start_on",
    "due_library_on",
    "due_complete_on",
    "due_commission_on",
    "due_capacity_on",
)


@transaction.atomic
def open_project(
    *,
    by: User,
    at: datetime,
    unit: Unit,
    name: str,
    company: Company | None,
    signed_on: date,
    contracted_yuan: Decimal,
    owner: User | None = None,
    sponsor_leader: User | None = None,
    industry_code: str = "",
    chain: Chain | None = None,
    activity: Activity | None = None,
    **facts: Any,
) -> Project:
    """A new project at stage signed, with its first contract amount and the ceremony (or desk) it was signed at.

    facts: any field of EDITABLE; currency, foreign_amount, rate, rate_on when the agreement is in a foreign currency;
    occasion, announced_yuan of the ceremony.
    Raises ValidationError by field, Refused when the same national code is already kept in the unit.
    """
    require_at(by, "projects.open", unit)
    foreign = {key: facts.pop(key) for key in FOREIGN if key in facts}
    ceremony = {key: facts.pop(key) for key in ("occasion", "announced_yuan") if key in facts}
    project = Project(
        unit=unit,
        name=name,
        company=company,
        chain=chain,
        owner=owner or by,
        sponsor_leader=sponsor_leader,
        industry_code=industry_code,
        signed_on=signed_on,
        code=f"new-{uuid4().hex}",
        **_clean(facts),
    )
    add(project, "projects.open", by=by, at=at)
    project.code = f"XM-{signed_on:%Y}-{project.pk:06d}"
    project.save(update_fields=["code"])
    first = ContractChange(
        project=project, kind=ChangeKind.INITIAL, amount_yuan=contracted_yuan, changed_on=signed_on, **foreign
    )
    project = add_change(first, by=by, at=at)
    signing = SigningRecord(project=project, activity=activity, signed_on=signed_on, **ceremony)
    add(signing, "projects.record_signing", by=by, at=at, root=project)
    INDEX.put(project.pk, *project.search_texts())
    return project


@transaction.atomic
def edit_project(
    project: Project, *, by: User, at: datetime, changes: Mapping[str, Any], version: int | None = None
) -> Project:
    """Change facts of a project. Raises EditConflict, ValidationError by field."""
    require(by, "projects.edit", project)
    project = amend(project, "projects.edit", _clean(changes), by=by, at=at, version=version)
    INDEX.put(project.pk, *project.search_texts())
    return project


def _clean(facts: Mapping[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(facts) - set(EDITABLE))
    if unknown:
        raise Refused(f"项目没有这些可填的字段 / a project has no such facts: {', '.join(unknown)}")
    cleaned = dict(facts)
    if "national_code" in cleaned:
        cleaned["national_code"] = clean_national_code(cleaned["national_code"])
    return cleaned
