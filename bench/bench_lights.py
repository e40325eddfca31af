"""The nightly run over a million open items (lights and reminders), and the counts above a large ledger, beside a naive peer.

`python -m bench lights`. BENCH_LIGHTS sets the number of items: half of them leads, the others tickets and their parts, projects
and promises. The peer does what a first draft would: load each row as an object, look its rule up, compute, save. It runs on a
slice and is scaled up. Fails above 60 s (processor time) for lights and reminders together, or 300 MiB held in all.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from typing import Any

from bench.open_items import fill
from bench.planning_table import clocked, peak_mib, report

ITEMS = int(os.environ.get("BENCH_LIGHTS", "1000000"))
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


def _ledger(owner: Any) -> list[list[float]]:
    """Milliseconds, by the clock and of the processor, for the counts by light and for a page of the red ones; median of 9."""
    import statistics

    from dianxiaoer.domain.leads.queries import leads_for
    from dianxiaoer.domain.supervision.queries import by_light, light_parts, with_light
    from dianxiaoer.kernel.paging import bounded_counts, page_of

    def counts() -> Any:
        return bounded_counts({color: [rows] for color, rows in light_parts(leads_for(owner)).items()})

    def page() -> Any:
        return page_of(by_light(with_light(leads_for(owner)), "red"), "-registered_on").rows

    assert len(page()) == 50
    return [
        [statistics.median(run[kind] for run in runs) * 1000 for kind in (0, 1)]
        for runs in ([clocked(act) for _ in range(9)] for act in (counts, page))
    ]


def _main() -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from dianxiaoer.domain.outbox.models import Message
    from dianxiaoer.domain.supervision.actions.lighting import refresh_lights
    from dianxiaoer.jobs.housekeeping import renew_statistics
    from dianxiaoer.jobs.reminders import remind

    call_command("migrate", verbosity=0)
    today, at = timezone.localdate(), timezone.now()
    filling, _busy, owner = clocked(lambda: fill(ITEMS, today))
    renew_statistics(at)
    print(f"{ITEMS:,} open items written in {filling:.0f} s; memory before {peak_mib():.0f} MiB", flush=True)
    first = clocked(lambda: refresh_lights(at=at, on=today))
    print(f"first pass: every light written, {first[2].changed:,} rows, {first[0]:.1f} s ({first[1]:.1f} s processor)")
    renew_statistics(at)
    tomorrow = today + timedelta(1)
    night = clocked(lambda: refresh_lights(at=at, on=tomorrow))
    told = clocked(lambda: remind(tomorrow, at + timedelta(1)))
    held = peak_mib()
    still = clocked(lambda: refresh_lights(at=at, on=tomorrow))
    again = clocked(lambda: remind(tomorrow, at + timedelta(1)))
    print(
        f"a night: {night[2].seen:,} seen, {night[2].changed:,} lights changed; {told[2]:,} people and firms reminded"
    )
    print(
        f"asked again the same day: lights {still[0] * 1000:.0f} ms, reminders {again[0]:.1f} s, messages {Message.objects.count():,}"
    )
    report("a night's lights, seconds by the clock", night[0], SECONDS, "s")
    report("a night's reminders, seconds by the clock", told[0], SECONDS, "s")
    report("a night, lights and reminders, processor seconds", night[1] + told[1], SECONDS, "s")
    report("memory held at most", held, MIB, "MiB")
    peer = _peer(today)
    print(f"row by row (from {SLICE:,} rows): {peer:.0f} processor seconds, {peer / night[1]:.0f} times as many")
    for what, (clock, busy) in zip(
        ("counts by light above a ledger", "a page of the red ones"), _ledger(owner), strict=True
    ):
        report(f"{what}, by the clock", clock, LEDGER_MS, "ms")
        report(f"{what}, processor", busy, LEDGER_MS, "ms")
    return int(night[1] + told[1] > SECONDS or held > MIB)


if __name__ == "__main__":
    raise SystemExit(_main())
