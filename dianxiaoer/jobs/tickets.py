"""Tickets every night: scheduled ones come back on their day. Their lights are turned with all others (jobs.supervision)."""

from __future__ import annotations

from datetime import datetime

from dianxiaoer.domain.tickets.actions.ending import recall_due


def run(at: datetime) -> int:
    """Returns tickets taken up again."""
    return recall_due(at)
