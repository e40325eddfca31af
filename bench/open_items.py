"""A district full of work: leads, tickets, parts, projects and promises that are open, written straight into their tables."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

#: of a hundred open items
SHARES = {"leads": 50, "tickets": 25, "projects": 15, "promises": 5, "parts": 5}
SEEDS = 20_000  # rows made one by one; a table is filled with copies of them
UNITS, PEOPLE = 40, 2_000


def fill(items: int, today: date) -> Any:
    """Items due from 200 days ago to a year ahead, of forty units and two thousand people. Returns the officer over all."""
    from django.utils import timezone

    from dianxiaoer.domain.people.actions import enrol_user, give_role, plant_unit

    at, draw = timezone.now(), random.Random(11)
    top = plant_unit(name="示例市", kind="city", parent=None, at=at, region_name="示例市")
    units = [
        plant_unit(name=f"示例{n}区", kind="district", parent=top, at=at, region_name=f"示例市{n}区")
        for n in range(UNITS)
    ]
    owner = enrol_user(username="bench", name="示例", unit=top, password=None, at=at, must_change_password=False)
    give_role(owner, "officer", top, since=today)
    people = _people(units, at)
    seeds = [(units[n % UNITS], people[n % PEOPLE], today + timedelta(draw.randint(-200, 365))) for n in range(SEEDS)]
    makers = {"leads": _leads, "tickets": _tickets, "projects": _projects, "promises": _promises, "parts": _parts}
    for what, share in SHARES.items():
        makers[what](seeds, items * share // 100, today, at)
    return owner


def _people(units: Sequence[Any], at: datetime) -> list[Any]:
    from dianxiaoer.domain.people.models import User

    return User.objects.bulk_create(
        User(username=f"bench{n}", name=f"示例{n}", unit=units[n % UNITS], phone=f"139{n:08d}", created_at=at)
        for n in range(PEOPLE)
    )


def _leads(seeds: Sequence[Any], number: int, today: date, at: datetime) -> None:
    from dianxiaoer.domain.leads.models import Lead

    _copies(
        (
            Lead(
                unit=unit, owner=person, name=f"示例线索{n}", source_kind="fair", registered_on=today,
                registered_by=person, next_due_on=due, next_due_kind="follow_up",
            )
            for n, (unit, person, due) in enumerate(seeds)
        ),
        number,
    )  # fmt: skip


def _tickets(seeds: Sequence[Any], number: int, today: date, at: datetime) -> None:
    """A hundredth waits for the firm, a hundredth was answered: some of those are asked, or asked to rate, once more."""
    from dianxiaoer.domain.tickets.models import NEVER, Ticket
    from dianxiaoer.domain.tickets.words import Category

    category = Category.objects.filter(unit=None).first()

    def made(n: int, unit: Any, person: Any, due: date) -> Ticket:
        due_at, past = _moment(due, at), at - timedelta(days=n // 100 % 30)
        state: dict[str, Any] = {"stage": "processing", "due_at": due_at, "queue_at": due_at, "due_kind": "answer"}
        if n % 100 == 0:
            state = {"stage": "waiting", "paused_since": past, "queue_at": NEVER}
        elif n % 100 == 1:
            state |= {"stage": "answered", "answered_at": past}
        return Ticket(
            unit=unit, lead_unit=unit, owner=person, number=f"B{n}", follow_code="X", kind="issue", channel="hotline",
            category=category, title="示例诉求", contact_phone="13800000000", received_at=at, dispatched_at=at,
            warn_at=due_at - timedelta(2), **state,
        )  # fmt: skip

    _copies((made(n, *seed) for n, seed in enumerate(seeds)), number, "number")


def _projects(seeds: Sequence[Any], number: int, today: date, at: datetime) -> None:
    from dianxiaoer.domain.projects.models import Project

    _copies(
        (
            Project(
                unit=unit, owner=person, code=f"P{n}", name=f"示例项目{n}", signed_on=today, due_start_on=due,
                due_commission_on=due + timedelta(400),
            )
            for n, (unit, person, due) in enumerate(seeds)
        ),
        number, "code",
    )  # fmt: skip


def _promises(seeds: Sequence[Any], number: int, today: date, at: datetime) -> None:
    from dianxiaoer.domain.activities.models import Activity, FollowUp

    activity = Activity.objects.create(
        unit=seeds[0][0], owner=seeds[0][1], kind="inbound", name="示例考察", starts_on=today, ends_on=today
    )
    rows = (
        FollowUp(activity=activity, what=f"示例{n}", owner=person, due_on=due)
        for n, (_u, person, due) in enumerate(seeds)
    )
    _copies(rows, number)


def _parts(seeds: Sequence[Any], number: int, today: date, at: datetime) -> None:
    """One for each of the first tickets, of which there are more."""
    from dianxiaoer.domain.tickets.handling import Part
    from dianxiaoer.domain.tickets.models import Ticket

    tickets = Ticket.objects.order_by("pk").values_list("pk", flat=True)[:number]
    rows = (
        Part(ticket_id=ticket, unit=unit, owner=person, task="示例协办", dispatched_at=at, due_at=_moment(due, at))
        for ticket, (unit, person, due) in zip(tickets, _again(seeds), strict=False)
    )
    Part.objects.bulk_create(rows, batch_size=2_000)


def _again(seeds: Sequence[Any]) -> Iterable[Any]:
    while True:
        yield from seeds


def _moment(on: date, at: datetime) -> datetime:
    from django.utils import timezone

    return timezone.make_aware(datetime.combine(on, time(23, 59, 59)))


def _copies(rows: Iterable[Any], number: int, unique: str = "") -> None:
    """The rows, and copies of them until there are so many; `unique`: a text that must differ."""
    from django.db import connection

    seeds = list(rows)[:number]
    model = type(seeds[0])
    model._base_manager.bulk_create(seeds, batch_size=2_000)
    table = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    names = ", ".join(f'"{column}"' for column in columns)
    first = model._base_manager.order_by("pk").values_list("pk", flat=True)[0]
    with connection.cursor() as cursor:
        for copy in range(1, number // len(seeds)):
            picked = ", ".join(
                f"\"{column}\" || '-{copy}'" if column == unique else f'"{column}"' for column in columns
            )
            cursor.execute(
                f'INSERT INTO "{table}" ({names}) SELECT {picked} FROM "{table}" '
                f"WHERE id BETWEEN {first} AND {first + len(seeds) - 1} ORDER BY id"
            )
