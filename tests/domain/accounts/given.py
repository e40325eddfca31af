"""Firms with people who call for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from dianxiaoer.domain.accounts.callers import Caller, caller_of
from dianxiaoer.domain.accounts.models import Account, Membership
from dianxiaoer.domain.companies.actions.contacts import add_contact
from dianxiaoer.domain.companies.actions.files import add_company
from dianxiaoer.domain.companies.models import Company
from tests.cast import NOW, TODAY, Cast

USCC = "91350100M000100Y43"


@dataclass
class Firm:
    """示例精密, kept by 小王 in 甲区: its manager and a member; the manager of another firm; a phone of no firm."""

    company: Company
    manager: Account
    member: Account
    other: Account
    lone: Account
    other_company: Company

    def caller(self, who: str = "manager") -> Caller:
        return caller_of(getattr(self, who))


def a_firm(cast: Cast) -> Firm:
    company = a_company(cast, "示例精密有限公司", USCC)
    other = a_company(cast, "示例他家有限公司", "")
    accounts = {name: an_account(f"1370000000{n}") for n, name in enumerate(("manager", "member", "other", "lone"))}
    for name, firm, role in (
        ("manager", company, "manager"),
        ("member", company, "member"),
        ("other", other, "manager"),
    ):
        Membership.objects.create(account=accounts[name], company=firm, role=role, since_on=TODAY)
    return Firm(company=company, other_company=other, **accounts)


def a_company(cast: Cast, name: str, uscc: str = "") -> Company:
    return add_company(by=cast.wang, at=NOW, unit=cast.district, name=name, uscc=uscc, owner=cast.wang)


def an_account(phone: str, name: str = "") -> Account:
    return Account.objects.create(phone=phone, name=name, verified_at=NOW)


def main_contact(cast: Cast, company: Company, phone: str) -> None:
    add_contact(company, by=cast.wang, at=NOW, name="陈总", phone=phone, is_main=True)


def call_as(client: Any, account: Account) -> None:
    """This browser has answered the code of the account's phone."""
    session = client.session
    session["caller"] = account.pk
    session["caller_seen"] = int(timezone.now().timestamp())
    session.save()
    client.cookies["sessionid"] = session.session_key
