"""Who acts from the firm's side: a verified phone, and the firms it speaks for. Never a role of the staff."""

from __future__ import annotations

from dataclasses import dataclass

from dianxiaoer.domain.accounts.models import Account


@dataclass(frozen=True)
class Caller:
    """`phone` answered a code in this session. `company_ids`: firms the account acts for today; `left_ids`: no longer.

    A caller sees what was registered from the phone, and everything of its firms; nothing else exists for it (404).
    What it once registered for a firm it has left stays with the firm.
    """

    phone: str
    name: str = ""
    account: Account | None = None
    company_ids: frozenset[int] = frozenset()
    left_ids: frozenset[int] = frozenset()

    def __str__(self) -> str:
        return self.name or (self.account.masked_phone() if self.account else "")


def caller_of(account: Account) -> Caller:
    """The caller an account is today. One statement."""
    rows = list(account.memberships.values_list("company_id", "until_on")) if account.is_active else []
    held = frozenset(company for company, until in rows if until is None)
    left = frozenset(company for company, until in rows if until is not None) - held
    return Caller(account.phone, account.name, account, held, left)
