"""Windows, their items and shifts, days that depart from them, officers on call, the no-show rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.appointments.actions.waiting import fill_places
from dianxiaoer.domain.appointments.models import (
    Booking,
    NoShowRule,
    OnCallDuty,
    RosterException,
    ServiceItem,
    ServiceWindow,
    Shift,
)
from dianxiaoer.domain.appointments.queries import roster_of
from dianxiaoer.domain.appointments.slots import openings_on
from dianxiaoer.domain.appointments.states import EXPECTED, QUARTER_MINUTES, ExceptionKind
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused


def add_window(*, by: User, at: datetime, unit: Unit, name: str, **facts: Any) -> ServiceWindow:
    require_at(by, "windows.add", unit)
    return add(ServiceWindow(unit=unit, name=name, **facts), "windows.add", by=by, at=at)


def edit_window(
    window: ServiceWindow, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> ServiceWindow:
    require(by, "windows.edit", window)
    return amend(window, "windows.edit", changes, by=by, at=at, version=version)


def add_item(window: ServiceWindow, *, by: User, at: datetime, name: str, **facts: Any) -> ServiceItem:
    require(by, "windows.edit_item", window)
    return add(ServiceItem(window=window, name=name, **facts), "windows.edit_item", by=by, at=at, root=window)


def edit_item(
    item: ServiceItem, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> ServiceItem:
    """A changed duration holds for what is booked from now on."""
    require(by, "windows.edit_item", item)
    return amend(item, "windows.edit_item", changes, by=by, at=at, version=version, root=item.window)


def add_shift(
    window: ServiceWindow, *, by: User, at: datetime, day: str, opens: time, closes: time, from_on: date, **facts: Any
) -> Shift:
    """Opening hours from a day on. Times are quarters of an hour; seats at most the window's."""
    require(by, "windows.edit_roster", window)
    _hold_quarters(opens, closes)
    _hold_seats(window, facts.get("seats", 1))
    row = Shift(window=window, day=day, opens=opens, closes=closes, from_on=from_on, **facts)
    return add(row, "windows.edit_roster", by=by, at=at, root=window)


def end_shift(shift: Shift, *, by: User, at: datetime, until_on: date, version: int | None = None) -> Shift:
    """The last day of a shift. What is booked later stays booked and is shown as such on the board."""
    require(by, "windows.edit_roster", shift)
    return amend(shift, "windows.edit_roster", {"until_on": until_on}, by=by, at=at, version=version, root=shift.window)


@transaction.atomic
def add_exception(
    window: ServiceWindow,
    *,
    by: User,
    at: datetime,
    on: date,
    kind: str,
    reason: str,
    opens: time | None = None,
    closes: time | None = None,
    seats: int = 1,
    is_out_of_hours: bool = False,
) -> RosterException:
    """A day closed or opened besides. Hours opened besides go to those who wait. `clashing` tells what is already booked."""
    require(by, "windows.except", window)
    if opens and closes:
        _hold_quarters(opens, closes)
    _hold_seats(window, seats)
    row = RosterException(
        window=window, on=on, kind=kind, opens=opens, closes=closes, seats=seats, reason=reason.strip(),
        is_out_of_hours=is_out_of_hours,
    )  # fmt: skip
    made = add(row, "windows.except", by=by, at=at, root=window)
    if kind == ExceptionKind.OPEN:
        fill_places(window, on, at=at)
    return made


@transaction.atomic
def remove_exception(row: RosterException, *, by: User, at: datetime) -> None:
    require(by, "windows.except", row)
    record_event(row, "windows.except", by=by, at=at, root=row.window, label=str(row), note=_("撤销"))
    row.delete()


def clashing(window: ServiceWindow, on: date) -> list[Booking]:
    """Appointments of a day that lie outside the window's openings as they now stand. For the office to ring them."""
    openings = openings_on(roster_of(window, on, on), on)
    rows = Booking.objects.filter(window=window, on=on, state__in=EXPECTED).order_by("starts_at")
    return [
        row
        for row in rows
        if not any(one.starts_at <= row.starts_at and row.ends_at <= one.ends_at for one in openings)
    ]


@transaction.atomic
def put_on_call(
    window: ServiceWindow,
    *,
    by: User,
    at: datetime,
    officer: User,
    starts_at: datetime,
    ends_at: datetime,
    phone: str = "",
    days: int = 1,
) -> list[OnCallDuty]:
    """An officer on call between two moments, and at the same hours on the days after, `days` in all (at most 62)."""
    require(by, "windows.put_on_call", window)
    if not 1 <= days <= 62:
        raise Refused(_("一次最多安排 62 天。"))
    if ends_at <= starts_at:
        raise Refused(_("值班结束时间须晚于开始时间。"))
    made = []
    for count in range(days):
        row = OnCallDuty(
            window=window,
            officer=officer,
            starts_at=starts_at + timedelta(count),
            ends_at=ends_at + timedelta(count),
            phone=phone or officer.phone,
        )
        made.append(add(row, "windows.put_on_call", by=by, at=at, root=window))
    for on in sorted({timezone.localtime(row.starts_at).date() for row in made}):
        fill_places(window, on, at=at)
    return made


@transaction.atomic
def take_off_call(duty: OnCallDuty, *, by: User, at: datetime) -> None:
    """Not on call after all. Refused while somebody is booked with the officer in that time."""
    require(by, "windows.put_on_call", duty)
    held = Booking.objects.filter(
        window=duty.window, officer=duty.officer, state__in=EXPECTED, is_out_of_hours=True,
        starts_at__lt=duty.ends_at, ends_at__gt=duty.starts_at,
    )  # fmt: skip
    if count := held.count():
        raise Refused(_("这段值班已有 %(count)s 个预约。请先改派接待人或取消预约。") % {"count": count})
    record_event(duty, "windows.put_on_call", by=by, at=at, root=duty.window, label=str(duty), note=_("撤销"))
    duty.delete()


def set_no_show_rule(
    *, by: User, at: datetime, unit: Unit, limit: int, within_days: int, days_ahead: int, from_on: date, basis: str
) -> NoShowRule:
    """The rule of a unit and everything below it from a day on; earlier rows stay."""
    require_at(by, "windows.set_rule", unit)
    row = NoShowRule(
        unit=unit, limit=limit, within_days=within_days, days_ahead=days_ahead, from_on=from_on, basis=basis.strip()
    )
    return add(row, "windows.set_rule", by=by, at=at)


def _hold_quarters(*times: time) -> None:
    if any(one.minute % QUARTER_MINUTES or one.second for one in times):
        raise Refused(_("时间须为整 15 分钟,如 08:30、12:00。"))


def _hold_seats(window: ServiceWindow, seats: int) -> None:
    if seats > window.seats:
        raise Refused(
            _("窗口最多同时接待 %(most)s 个,班次填了 %(seats)s 个。请先修改窗口。")
            % {"most": window.seats, "seats": seats}
        )
