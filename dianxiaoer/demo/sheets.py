"""The tables of the article districts: CSV files under demo/data/<district>/, read with money, days and numbers as written."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from dianxiaoer.engines.measures.money import parse_yuan

DATA = Path(__file__).with_name("data")
Row = dict[str, str]


def sheet(district: str, table: str) -> list[Row]:
    """Rows of one table of a district; a table a district has not is empty."""
    path = DATA / district / f"{table}.csv" if district else DATA / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def yuan(text: str) -> Decimal | None:
    """ "10.8亿" → Decimal yuan; "" → None."""
    return parse_yuan(text) if text else None


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def day_of(text: str) -> date:
    return date.fromisoformat(text)


def moment(on: date, hour: int = 10) -> datetime:
    """A working moment of a day."""
    return timezone.make_aware(datetime.combine(on, time(hour)))
