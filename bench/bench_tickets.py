"""A queue of a million tickets, on SQLite and (a server at hand) PostgreSQL.

`python -m bench tickets`. Rows are copies of one ticket, varied by arithmetic. Fails when a page of the queue takes longer
than 100 ms (p95 by the clock; the processor's time, without a database server's, stands beside it) or more than 8 statements
in all: session, person, reach and counts by light included. The nightly run is measured by `bench lights`.
The peer is the same page as most list views are written: ORDER BY with OFFSET, and an exact COUNT(*) for the pager.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

ROWS = int(os.environ.get("BENCH_TICKETS", "1000000"))
LIMIT_MS, LIMIT_STATEMENTS = 100.0, 8
TIMES = 40
PEER_OFFSET = 50 * 2000
QUERIES = {
    "first page, overdue first": "",
    "red": "light=red",
    "yellow": "light=yellow",
    "green": "light=green",
    "waiting to be dispatched": "stage=registered",
    "one category": "category={category}",
    "red of one bureau": "lead_unit={bureau}&light=red",
    "mine": "owner={owner}",
    "newest first": "sort=-received_at",
    "closed": "stage=closed&sort=-received_at",
}


def run() -> None:
    """Print the table for each database at hand; raises SystemExit when a limit is passed."""
    from tools.postgres import Postgres

    failed = _child({"DXR_DATABASE_URL": ""})
    if server := Postgres.find():
        with server as address:
            failed |= _child({"DXR_DATABASE_URL": address})
    else:
        print("PostgreSQL left out: no server programs here")
    if failed:
        raise SystemExit(1)


def _child(extra: dict[str, str]) -> bool:
    with tempfile.TemporaryDirectory(prefix="bench-tickets-") as folder:
        environment = {
            **os.environ,
            "DXR_DATA_DIR": folder,
            "DXR_SECRET_KEY": "bench",
            "DJANGO_SETTINGS_MODULE": "dianxiaoer.config.settings",
            **extra,
        }
        done = subprocess.run([sys.executable, "-m", "bench.bench_tickets"], env=environment, check=False)
        return done.returncode != 0


def _main() -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.ALLOWED_HOSTS = ["*"]
    settings.PASSWORD_DAYS = 0
    call_command("migrate", interactive=False, verbosity=0)
    now = datetime.now(UTC).replace(microsecond=0)
    place = _plant(now)
    begun = time.perf_counter()
    _fill(place, now)
    print(f"\n{connection.vendor}: {ROWS:,} tickets written in {time.perf_counter() - begun:.0f} s")
    return _queue(place)


def _plant(now: datetime) -> dict[str, Any]:
    """A district of twenty bureaus, an officer of the district, a handler of one bureau, one ticket to copy."""
    from dianxiaoer.domain.people.actions import enrol_user, give_role, plant_unit
    from dianxiaoer.domain.tickets.actions.dispatching import dispatch_ticket
    from dianxiaoer.domain.tickets.actions.registering import register_ticket
    from dianxiaoer.domain.tickets.queries import category_named

    province = plant_unit(name="示例省", kind="province", parent=None, at=now)
    city = plant_unit(name="示例市", kind="city", parent=province, at=now)
    district = plant_unit(name="示例区", kind="district", parent=city, at=now)
    bureaus = [plant_unit(name=f"示例局{n}", kind="bureau", parent=district, at=now) for n in range(20)]
    people = []
    for name, unit, role in (("officer", district, "officer"), ("handler", bureaus[3], "handler")):
        person = enrol_user(username=name, name=name, unit=unit, password=None, at=now, must_change_password=False)
        give_role(person, role, unit, since=now.date())
        person.phone = f"1380000000{len(people)}"
        person.save(update_fields=["phone"])
        people.append(person)
    ticket = register_ticket(
        by=people[0], at=now - timedelta(days=1), unit=district, kind="issue", channel="hotline", title="示例诉求",
        text="示例内容" * 20, category=category_named(district, "utilities"), company_name="示例企业有限公司",
    )  # fmt: skip
    ticket = dispatch_ticket(ticket, by=people[0], at=now - timedelta(days=1), lead_unit=bureaus[0])
    return {"district": district, "bureaus": bureaus, "officer": people[0], "handler": people[1], "ticket": ticket}


def _fill(place: dict[str, Any], now: datetime) -> None:
    """One INSERT … SELECT without indexes, which are built afterwards. Due from sixty days ago to sixty days ahead, a fifth
    of the time given is 临期; three categories of eight are closed, as in a ledger that has lived."""
    from django.db import connection

    from dianxiaoer.domain.tickets.models import NEVER, Ticket
    from dianxiaoer.domain.tickets.words import Category

    lite = connection.vendor == "sqlite"
    first, last = place["bureaus"][0].pk, place["bureaus"][-1].pk
    kinds = Category.objects.filter(unit=None)
    categories = sorted(kinds.values_list("pk", flat=True))
    closed = kinds.filter(key__in=["labour", "market", "other"]).values_list("pk", flat=True)
    stages = "'registered','dispatched','accepted','processing','processing','answered','accepted','reopened'"

    def moment(minutes: str) -> str:
        if lite:
            return f"datetime('{now:%Y-%m-%d %H:%M:%S}', ({minutes}) || ' minutes')"
        return f"TIMESTAMPTZ '{now:%Y-%m-%d %H:%M:%S}+00' + ({minutes}) * INTERVAL '1 minute'"

    shift = "(n * 7919) % 172800 - 86400"
    stage = f"CASE n / {len(categories)} % 8 " + " ".join(f"WHEN {i} THEN {s}" for i, s in enumerate(stages.split(",")))
    category = f"{categories[0]} + n % {len(categories)}"
    is_closed = f"{category} IN ({', '.join(map(str, closed))})"

    def unless_closed(value: str, otherwise: str = "NULL") -> str:
        return f"CASE WHEN {is_closed} THEN {otherwise} ELSE {value} END"

    varied = {
        "id": "n + 10",
        "number": "'B' || n",
        "lead_unit_id": f"{first} + n % {last - first + 1}",
        "owner_id": f"CASE WHEN n % 50 = 0 THEN {place['officer'].pk} WHEN n % 50 = 1 THEN {place['handler'].pk} END",
        "category_id": category,
        "stage": unless_closed(f"{stage} END", "'closed'"),
        "resolution_kind": unless_closed("''", "'resolved'"),
        "closed_at": unless_closed("NULL", moment("0")),
        "closed_on": unless_closed("NULL", f"DATE '{now:%Y-%m-%d}'" if not lite else f"'{now:%Y-%m-%d}'"),
        "due_kind": unless_closed("'answer'", "''"),
        "due_at": unless_closed(moment(shift)),
        "queue_at": unless_closed(moment(shift), f"'{NEVER:%Y-%m-%d %H:%M:%S}{'' if lite else '+00'}'"),
        "warn_at": unless_closed(moment(f"{shift} - 2880")),
        "received_at": moment(f"{shift} - 14400"),
    }
    if not lite:
        varied["queue_at"] = unless_closed(moment(shift), f"TIMESTAMPTZ '{NEVER:%Y-%m-%d %H:%M:%S}+00'")
    columns = [field.column for field in Ticket._meta.concrete_fields]
    picked = ", ".join(varied.get(column, f't."{column}"') for column in columns)
    quoted = ", ".join(f'"{column}"' for column in columns)
    numbers = (
        f"SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {ROWS}"
        if lite
        else f"SELECT generate_series(1::bigint, {ROWS})"
    )
    with connection.cursor() as cursor:
        indexes = _indexes(cursor, lite)
        for name, _sql in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute(
            f"INSERT INTO tickets_ticket ({quoted}) WITH RECURSIVE s(n) AS ({numbers}) SELECT {picked} "
            f"FROM s, tickets_ticket t WHERE t.id = {place['ticket'].pk}"
        )
        for _name, sql in indexes:
            cursor.execute(sql)
        cursor.execute("ANALYZE" if lite else "VACUUM ANALYZE")  # as PostgreSQL's own clockwork does by and by
        if lite:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # as a server does between its writes


def _indexes(cursor: Any, lite: bool) -> list[tuple[str, str]]:
    """(name, statement that makes it) of the ticket table's indexes that stand for no constraint."""
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'tickets_ticket' AND sql IS NOT NULL"
        if lite
        else "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'tickets_ticket' "
        "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    )
    return [(name, sql) for name, sql in cursor.fetchall()]


