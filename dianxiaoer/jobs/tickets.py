"""Tickets every night: scheduled ones come back on their day, lights that changed are told."""

from __future__ import annotations

from datetime import datetime

from dianxiaoer.domain.tickets.actions.ending import recall_due
from dianxiaoer.domain.tickets.nightly import tell_lights


def run(at: datetime) -> int:
    """Returns tickets taken up again and lights changed."""
    return recall_due(at) + tell_lights(at)
