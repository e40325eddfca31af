"""Turning lights: every watched row in a nightly pass, one row at once after an act on it. Only what changed is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from dianxiaoer.domain.supervision.bridge import RANK, Lamp
from dianxiaoer.domain.supervision.models import LightOverride, LightRule, LightRun, StandingLight
from dianxiaoer.domain.supervision.rules import RulesInForce, rules_in_force
from dianxiaoer.domain.supervision.states import Color
from dianxiaoer.domain.supervision.watches import WATCHED, Watched
from dianxiaoer.domain.tickets.lighting import WATCH as CLOCK
from dianxiaoer.domain.tickets.ticking import reclock_below
from dianxiaoer.engines.figures.lights import NONE
from dianxiaoer.kernel.events import FOLLOWERS
from dianxiaoer.kernel.models import Event

CHUNK = 5_000
#: what a stored light says; the columns compared with what should stand
SAID = (
    "unit_id", "owner_id", "title", "color", "ruled", "measure", "plan_on", "plan_value", "actual_value", "rule_name",
    "is_worst",
)  # fmt: skip
_KEPT = ("object_id", "watch", "since_on", "yellow_turns", *SAID)
_SIX = Decimal("0.000001")


def refresh_lights(*, at: datetime, on: date | None = None) -> LightRun:
    """The pass of a day over every watched row. Done again after a day's pass was forgotten (`forget_pass`), else at once.

    Rows are read in chunks by id, lights compared and only changes written, each chunk in its own transaction, so memory
    does not grow with the table and an interrupted pass loses nothing.
    """
    on = on or timezone.localdate(at)
    run, _made = LightRun.objects.get_or_create(on=on, defaults={"started_at": at})
    if run.finished_at:
        return run
    _begin_rules(on, at)
    rules, lamp = rules_in_force(on), Lamp(on)
    run.seen = run.changed = 0
    for watched in WATCHED.values():
        pass_ = _Pass(watched, rules, lamp, on, at)
        for rows in _chunks(watched):
            run.changed += pass_.settle(rows)
            run.seen += len(rows)
        run.changed += _drop_orphans(watched)
    run.finished_at = timezone.now()
    run.save()
    return run


def _begin_rules(on: date, at: datetime) -> None:
    """Rules of tickets that began or ended since the last pass: the moments kept by them are reckoned anew."""
    last = (
        LightRun.objects.filter(finished_at__isnull=False, on__lt=on)
        .order_by("-on")
        .values_list("on", flat=True)
        .first()
    )
    since = last or on
    begun = Q(effective_from__gt=since, effective_from__lte=on) | Q(effective_to__gte=since, effective_to__lt=on)
    for path in LightRule.objects.filter(begun, watch=CLOCK).values_list("unit__path", flat=True).distinct():
        reclock_below(path, at)


def forget_pass(on: date) -> None:
    """Have the pass of a day done again: a rule or an override changed."""
    LightRun.objects.filter(on=on).update(finished_at=None)


def relight(subject: str, ids: Collection[int], *, at: datetime) -> int:
    """The lights of a few rows, now. Returns lights changed. At most nine statements."""
    watched, on = WATCHED[subject], timezone.localdate(at)
    rows = list(_read(watched, watched.rows().filter(pk__in=ids)))
    gone = set(ids) - {row["pk"] for row in rows}
    dropped = StandingLight.objects.filter(subject=subject, object_id__in=gone).delete()[0] if gone else 0
    return dropped + (_Pass(watched, rules_in_force(on), Lamp(on), on, at).settle(rows) if rows else 0)


def watch_over(watched: Watched) -> None:
    """Add a subject to what is watched: the nightly pass reads it, and an act on a row turns its lights once it is committed.
    Naming a subject again replaces what was there."""
    if watched.key not in WATCHED:
        FOLLOWERS.setdefault(watched.key, []).append(lambda ids: _follow(watched.key, ids))
    WATCHED[watched.key] = watched


def _follow(subject: str, ids: Collection[int]) -> None:
    relight(subject, ids, at=timezone.now())


class _Pass:
    """Holds chunks of one subject's rows against the rules of a day."""

    def __init__(self, watched: Watched, rules: RulesInForce, lamp: Lamp, on: date, at: datetime) -> None:
        self.watched, self.rules, self.lamp, self.on = watched, rules, lamp, on
        self.at = at if timezone.localdate(at) == on else timezone.make_aware(datetime.combine(on, time()))
        overrides = LightOverride.objects.filter(subject=watched.key, lifted_on__isnull=True, expires_on__gte=on)
        self.overrides = {(row.watch, row.object_id): row.color for row in overrides}

    @transaction.atomic
    def settle(self, rows: Sequence[dict[str, Any]]) -> int:
        """Write what should stand for these rows where it differs. Returns lights written or removed."""
        ids = [row["pk"] for row in rows]
        extra = self.watched.further(ids, self.on) if self.watched.further else {}
        standing = StandingLight.objects.filter(subject=self.watched.key, object_id__range=(ids[0], ids[-1]))
        if len(ids) < CHUNK // 10:
            standing = StandingLight.objects.filter(subject=self.watched.key, object_id__in=ids)
        kept = {(line[0], line[1]): line for line in standing.values_list(*_KEPT)}
        fresh: list[StandingLight] = []
        turned: list[Event] = []
        for row in rows:
            for said, watch in self._said(row, extra.get(row["pk"])):
                before = kept.pop((row["pk"], watch), None)
                if before is None or before[4:] != said:
                    fresh.append(self._light(row, watch, said, before))
                    if before is not None and before[8] != said[4]:
                        turned.append(self._event(row, watch, before[8], said[4]))
        wanted = set(ids)
        stale = [key for key in kept if key[0] in wanted]
        for pk, watch in stale:
            StandingLight.objects.filter(object_id=pk, watch=watch).delete()
        StandingLight.objects.bulk_create(
            fresh,
            batch_size=1_000,
            update_conflicts=True,
            unique_fields=["watch", "object_id"],
            update_fields=[*(name.removesuffix("_id") for name in SAID), "since_on", "yellow_turns", "subject"],
        )
        Event.objects.bulk_create(turned, batch_size=500)
        return len(fresh) + len(stale)

    def _said(self, row: dict[str, Any], extra: Any) -> Iterator[tuple[tuple[Any, ...], str]]:
        """What each lit watch of a row says, in the order of SAID; the worst one speaks for the row."""
        unit_id, owner_id, title = row[self.watched.unit], row[self.watched.owner], row[self.watched.title][:200]
        lit: list[tuple[str, tuple[Any, ...]]] = []
        for watch in self.watched.watches:
            facts = self.rules.of(unit_id, watch.key)
            if facts is None:
                continue
            held = watch.read(row, extra, self.on, facts.measure)
            ruled = watch.kept(row, self.at) if watch.kept else self.lamp.color(facts, held)
            if ruled == NONE:
                continue
            color = self.overrides.get((watch.key, row["pk"]), ruled)
            plan, actual = held
            plan_on, plan_value = (plan, None) if isinstance(plan, date) else (None, _six(plan))
            said = (color, ruled, facts.measure, plan_on, plan_value, _six(actual), facts.name)
            lit.append((watch.key, said))
        if not lit:
            return
        worst = min(range(len(lit)), key=lambda place: RANK[lit[place][1][0]])
        for place, (key, said) in enumerate(lit):
            yield (unit_id, owner_id, title, *said, place == worst), key

    def _light(self, row: dict[str, Any], watch: str, said: tuple[Any, ...], before: Any) -> StandingLight:
        """A light to write. before: (id, watch, since, turns, …) as it stood."""
        facts = dict(zip(SAID, said, strict=True))
        same = before is not None and before[7] == facts["color"]
        turns = before[3] if before is not None else 0
        if facts["ruled"] == Color.YELLOW and (before is None or before[8] != Color.YELLOW):
            turns += 1
        return StandingLight(
            subject=self.watched.key,
            object_id=row["pk"],
            watch=watch,
            since_on=before[2] if same else self.on,
            yellow_turns=turns,
            **facts,
        )

    def _event(self, row: dict[str, Any], watch: str, old: str, new: str) -> Event:
        title = str(row[self.watched.title])[:200]
        return Event(
            subject=self.watched.key,
            object_id=row["pk"],
            root_subject=self.watched.key,
            root_id=row["pk"],
            verb="lights.turn",
            label=title,
            unit_id=row[self.watched.unit],
            by=None,
            at=self.at,
            note=f"{watch}: {Color(old).label} → {Color(new).label}",
        )


def _read(watched: Watched, rows: QuerySet[Any]) -> QuerySet[Any]:
    names = dict.fromkeys(("pk", watched.unit, watched.owner, watched.title, *watched.fields))
    return rows.order_by("pk").values(*names)


def _chunks(watched: Watched) -> Iterator[list[dict[str, Any]]]:
    last = 0
    while rows := list(_read(watched, watched.rows().filter(pk__gt=last))[:CHUNK]):
        yield rows
        last = rows[-1]["pk"]


def _drop_orphans(watched: Watched) -> int:
    """Lights of rows that can have none any more: closed, ended, gone."""
    standing = StandingLight.objects.filter(subject=watched.key)
    return standing.exclude(object_id__in=watched.rows().values("pk")).delete()[0]


def _six(value: Any) -> Decimal | None:
    """A number as the column keeps it, so that an equal one compares equal."""
    return None if value is None or isinstance(value, date) else Decimal(value).quantize(_SIX)
