"""Reads of firm accounts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.firm_access import visible_to
from dianxiaoer.domain.accounts.models import Account, Membership
from dianxiaoer.domain.accounts.states import MemberRole
from dianxiaoer.domain.companies.models import Company


@dataclass(frozen=True)
class FirmCard:
    """A firm of the caller with the people who act for it. manages: the caller is one of its managers."""

    company: Company
    members: tuple[Membership, ...]
    manages: bool


def account_in_use(pk: int) -> Account | None:
    """One statement."""
    return Account.objects.filter(pk=pk, is_active=True).first()


def home_of(caller: Caller) -> int | None:
    """The id of the body that keeps the file of the caller's firm; None without one. One statement."""
    return visible_to(caller, Company).order_by("id").values_list("unit", flat=True).first()


def members_in_force() -> QuerySet[Membership]:
    return Membership.objects.filter(until_on__isnull=True).select_related("account", "company__unit")


def firms_of(caller: Caller) -> list[FirmCard]:
    """The caller's firms with their members. One statement."""
    by_firm: dict[int, list[Membership]] = {}
    for row in visible_to(caller, members_in_force()).order_by("company_id", "role", "since_on", "id"):
        by_firm.setdefault(row.company_id, []).append(row)
    mine = caller.account.pk if caller.account else None
    return [
        FirmCard(
            rows[0].company,
            tuple(rows),
            any(row.account_id == mine and row.role == MemberRole.MANAGER for row in rows),
        )
        for rows in by_firm.values()
    ]
