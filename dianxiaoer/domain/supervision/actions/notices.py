"""Supervision notices: raised, issued with a number, answered with papers, closed by a second person, sent back, reopened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.domain.supervision.actions.telling import tell
from dianxiaoer.domain.supervision.models import LadderStep, Notice, NoticePaper, StandingLight
from dianxiaoer.domain.supervision.states import NOTICES, NoticeStage, Rung
from dianxiaoer.engines.measures.workdays import add_workdays
from dianxiaoer.kernel.events import subject_of
from dianxiaoer.kernel.files import keep
from dianxiaoer.kernel.records import add, amend, lock, write
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move

#: facts a draft may still change
EDITABLE = ("unit", "to", "title", "text", "answer_days")


def raise_notice(
    *,
    by: User,
    at: datetime,
    unit: Unit,
    issuing_unit: Unit,
    title: str,
    text: str,
    to: User | None = None,
    answer_days: int = 5,
    light: StandingLight | None = None,
    about: models.Model | None = None,
) -> Notice:
    """Draft a notice to a body. light: the light it follows from; about: else any row it is about."""
    require_at(by, "notices.raise", unit)
    require_at(by, "notices.raise", issuing_unit)
    facts: dict[str, Any] = {}
    if light is not None:
        facts = {
            "subject": light.subject,
            "object_id": light.object_id,
            "about_title": light.title,
            "color": light.color,
            "rule_name": light.rule_name,
        }
    elif about is not None:
        facts = {"subject": subject_of(about), "object_id": about.pk, "about_title": str(about)[:200]}
    row = Notice(
        unit=unit,
        to=to,
        issuing_unit=issuing_unit,
        raised_by=by,
        title=title,
        text=text,
        answer_days=answer_days,
        **facts,
    )
    return add(row, "notices.raise", by=by, at=at)


def edit_notice(
    notice: Notice, *, by: User, at: datetime, changes: Mapping[str, Any], version: int | None = None
) -> Notice:
    require(by, "notices.edit", notice)
    if notice.stage != NoticeStage.DRAFT:
        raise Refused(_("督办函已发出,不能修改。需要补充的,请另发一份或退回重办。"))
    return amend(notice, "notices.edit", changes, by=by, at=at, version=version)


@transaction.atomic
def issue_notice(notice: Notice, *, by: User, at: datetime) -> Notice:
    """Send a draft: it gets the next number of the year and its due day, and the person is told."""
    require(by, "notices.issue", notice)
    today = timezone.localdate(at)
    office = Unit.objects.select_for_update().get(pk=notice.issuing_unit_id)
    last = Notice.objects.filter(issuing_unit=office, year=today.year).aggregate(last=Max("serial"))["last"] or 0
    changes = {"year": today.year, "serial": last + 1, "issued_on": today, **_due(notice.answer_days, today)}
    issued = move(notice, NOTICES, "issue", by=by, at=at, changes=changes)
    tell(issued, Rung.PERSON, "issued", at=at, what=_("您有一份督办函待答复"))
    return issued


@transaction.atomic
def answer_notice(notice: Notice, *, by: User, at: datetime, answer: str, files: Sequence[Any] = ()) -> Notice:
    """Report what was done, with papers. Raises Refused for papers that are not what they say."""
    require(by, "notices.answer", notice)
    changes = {"answer": answer.strip(), "answered_by": by, "answered_on": timezone.localdate(at)}
    answered = move(notice, NOTICES, "answer", by=by, at=at, changes=changes, note=answer.strip())
    for file in files:
        stored = keep(file)
        paper = NoticePaper(
            notice=answered,
            name=stored.name,
            sha256=stored.sha256,
            size_bytes=stored.size_bytes,
            content_type=stored.content_type,
            uploaded_by=by,
        )
        add(paper, "notices.answer", by=by, at=at, root=answered)
    return answered


@transaction.atomic
def close_notice(notice: Notice, *, by: User, at: datetime, close_note: str) -> Notice:
    """Found answered. Only by another person than the one who answered."""
    require(by, "notices.close", notice)
    fresh = lock(notice)
    if fresh.answered_by_id == by.pk:
        raise Refused(_("不能审核自己的答复:须由另一人审核办结。"))
    changes = {"closed_by": by, "closed_on": timezone.localdate(at), "close_note": close_note.strip()}
    return move(fresh, NOTICES, "close", by=by, at=at, changes=changes, note=close_note.strip())


@transaction.atomic
def send_back(notice: Notice, *, by: User, at: datetime, reason: str, answer_days: int) -> Notice:
    """Not answered well enough: a new term from today."""
    require(by, "notices.send_back", notice)
    if notice.answered_by_id == by.pk:
        raise Refused(_("不能审核自己的答复:须由另一人审核办结。"))
    return _again(notice, "send_back", by=by, at=at, reason=reason, answer_days=answer_days)


@transaction.atomic
def reopen_notice(notice: Notice, *, by: User, at: datetime, reason: str, answer_days: int) -> Notice:
    """It was closed too early: a new term from today."""
    require(by, "notices.reopen", notice)
    cleared = {"closed_by": None, "closed_on": None, "close_note": ""}
    return _again(notice, "reopen", by=by, at=at, reason=reason, answer_days=answer_days, **cleared)


def withdraw_notice(notice: Notice, *, by: User, at: datetime, reason: str) -> Notice:
    require(by, "notices.withdraw", notice)
    if not reason.strip():
        raise Refused(_("请写明撤销原因。"))
    return move(notice, NOTICES, "withdraw", by=by, at=at, note=reason.strip())


@transaction.atomic
def set_ladder(
    unit: Unit, *, by: User, at: datetime, days: Mapping[str, int], acts: Mapping[str, str], effective_from: date,
    source: str = "",
) -> list[LadderStep]:  # fmt: skip
    """The unit's own ladder from a day on: rung → working days late, and what follows. Higher rungs may not come earlier."""
    require_at(by, "notices.set_ladder", unit)
    ordered = [days[rung] for rung in Rung.values]
    if ordered != sorted(ordered):
        raise Refused(_("上一级的超期天数不能少于下一级。"))
    rows = [
        LadderStep(
            unit=unit,
            rung=rung,
            after_days=days[rung],
            act=acts[rung],
            effective_from=effective_from,
            source=source,
        )
        for rung in Rung.values
    ]
    return [add(row, "notices.set_ladder", by=by, at=at) for row in rows]


