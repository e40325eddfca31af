"""Taking a lead down: the first registration is kept for good, one owner from the first moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.actions.files import file_company
from dianxiaoer.domain.companies.bridge import comparable
from dianxiaoer.domain.companies.models import Company, mask_phone
from dianxiaoer.domain.companies.queries import company_in
from dianxiaoer.domain.leads.actions.owners import hold_able, seat_owner
from dianxiaoer.domain.leads.actions.ticking import reclock
from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.domain.leads.queries import INDEX, open_lead_of
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import add, amend, write
from dianxiaoer.kernel.refusals import Refused


@transaction.atomic
def register_lead(
    *,
    by: User,
    at: datetime,
    unit: Unit,
    name: str,
    source_kind: str,
    owner: User | None = None,
    registered_on: date | None = None,
    is_another: bool = False,
    **facts: Any,
) -> Lead:
    """A new lead of a unit, owned by `owner` or by who writes it.

    registered_on: an earlier day when a paper ledger is entered afterwards; never a later one.
    is_another: the person saw the open lead of the same firm and says this is another project.
    A firm that has a file in the unit is linked by itself. Raises Refused for a firm that has an open lead already,
    naming who registered it first.
    """
    require_at(by, "leads.register", unit)
    today = timezone.localtime(at).date()
    if registered_on and registered_on > today:
        raise Refused(_("登记日期不能晚于今天。"))
    hold_able(owner or by, unit)
    facts = _with_company(unit, facts)
    kept = open_lead_of(unit, facts.get("company_normal", ""))
    if kept and not is_another:
        raise Refused(
            _("“%(company)s”已有线索“%(lead)s”,%(who)s 于 %(on)s 首次登记。确是另一个项目的,请勾选“确认是另一个项目”。")
            % {
                "company": kept.company_name,
                "lead": kept.name,
                "who": kept.registered_by.name,
                "on": kept.registered_on,
            }
        )
    lead = Lead(
        unit=unit,
        name=name.strip(),
        source_kind=source_kind,
        owner=owner or by,
        registered_on=registered_on or today,
        registered_by=by,
        **facts,
    )
    add(lead, "leads.register", by=by, at=at)
    seat_owner(lead, lead.owner, on=lead.registered_on, at=at)
    INDEX.put(lead.pk, *lead.search_texts())
    return reclock(lead)


@transaction.atomic
def edit_lead(lead: Lead, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None) -> Lead:
    """Amend the facts. The first registration, the owner and the stage have acts of their own and are refused here."""
    require(by, "leads.edit", lead)
    fixed = {"unit", "owner", "stage", "registered_on", "registered_by", "project"} & changes.keys()
    if fixed:
        raise TypeError(f"not edited: {sorted(fixed)}")
    changes = dict(changes)
    if "company_name" in changes and changes["company_name"] != lead.company_name:
        changes = {"company": None} | changes
        changes = _with_company(lead.unit, changes)
    phone = changes.pop("contact_phone", lead.contact_phone)
    lead = amend(lead, "leads.edit", changes, by=by, at=at, version=version)
    if phone != lead.contact_phone:
        _change_phone(lead, phone, by=by, at=at)
    INDEX.put(lead.pk, *lead.search_texts())
    return lead


@transaction.atomic
def link_company(lead: Lead, *, by: User, at: datetime, company: Company | None = None, **facts: Any) -> Lead:
    """Tie the lead to a file: the given one, or a new one made from the lead's own name and `facts` (uscc, …)."""
    require(by, "leads.link_company", lead)
    if company is None:
        if not lead.company_name:
            raise Refused(_("无法关联企业:缺少 企业名称。请先补全后重试。"))
        given = {"industry_code": lead.industry_code, "chain": lead.chain, "is_target": True} | facts
        company = file_company(by=by, at=at, unit=lead.unit, name=lead.company_name, **given)
    changes = {"company": company, "company_name": company.name, "company_normal": comparable(company.name)}
    lead = amend(lead, "leads.link_company", changes, by=by, at=at)
    INDEX.put(lead.pk, *lead.search_texts())
    return lead


def _change_phone(lead: Lead, phone: str, *, by: User, at: datetime) -> None:
    """The timeline is read by many: it keeps the numbers masked."""
    shown = {"contact_phone": (mask_phone(lead.contact_phone), mask_phone(phone))}
    lead.contact_phone = phone
    write(lead, ["contact_phone"], at=at)
    record_event(lead, "leads.edit", by=by, at=at, changes=shown)


def _with_company(unit: Unit, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The firm's name in one spelling, and its file when the unit has one."""
    found = dict(facts)
    if company := found.get("company"):
        found["company_name"] = company.name
    name = str(found.get("company_name", ""))
    found["company_normal"] = comparable(name)
    if name and not company:
        found["company"] = company_in(unit, name=name)
    return found
