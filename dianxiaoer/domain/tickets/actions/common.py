"""Steps several acts share: who acted, what was said, which files came along, moving and reckoning in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.outbox.actions import queue_message
from dianxiaoer.domain.outbox.states import Channel
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.tickets.handling import Attachment, Note
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.states import TICKET, NoteKind
from dianxiaoer.domain.tickets.ticking import reclock
from dianxiaoer.domain.tickets.works import WorksOrder
from dianxiaoer.kernel.files import StoredFile, keep
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move

MOST_FILES = 9
Actor = User | Caller | None


def staff(by: Actor) -> User | None:
    """Who of the staff did it; None for a firm and for the clockwork."""
    return None if by is None or isinstance(by, Caller) else by


def signed(by: Actor) -> Any:
    """Who the timeline names: one of the staff, "the firm" (its people are named in the note, where they may be), or nobody."""
    return _("企业") if isinstance(by, Caller) else by


def told_of(by: Actor, note: str = "") -> str:
    """The line of the timeline: a firm's act says that it was the firm."""
    if not isinstance(by, Caller):
        return note
    return _("企业:%(who)s") % {"who": by} + (f" {note}" if note else "")


def step(
    ticket: Ticket, verb: str, *, by: Actor, at: datetime, note: str = "", changes: Mapping[str, Any] | None = None,
    missing: Iterable[str] = (),
) -> Ticket:  # fmt: skip
    """Move along a line of the table and reckon the clock anew."""
    moved = move(
        ticket, TICKET, verb, by=signed(by), at=at, note=told_of(by, note), changes=changes, missing=list(missing)
    )
    moved.staged_at = at
    return reclock(moved, at)


def keep_all(files: Iterable[Any]) -> list[StoredFile]:
    """Check and keep the uploads before anything is written; what a draft kept before is taken as it is.

    Raises Refused naming the file.
    """
    uploads = list(files)
    if len(uploads) > MOST_FILES:
        raise Refused(_("一次最多上传 %(n)d 个文件。") % {"n": MOST_FILES})
    return [upload if isinstance(upload, StoredFile) else keep(upload) for upload in uploads]


def attach(
    kept: Iterable[StoredFile], *, by: Actor, at: datetime, is_shown: bool, ticket: Ticket | None = None,
    works: WorksOrder | None = None, note: Note | None = None, phase: str = "",
) -> None:  # fmt: skip
    """Hang kept files on a ticket or a works order."""
    Attachment.objects.bulk_create(
        Attachment(
            ticket=ticket,
            works=works,
            note=note,
            phase=phase,
            name=file.name,
            sha256=file.sha256,
            size_bytes=file.size_bytes,
            content_type=file.content_type,
            uploaded_by=staff(by),
            is_from_firm=isinstance(by, Caller),
            is_shown=is_shown or isinstance(by, Caller),
            created_at=at,
            updated_at=at,
        )
        for file in kept
    )


def say(
    ticket: Ticket, kind: str, text: str, *, by: Actor, at: datetime, is_shown: bool, kept: Iterable[StoredFile] = ()
) -> Note:
    """A note of the ticket with its files. What a firm says is always shown to the firm."""
    is_firm = isinstance(by, Caller)
    note = Note(
        ticket=ticket,
        kind=kind,
        text=text.strip(),
        is_shown=is_shown or is_firm,
        by=staff(by),
        account=by.account if isinstance(by, Caller) else None,
        is_from_firm=is_firm,
        at=at,
        created_at=at,
        updated_at=at,
    )
    note.full_clean()
    note.save(force_insert=True)
    attach(kept, by=by, at=at, is_shown=is_shown, ticket=ticket, note=note)
    return note


def tell_firm(ticket: Ticket, what: str, text: str, *, at: datetime) -> None:
    """A text message to who asked, when a phone is known. `what` makes it once a round."""
    if not ticket.contact_phone:
        return
    queue_message(
        f"ticket:{ticket.pk}:{ticket.round}:{what}",
        unit=ticket.unit,
        channel=Channel.SMS,
        address=ticket.contact_phone,
        text=_("【店小二】%(text)s编号 %(number)s,查询码 %(code)s。")
        % {"text": text, "number": ticket.number, "code": ticket.follow_code},
        at=at,
        about=ticket,
    )


def need_text(text: str, what: str) -> str:
    """Raises Refused when nothing was written."""
    if not text.strip():
        raise Refused(_("请填写%(what)s。") % {"what": what})
    return text.strip()


def say_note(ticket: Ticket, text: str, *, by: Actor, at: datetime) -> Note:
    """An internal remark."""
    return say(ticket, NoteKind.NOTE, text, by=by, at=at, is_shown=False)
