"""Companies the articles name, and the lists they stand on."""

from __future__ import annotations

from datetime import date
from typing import Any

from dianxiaoer.demo.sheets import moment, sheet
from dianxiaoer.demo.writing import insert
from dianxiaoer.domain.companies.actions.files import add_company
from dianxiaoer.domain.companies.models import RankingMark

FILED = date(2022, 1, 4)


def load_companies(district: Any) -> None:
    for row in sheet(district.folder, "companies"):
        relations = {f"is_{word}": True for word in row["relations"].split()}
        district.companies[row["name"]] = add_company(
            by=district.officer,
            at=moment(FILED),
            unit=district.unit,
            name=row["name"],
            industry_code=row["industry_code"],
            region_name=row["region_name"],
            note=row["note"],
            **relations,
        )
    marks = [
        RankingMark(
            company=district.companies[row["company"]],
            list_name=row["list_name"],
            year=int(row["year"]),
            source=row["source"],
        )
        for row in sheet(district.folder, "marks")
    ]
    insert(marks, [moment(date(mark.year, 9, 30)) for mark in marks])