def _queue(place: dict[str, Any]) -> int:
    from django.db import connection
    from django.test import Client

    query_facts = {
        "category": place["ticket"].category_id,
        "bureau": place["bureaus"][5].pk,
        "owner": place["officer"].pk,
    }
    failed = 0
    print(
        f"{'page of the queue':<36}{'rows':>5}{'p50 ms':>8}{'p95 ms':>8}{'cpu p50':>8}{'cpu p95':>8}{'statements':>12}"
    )
    for person in ("officer", "handler"):
        client = Client()
        client.force_login(place[person], backend="django.contrib.auth.backends.ModelBackend")
        for what, query in QUERIES.items():
            address = f"/desk/tickets/?{query.format(**query_facts)}"
            page = _measure(client, address)
            is_met = page.p95 <= LIMIT_MS and page.statements <= LIMIT_STATEMENTS
            failed += not is_met
            print(
                f"{person + ': ' + what:<36}{page.rows:>5}{page.p50:>8.1f}{page.p95:>8.1f}{page.cpu50:>8.1f}{page.cpu95:>8.1f}"
                f"{page.statements:>12}  {'met' if is_met else 'MISSED'}",
                flush=True,
            )
    peer = _peer(place)
    print(f"{'peer: OFFSET + COUNT(*), page 2,000':<36}{50:>5}{peer:>8.1f}")
    own = _own_far_page(place)
    print(f"{'keyset, as far in':<36}{50:>5}{own:>8.1f}{'':>8}{peer / own:>7.1f}x")
    assert connection.vendor
    return int(failed)


