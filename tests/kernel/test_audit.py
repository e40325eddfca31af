"""The audit log: a chain nobody can mend unseen, and rows the database itself keeps."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from dianxiaoer.kernel.append_only import guard, unguard
from dianxiaoer.kernel.audit import verify, write_entry
from dianxiaoer.kernel.models import AuditEntry

AT = datetime(2024, 6, 3, 1, 2, 3, 456789, tzinfo=UTC)


def _three():
    return [
        write_entry("signin.done", by=None, at=AT, subject=name, detail={"来源": "127.0.0.1"})
        for name in ("甲", "乙", "丙")
    ]


@pytest.mark.django_db
def test_entries_are_numbered_and_chained():
    first, second, third = _three()
    assert (first.number, third.number) == (1, 3)
    assert second.previous_hash == first.hash
    assert verify() == (3, [])


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_or_drop_an_entry(act):
    _three()
    rows = AuditEntry.objects.filter(number=2)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(act="别的") if act == "update" else rows.delete()
    assert verify() == (3, [])


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
def test_postgresql_refuses_to_empty_the_log():
    _three()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE kernel_auditentry")


@pytest.fixture
def unguarded(db):
    """Whoever owns the server can take the triggers off: then the chain tells."""
    with connection.cursor() as cursor:
        for statement in unguard(connection.vendor):
            cursor.execute(statement)
        yield
        for statement in guard(connection.vendor):
            cursor.execute(statement)


def test_a_changed_entry_is_found(unguarded):
    _three()
    AuditEntry.objects.filter(number=2).update(subject="丁")
    count, faults = verify()
    assert count == 3
    assert len(faults) == 1
    assert "2" in faults[0]


def test_a_missing_entry_is_found(unguarded):
    _three()
    AuditEntry.objects.filter(number=2).delete()
    assert any("entry 2 is missing" in fault for fault in verify()[1])


def test_a_changed_and_resealed_entry_breaks_the_chain_after_it(unguarded):
    from dianxiaoer.kernel.audit import seal

    _three()
    entry = AuditEntry.objects.get(number=2)
    entry.subject = "丁"
    AuditEntry.objects.filter(number=2).update(subject="丁", hash=seal(entry))
    assert any("entry 3 does not follow" in fault for fault in verify()[1])
