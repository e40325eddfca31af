"""Lights and notices as screens, inboxes and the board read them."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import may, visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.supervision.bridge import reason_of
from dianxiaoer.domain.supervision.models import LightOverride, LightRun, Notice, StandingLight
from dianxiaoer.domain.supervision.rules import RuleFacts, rules_in_force
from dianxiaoer.domain.supervision.states import Color, NoticeStage
from dianxiaoer.domain.supervision.watches import WATCHED, watch_labels
from dianxiaoer.kernel.events import subject_of
from dianxiaoer.kernel.paging import exact_count

SOON_DAYS = 7


@dataclass(frozen=True)
class InboxItem:
    """One thing waiting for a person: what, about which notice, until when."""

    title: str
    subject: str
    url_name: str
    pk: int
    due_on: date

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=[self.pk])


@dataclass
class BoardLine:
    """How many lights of each colour a unit (and below) or a watch has."""

    label: str
    parameters: dict[str, str]
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def lights(self) -> list[tuple[str, str, int]]:
        """(colour, its word, how many), worst first."""
        return [(color.value, str(color.label), self.counts.get(color.value, 0)) for color in Color]


def lights_for(user: User) -> QuerySet[StandingLight]:
    """The lights a person may see, with unit and owner. One statement."""
    return visible(user, StandingLight).select_related("unit", "owner")


def reason_today(standing: StandingLight) -> str:
    return reason_of(standing, timezone.localdate())


def with_light(rows: QuerySet, subject: str = "") -> QuerySet:
    """Rows of a watched subject with their worst light as `light` (red, yellow, green, None). No statement of its own."""
    standing = StandingLight.objects.filter(
        subject=subject or subject_of(rows.model), object_id=OuterRef("pk"), is_worst=True
    )
    return rows.annotate(light=Subquery(standing.values("color")[:1]))


def by_light(rows: QuerySet, color: str, is_rare: bool | None = None) -> QuerySet:
    """Rows of a watched subject whose worst light has a colour; "none": those without a light.

    A colour few rows have is looked up by its rows, one that many have is asked of each row in turn: either way a page of a
    million rows stays quick. is_rare: which it is, where it is known; else at most one statement.
    """
    subject = subject_of(rows.model)
    standing = StandingLight.objects.filter(subject=subject, is_worst=True)
    if color == "none":
        return rows.filter(~Exists(standing.filter(object_id=OuterRef("pk"))))
    standing = standing.filter(color=color)
    if _is_rare(subject, color) if is_rare is None else is_rare:
        return rows.filter(pk__in=standing.values("object_id"))
    return rows.filter(Exists(standing.filter(object_id=OuterRef("pk"))))


def light_parts(rows: QuerySet) -> dict[str, QuerySet]:
    """These rows by colour, to be counted: green is asked of each row in turn, being what most have; red and yellow are
    looked up."""
    return {color: by_light(rows, color, is_rare=color != Color.GREEN) for color in Color.values}


#: (subject, colour) → (whether few rows have it, until when that is believed): a hint how to ask, never what is answered
_RARE: dict[tuple[str, str], tuple[bool, float]] = {}
_BELIEVED_SECONDS = 600


def _is_rare(subject: str, color: str) -> bool:
    """Whether at most 10,000 rows of a subject have a colour. One statement every ten minutes."""
    rare, until = _RARE.get((subject, color), (True, 0.0))
    if time.monotonic() > until:
        standing = StandingLight.objects.filter(subject=subject, is_worst=True, color=color)
        rare = exact_count(standing)[1]
        _RARE[subject, color] = rare, time.monotonic() + _BELIEVED_SECONDS
    return rare


def lights_of(subject: str, pk: int) -> list[StandingLight]:
    """Every light of one row, worst first. One statement."""
    found = StandingLight.objects.filter(subject=subject, object_id=pk).select_related("unit")
    order = [color.value for color in Color]
    return sorted(found, key=lambda one: (order.index(one.color), one.watch))


def override_of(standing: StandingLight) -> LightOverride | None:
    """The override in force on a light. One statement."""
    rows = LightOverride.objects.filter(watch=standing.watch, object_id=standing.object_id, lifted_on__isnull=True)
    return rows.filter(expires_on__gte=timezone.localdate()).select_related("set_by").first()


def act_due(standing: StandingLight, on: date) -> str:
    """What the rule says follows the light as it stands. Two statements."""
    facts: RuleFacts | None = rules_in_force(on).of(standing.unit_id, standing.watch)
    return facts.act_for(standing.ruled, standing.yellow_turns) if facts else ""


def page_of_row(subject: str, pk: int | None) -> str:
    """The address of a watched row's page; "" where it has none."""
    watched = WATCHED.get(subject)
    if watched is None or not watched.page or pk is None:
        return ""
    try:
        return reverse(watched.page, args=[pk])
    except NoReverseMatch:
        return ""


