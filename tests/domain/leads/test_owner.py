"""One owner and one task force, whatever happens at the same time."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, connections, transaction

from dianxiaoer.domain.leads.actions.pursuing import change_task_force, form_task_force, transfer_lead
from dianxiaoer.domain.leads.actions.terms import reveal_lead_phone
from dianxiaoer.domain.leads.models import Ownership, TaskForce
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.models import AuditEntry
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW, TODAY, make_cast
from tests.domain.leads.given import a_lead, later


def test_a_transfer_without_a_note_or_to_the_same_person_is_refused(cast):
    lead = a_lead(cast)
    for to, note in ((cast.zhao, " "), (cast.wang, "给自己"), (cast.liu, "别区"), (cast.leader, "只读")):
        with pytest.raises(Refused):
            transfer_lead(lead, by=cast.wang, at=NOW, to=to, note=note)


def test_a_colleague_takes_nothing(cast):
    with pytest.raises(PermissionDenied):
        transfer_lead(a_lead(cast), by=cast.zhao, at=NOW, to=cast.zhao, note="我来")


def test_a_transfer_changes_the_one_owner_and_keeps_the_first_registration(cast):
    lead = transfer_lead(a_lead(cast), by=cast.chief, at=later(3), to=cast.zhao, note="已约 6 月 10 日考察")
    assert (lead.owner, lead.registered_by) == (cast.zhao, cast.wang)
    rows = [(row.user, row.until_on) for row in lead.ownerships.all()]
    assert rows == [(cast.zhao, None), (cast.wang, later(3).date())]
    event = timeline(lead)[0]
    assert (event.note, event.changes["owner"]) == ("已约 6 月 10 日考察", ["小王", "小赵"])


def test_the_database_refuses_a_second_owner_and_a_second_task_force(cast):
    lead = a_lead(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ownership.objects.create(lead=lead, user=cast.zhao, since_on=TODAY)
    form_task_force(lead, by=cast.wang, at=NOW, name="电池材料专班", head=cast.chief)
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskForce.objects.create(lead=lead, name="又一个", head=cast.wang, formed_on=TODAY)


def test_a_second_task_force_is_refused_with_a_sentence(cast):
    lead = a_lead(cast)
    form_task_force(lead, by=cast.wang, at=NOW, name="电池材料专班", head=cast.chief)
    with pytest.raises(ValidationError, match="只设一个专班"):
        form_task_force(lead, by=cast.wang, at=NOW, name="又一个", head=cast.wang)


def test_members_of_a_task_force_change_and_are_told(cast):
    lead = a_lead(cast)
    force = form_task_force(lead, by=cast.wang, at=NOW, name="专班", head=cast.chief, members=[cast.wang])
    assert {member.user for member in force.members.all()} == {cast.chief, cast.wang}
    change_task_force(force, by=cast.wang, at=NOW, name="专班", head=cast.chief, members=[cast.zhao])
    assert {member.user for member in force.members.all()} == {cast.chief, cast.zhao}
    assert timeline(lead)[0].verb == "leads.change_task_force"


def test_a_phone_number_is_shown_for_a_reason_and_logged(cast):
    lead = a_lead(cast)
    with pytest.raises(PermissionDenied):
        reveal_lead_phone(lead, by=cast.auditor, at=NOW, reason="随便看看")
    assert reveal_lead_phone(lead, by=cast.wang, at=NOW, reason="约定考察") == "13800001234"
    assert AuditEntry.objects.get().act == "leads.reveal"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one at a time anyway")
@pytest.mark.parametrize("what", ["owner", "task force"])
def test_at_the_same_time_still_one(what):
    cast = make_cast()
    lead = a_lead(cast)
    gate, refused = threading.Barrier(2), []

    def act(person):
        gate.wait()
        try:
            if what == "owner":
                transfer_lead(lead, by=cast.chief, at=later(1), to=person, note="同时移交")
            else:
                form_task_force(lead, by=cast.chief, at=later(1), name=f"{person}专班", head=person)
        except (ValidationError, IntegrityError) as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=[person]) for person in (cast.zhao, cast.chief)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lead.refresh_from_db()
    if what == "owner":
        assert lead.ownerships.get(until_on=None).user == lead.owner
    else:
        assert (lead.task_forces.count(), len(refused)) == (1, 1)
