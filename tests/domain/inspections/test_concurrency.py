"""Filings at the same moment: the cap holds, on SQLite and PostgreSQL alike."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.entries.models import Alert
from dianxiaoer.domain.inspections.actions.filing import cancel_inspection, file_inspection
from dianxiaoer.domain.inspections.models import Filing, FrequencyCounter
from dianxiaoer.domain.people.models import Unit, User
from tests.cast import NOW, make_cast
from tests.domain.companies.given import a_company
from tests.domain.inspections.given import TWO, a_cap, a_filing

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run acts in threads of their own, released together; returns what each gave or raised."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        gate.wait()
        try:
            results[place] = act()
        except Exception as problem:
            results[place] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.fixture
def cast():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip(
            "an in-memory SQLite cannot be written by several connections: tests/house/test_several_at_once.py does it"
        )
    return make_cast()


def test_eight_filings_at_once_under_a_cap_of_two(cast):
    a_cap(cast, 2)
    firm = a_company(cast)

    def file():
        return file_inspection(
            by=User.objects.get(pk=cast.handler.pk), at=NOW, unit=Unit.objects.get(pk=cast.district.pk),
            company=Company.objects.get(pk=firm.pk), kind="daily", basis="《示例法》", items="消防",
            planned_on=date(2024, 6, 10), officers=TWO,
        )  # fmt: skip

    results = at_once(*[file] * 8)
    assert sum(isinstance(result, Filing) for result in results) == 2
    assert sum(isinstance(result, ValidationError) for result in results) == 6, results
    assert Filing.objects.count() == 2
    counter = FrequencyCounter.objects.get()
    assert (counter.used, counter.allowed) == (2, 2)
    assert Alert.objects.filter(kind="capped").count() == 1


def test_one_filing_cancelled_twice_at_once_is_given_back_once(cast):
    a_cap(cast, 3)
    firm = a_company(cast)
    first = a_filing(cast, company=firm)
    a_filing(cast, company=firm)

    def cancel():
        return cancel_inspection(
            Filing.objects.get(pk=first.pk), by=User.objects.get(pk=cast.handler.pk), at=NOW, reason="改为书面"
        )

    results = at_once(cancel, cancel)
    assert sum(isinstance(result, ValidationError) for result in results) == 1
    assert FrequencyCounter.objects.get().used == 1
