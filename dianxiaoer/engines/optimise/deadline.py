"""One limit for everything a run does: each step asks how many seconds are left."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Deadline:
    """A moment of the monotonic clock."""

    until: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The moment so many seconds from now."""
        return cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds left, 0.0 once it is over."""
        return max(0.0, self.until - time.monotonic())

    @property
    def is_over(self) -> bool:
        return self.left == 0.0
