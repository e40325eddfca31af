"""Asking firms what came of a course, when its day has come."""

from __future__ import annotations

from datetime import datetime

from dianxiaoer.domain.training.actions.outcomes import ask_outcomes


def ask(at: datetime) -> int:
    return len(ask_outcomes(at=at))
