"""Many writers at once: the audit log has no gap and no fork."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from dianxiaoer.kernel.audit import verify, write_entry
from tests.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite in memory has one writer; run on PostgreSQL")
def test_eight_writers_make_one_chain():
    def write(number):
        try:
            for _ in range(10):
                write_entry("export", by=None, at=NOW, subject=str(number))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert verify() == (80, [])
