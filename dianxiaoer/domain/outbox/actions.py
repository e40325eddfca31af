"""Queueing what is to leave the house. The act that asks for it and the row commit together, or neither does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction

from dianxiaoer.domain.outbox.hours import after_quiet, next_time
from dianxiaoer.domain.outbox.models import Copy, Message, Preference
from dianxiaoer.domain.outbox.states import MESSAGE, Channel, Digest
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.events import subject_of
from dianxiaoer.kernel.stages import move


def queue_message(key: str, **facts: Any) -> Message:
    """One message to one address, as `message_of` makes it. The same `key` again changes nothing and gives the row that
    stands. Two statements."""
    queue_messages([message_of(key, **facts)])
    return Message.objects.get(key=key)


def queue_messages(messages: Iterable[Message]) -> None:
    """Many at once; those whose key stands already are left out. One statement for five hundred."""
    Message.objects.bulk_create(messages, batch_size=500, ignore_conflicts=True)


def message_of(
    key: str,
    *,
    unit: Unit,
    channel: str,
    address: str,
    text: str,
    at: datetime,
    title: str = "",
    to: User | None = None,
    about: models.Model | None = None,
    send_at: datetime | None = None,
    is_urgent: bool = False,
    is_digest: bool = False,
) -> Message:
    """A message to be queued. A text to a firm's phone (nobody in `to`) keeps the installation's quiet hours unless it is
    urgent."""
    wanted = send_at or at
    if channel == Channel.SMS and to is None and not is_urgent:
        wanted = after_quiet(wanted, *settings.QUIET_HOURS)
    return Message(
        key=key,
        unit=unit,
        channel=channel,
        address=address,
        text=text,
        title=title,
        to=to,
        subject=subject_of(about) if about else "",
        object_id=about.pk if about else None,
        send_at=wanted,
        is_digest=is_digest,
        created_at=at,
        updated_at=at,
    )


def tell(user: User, key: str, **facts: Any) -> list[Message]:
    """A message to a person of the staff, as `messages_to` makes it, queued. One row a channel."""
    messages = messages_to(user, key, **facts)
    queue_messages(messages)
    return list(Message.objects.filter(key__in=[message.key for message in messages]).order_by("pk"))


def messages_to(
    user: User,
    key: str,
    *,
    text: str,
    at: datetime,
    unit: Unit | None = None,
    title: str = "",
    about: models.Model | None = None,
    is_urgent: bool = False,
) -> list[Message]:
    """What tells a person by every channel they chose, when they want to be told."""
    wish = preference_of(user)
    moment = at if is_urgent else arrival(wish, at)
    waits = wish.digest == Digest.DAILY and not is_urgent
    facts = {"text": text, "title": title, "about": about, "to": user, "send_at": moment, "is_digest": waits}
    return [
        message_of(f"{key}/{channel}", unit=unit or user.unit, channel=channel, address=address, at=at, **facts)
        for channel, address in channels_of(user, wish)
    ]


def preference_of(user: User) -> Preference:
    """How a person wants to be told; what is shipped where they never said. No statement when it came along."""
    if "preference" in user._state.fields_cache:
        return getattr(user, "preference", None) or Preference(user=user)
    return Preference.objects.filter(user_id=user.pk).first() or Preference(user=user)


def channels_of(user: User, wish: Preference) -> list[tuple[str, str]]:
    """(channel, address) a person can be reached by."""
    found = [(Channel.SMS, user.phone)] if wish.by_sms and user.phone else []
    found += [(Channel.MAIL, wish.mail)] if wish.by_mail else []
    return [*found, *([(Channel.WECOM, user.phone or user.name)] if wish.by_wecom else [])]


def arrival(wish: Preference, at: datetime) -> datetime:
    """When something that comes up at `at` may arrive."""
    if wish.digest == Digest.DAILY:
        return next_time(at, wish.digest_at)
    return after_quiet(at, wish.quiet_from, wish.quiet_until)


@transaction.atomic
def set_preference(user: User, changes: dict[str, object], *, at: datetime) -> Preference:
    """A person says how they want to be told. Only ever their own."""
    require(user, "preferences.edit", wish := preference_of(user))
    for name, value in changes.items():
        setattr(wish, name, value)
    wish.updated_at = at
    wish.full_clean()
    wish.save()
    return wish


@transaction.atomic
def copy_to(
    users: Iterable[User], about: models.Model, *, at: datetime, by: User | None = None, note: str = "", label: str = ""
) -> int:
    """Tell people of a record that is not theirs to do (抄送). Who has it unseen is not told twice. Returns how many rows."""
    subject, text = subject_of(about), (label or str(about))[:200]
    rows = [
        Copy(user=user, by=by, at=at, subject=subject, object_id=about.pk, label=text, note=note[:200])
        for user in users
    ]
    before = Copy.objects.filter(subject=subject, object_id=about.pk).count()
    Copy.objects.bulk_create(rows, ignore_conflicts=True)
    return Copy.objects.filter(subject=subject, object_id=about.pk).count() - before


def mark_seen(copy: Copy, *, by: User, at: datetime) -> None:
    """The person copied ticks it off."""
    require(by, "outbox.view", copy)
    Copy.objects.filter(pk=copy.pk, seen_at__isnull=True).update(seen_at=at)


def retry_message(message: Message, *, by: User, at: datetime) -> Message:
    """A message that did not arrive is tried anew, from the first try."""
    require(by, "outbox.retry", message)
    return move(message, MESSAGE, "retry", by=by, at=at, changes={"attempts": 0, "send_at": at, "problem": ""})


def cancel_message(message: Message, *, by: User, at: datetime, reason: str = "") -> Message:
    """It shall not leave any more."""
    require(by, "outbox.cancel", message)
    return move(message, MESSAGE, "cancel", by=by, at=at, note=reason)
