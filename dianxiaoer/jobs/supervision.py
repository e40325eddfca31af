"""The clock of supervision: lights of the day, notices reckoned, reminded and escalated."""

from __future__ import annotations

from datetime import datetime

from dianxiaoer.domain.supervision.actions.escalating import press_notices
from dianxiaoer.domain.supervision.actions.lighting import refresh_lights
from dianxiaoer.domain.supervision.actions.notices import reckon_due


def turn_lights(at: datetime) -> int:
    """The day's pass, once it has not been made or a rule changed since. Returns lights changed."""
    return refresh_lights(at=at).changed


def press(at: datetime) -> int:
    """Due days by the calendar as it is now, then reminders and the ladder. Returns notices that climbed."""
    reckon_due(at=at)
    return press_notices(at=at)
