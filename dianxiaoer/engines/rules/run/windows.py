"""Whether applications are taken on a day, and when next."""

from __future__ import annotations

import re
from datetime import date

from dianxiaoer.engines.rules.document.records import Clause, Window

_YEARLY = re.compile(r"^(?:每年)?\s*(\d{1,2})-(\d{1,2})$")


def window_text(clause: Clause, on: date) -> str:
    """What to tell a firm about the window of a clause; empty where the clause has none.

    Raises ValueError for a window that is not two days or two month-days (the checker finds those beforehand).
    """
    spans = sorted(span for window in clause.windows for span in spans_near(window, on))
    if not spans:
        return ""
    for first, last in spans:
        if first <= on <= last:
            return f"申报窗口开放中，{last} 截止"
    following = [first for first, _ in spans if first > on]
    return f"申报窗口未开放，{following[0]} 起受理" if following else f"申报窗口已于 {spans[-1][1]} 关闭"


def spans_near(window: Window, on: date) -> list[tuple[date, date]]:
    """The openings of a window in last, this and next year, or the one it names."""
    opens, closes = _YEARLY.match(window.opens), _YEARLY.match(window.closes)
    if opens and closes:
        spans = []
        for year in (on.year - 1, on.year, on.year + 1):
            first = date(year, int(opens[1]), int(opens[2]))
            last = date(year, int(closes[1]), int(closes[2]))
            spans.append((first, last if last >= first else last.replace(year=year + 1)))
        return spans
    return [(date.fromisoformat(window.opens), date.fromisoformat(window.closes))]
