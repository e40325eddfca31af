"""Modes of attraction: opening a channel, what it brought, what was paid, closing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.activities.models import Channel, ChannelResult
from dianxiaoer.domain.activities.states import CHANNEL
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move


def add_channel(
    *,
    by: User,
    at: datetime,
    unit: Unit,
    kind: str,
    name: str,
    starts_on: date,
    owner: User | None = None,
    **facts: Any,
) -> Channel:
    require_at(by, "channels.add", unit)
    row = Channel(unit=unit, kind=kind, name=name, starts_on=starts_on, owner=owner or by, **facts)
    return add(row, "channels.add", by=by, at=at)


def edit_channel(
    channel: Channel, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> Channel:
    require(by, "channels.edit", channel)
    return amend(channel, "channels.edit", changes, by=by, at=at, version=version)


def record_result(
    channel: Channel,
    *,
    by: User,
    at: datetime,
    kind: str,
    on: date,
    company_name: str = "",
    amount_yuan: Decimal | None = None,
    note: str = "",
) -> ChannelResult:
    require(by, "channels.record_result", channel)
    row = ChannelResult(
        channel=channel, kind=kind, on=on, company_name=company_name, amount_yuan=amount_yuan, note=note
    )
    return add(row, "channels.record_result", by=by, at=at, root=channel)


@transaction.atomic
def pay_channel(channel: Channel, *, by: User, at: datetime, amount_yuan: Decimal, note: str) -> Channel:
    """Add a payment to what was paid. What is paid never passes the fee agreed."""
    require(by, "channels.pay", channel)
    fresh = lock(channel)
    if amount_yuan <= 0:
        raise Refused(_("付费金额须大于 0。"))
    paid_yuan = fresh.paid_yuan + amount_yuan
    if paid_yuan > fresh.fee_yuan:
        raise Refused(
            _("付费累计 %(paid)s 元,超过约定费用 %(fee)s 元。请先核对金额或修改约定费用。")
            % {"paid": paid_yuan, "fee": fresh.fee_yuan}
        )
    return amend(fresh, "channels.pay", {"paid_yuan": paid_yuan}, by=by, at=at, note=note)


def close_channel(channel: Channel, *, by: User, at: datetime, result_note: str) -> Channel:
    require(by, "channels.close", channel)
    return move(channel, CHANNEL, "close", by=by, at=at, changes={"result_note": result_note})


def resume_channel(channel: Channel, *, by: User, at: datetime, reason: str) -> Channel:
    require(by, "channels.resume", channel)
    return move(channel, CHANNEL, "resume", by=by, at=at, note=reason)
