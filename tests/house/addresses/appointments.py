"""Addresses of appointments and service windows."""

from datetime import time

from django.utils import timezone

from dianxiaoer.domain.appointments.actions.windows import add_exception
from dianxiaoer.domain.appointments.models import WaitingEntry
from dianxiaoer.kernel.records import add
from tests.cast import NOW, Cast
from tests.domain.accounts.given import Firm
from tests.domain.appointments.given import (
    WEDNESDAY,
    a_booking,
    a_night_window,
    a_shift,
    a_window,
    an_item,
    moment,
    somebody_waiting,
)
from tests.house.addresses.kinds import Address, FirmAddress


def _shift(cast: Cast):
    return a_shift(cast, a_window(cast), day="sat")


def _exception(cast: Cast):
    return add_exception(
        a_window(cast), by=cast.chief, at=NOW, on=WEDNESDAY, kind="open", opens=time(18), closes=time(19), reason="示例"
    )


def _duty(cast: Cast):
    return a_night_window(cast, cast.wang).window.duties.first()


def _waiting(cast: Cast):
    item = an_item(cast)
    a_booking(cast, item)
    return somebody_waiting(cast, item, starts_at=moment(WEDNESDAY, 10))


def _item(cast: Cast, firm: Firm):
    return an_item(cast)


def _booking_of(cast: Cast, firm: Firm):
    return a_booking(cast, company=firm.company)


def _waiting_of(cast: Cast, firm: Firm):
    """Waits from today on, whatever day the test runs."""
    today = timezone.localdate()
    entry = WaitingEntry(
        unit=cast.district, item=(item := an_item(cast)), window=item.window, on=today, company=firm.company,
        contact_name="示例", contact_phone="13900000009",
    )  # fmt: skip
    return add(entry, "appointments.queue", by=cast.wang, at=NOW)


ADDRESSES = {
    "portal-appointments": FirmAddress(open=True),
    "portal-appointments_days": FirmAddress(_item, open=True),
    "portal-appointments_times": FirmAddress(_item, lambda item: (item.pk, str(timezone.localdate())), open=True),
    "portal-appointments_book": FirmAddress(),
    "portal-appointments_queue": FirmAddress(),
    "portal-appointments_mine": FirmAddress(),
    "portal-appointments_detail": FirmAddress(_booking_of),
    "portal-appointments_cancel": FirmAddress(_booking_of),
    "portal-appointments_calendar": FirmAddress(_booking_of),
    "portal-appointments_leave": FirmAddress(_waiting_of),
    "appointments-list": Address("appointments.view"),
    "appointments-board": Address("appointments.view"),
    "appointments-move_up": Address("appointments.move_up", a_window, post=True),
    "appointments-book": Address("appointments.book"),
    "appointments-queue": Address("appointments.queue"),
    "appointments-waiting": Address("appointments.view"),
    "appointments-leave": Address("appointments.leave", _waiting),
    "appointments-detail": Address("appointments.view", a_booking),
    "appointments-calendar": Address("appointments.view", a_booking),
    "appointments-confirm": Address("appointments.confirm", a_booking),
    "appointments-check_in": Address("appointments.check_in", a_booking),
    "appointments-serve": Address("appointments.serve", a_booking),
    "appointments-miss": Address("appointments.miss", a_booking),
    "appointments-cancel": Address("appointments.cancel", a_booking),
    "appointments-excuse": Address("appointments.excuse", a_booking),
    "appointments-assign": Address("appointments.assign", a_booking),
    "appointments-link_ticket": Address("appointments.link_ticket", a_booking),
    "windows-list": Address("windows.view"),
    "windows-add": Address("windows.add"),
    "windows-duties": Address("windows.view"),
    "windows-rules": Address("windows.view"),
    "windows-set_rule": Address("windows.set_rule"),
    "windows-detail": Address("windows.view", a_window),
    "windows-edit": Address("windows.edit", a_window),
    "windows-add_item": Address("windows.edit_item", a_window),
    "windows-edit_item": Address("windows.edit_item", an_item),
    "windows-add_shift": Address("windows.edit_roster", a_window),
    "windows-end_shift": Address("windows.edit_roster", _shift),
    "windows-except": Address("windows.except", a_window),
    "windows-remove_exception": Address("windows.except", _exception, post=True),
    "windows-put_on_call": Address("windows.put_on_call", a_window),
    "windows-take_off_call": Address("windows.put_on_call", _duty, post=True),
}
