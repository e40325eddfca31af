"""Which client stands behind a channel: the real one when its address is set, a fake in the demo, else a closed door."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings

from dianxiaoer.gateways.problems import NotSent
from dianxiaoer.gateways.sms.client import BODY, SmsClient
from dianxiaoer.gateways.sms.fake import FakeSms


class Door(Protocol):
    """`send` returns when the message was taken, and raises NotSent when it was not."""

    def send(self, address: str, text: str, *, title: str = "", key: str = "") -> None: ...


class ClosedDoor:
    """Nothing is set for this channel. Messages wait: whoever sets the address later loses none."""

    def __init__(self, variable: str) -> None:
        self.variable = variable

    def send(self, address: str, text: str, *, title: str = "", key: str = "") -> None:
        raise NotSent(f"{self.variable} is not set")


def sms_door() -> Door:
    held = settings.SMS
    if held["url"]:
        return SmsClient(held["url"], held["key"], held["secret"], held["sign"], held["body"] or BODY, held["expects"])
    return FakeSms() if settings.DEMO else ClosedDoor("DXR_SMS_URL")


def codes_can_leave() -> bool:
    """Whether a code sent to a phone has a way out (in the demo: onto the page)."""
    return bool(settings.SMS["url"]) or settings.DEMO
