"""Words that leave the house about a notice: once for each occasion, by the channel the person has."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from dianxiaoer.domain.outbox.actions import queue_message
from dianxiaoer.domain.outbox.states import Channel
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.supervision.ladder import stands_on
from dianxiaoer.domain.supervision.models import Notice


def tell(notice: Notice, rung: str, occasion: str, *, at: datetime, what: str) -> User | None:
    """Queue one message to who stands on a rung. Returns the person; None when nobody stands there."""
    person = stands_on(notice, rung)
    if person is None:
        return None
    with override(person.language):
        text = _("%(what)s:%(number)s %(title)s,请于 %(due)s 前答复。") % {
            "what": what,
            "number": notice.number,
            "title": notice.title,
            "due": notice.due_on,
        }
    queue_message(
        f"notice-{notice.pk}-{occasion}-{rung}",
        unit=notice.unit,
        channel=Channel.SMS if person.phone else Channel.WECOM,
        address=person.phone or person.username,
        text=text,
        title=notice.title,
        to=person,
        about=notice,
        at=at,
    )
    return person
