"""Make dianxiaoer/domain/reference/data/calendar.csv from the packages chinesecalendar and holidays (maintainers only).

`pip install chinesecalendar holidays`, then `python -m tools.build_calendar`. The first is the source (it follows the
State Council's yearly notices, day by day); the second is read against it, and every day on which they differ is printed.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import chinese_calendar
import holidays

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "dianxiaoer/domain/reference/data/calendar.csv"
FIRST_YEAR = 2015


def main() -> None:
    rows = list(days())
    TARGET.parent.mkdir(exist_ok=True)
    with TARGET.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["on", "kind", "name", "source"])
        writer.writerows(rows)
    years = sorted({row[0][:4] for row in rows})
    print(f"{len(rows)} days, {years[0]}–{years[-1]} → {TARGET.relative_to(ROOT)}")
    for line in differences(int(years[-1])):
        print(line)


def days() -> list[tuple[str, str, str, str]]:
    """(day, off|work, name, source), every day that departs from Monday-to-Friday or is a holiday by name."""
    source = f"chinesecalendar {version('chinesecalendar')}"
    chinese = {holiday.value: holiday.chinese for holiday in chinese_calendar.Holiday}
    off = {day: chinese[name] for day, name in chinese_calendar.constants.holidays.items()}
    work = {day: f"{chinese[name]}调休上班" for day, name in chinese_calendar.constants.workdays.items()}
    found = [(day, "off", name) for day, name in off.items()] + [(day, "work", name) for day, name in work.items()]
    return [(str(day), kind, name, source) for day, kind, name in sorted(found) if day.year >= FIRST_YEAR]


def differences(last_year: int) -> list[str]:
    """Days on which the second package would give another answer to “is this a working day?”."""
    other = holidays.country_holidays("CN", years=range(FIRST_YEAR, last_year + 1), categories=("public",))
    found = []
    day = date(FIRST_YEAR, 1, 1)
    while day.year <= last_year:
        ours = chinese_calendar.is_workday(day)
        theirs = other.is_working_day(day)
        if ours != theirs:
            found.append(f"{day}: chinesecalendar {'work' if ours else 'off'}, holidays {'work' if theirs else 'off'}")
        day += timedelta(days=1)
    return found


if __name__ == "__main__":
    main()
