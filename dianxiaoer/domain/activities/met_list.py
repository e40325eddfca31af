"""A list of firms pasted from a sheet: read line by line, every problem told with its line, before anything is stored."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dianxiaoer.domain.activities.states import Manner

LINES_AT_ONCE = 2000
#: words people write for each manner
_MANNERS = {
    Manner.MET: ("见面", "会见", "展会", "met", "洽谈会", "会场"),
    Manner.TALKED: ("座谈", "洽谈", "talked", "对接"),
    Manner.VISITED: ("拜访", "走访", "登门", "visited", "考察"),
}
_HEADINGS = ("企业名称", "企业", "公司名称", "公司", "单位名称", "单位", "名称", "company", "name")
_DATE = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$")


@dataclass(frozen=True)
class MetLine:
    """One firm as written on line `number` (from 1). `problem` says why it cannot be taken, "" when it can."""

    number: int
    company_name: str
    manner: str = ""
    met_on: date | None = None
    contact_name: str = ""
    note: str = ""
    problem: str = ""
    is_known: bool = False


def read_met_list(text: str, known: Sequence[tuple[str, str]] = (), manner: str = Manner.MET) -> list[MetLine]:
    """Lines of a paste: 企业名称, then in any order a manner, a date, and (in order) the person met and a note.

    Tabs (a sheet), commas, full-width commas or semicolons part the cells; a heading line and blank lines are skipped.
    known: (company, manner) pairs the activity has already; such lines are marked, not refused.
    """
    found: list[MetLine] = []
    seen: dict[tuple[str, str], int] = dict.fromkeys(known, 0)
    for number, cells in _rows(text):
        if not found and cells[0].lower() in _HEADINGS:
            continue
        line = _line(number, cells)
        key = (line.company_name, line.manner or manner)
        if not line.problem and seen.get(key, 0):
            line = MetLine(number, line.company_name, problem=_("与第 %(line)s 行重复") % {"line": seen[key]})
        elif not line.problem and key in seen:
            line = _marked(line)
        elif not line.problem:
            seen[key] = number
        found.append(line)
    return found[: LINES_AT_ONCE + 1]


def _rows(text: str) -> list[tuple[int, list[str]]]:
    rows = []
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip():
            continue
        if "\t" in raw:
            cells = raw.split("\t")
        else:
            cells = next(csv.reader([re.sub("[,;;]", ",", raw)]), [])
        cells = [cell.strip().strip("\u3000") for cell in cells]
        if any(cells):
            rows.append((number, cells))
    return rows


def _line(number: int, cells: Sequence[str]) -> MetLine:
    name, rest = cells[0], [cell for cell in cells[1:] if cell]
    if not name:
        return MetLine(number, "", problem=_("缺少企业名称"))
    if len(name) < 2 or len(name) > 200:
        return MetLine(number, name[:200], problem=_("企业名称须为 2 至 200 个字"))
    manner, met_on, words = "", None, []
    for cell in rest:
        day = _day(cell)
        if day == "bad":
            return MetLine(number, name, problem=_("“%(cell)s”不是日期") % {"cell": cell})
        if isinstance(day, date):
            met_on = day
        elif not manner and _manner(cell):
            manner = _manner(cell)
        else:
            words.append(cell)
    return MetLine(number, name, manner, met_on, (words[:1] or [""])[0][:60], ";".join(words[1:])[:300])


def _day(cell: str) -> date | str | None:
    match = _DATE.match(cell)
    if not match:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return "bad"


def _manner(cell: str) -> str:
    if len(cell) > 8:
        return ""
    return next((str(manner) for manner, words in _MANNERS.items() if any(word in cell.lower() for word in words)), "")


def _marked(line: MetLine) -> MetLine:
    return MetLine(
        line.number, line.company_name, line.manner, line.met_on, line.contact_name, line.note, is_known=True
    )
