"""Sends nothing: it keeps what it was given, and can be told to be down."""

from __future__ import annotations

from dataclasses import dataclass, field

from dianxiaoer.gateways.problems import NotSent


@dataclass
class FakeWebhook:
    """sent: (address, text) in order. down: every message is refused for now."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    down: bool = False

    def send(self, address: str, text: str, *, title: str = "", key: str = "") -> None:
        if self.down:
            raise NotSent("gateway down")
        self.sent.append((address, text))
