"""Tickets as screens, inboxes, firms and figures read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Length, NullIf
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.companies.bridge import comparable
from dianxiaoer.domain.people.access import reach, visible
from dianxiaoer.domain.people.grants import GRANTS
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.domain.tickets.bridge import category_words, likeness
from dianxiaoer.domain.tickets.clock import Duty, duties_of, presets
from dianxiaoer.domain.tickets.concierge import Concierge, Paper
from dianxiaoer.domain.tickets.handling import Attachment, Dispute, Extension, Note, Part
from dianxiaoer.domain.tickets.models import NEVER, Ticket
from dianxiaoer.domain.tickets.ratings import Rating
from dianxiaoer.domain.tickets.shipped import DEFAULT_LEVEL
from dianxiaoer.domain.tickets.states import (
    BEFORE_ANSWER,
    CONTEST_DAYS,
    FINISHED,
    OFFLINE_ASPECTS,
    ONLINE_ASPECTS,
    ONLINE_CHANNELS,
    OPEN_STAGES,
    Aspect,
    Light,
    NoteKind,
    PartState,
    StepKey,
    TicketStage,
)
from dianxiaoer.domain.tickets.terms import ClockChoice, ClockPreset
from dianxiaoer.domain.tickets.words import Category, Level, MenuItem
from dianxiaoer.domain.tickets.works import WorksOrder
from dianxiaoer.kernel.choices import Listed
from dianxiaoer.kernel.inbox import InboxItem
from dianxiaoer.kernel.search import SearchIndex

INDEX = SearchIndex("tickets")
SOON_DAYS = 3
#: province, city, district: below stand parks, streets, bureaus and their sections
_DISTRICT_DEPTH = 3
_MOST_LINKED = 60


@dataclass(frozen=True)
class Suggested:
    """A category a person may take, the words of the request that speak for it, and its share of all votes (0..1)."""

    category: Category
    words: tuple[str, ...]
    share: float


@dataclass(frozen=True)
class ProgressStep:
    """One step the firm sees: what, which body, when it was done, or until when it is due. state: done | now | later."""

    key: str
    label: str
    body: str
    state: str
    done_at: datetime | None = None
    due_on: date | None = None
    is_provisional: bool = False
    text: str = ""


def tickets_for(user: User) -> QuerySet[Ticket]:
    """The queue's rows with bodies, owner, category, level. One statement."""
    return visible(user, Ticket).select_related("unit", "lead_unit", "owner", "category", "level")


def lots_of_tickets(user: User) -> list[QuerySet[Ticket]]:
    """The same tickets in three lots without one in common: received by the person's bodies, else handled by them, else
    helped with. Each is counted by an index of its own; together, a body that handles a twentieth of a million tickets
    would have two hundred thousand looked at."""
    units = reach(user).units("tickets.view")
    received, handled = Q(unit__in=units), Q(lead_unit__in=units)
    helped = Q(pk__in=Part.objects.filter(unit__in=units).order_by().values("ticket"))
    not_handled = ~handled | Q(lead_unit__isnull=True)
    return [Ticket.objects.filter(lot) for lot in (received, handled & ~received, helped & ~received & not_handled)]


def linked_tickets(user: User, **link: Any) -> list[Ticket]:
    """The tickets a person may see that point to something (project=…, policy=…, visits=…), newest first. One statement."""
    return list(tickets_for(user).filter(**link).order_by("-received_at", "-id")[:_MOST_LINKED])


def head_rows() -> QuerySet[Ticket]:
    """Tickets with what the head of a page of one shows; to be narrowed by `fetch`."""
    return Ticket.objects.select_related(
        "unit",
        "lead_unit",
        "owner",
        "category",
        "level",
        "company",
        "project",
        "activity",
        "parent",
        "merged_into",
        "menu_item",
    )