def reckon_due(*, at: datetime) -> int:
    """Due days of open notices anew, after the calendar changed. Returns notices moved. Two statements and one a notice moved."""
    calendar = working_calendar()
    moved = 0
    for notice in Notice.objects.filter(stage=NoticeStage.ISSUED).iterator(chunk_size=2000):
        reached = add_workdays(_term_began(notice), notice.answer_days, calendar)
        if (reached.on, reached.is_provisional) != (notice.due_on, notice.is_provisional):
            notice.due_on, notice.is_provisional = reached.on, reached.is_provisional
            write(notice, ["due_on", "is_provisional"], at=at)
            moved += 1
    return moved


def _again(notice: Notice, verb: str, *, by: User, at: datetime, reason: str, answer_days: int, **more: Any) -> Notice:
    if not reason.strip():
        raise Refused(_("请写明原因。"))
    today = timezone.localdate(at)
    changes = {
        "answer_days": answer_days,
        "term_from": today,
        "returned_count": notice.returned_count + 1,
        "rung": Rung.PERSON,
        "answered_on": None,
        **_due(answer_days, today),
        **more,
    }
    again = move(notice, NOTICES, verb, by=by, at=at, changes=changes, note=reason.strip())
    tell(again, Rung.PERSON, f"again-{again.returned_count}", at=at, what=_("督办函退回重办,请按新的期限答复"))
    return again


def _term_began(notice: Notice) -> date:
    began = notice.term_from or notice.issued_on
    assert began is not None  # noqa: S101 — the constraint notice_issued_has_number_and_days
    return began


def _due(days: int, today: date) -> dict[str, Any]:
    reached = add_workdays(today, days, working_calendar((today.year, today.year + 2)))
    return {"due_on": reached.on, "is_provisional": reached.is_provisional}
