"""Firm accounts of the demo: a firm of 云溪区 with a manager and a colleague, a claim that waits, a dead letter, a copy.

Verify 13900000001 on the firm's side (the code stands on the page) to be the firm's manager.
"""

from __future__ import annotations

from datetime import date

from dianxiaoer.demo.showcase_cast import Cast, on_day
from dianxiaoer.domain.accounts.models import Account, FirmClaim, Membership
from dianxiaoer.domain.accounts.states import MemberRole
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.outbox.actions import copy_to, queue_message
from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.outbox.states import Channel, MessageState

MANAGER, COLLEAGUE, NEWCOMER = "13900000001", "13900000002", "13900000003"


def load_showcase_accounts(cast: Cast, today: date) -> None:
    """People of the first resident firm, and what the desk has to decide about them."""
    at = on_day(today, 30)
    firm = Company.objects.filter(unit=cast.district, is_resident=True).order_by("id").first()
    if firm is None:
        return
    manager = _account(MANAGER, "陈总", at)
    for account, role in ((manager, MemberRole.MANAGER), (_account(COLLEAGUE, "周会计", at), MemberRole.MEMBER)):
        Membership.objects.create(
            account=account, company=firm, role=role, since_on=at.date(), created_at=at, updated_at=at
        )
    asked = on_day(today, 1)
    FirmClaim.objects.create(
        account=_account(NEWCOMER, "小吴", asked),
        company=firm,
        note="新来的行政主管",
        created_at=asked,
        updated_at=asked,
    )
    copy_to([cast["xiaowang"]], firm, at=asked, by=cast["xiaozhao"], note="这家企业近期要增资,请留意")
    _dead_letter(cast, firm, asked)


def _account(phone: str, name: str, at: object) -> Account:
    facts = {"name": name, "verified_at": at, "created_at": at, "updated_at": at}
    return Account.objects.get_or_create(phone=phone, defaults=facts)[0]


def _dead_letter(cast: Cast, firm: Company, at: object) -> None:
    """One text that never arrived, so that the page of dead letters has something to try again."""
    facts = {"unit": cast.district, "channel": Channel.SMS, "address": "13900000009", "about": firm}
    row = queue_message("demo/dead", text="您预约的事项已确认,请按时到窗口。", at=at, is_urgent=True, **facts)  # type: ignore[arg-type]
    Message.objects.filter(pk=row.pk).update(state=MessageState.DEAD, attempts=10, problem="HTTP 503")
