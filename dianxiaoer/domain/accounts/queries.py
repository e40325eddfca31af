"""Reads of firm accounts."""

from __future__ import annotations

from dianxiaoer.domain.accounts.models import Account


def account_in_use(pk: int) -> Account | None:
    """One statement."""
    return Account.objects.filter(pk=pk, is_active=True).first()
