"""The weekly visits of bureau chiefs, planned once a week; again the same day does nothing."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from dianxiaoer.domain.visits.actions.weekly import plan_week


def plan_weekly_visits(at: datetime) -> int:
    return plan_week(timezone.localdate(at), at=at)
