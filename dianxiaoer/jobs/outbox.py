"""The worker of the outbox: what is due leaves through its gateway; what did not leave is tried again, and in the end kept
as a dead letter."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from dianxiaoer.domain.outbox.delivery import (
    give_up_old,
    let_go,
    note_failure,
    note_sent,
    subscriptions_by_id,
    take_in_hand,
)
from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.outbox.states import Channel
from dianxiaoer.domain.outbox.subscriptions import active_subscriptions, queue_events
from dianxiaoer.gateways.doors import DOORS, ClosedDoor, Door, NotSet
from dianxiaoer.gateways.problems import NotSent
from dianxiaoer.gateways.webhook.client import WebhookClient

log = structlog.get_logger()
#: refusals in a row after which a channel is left alone until the next turn: a gateway that is down costs seconds a try
DOWN_AFTER = 3
TURN_SECONDS = 120.0
Bundle = list[Message]


def send_due(at: datetime, doors: Mapping[str, Door] | None = None) -> Counter[str]:
    """One turn. Returns how many messages were sent, failed, or left for later."""
    give_up_old(at)
    kept = dict(doors) if doors is not None else {channel: make() for channel, make in DOORS.items()}
    done: Counter[str] = Counter()
    refused = Counter({name: DOWN_AFTER for name, door in kept.items() if isinstance(door, ClosedDoor)})
    end = time.monotonic() + TURN_SECONDS
    while time.monotonic() < end:
        down = [name for name, n in refused.items() if n >= DOWN_AFTER]
        messages = take_in_hand(at, leave=[name for name in down if name in Channel.values])
        if not messages:
            break
        tried = _send_all(messages, _doors_for(messages, kept), refused, at, done)
        if not tried:
            break
    return done


def publish(at: datetime) -> int:
    """Put what happened into the outbox for every system that listens. Returns events looked at."""
    return sum(_all_events(row, at) for row in active_subscriptions())


def _all_events(row: object, at: datetime) -> int:
    total = 0
    while seen := queue_events(row, at):  # type: ignore[arg-type]
        total += seen
    return total


def _send_all(
    messages: list[Message], door: Callable[[Message], tuple[str, Door]], refused: Counter[str], at: datetime,
    done: Counter[str],
) -> int:  # fmt: skip
    """Send bundle by bundle. Returns how many bundles were tried."""
    tried = 0
    for bundle in bundles(messages):
        name, way = door(bundle[0])
        if refused[name] >= DOWN_AFTER:
            let_go(bundle)
            done["left"] += len(bundle)
            continue
        tried += 1
        try:
            way.send(bundle[0].address, _text(bundle), title=_title(bundle), key=bundle[0].key)
        except NotSet:
            let_go(bundle)
            refused[name] = DOWN_AFTER
            done["left"] += len(bundle)
        except Exception as problem:  # whatever one message does to its gateway, the others still leave
            for_good = isinstance(problem, NotSent) and problem.for_good
            if not isinstance(problem, NotSent):
                log.error("gateway broke", channel=name, problem=repr(problem))
            note_failure(bundle, str(problem), at, tries=settings.MESSAGE_TRIES, for_good=for_good)
            refused[name] = 0 if for_good else refused[name] + 1
            done["failed"] += len(bundle)
        else:
            note_sent(bundle, at)
            refused[name] = 0
            done["sent"] += len(bundle)
    return tried


def bundles(messages: Iterable[Message]) -> Iterator[Bundle]:
    """Each message by itself; those that go out together, by channel and address."""
    together: dict[tuple[str, str], Bundle] = {}
    for message in messages:
        if message.is_digest:
            together.setdefault((message.channel, message.address), []).append(message)
        else:
            yield [message]
    yield from together.values()


def _doors_for(messages: list[Message], doors: Mapping[str, Door]) -> Callable[[Message], tuple[str, Door]]:
    """Message → (name under which refusals are counted, its door). Each listener is a door of its own."""
    wanted = {row.object_id for row in messages if row.channel == Channel.WEBHOOK and row.object_id}
    listeners = subscriptions_by_id(sorted(wanted)) if wanted else {}

    def door(message: Message) -> tuple[str, Door]:
        if message.channel != Channel.WEBHOOK:
            return message.channel, doors[message.channel]
        listener = listeners.get(message.object_id or 0)
        name = f"webhook {message.object_id}"
        if listener is None or not listener.is_active:
            return name, ClosedDoor("the subscription")
        return name, doors.get("webhook") or WebhookClient(listener.secret)

    return door


def _text(bundle: Bundle) -> str:
    if len(bundle) == 1:
        return bundle[0].text
    return "\n".join(f"{n}. {row.text}" for n, row in enumerate(bundle, 1))


def _title(bundle: Bundle) -> str:
    return bundle[0].title if len(bundle) == 1 else _("店小二:%(n)d 条消息") % {"n": len(bundle)}
