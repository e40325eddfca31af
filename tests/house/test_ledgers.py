"""Every ledger of the desk, found by visiting: what a page of it may cost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from tests.house.test_every_url import _patterns

#: session, person, reach, choices, rows, counts (and sums), saved views: in all
STATEMENTS = 8
WHO = ("leader", "wang", "handler", "supervisor", "security_admin", "auditor", "park_manager")


def _addresses() -> list[str]:
    found = []
    for name in sorted({pattern.name for pattern in _patterns() if pattern.name}):
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        if address.startswith("/desk/"):
            found.append(address)
    return found


@pytest.mark.parametrize("who", WHO)
def test_a_ledger_costs_eight_statements_in_all(cast, client, who):
    client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")
    seen, dear = 0, {}
    for address in _addresses():
        page = client.get(address)
        if page.status_code != 200 or not page.context or "ledger" not in page.context:
            continue
        seen += 1
        for query in ("", *(f"?{query}" for _label, query in page.context["ledger"].presets)):
            client.get(address + query)  # what is asked once for many pages, such as how common a light is
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address + query).status_code == 200
            if len(asked) > STATEMENTS:
                dear[address + query] = len(asked)
    assert not dear
    assert seen
