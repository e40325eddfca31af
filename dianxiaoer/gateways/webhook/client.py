"""Posting JSON to another system, signed and dated, so that it can tell who sent it and refuse an old one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from dianxiaoer.gateways.http import post, sign


@dataclass(frozen=True)
class WebhookClient:
    """secret: shared with the listener. Headers: X-Dianxiaoer-Timestamp (seconds), X-Dianxiaoer-Signature (sha256=hex over
    "timestamp.body"), X-Dianxiaoer-Delivery (the same for every try of one event)."""

    secret: str
    now: Callable[[], float] = time.time

    def send(self, address: str, text: str, *, title: str = "", key: str = "") -> None:
        """address: the listener's URL. text: the JSON body. title: the event. Raises NotSent unless the answer is 2xx."""
        body, moment = text.encode(), str(int(self.now()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-Dianxiaoer-Event": title,
            "X-Dianxiaoer-Delivery": key,
            "X-Dianxiaoer-Timestamp": moment,
            "X-Dianxiaoer-Signature": f"sha256={sign(self.secret, moment, body)}",
        }
        post(address, body, headers)
