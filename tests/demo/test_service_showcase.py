"""The fictitious district's appointments and training can be written on any day of the year."""

from __future__ import annotations

from datetime import date

import pytest

from dianxiaoer.demo.service_appointments import load_showcase_appointments
from dianxiaoer.demo.service_training import load_showcase_training
from dianxiaoer.demo.showcase_cast import make_cast
from dianxiaoer.demo.showcase_events import load_companies
from dianxiaoer.domain.appointments.models import BookedQuarter, Booking, WaitingEntry
from dianxiaoer.domain.reference.calendar import load_shipped
from dianxiaoer.domain.training.models import Course, Outcome, Registration, Talent
from tests.cast import NOW


@pytest.mark.parametrize("today", [date(2024, 2, 9), pytest.param(date(2024, 9, 27), marks=pytest.mark.slow)])
def test_the_stories_are_written(db, today):
    load_shipped(NOW)
    cast = make_cast(today)
    load_companies(cast, today)
    load_showcase_appointments(cast, today)
    load_showcase_training(cast, today)
    states = set(Booking.objects.values_list("state", flat=True))
    assert {"served", "no_show", "confirmed", "booked"} <= states
    assert WaitingEntry.objects.filter(state="waiting").count() == 1
    assert BookedQuarter.objects.count() > 10
    assert Outcome.objects.filter(state="answered").count() == 2
    assert Outcome.objects.filter(state="asked").count() == 1
    assert Registration.objects.filter(state="waiting").count() == 1
    assert (Course.objects.count(), Talent.objects.count()) == (3, 3)
