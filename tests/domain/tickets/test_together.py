"""Several at once, and killed in between: one handler has it, one number each, nothing half done."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.tickets.actions import handling
from dianxiaoer.domain.tickets.actions.firms import rate_ticket
from dianxiaoer.domain.tickets.actions.handling import accept_ticket, answer_ticket
from dianxiaoer.domain.tickets.handling import Note
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.ratings import Rating
from dianxiaoer.kernel.models import Event
from tests.cast import NOW
from tests.domain.tickets.making import DAY, HOUR, accepted, answered, dispatched, make_bodies, make_ticket

pytestmark = pytest.mark.django_db(transaction=True)
several = pytest.mark.skipif(
    "connection.vendor != 'postgresql' and not __import__('os').environ.get('DXR_TEST_SQLITE')",
    reason="SQLite in memory has one writer; run on PostgreSQL or with DXR_TEST_SQLITE",
)


def at_once(act, arguments):
    """Every call in a thread and a connection of its own; what it gave or the refusal it met."""

    def run(argument):
        try:
            return act(argument)
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(run, arguments))


@several
def test_two_handlers_accept_at_once_and_one_has_it(cast):
    bodies = make_bodies(cast)
    ticket = dispatched(cast, bodies)
    met = at_once(lambda who: accept_ticket(ticket, by=who, at=NOW + HOUR), [bodies.ma, bodies.niu])
    refused = [one for one in met if isinstance(one, ValidationError)]
    assert len(refused) == 1
    assert "已接单" in refused[0].messages[0]
    won = next(one for one in met if isinstance(one, Ticket))
    assert Ticket.objects.get(pk=ticket.pk).owner_id == won.owner_id
    assert Event.objects.filter(verb="tickets.accept", object_id=ticket.pk).count() == 1


@several
def test_twenty_who_register_at_once_get_twenty_numbers(cast):
    made = at_once(lambda n: make_ticket(cast, title=f"第{n}件"), list(range(20)))
    assert sorted(one.number for one in made) == [f"JY20240603-{n:04d}" for n in range(1, 21)]
    assert len({one.follow_code for one in made}) == 20


@several
def test_a_double_tap_rates_once(cast):
    bodies = make_bodies(cast)
    ticket = answered(cast, bodies, by=bodies.chen, channel="portal")
    met = at_once(lambda level: rate_ticket(ticket, caller=bodies.chen, at=NOW + 2 * DAY, level=level), [5, 5, 5, 1])
    assert sum(isinstance(one, Rating) for one in met) == 1
    assert Rating.objects.count() == 1


def test_what_breaks_in_an_act_leaves_nothing_behind(cast, monkeypatch):
    bodies = make_bodies(cast)
    ticket = accepted(cast, bodies, contact_phone="13800000001")
    before = (Note.objects.count(), Event.objects.count(), Message.objects.count())

    def broken(*given, **named):
        raise DatabaseError("the wire was cut")

    monkeypatch.setattr(handling, "tell_firm", broken)
    with pytest.raises(DatabaseError):
        answer_ticket(ticket, by=bodies.ma, at=NOW + DAY, resolution_kind="resolved", answer="好了")
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.answered_at) == ("accepted", None)
    assert (Note.objects.count(), Event.objects.count(), Message.objects.count()) == before


KILLED = """
import os, signal, sys
import django
django.setup()
from django.db import transaction
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.tickets.actions.handling import answer_ticket
from dianxiaoer.domain.tickets.models import Ticket
from tests.cast import NOW
from tests.domain.tickets.making import DAY
from django.db import connections
connections.databases["default"]["NAME"] = sys.argv[1]
ticket, by = Ticket.objects.get(pk=int(sys.argv[2])), User.objects.get(pk=int(sys.argv[3]))
with transaction.atomic():
    answer_ticket(ticket, by=by, at=NOW + DAY, resolution_kind="resolved", answer="好了")
    print("written", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@several
def test_a_process_killed_between_submit_and_answer_leaves_the_ticket_as_it_was(cast):
    bodies = make_bodies(cast)
    ticket = accepted(cast, bodies)
    name = str(connection.settings_dict["NAME"])
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "dianxiaoer.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", KILLED, name, str(ticket.pk), str(bodies.ma.pk)],
        env=environment, cwd=Path(__file__).resolve().parents[3], capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert "written" in done.stdout
    ticket.refresh_from_db()
    assert ticket.stage == "accepted"
    assert not Note.objects.filter(ticket=ticket, kind="answer").exists()
    with transaction.atomic():
        again = answer_ticket(ticket, by=bodies.ma, at=NOW + DAY, resolution_kind="resolved", answer="好了")
    assert again.stage == "answered"