class _Page(NamedTuple):
    """Milliseconds of whole requests by the clock and of the processor, statements in all, rows shown."""

    p50: float
    p95: float
    cpu50: float
    cpu95: float
    statements: int
    rows: int


def _measure(client: Any, address: str) -> _Page:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    spent, busy = [], []
    for _ in range(TIMES):
        begun, cpu = time.perf_counter(), time.process_time()
        client.get(address)
        spent.append((time.perf_counter() - begun) * 1000)
        busy.append((time.process_time() - cpu) * 1000)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    at = (TIMES // 2, int(TIMES * 0.95) - 1)
    times = [sorted(measured)[place] for measured in (spent, busy) for place in at]
    return _Page(*times, len(asked), response.content.count(b'name="pick"'))


def _rows(place: dict[str, Any]) -> Any:
    from dianxiaoer.domain.people.models import User
    from dianxiaoer.domain.tickets.queries import tickets_for

    return tickets_for(User.objects.get(pk=place["officer"].pk))


def _timed(act: Callable[[], Any], times: int = 5) -> float:
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        spent.append((time.perf_counter() - begun) * 1000)
    return sorted(spent)[times // 2]


def _peer(place: dict[str, Any]) -> float:
    rows = _rows(place).order_by("queue_at", "id")
    return _timed(lambda: (rows.count(), list(rows[PEER_OFFSET : PEER_OFFSET + 50])))


def _own_far_page(place: dict[str, Any]) -> float:
    from dianxiaoer.kernel.paging import exact_count, page_of

    rows = _rows(place)
    at = rows.order_by("queue_at", "id")[PEER_OFFSET]
    from dianxiaoer.kernel.paging import _cursor

    after = _cursor(at, "queue_at")
    return _timed(lambda: (exact_count(rows), page_of(rows, "queue_at", after=after)))


if __name__ == "__main__":
    raise SystemExit(_main())
