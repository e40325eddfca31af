"""The figures of dashboards and the big screen, computed ahead."""

from __future__ import annotations

from datetime import datetime

from dianxiaoer.domain.targets.boards import refresh_changed


def refresh(at: datetime) -> int:
    return refresh_changed(at=at)
