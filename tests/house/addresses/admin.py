"""Addresses of units, people, grants, the calendar and the audit log."""

from datetime import date

from dianxiaoer.domain.reference.calendar import CalendarDay
from dianxiaoer.kernel.models import Export
from dianxiaoer.shell.exports import export_folder
from tests.cast import NOW, Cast
from tests.house.addresses.kinds import Address


def _holiday(cast: Cast) -> CalendarDay:
    return CalendarDay.objects.create(on=date(2030, 5, 1), kind="off", name="示例", created_at=NOW, updated_at=NOW)


def _district(cast: Cast):
    return cast.district


def _wang(cast: Cast):
    return cast.wang


def _role(cast: Cast):
    return cast.wang.roles.get()


def _export(cast: Cast) -> Export:
    (export_folder() / "example.csv").write_text("示例")
    return Export.objects.create(
        user=cast.wang, title="示例", address="/", format="csv", asked_at=NOW, state="ready", file="example.csv"
    )


ADDRESSES = {
    "exports-list": Address("exports.view"),
    "exports-download": Address("exports.view", _export),
    "units-list": Address("units.view"),
    "units-add": Address("units.add"),
    "units-detail": Address("units.view", _district),
    "units-edit": Address("units.edit", _district),
    "units-move": Address("units.move", _district),
    "people-list": Address("people.view"),
    "people-add": Address("people.add"),
    "people-detail": Address("people.view", _wang),
    "people-edit": Address("people.edit", _wang),
    "people-deactivate": Address("people.deactivate", _wang),
    "people-activate": Address("people.activate", _wang, post=True),
    "people-reset_password": Address("people.reset_password", _wang),
    "people-unlock": Address("people.unlock", _wang, post=True),
    "people-assign_role": Address("people.assign_role", _wang),
    "people-withdraw_role": Address("people.withdraw_role", _role, lambda row: (row.user_id, row.pk), post=True),
    "grants-list": Address("grants.view"),
    "calendar-list": Address("calendar.view"),
    "calendar-year": Address("calendar.view", args=lambda row: (2024,)),
    "calendar-set_day": Address("calendar.set_day"),
    "calendar-clear_day": Address("calendar.clear_day", _holiday, post=True),
    "calendar-announce": Address("calendar.announce", args=lambda row: (2030,)),
    "calendar-withdraw": Address("calendar.withdraw", args=lambda row: (2030,)),
    "audit-list": Address("audit.view"),
    "audit-verify": Address("audit.view"),
}
