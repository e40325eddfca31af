"""Numbers are masked; seeing one takes a reason and leaves a trace."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from dianxiaoer.domain.companies.actions.contacts import add_contact, edit_contact, remove_contact, reveal_contact
from dianxiaoer.domain.companies.models import Contact, mask_phone
from dianxiaoer.kernel.audit import verify
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.models import AuditEntry
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW
from tests.domain.companies.given import a_company, a_contact


@pytest.fixture
def company(cast):
    return a_company(cast)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13800001234", "138****1234"), ("0371-61234567", "037****4567"), ("12345", "***45"), ("", "")],
)
def test_a_number_is_masked(phone, shown):
    assert mask_phone(phone) == shown


def test_a_reader_without_the_grant_sees_no_number(cast, company):
    contact = a_contact(cast, company)
    with pytest.raises(PermissionDenied):
        reveal_contact(contact, by=cast.supervisor, at=NOW, reason="核对联系人")


def test_a_number_is_not_shown_without_a_reason(cast, company):
    contact = a_contact(cast, company)
    with pytest.raises(Refused):
        reveal_contact(contact, by=cast.wang, at=NOW, reason=" 看 ")
    assert not AuditEntry.objects.exists()


def test_revealing_is_told_in_the_timeline_and_sealed_in_the_log(cast, company):
    contact = a_contact(cast, company)
    assert reveal_contact(contact, by=cast.wang, at=NOW, reason="约考察时间") == "13800001234"
    assert timeline(company)[0].note == "约考察时间"
    assert AuditEntry.objects.get().act == "companies.reveal"
    assert verify() == (1, [])


def test_the_timeline_never_holds_a_number(cast, company):
    contact = a_contact(cast, company)
    edit_contact(contact, {"phone": "13900005678", "position": "总经理"}, by=cast.wang, at=NOW, version=1)
    contact.refresh_from_db()
    assert contact.phone == "13900005678"
    assert "13900005678" not in str([event.changes for event in timeline(company)])
    assert ["138****1234", "139****5678"] in [pair for event in timeline(company) for pair in event.changes.values()]


def test_the_first_contact_is_the_main_one_and_there_is_only_one(cast, company):
    first = a_contact(cast, company)
    second = a_contact(cast, company, name="示例二", is_main=True)
    first.refresh_from_db()
    assert (first.is_main, second.is_main) == (False, True)
    edit_contact(first, {"is_main": True}, by=cast.wang, at=NOW)
    assert list(company.contacts.filter(is_main=True)) == [first]
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(company=company).update(is_main=True)


def test_a_removed_contact_is_told(cast, company):
    remove_contact(a_contact(cast, company), by=cast.wang, at=NOW)
    assert not company.contacts.exists()
    assert timeline(company)[0].verb == "companies.remove_contact"


def test_another_district_adds_no_contact(cast, company):
    with pytest.raises(PermissionDenied):
        add_contact(company, by=cast.liu, at=NOW, name="外人")
