"""Who acts for a firm: bound by its code, claimed and decided, invited, removed at once when they leave."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.actions.phone_codes import clean_phone
from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.firm_access import require_firm
from dianxiaoer.domain.accounts.models import Account, FirmClaim, Membership
from dianxiaoer.domain.accounts.states import CLAIM, MemberRole
from dianxiaoer.domain.companies.bridge import checked_uscc
from dianxiaoer.domain.companies.models import Company, Contact
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move


@transaction.atomic
def bind_firm(uscc: str, *, caller: Caller, at: datetime, note: str = "") -> Membership | FirmClaim:
    """Act for the firm of a code: at once when the phone is that of its main contact, else as a claim to be decided.

    Raises Refused when the code is wrong, no file has it, the firm is bound already, or a claim waits.
    """
    account = _account(caller)
    firms = _firms_of(uscc)
    bound = Membership.objects.filter(account=account, company__in=firms, until_on__isnull=True)
    if bound.exists():
        raise Refused(_("您已绑定“%(firm)s”。") % {"firm": firms[0]})
    if known := _main_contact(firms, account.phone):
        return _join(account, known.company, MemberRole.MANAGER, "accounts.bind", by=caller, at=at)
    if FirmClaim.objects.filter(account=account, company=firms[0], state="waiting").exists():
        raise Refused(_("您已申请绑定“%(firm)s”,正在审核。") % {"firm": firms[0]})
    claim = FirmClaim(account=account, company=firms[0], note=note.strip()[:200])
    return add(claim, "accounts.claim", by=caller, at=at, root=firms[0])


@transaction.atomic
def approve_claim(claim: FirmClaim, *, by: User, at: datetime) -> Membership:
    """The person acts for the firm from today; the first one is its manager."""
    require(by, "accounts.approve", claim)
    decided = {"decided_by": by, "decided_at": at}
    claim = move(claim, CLAIM, "approve", by=by, at=at, changes=decided, root=claim.company)
    held = Membership.objects.filter(company=claim.company, until_on__isnull=True)
    if standing := held.filter(account=claim.account).first():
        return standing
    role = MemberRole.MEMBER if held.exists() else MemberRole.MANAGER
    return _join(claim.account, claim.company, role, "accounts.bind", by=by, at=at)


@transaction.atomic
def refuse_claim(claim: FirmClaim, *, by: User, at: datetime, reason: str) -> FirmClaim:
    require(by, "accounts.refuse", claim)
    decided = {"reason": reason, "decided_by": by, "decided_at": at}
    return move(claim, CLAIM, "refuse", by=by, at=at, changes=decided, root=claim.company)


@transaction.atomic
def invite_member(
    company: Company, *, caller: Caller, at: datetime, phone: str, name: str = "", role: str = MemberRole.MEMBER
) -> Membership:
    """A manager lets another phone act for the firm; the person only has to verify that phone."""
    require_firm(caller, company, manager=True)
    made = {"name": name.strip()[:60], "created_at": at, "updated_at": at}
    account = Account.objects.get_or_create(phone=clean_phone(phone), defaults=made)[0]
    if not account.is_active:
        raise Refused(_("这个手机号已停用,不能加入。"))
    if Membership.objects.filter(account=account, company=company, until_on__isnull=True).exists():
        raise Refused(_("这个手机号已是“%(firm)s”的成员。") % {"firm": company})
    return _join(account, company, role, "accounts.invite", by=caller, at=at)


@transaction.atomic
def remove_member(membership: Membership, *, caller: Caller, at: datetime) -> Membership:
    """A manager takes a leaver off, or a member leaves. The next page that person opens no longer knows the firm."""
    leaves = caller.account is not None and membership.account_id == caller.account.pk
    require_firm(caller, membership.company, manager=not leaves)
    return _end(membership, "accounts.leave", by=caller, at=at)


@transaction.atomic
def remove_by_desk(membership: Membership, *, by: User, at: datetime) -> Membership:
    """The officer who keeps the firm's file takes a person off (the manager left, the firm changed hands)."""
    require(by, "accounts.remove", membership)
    return _end(membership, "accounts.remove", by=by, at=at, last_too=True)


def rename_account(account: Account, *, name: str, at: datetime) -> Account:
    """How a person wants to be addressed."""
    account.name, account.updated_at = name.strip()[:60], at
    account.save(update_fields=["name", "updated_at"])
    return account


def _account(caller: Caller) -> Account:
    if caller.account is None:
        raise Refused(_("请先验证手机。"))
    return caller.account


def _firms_of(uscc: str) -> list[Company]:
    code = checked_uscc(uscc)
    if not code:
        raise Refused(_("请填写 18 位统一社会信用代码。"))
    firms = list(Company.objects.filter(uscc=code).order_by("-is_resident", "id"))
    if not firms:
        raise Refused(_("没有找到这家企业的档案。请核对代码,或直接提交诉求,由工作人员建档后再绑定。"))
    return firms


def _main_contact(firms: list[Company], phone: str) -> Contact | None:
    """The main contact that has this number, however it was typed."""
    mains = Contact.objects.filter(company__in=firms, is_main=True).exclude(phone="").select_related("company")
    return next((one for one in mains if re.sub(r"\D", "", one.phone).removeprefix("86") == phone), None)


def _join(account: Account, company: Company, role: str, verb: str, *, by: object, at: datetime) -> Membership:
    row = Membership(account=account, company=company, role=role, since_on=timezone.localdate(at))
    return add(row, verb, by=by, at=at, root=company)


def _end(membership: Membership, verb: str, *, by: object, at: datetime, last_too: bool = False) -> Membership:
    fresh = lock(membership)
    if fresh.until_on is not None:
        raise Refused(_("这位成员已移除。"))
    others = Membership.objects.select_for_update().filter(company=fresh.company, until_on__isnull=True)
    managers = [row for row in others.exclude(pk=fresh.pk) if row.role == MemberRole.MANAGER]
    if fresh.role == MemberRole.MANAGER and not managers and not last_too:
        raise Refused(_("这是唯一的管理员。请先邀请另一位管理员,再移除。"))
    return amend(fresh, verb, {"until_on": timezone.localdate(at)}, by=by, at=at, root=fresh.company)
