"""Two recognitions at the same moment: the total never passes the contract, on SQLite and PostgreSQL alike."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from dianxiaoer.domain.funds.actions import recognise_receipt
from dianxiaoer.domain.funds.models import Receipt
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.actions.claims import claim_stage
from dianxiaoer.domain.projects.actions.contract import change_contract
from dianxiaoer.domain.projects.models import ContractChange, Project
from dianxiaoer.domain.projects.queries import out_of_balance
from tests.cast import NOW, TODAY, make_cast
from tests.domain.funds.factory import a_receipt, at_home
from tests.domain.projects.factory import YI, a_project, with_papers

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
            "an in-memory SQLite cannot be written by several connections: tests/house/test_several_at_once.py runs this on a file"
        )
    return make_cast()


def test_six_receipts_of_two_hundred_million_recognised_at_once_stop_at_the_contract(cast):
    at_home(cast)
    project = a_project(cast)
    receipts = [a_receipt(project, cast).pk for _ in range(6)]

    def recognise(pk):
        return recognise_receipt(
            Receipt.objects.get(pk=pk), by=User.objects.get(pk=cast.chief.pk), at=NOW, recognised_yuan=2 * YI
        )

    results = at_once(*[lambda pk=pk: recognise(pk) for pk in receipts])
    assert sum(isinstance(result, Receipt) for result in results) == 5
    assert sum(isinstance(result, ValidationError) for result in results) == 1
    assert Project.objects.get(pk=project.pk).recognised_yuan == 10 * YI


def test_one_receipt_recognised_by_two_people_at_once_counts_once(cast):
    at_home(cast)
    project = a_project(cast)
    pk = a_receipt(project, cast).pk

    def recognise(person):
        return recognise_receipt(
            Receipt.objects.get(pk=pk), by=User.objects.get(pk=person.pk), at=NOW, recognised_yuan=2 * YI
        )

    results = at_once(lambda: recognise(cast.chief), lambda: recognise(cast.supervisor))
    assert sum(isinstance(result, Receipt) for result in results) == 1
    assert Project.objects.get(pk=project.pk).recognised_yuan == 2 * YI


def test_increases_at_once_all_arrive_in_the_sum(cast):
    project = a_project(cast)

    def increase():
        return change_contract(
            Project.objects.get(pk=project.pk),
            by=User.objects.get(pk=cast.wang.pk),
            at=NOW,
            kind="increase",
            amount_yuan=YI,
            changed_on=TODAY,
        )

    results = at_once(*[increase] * 5)
    assert not [result for result in results if isinstance(result, Exception)]
    assert Project.objects.get(pk=project.pk).contracted_yuan == 15 * YI
    assert ContractChange.objects.count() == 6
    assert not out_of_balance().exists()


def test_the_same_stage_claimed_twice_at_once_is_claimed_once(cast):
    project = with_papers(a_project(cast), cast)

    def claim():
        return claim_stage(
            Project.objects.get(pk=project.pk),
            by=User.objects.get(pk=cast.wang.pk),
            at=NOW,
            stage="performed",
            reached_on=date(2024, 2, 1),
        )

    results = at_once(claim, claim)
    assert sum(isinstance(result, ValidationError) for result in results) == 1
    assert project.claims.count() == 1
