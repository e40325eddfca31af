"""The nightly pass of lights over a million open items, and the counts above a ledger of that size, beside a naive peer.

`python -m bench lights`. BENCH_LIGHTS sets the number of items. The peer does what a first draft would: load each row as an
object, look its rule up, compute, save. It runs on a slice and is scaled up. Fails above 60 s (processor time) or 300 MiB more
than the process held before.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from datetime import timedelta
from typing import Any

from bench.planning_table import clocked, peak_mib, report

ITEMS = int(os.environ.get("BENCH_LIGHTS", "1000000"))
SEEDS = 10_000  # rows made one by one; the table is filled with copies of them
SLICE = 300
SECONDS, MIB, LEDGER_MS = 60.0, 300.0, 100.0


def run() -> None:
    """Print the table; raises SystemExit when a bound is missed."""
    with tempfile.TemporaryDirectory(prefix="bench-lights-") as folder:
        environment = {
            **os.environ,
            "DXR_DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "dianxiaoer.config.settings",
            "DXR_SECRET_KEY": "only-for-the-benchmark",
        }
        done = subprocess.run([sys.executable, "-m", "bench.bench_lights"], env=environment, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def _fill(today: Any) -> Any:
    """Open leads of forty units, due from 200 days ago to a year ahead: written straight into the table."""
    from django.db import connection
    from django.utils import timezone

    from dianxiaoer.domain.leads.models import Lead
    from dianxiaoer.domain.people.actions import enrol_user, give_role, plant_unit

    at, draw = timezone.now(), random.Random(11)
    top = plant_unit(name="示例市", kind="city", parent=None, at=at, region_name="示例市")
    units = [
        plant_unit(name=f"示例{n}区", kind="district", parent=top, at=at, region_name=f"示例市{n}区") for n in range(40)
    ]
    owner = enrol_user(username="bench", name="示例", unit=top, password=None, at=at, must_change_password=False)
    give_role(owner, "officer", top, since=today)
    rows = [
        Lead(
            unit=units[number % 40], owner=owner, name=f"示例线索{number}", source_kind="fair", registered_on=today,
            registered_by=owner, next_due_on=today + timedelta(draw.randint(-200, 365)), next_due_kind="follow_up",
        )
        for number in range(min(ITEMS, SEEDS))
    ]  # fmt: skip
    Lead.objects.bulk_create(rows, batch_size=2_000)
    names = ", ".join(f'"{field.column}"' for field in Lead._meta.concrete_fields if not field.primary_key)
    with connection.cursor() as cursor:
        for _copy in range(ITEMS // SEEDS - 1):
            cursor.execute(f"INSERT INTO leads_lead ({names}) SELECT {names} FROM leads_lead ORDER BY id LIMIT {SEEDS}")
    return owner


def _peer(today: Any) -> float:
    """Processor seconds a row-by-row pass would take for all items, from a slice."""
    from dianxiaoer.domain.leads.models import Lead
    from dianxiaoer.domain.supervision.bridge import rule_of
    from dianxiaoer.domain.supervision.models import StandingLight
    from dianxiaoer.domain.supervision.rules import rules_in_force
    from dianxiaoer.engines.figures.lights import light

    def work() -> None:
        for lead in Lead.objects.select_related("unit").order_by("pk")[:SLICE]:
            facts = rules_in_force(today).of(lead.unit_id, "leads.clock")
            found = light(rule_of(facts), plan=lead.next_due_on, actual=None, as_of=today)  # type: ignore[arg-type]
            row = StandingLight.objects.get(watch="leads.clock", object_id=lead.pk)
            row.color, row.plan_on = found.color, lead.next_due_on
            row.save()

    return clocked(work)[1] / SLICE * ITEMS


def _ledger(owner: Any) -> tuple[float, float]:
    """Milliseconds for the counts by light and for a page of the red ones, median of 9."""
    import statistics

    from dianxiaoer.domain.leads.queries import leads_for
    from dianxiaoer.domain.supervision.queries import by_light, light_parts, with_light
    from dianxiaoer.kernel.paging import bounded_counts, page_of

    def counts() -> Any:
        return bounded_counts({color: [rows] for color, rows in light_parts(leads_for(owner)).items()})

    def page() -> Any:
        return page_of(by_light(with_light(leads_for(owner)), "red"), "-registered_on").rows

    assert len(page()) == 50
    return tuple(statistics.median(clocked(act)[0] for _ in range(9)) * 1000 for act in (counts, page))  # type: ignore[return-value]


def _main() -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from dianxiaoer.domain.supervision.actions.lighting import refresh_lights
    from dianxiaoer.jobs.housekeeping import renew_statistics

    call_command("migrate", verbosity=0)
    today, at = timezone.localdate(), timezone.now()
    filling, _busy, owner = clocked(lambda: _fill(today))
    print(f"{ITEMS:,} open leads written in {filling:.0f} s", flush=True)
    before = peak_mib()
    first = clocked(lambda: refresh_lights(at=at, on=today))
    night = clocked(lambda: refresh_lights(at=at, on=today + timedelta(1)))
    held = peak_mib() - before
    still = clocked(lambda: refresh_lights(at=at, on=today + timedelta(1)))
    print(f"first pass: every light written, {first[2].changed:,} rows, {first[0]:.1f} s ({first[1]:.1f} s processor)")
    print(
        f"a night: {night[2].seen:,} seen, {night[2].changed:,} changed; asked again the same day: {still[0] * 1000:.0f} ms"
    )
    report("nightly pass, seconds by the clock", night[0], SECONDS, "s")
    report("nightly pass, processor seconds", night[1], SECONDS, "s")
    report("memory added by two passes", held, MIB, "MiB")
    renew_statistics(at)
    peer = _peer(today)
    print(f"row by row (from {SLICE:,} rows): {peer:.0f} processor seconds, {peer / night[1]:.0f} times as many")
    counts, page = _ledger(owner)
    report("counts by light above a ledger, median", counts, LEDGER_MS, "ms")
    report("a page of the red ones, median", page, LEDGER_MS, "ms")
    return int(night[1] > SECONDS or held > MIB)


if __name__ == "__main__":
    raise SystemExit(_main())