def board_by_watch(user: User, path: str = "") -> list[BoardLine]:
    """Lights of each watch in a unit and below. One statement."""
    rows = _below(user, path)
    labels = watch_labels()
    lines = {key: BoardLine(label, {"watch": key}) for key, label in labels.items()}
    for watch, color, number in rows.order_by().values_list("watch", "color").annotate(number=Count("pk")):
        if watch in lines:
            lines[watch].counts[color] = number
    return [line for line in lines.values() if line.counts]


def board_by_unit(user: User, units: Iterable[Unit], path: str = "") -> list[BoardLine]:
    """Lights of every unit the person sees, each counted with those below it, rows speaking by their worst. One statement."""
    found = _below(user, path).filter(is_worst=True).order_by().values_list("unit__path", "color")
    counted = list(found.annotate(number=Count("pk")))
    lines = []
    for unit in units:
        line = BoardLine(unit.name, {"unit": unit.path})
        for place, color, number in counted:
            if place.startswith(unit.path):
                line.counts[color] = line.counts.get(color, 0) + number
        if line.counts:
            lines.append(line)
    return lines


def last_run() -> LightRun | None:
    """The newest finished pass. One statement."""
    return LightRun.objects.filter(finished_at__isnull=False).order_by("-on").first()


def notices_for(user: User) -> QuerySet[Notice]:
    """The ledger's rows with the people and units they name, and their light. One statement."""
    rows = visible(user, Notice).select_related("unit", "to", "issuing_unit", "raised_by")
    return with_light(rows)


def notices_about(user: User, subject: str, pk: int) -> list[Notice]:
    """Notices about one row, newest first. One statement."""
    return list(visible(user, Notice).filter(subject=subject, object_id=pk).select_related("unit").order_by("-id"))


def overdue_notices(rows: QuerySet[Notice], on: date) -> QuerySet[Notice]:
    return rows.filter(stage=NoticeStage.ISSUED, due_on__lt=on)


def inbox_items(user: User, *, on: date, limit: int = 50) -> list[InboxItem]:
    """Notices this person (or, unnamed, their unit) has to answer, and answers they may close. At most two statements."""
    items: list[InboxItem] = []
    if may(user, "notices.answer"):
        mine = Q(to=user) | Q(to__isnull=True, unit=user.unit_id)
        rows = visible(user, Notice, "notices.answer").filter(mine, stage=NoticeStage.ISSUED)
        for row in rows.order_by("due_on", "id")[:limit]:
            items.append(InboxItem(_("答复督办函"), row.title, "notices-detail", row.pk, row.due_on or on))
    if may(user, "notices.close"):
        rows = visible(user, Notice, "notices.close").filter(stage=NoticeStage.ANSWERED, raised_by=user)
        for row in rows.exclude(answered_by=user).order_by("answered_on", "id")[:limit]:
            items.append(InboxItem(_("审核督办答复"), row.title, "notices-detail", row.pk, row.answered_on or on))
    return items


def _below(user: User, path: str) -> QuerySet[StandingLight]:
    rows = visible(user, StandingLight)
    return rows.filter(unit__path__startswith=path) if path else rows