def with_photos(rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """The rows with their `photos`: pictures the firm may see, oldest first. One statement more."""
    shown = Attachment.objects.filter(is_shown=True, content_type__startswith="image/")
    return rows.prefetch_related(Prefetch("files", shown, to_attr="photos"))


def narrow_by_words(rows: QuerySet[Ticket], words: str) -> QuerySet[Ticket]:
    """Every word typed stands in the number, the title or the firm's name."""
    return INDEX.narrow(rows, words)


def by_light(rows: QuerySet[Ticket], light: str, at: datetime) -> QuerySet[Ticket]:
    """The tickets that show a light as of a moment."""
    if light == Light.PAUSED:
        return rows.filter(stage=TicketStage.WAITING)
    if light == Light.RED:
        return rows.filter(queue_at__lte=at)
    if light == Light.YELLOW:
        return rows.filter(queue_at__gt=at, queue_at__lt=NEVER, warn_at__lte=at)
    if light == Light.GREEN:
        return rows.filter(Q(warn_at__gt=at) | Q(warn_at=None), queue_at__gt=at, queue_at__lt=NEVER)
    return rows.filter(due_at__isnull=True).exclude(stage=TicketStage.WAITING)


def categories_for(unit: Unit) -> QuerySet[Category]:
    """The categories a unit may use: of each key the row nearest to it, when that is in use. One statement."""
    return _nearest(Category, unit)


def shipped_categories() -> QuerySet[Category]:
    """The categories of every unit, for a page opened before anybody said where. One statement."""
    return Category.objects.filter(unit__isnull=True, is_active=True)


def menu_for(unit: Unit) -> QuerySet[MenuItem]:
    """The menu of services of a unit. Two statements."""
    return _nearest(MenuItem, unit).select_related("category", "lead_unit", "unit")


def menu_on_offer() -> list[MenuItem]:
    """What firms may order, of every body. One statement."""
    rows = MenuItem.objects.filter(is_active=True, unit__is_active=True).select_related("unit", "category")
    return list(rows.order_by("unit__path", "category__place", "place", "id"))


def menu_item_on_offer(pk: str) -> MenuItem | None:
    """One of them, by its id as an address says it. One statement at most."""
    return next((row for row in menu_on_offer() if str(row.pk) == pk), None) if pk else None


def category_named(unit: Unit, word: str) -> Category:
    """By key ("finance") or name ("融资"); 其他 when there is none. One statement."""
    found = {row.key: row for row in categories_for(unit)}
    by_name = {row.name: row for row in found.values()}
    return found.get(word) or by_name.get(word) or found["other"]


def category_for(unit: Unit, text: str) -> Suggested | None:
    """The likeliest category of a request, to be taken or not; None when no word speaks for any. One statement."""
    found = category_words(text)
    if found is None:
        return None
    words = tuple(dict.fromkeys(reason.word for reason in found.reasons))
    return Suggested(category_named(unit, found.category), words, found.share)


def category_choices(unit: Unit) -> Listed:
    """The categories a unit may use as choices of a filter."""
    is_english = (get_language() or "").startswith("en")
    label = Coalesce(NullIf("name_en", Value("")), "name") if is_english else "name"
    return Listed(categories_for(unit), label=label)


def levels_for(unit: Unit) -> QuerySet[Level]:
    """The levels a unit may use, in the same way. One statement."""
    return _nearest(Level, unit)


def level_of(unit: Unit, level: Level | str) -> Level | None:
    """A level given as a row, by key or name, or "" for the ordinary one."""
    if isinstance(level, Level):
        return level
    word = level or DEFAULT_LEVEL
    return levels_for(unit).filter(Q(key=word) | Q(name=word)).order_by("-unit_id").first()


def _nearest(model: Any, unit: Unit) -> QuerySet[Any]:
    above = [int(step) for step in unit.path.split(".") if step]
    rows = model.objects.filter(Q(unit__isnull=True) | Q(unit__in=above))
    rows = rows.alias(depth=Coalesce(Length("unit__path"), 0))
    nearer = rows.filter(key=OuterRef("key"), depth__gt=OuterRef("depth"))
    return rows.filter(~Exists(nearer), is_active=True)  # type: ignore[no-any-return]


def inbox_items(user: User, *, on: date) -> list[InboxItem]:
    """What waits for a person: tickets owned, unclaimed ones of the own body, parts, decisions, call-backs. Five statements."""
    held = reach(user)
    soon = timezone.make_aware(datetime.combine(on + timedelta(SOON_DAYS + 1), datetime.min.time()))
    own = visible(user, Ticket).filter(owner=user, stage__in=OPEN_STAGES, due_at__lt=soon)
    found = [_waiting(ticket) for ticket in own.order_by("queue_at")[:200]]
    unclaimed = Q(stage=TicketStage.DISPATCHED, lead_unit=user.unit_id, owner__isnull=True)
    if accepts := held.units("tickets.accept"):  # a body where nobody is enrolled: whoever acts for it is told
        nobody = ~Exists(User.objects.filter(unit=OuterRef("lead_unit"), is_active=True))
        unclaimed |= Q(nobody, stage=TicketStage.DISPATCHED, lead_unit__in=accepts, owner__isnull=True)
    if sends := held.units("tickets.dispatch"):
        unclaimed |= Q(stage=TicketStage.REGISTERED, unit__in=sends & {user.unit_id})
    if decides := held.units("tickets.decide"):
        unclaimed |= Q(stage=TicketStage.OBJECTED, unit__in=decides & {user.unit_id})
    found += [_waiting(row) for row in visible(user, Ticket).filter(unclaimed).order_by("queue_at")[:200]]
    parts = visible(user, Part).filter(state=PartState.OPEN).filter(Q(owner=user) | Q(owner=None, unit=user.unit_id))
    found += [
        InboxItem(
            _("答复协办"),
            str(part.ticket),
            "tickets-detail",
            part.ticket_id,
            day_of(part.due_at),
            verb="tickets.answer_part",
        )
        for part in parts.select_related("ticket")[:200]
    ]
    if held.units("tickets.call_back") & {user.unit_id}:
        bad = visible(user, Rating).filter(call_back_due_at__isnull=False, called_back_at=None, excluded_at=None)
        found += [
            InboxItem(
                _("差评回访"),
                str(row.ticket),
                "tickets-detail",
                row.ticket_id,
                day_of(row.call_back_due_at),
                verb="tickets.call_back",
            )
            for row in bad.filter(ticket__unit=user.unit_id).select_related("ticket")[:200]
        ]
    return found


def similar_tickets(user: User, *, company_name: str = "", text: str = "", limit: int = 5) -> list[Ticket]:
    """Open tickets of the same firm, nearest in wording first; without a firm, those that share the title's words."""
    normal = comparable(company_name)
    rows = visible(user, Ticket).filter(stage__in=OPEN_STAGES).select_related("lead_unit", "unit")
    if len(normal) >= 2:
        found = list(rows.filter(company_normal=normal).order_by("-pk")[:50])
    else:
        found = INDEX.newest(rows, text[:6], 50) if len(text.strip()) >= 2 else []
    return sorted(found, key=lambda row: (-likeness(text, f"{row.title} {row.text}"), -row.pk))[:limit]


def search_tickets(user: User, words: str, limit: int = 20) -> list[Ticket]:
    """Tickets found by two characters of their number, title or firm. Two statements."""
    return INDEX.newest(visible(user, Ticket).select_related("unit"), words, limit)


# ——— the firm's side ———


def _callers(caller: Caller) -> Q:
    reached = Q(company__in=caller.company_ids)
    if caller.account is not None:
        own = Q(account=caller.account)
        reached |= own & ~Q(company__in=caller.left_ids) if caller.left_ids else own
    return reached | Q(account__isnull=True, contact_phone=caller.phone) if caller.phone else reached


def tickets_of(caller: Caller) -> QuerySet[Ticket]:
    """What a caller sees: registered from its phone, or of its firms. Newest first."""
    rows = Ticket.objects.filter(_callers(caller)).select_related("unit", "lead_unit", "category")
    return rows.order_by("-received_at", "-id")


def ticket_of(caller: Caller, number: str) -> Ticket | None:
    """One of them by its number; None when there is none."""
    return tickets_of(caller).filter(number=number).first()


def is_callers(caller: Caller, ticket: Ticket) -> bool:
    """Whether a ticket is the caller's. One statement."""
    return Ticket.objects.filter(_callers(caller), pk=ticket.pk).exists()


def followed(number: str, code: str) -> Ticket | None:
    """The ticket a number and its code open, for reading only. One statement."""
    rows = Ticket.objects.filter(number=number.strip().upper(), follow_code=code.strip().upper())
    return rows.select_related("unit", "lead_unit", "category").first()


def shown_notes(ticket: Ticket) -> QuerySet[Note]:
    """What the firm may read, oldest first. Two statements with files."""
    return ticket.notes.filter(is_shown=True).prefetch_related("files")


def progress_of(ticket: Ticket) -> list[ProgressStep]:
    """The way of a ticket as the firm sees it: names of bodies, moments done, days due. No statement beyond the row."""
    lead = (ticket.lead_unit or ticket.unit).label
    desk = ticket.unit.label
    stage = ticket.stage
    ended = stage in {TicketStage.WITHDRAWN, TicketStage.REJECTED, TicketStage.MERGED}
    steps = [ProgressStep("register", _("已提交"), desk, "done", ticket.received_at)]
    if ended:
        steps.append(
            ProgressStep(
                stage, str(TicketStage(stage).label), desk, "done", ticket.closed_at, text=ticket.reject_reason
            )
        )
        return steps
    steps.append(_step("dispatch", _("已派单"), desk, ticket.dispatched_at, stage == TicketStage.REGISTERED, ticket))
    is_before = stage in {TicketStage.DISPATCHED, TicketStage.OBJECTED}
    steps.append(_step("accept", _("已接单"), lead, ticket.accepted_at if not is_before else None, is_before, ticket))
    if stage == TicketStage.WAITING:
        steps.append(ProgressStep("ask", _("请您补充材料"), lead, "now", due_on=None))
    works = stage in BEFORE_ANSWER and not is_before and stage != TicketStage.WAITING
    answer_due = day_of(ticket.answer_due_at) if ticket.answer_due_at else None
    state = "done" if ticket.answered_at else "now" if works else "later"
    steps.append(
        ProgressStep(
            "answer", _("办理答复"), lead, state, ticket.answered_at, answer_due, ticket.is_provisional, ticket.answer
        )
    )
    if stage == TicketStage.SCHEDULED:
        steps.append(ProgressStep("schedule", _("列入计划,到期再办"), lead, "now", due_on=ticket.scheduled_on))
    steps.append(_step("close", _("办结"), desk, ticket.closed_at, bool(ticket.answered_at), None))
    return steps


def rateable(ticket: Ticket, *, at: datetime) -> int | None:
    """Which rating a firm may give now: 1 once it was answered, 2 after a bad one was mended or its time ran out; else None."""
    held = list(ticket.ratings.order_by("place"))
    if ticket.stage not in FINISHED:
        return None
    if not held:
        return 1
    first = held[0]
    mended = first.mended_at is not None or (first.mend_due_at is not None and at > first.mend_due_at)
    return 2 if len(held) == 1 and first.is_bad and mended and first.excluded_at is None else None


def shown_files(ticket: Ticket) -> QuerySet[Attachment]:
    """Photos and papers the firm may see. One statement."""
    return ticket.files.filter(is_shown=True)


def shown_ratings(ticket: Ticket) -> list[Rating]:
    """What the firm said and what came of it, first to last. One statement."""
    return list(ticket.ratings.order_by("place"))


@dataclass(frozen=True)
class FirmSteps:
    """What the firm may do with its ticket now."""

    supply: bool
    withdraw: bool
    contest: bool
    rate: bool
    is_again: bool  # the rating after mending


def firm_steps(ticket: Ticket, *, at: datetime) -> FirmSteps:
    """Two statements at most."""
    place = rateable(ticket, at=at)
    contestable = ticket.answered_at is not None and at <= ticket.answered_at + timedelta(CONTEST_DAYS)
    return FirmSteps(
        supply=ticket.stage == TicketStage.WAITING,
        withdraw=ticket.stage in (TicketStage.REGISTERED, *BEFORE_ANSWER),
        contest=ticket.stage in FINISHED and contestable and not ticket.notes.filter(kind=NoteKind.OBJECTION).exists(),
        rate=place is not None,
        is_again=place == 2,
    )


def aspects_of(ticket: Ticket) -> tuple[Aspect, ...]:
    """The named aspects a firm is asked for: those of the standard for what came online, or at a window."""
    return ONLINE_ASPECTS if ticket.channel in ONLINE_CHANNELS else OFFLINE_ASPECTS


def paper_by_code(code: str) -> Paper | None:
    """The paper a verification code belongs to, revoked ones too; None for a code nobody issued. One statement."""
    rows = Paper.objects.filter(code=code.strip().upper().replace("-", ""))
    return rows.select_related("ticket__unit", "ticket__lead_unit").first()


def day_of(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _step(
    key: str, label: str, body: str, done_at: datetime | None, is_now: bool, ticket: Ticket | None
) -> ProgressStep:
    state = "done" if done_at else "now" if is_now else "later"
    due = ticket.due_on if ticket is not None and is_now and not done_at else None
    return ProgressStep(key, label, body, state, done_at, due, bool(due and ticket and ticket.is_provisional))


def _waiting(ticket: Ticket) -> InboxItem:
    return InboxItem(
        title=str(StepKey(ticket.due_kind).label) if ticket.due_kind else str(TicketStage(ticket.stage).label),
        subject=str(ticket),
        url_name="tickets-detail",
        pk=ticket.pk,
        due_on=ticket.due_on or day_of(ticket.received_at),
        warn_on=day_of(ticket.warn_at) if ticket.warn_at else None,
        verb=f"tickets.{ticket.due_kind or 'answer'}",
    )


# ——— choices and the page of one ticket ———


def bodies_for(unit: Unit) -> QuerySet[Unit]:
    """The bodies a ticket of a unit may go to: everything of the district (or city) it stands in. One statement."""
    steps = [int(step) for step in unit.path.split(".") if step]
    path = unit.path if len(steps) < _DISTRICT_DEPTH else ".".join(map(str, steps[:_DISTRICT_DEPTH])) + "."
    return Unit.objects.filter(path__startswith=path, is_active=True).order_by("path")


def handlers_of(unit: Unit) -> QuerySet[User]:
    """Active people who may answer a ticket of that body: who works there or above with such a role. One statement."""
    above = [int(step) for step in unit.path.split(".") if step]
    roles = [role for role, scope in GRANTS["tickets.answer"].items() if scope]
    held = Q(roles__unit__in=above, roles__role__in=roles)
    return User.objects.filter(held, is_active=True).select_related("unit").distinct().order_by("-unit__path", "name")


@dataclass(frozen=True)
class TicketFile:
    """Everything the page of one ticket shows beside its row and timeline. lines: duties with their light now."""

    duties: list[Duty]
    notes: list[Note]
    files: list[Attachment]
    parts: list[Part]
    disputes: list[Dispute]
    extensions: list[Extension]
    ratings: list[Rating]
    papers: list[Paper]
    children: list[Ticket]
    duplicates: list[Ticket]
    works: list[WorksOrder]
    concierge: Concierge | None
    preset: ClockPreset


def file_of(ticket: Ticket) -> TicketFile:
    """Everything that hangs on a ticket but its timeline. Nineteen statements, however much hangs there."""
    terms = presets()
    day = day_of(ticket.dispatched_at or ticket.received_at)
    preset = terms.of(ticket.unit, day)
    calendar = working_calendar((ticket.received_at.year, day.year + 3))
    pauses = [(row.from_at, row.until_at) for row in ticket.pauses.all() if row.until_at]
    concierge = Concierge.objects.filter(ticket=ticket).select_related("agent").first()
    return TicketFile(
        duties=duties_of(ticket, preset, calendar, pauses),
        notes=list(ticket.notes.select_related("by", "by__unit", "account").prefetch_related("files")),
        files=list(ticket.files.filter(note__isnull=True)),
        parts=list(ticket.parts.select_related("unit", "owner", "answered_by")),
        disputes=list(ticket.disputes.select_related("unit", "proposed_unit", "asked_by", "decided_by")),
        extensions=list(ticket.extensions.select_related("asked_by", "decided_by")),
        ratings=list(ticket.ratings.select_related("account", "called_back_by", "mended_by", "excluded_by")),
        papers=list(ticket.papers.select_related("issued_by")),
        children=list(ticket.children.all()),
        duplicates=list(ticket.duplicates.all()),
        works=list(ticket.works.all()),
        concierge=concierge,
        preset=preset,
    )


def works_for(user: User) -> QuerySet[WorksOrder]:
    """The works orders a person may see, with unit, owner, firm, project. One statement."""
    return visible(user, WorksOrder).select_related("unit", "owner", "company", "project", "ticket")


def presets_for(unit: Unit, *, on: date) -> tuple[ClockPreset, QuerySet[ClockPreset], list[ClockChoice]]:
    """The preset in force for a unit today, all it may choose, and what was ever chosen there or above. Five statements."""
    above = [int(step) for step in unit.path.split(".") if step]
    rows = ClockPreset.objects.filter(Q(unit__isnull=True) | Q(unit__in=above)).prefetch_related("steps")
    chosen = ClockChoice.objects.filter(unit__in=above).select_related("unit", "preset")
    return presets().of(unit, on), rows.order_by("unit_id", "id"), list(chosen)


def is_registered(unit: Unit, *, title: str, company_name: str) -> bool:
    """Whether a unit has an open ticket of this title for this firm. One statement."""
    rows = Ticket.objects.filter(unit=unit, title=title.strip(), stage__in=OPEN_STAGES)
    return rows.filter(company_normal=comparable(company_name)).exists()
