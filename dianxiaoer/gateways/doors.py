"""Which client stands behind a channel: the real one when its address is set, a fake in the demo, else a closed door."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings

from dianxiaoer.gateways.mail.client import MailClient
from dianxiaoer.gateways.mail.fake import FakeMail
from dianxiaoer.gateways.problems import NotSent
from dianxiaoer.gateways.sms.client import BODY, SmsClient
from dianxiaoer.gateways.sms.fake import FakeSms
from dianxiaoer.gateways.wecom.client import WecomClient
from dianxiaoer.gateways.wecom.fake import FakeWecom


class Door(Protocol):
    """`send` returns when the message was taken, and raises NotSent when it was not."""

    def send(self, address: str, text: str, *, title: str = "", key: str = "") -> None: ...


class NotSet(NotSent):
    """Nobody has said yet where this channel leads: not a try that failed."""


class ClosedDoor:
    """Nothing is set for this channel. Messages wait: whoever sets the address later loses none."""

    def __init__(self, variable: str) -> None:
        self.variable = variable

    def send(self, address: str, text: str, *, title: str = "", key: str = "") -> None:
        raise NotSet(f"{self.variable} is not set")


def sms_door() -> Door:
    held = settings.SMS
    if held["url"]:
        return SmsClient(held["url"], held["key"], held["secret"], held["sign"], held["body"] or BODY, held["expects"])
    return FakeSms() if settings.DEMO else ClosedDoor("DXR_SMS_URL")


def mail_door() -> Door:
    if settings.MAIL["url"]:
        return MailClient(settings.MAIL["url"], settings.MAIL["from"])
    return FakeMail() if settings.DEMO else ClosedDoor("DXR_MAIL_URL")


def wecom_door() -> Door:
    if settings.WECOM_URL:
        return WecomClient(settings.WECOM_URL)
    return FakeWecom() if settings.DEMO else ClosedDoor("DXR_WECOM_URL")


#: channel → its door; webhooks have one for each listener
DOORS = {"sms": sms_door, "mail": mail_door, "wecom": wecom_door}


def codes_can_leave() -> bool:
    """Whether a code sent to a phone has a way out (in the demo: onto the page)."""
    return bool(settings.SMS["url"]) or settings.DEMO
