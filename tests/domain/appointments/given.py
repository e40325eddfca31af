"""Windows, callers and appointments for tests. NOW is Monday 2024-06-03 09:00 in Shanghai."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from dianxiaoer.domain.accounts.callers import Caller, caller_of
from dianxiaoer.domain.accounts.models import Account, Membership
from dianxiaoer.domain.appointments.actions.booking import book_appointment
from dianxiaoer.domain.appointments.actions.waiting import queue_for_place
from dianxiaoer.domain.appointments.actions.windows import add_item, add_shift, add_window, put_on_call
from dianxiaoer.domain.appointments.models import Booking, ServiceItem, ServiceWindow, WaitingEntry
from tests.cast import NOW, TODAY, Cast

WEDNESDAY = date(2024, 6, 5)


def moment(on: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(hour, minute)))


def a_window(cast: Cast, seats: int = 1, **facts) -> ServiceWindow:
    """甲区's window: workdays 9–12 and 14–17, one seat unless said."""
    given = {"unit": cast.district, "name": "企业开办窗口", "place": "政务大厅 3 号", "phone": "0000-1234567"}
    window = add_window(by=cast.chief, at=NOW, seats=seats, **(given | facts))
    for opens, closes in ((time(9), time(12)), (time(14), time(17))):
        a_shift(cast, window, opens=opens, closes=closes, seats=seats)
    return window


def a_shift(cast: Cast, window: ServiceWindow, **facts):
    given = {"day": "workday", "opens": time(9), "closes": time(12), "from_on": date(2024, 1, 1)}
    return add_shift(window, by=cast.chief, at=NOW, **(given | facts))


def an_item(cast: Cast, window: ServiceWindow | None = None, **facts) -> ServiceItem:
    """Half an hour at the window."""
    given = {"name": "营业执照办理", "minutes": 30}
    return add_item(window or a_window(cast), by=cast.chief, at=NOW, **(given | facts))


def a_night_window(cast: Cast, *officers, **facts) -> ServiceItem:
    """An item of a window that is open every night 18:00–08:00 with the given officers on call tonight and tomorrow night."""
    window = add_window(by=cast.chief, at=NOW, unit=cast.district, name="36524 延时窗口", seats=3, **facts)
    a_shift(cast, window, day="every_day", opens=time(18), closes=time(8), seats=3, is_out_of_hours=True)
    for officer in officers:
        put_on_call(
            window, by=cast.chief, at=NOW, officer=officer, starts_at=moment(TODAY, 18),
            ends_at=moment(TODAY + timedelta(1), 8), days=3,
        )  # fmt: skip
    return an_item(cast, window, name="急件受理", minutes=60)


def a_caller(phone: str = "13900000001", *companies, name: str = "示例陈总") -> Caller:
    account = Account.objects.get_or_create(phone=phone, defaults={"name": name, "verified_at": NOW})[0]
    for company in companies:
        Membership.objects.create(account=account, company=company, since_on=TODAY)
    return caller_of(account)


def a_booking(cast: Cast, item: ServiceItem | None = None, **facts) -> Booking:
    """Wednesday 10:00, booked at the desk by 小王 for a firm."""
    given = {
        "by": cast.wang,
        "at": NOW,
        "starts_at": moment(WEDNESDAY, 10),
        "contact_name": "示例陈总",
        "contact_phone": "13900000001",
        "company_name": "示例甲公司",
    }
    return book_appointment(item or an_item(cast), **(given | facts))


def somebody_waiting(cast: Cast, item: ServiceItem, phone: str = "13900000009", **facts) -> WaitingEntry:
    given = {"by": cast.wang, "at": NOW, "on": WEDNESDAY, "contact_name": "示例林总", "contact_phone": phone}
    return queue_for_place(item, **(given | facts))
