"""One thing that waits for a person (待办), in the shape every room tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class InboxItem:
    """title: what to do. subject: about what. url_name, pk: where. due_on: until when (None: no term).

    warn_on: the day its own light rule turns it yellow (None: no such rule). verb: what settles it, where a room says so.
    """

    title: str
    subject: str
    url_name: str
    pk: int
    due_on: date | None = None
    warn_on: date | None = None
    verb: str = ""
