"""Activities of a district with their guests and the firms met."""

from __future__ import annotations

from typing import Any

from dianxiaoer.demo.sheets import day, day_of, moment, sheet
from dianxiaoer.demo.writing import event, insert
from dianxiaoer.domain.activities.finding import INDEX
from dianxiaoer.domain.activities.models import Activity, Guest, MetCompany
from dianxiaoer.domain.activities.states import ActivityStatus


def load_activities(district: Any) -> None:
    rows = [
        Activity(
            unit=district.unit,
            owner=district.officer,
            kind=row["kind"],
            direction=row["direction"],
            name=row["name"],
            starts_on=day_of(row["starts_on"]),
            ends_on=day(row["ends_on"]) or day_of(row["starts_on"]),
            place=row["place"],
            theme=row["theme"],
            organiser=row["organiser"],
            is_major=row["is_major"] == "1",
            status=ActivityStatus.HELD,
            result_note=row["note"],
        )
        for row in sheet(district.folder, "activities")
    ]
    for activity in insert(rows, [moment(row.ends_on, 17) for row in rows]):
        district.activities[activity.name] = activity
        at = moment(activity.starts_on, 9)
        district.events.append(event(activity, "activities.add", by=district.officer, at=at))
        held = moment(activity.ends_on, 17)
        district.events.append(event(activity, "activities.hold", by=district.officer, at=held, status="已举办"))
    INDEX.put_many([(row.pk, row.search_texts()) for row in rows])
    _load_met(district)
    _load_guests(district)


def _load_met(district: Any) -> None:
    rows = [
        MetCompany(
            activity=district.activities[row["activity"]],
            company_name=row["company_name"],
            manner=row["manner"],
            met_on=day_of(row["met_on"]),
            note=row["note"],
        )
        for row in sheet(district.folder, "met")
    ]
    insert(rows, [moment(row.met_on, 16) for row in rows])


def _load_guests(district: Any) -> None:
    rows = [
        Guest(
            activity=district.activities[row["activity"]],
            name=row["name"],
            organisation=row["organisation"],
            heads=int(row["heads"]),
        )
        for row in sheet(district.folder, "guests")
    ]
    insert(rows, [moment(row.activity.starts_on, 16) for row in rows])
