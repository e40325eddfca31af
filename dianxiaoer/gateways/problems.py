"""What a gateway says when a message did not leave."""

from __future__ import annotations


class NotSent(Exception):
    """The message did not leave. `for_good`: trying again would not help (a wrong address, a refused key)."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good
