"""Two hundred ask for the same places at once: as many get one as there are places, on SQLite and PostgreSQL alike."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections

from dianxiaoer.domain.appointments.actions.booking import book_appointment, hold_quarters
from dianxiaoer.domain.appointments.models import BookedQuarter, Booking, ServiceItem
from dianxiaoer.domain.people.models import User
from tests.cast import NOW, TODAY, make_cast
from tests.domain.appointments.given import WEDNESDAY, a_night_window, a_window, an_item, moment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ASKING = 200
#: a PostgreSQL server of the tests takes 200 connections, its own among them
CONNECTED = threading.Semaphore(150)


@pytest.fixture
def cast():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip(
            "an in-memory SQLite cannot be written by several connections: tests/house/test_several_at_once.py runs this on a file"
        )
    return make_cast()


def all_at_once(act, asking=ASKING):
    """act(number) in as many threads as ask, released together; what each gave or raised."""
    gate, results = threading.Barrier(asking), [None] * asking

    def run(number):
        gate.wait()
        with CONNECTED:
            try:
                results[number] = act(number)
            except Exception as problem:
                results[number] = problem
            finally:
                connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(asking)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(180)
    return results


def kinds(results):
    return {kind.__name__: sum(type(one) is kind for one in results) for kind in {type(one) for one in results}}


def test_three_seats_asked_for_by_two_hundred(cast):
    item = an_item(cast, a_window(cast, seats=3))

    def ask(number):
        return book_appointment(
            ServiceItem.objects.get(pk=item.pk), by=User.objects.get(pk=cast.wang.pk), at=NOW,
            starts_at=moment(WEDNESDAY, 10), contact_name="示例", contact_phone=f"139{number:08}",
        )  # fmt: skip

    results = all_at_once(ask)
    assert kinds(results) == {"Booking": 3, "Refused": ASKING - 3}
    assert all("已约满" in str(one) for one in results if isinstance(one, ValidationError))
    assert Booking.objects.count() == 3
    assert sorted(BookedQuarter.objects.values_list("seat", flat=True)) == [1, 1, 2, 2, 3, 3]


def test_two_officers_on_call_asked_for_by_forty(cast):
    item = a_night_window(cast, cast.wang, cast.zhao)

    def ask(number):
        return book_appointment(
            ServiceItem.objects.get(pk=item.pk), by=User.objects.get(pk=cast.wang.pk), at=NOW,
            starts_at=moment(TODAY + timedelta(1), 20), contact_name="示例", contact_phone=f"139{number:08}",
        )  # fmt: skip

    assert kinds(all_at_once(ask, 40)) == {"Booking": 2, "Refused": 38}
    assert set(Booking.objects.values_list("officer", flat=True)) == {cast.wang.pk, cast.zhao.pk}


def test_the_constraint_alone_holds_without_any_rule_of_ours(cast):
    """No lock, no slot looked up: two hundred writers put the same seat down, as a careless program would."""
    item = an_item(cast)
    starts_at, ends_at = moment(WEDNESDAY, 10), moment(WEDNESDAY, 10, 30)
    rows = Booking.objects.bulk_create(
        Booking(
            unit=cast.district, window=item.window, item=item, on=WEDNESDAY, starts_at=starts_at, ends_at=ends_at,
            seat=1, channel="api", contact_name="示例", contact_phone=f"139{number:08}",
        )
        for number in range(ASKING)
    )  # fmt: skip
    results = all_at_once(lambda number: len(hold_quarters(Booking.objects.get(pk=rows[number].pk))))
    assert kinds(results) == {"int": 1, IntegrityError.__name__: ASKING - 1}
    assert BookedQuarter.objects.count() == 2
