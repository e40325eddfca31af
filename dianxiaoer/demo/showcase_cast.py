"""The people of the fictitious district, and working moments in its past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from dianxiaoer.demo.accounts import ACCOUNTS, enrol
from dianxiaoer.domain.people.actions import plant_unit
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.people.states import UnitKind


@dataclass(frozen=True)
class Cast:
    """The district and the people who act in it."""

    city: Unit
    district: Unit
    units: dict[str, Unit]
    people: dict[str, User]

    def __getitem__(self, username: str) -> User:
        return self.people[username]


def make_cast(today: date) -> Cast:
    """Units, accounts and roles of 云溪区(示例), under 示例省 ⊃ 示例市."""
    at = on_day(today, 720)
    province = plant_unit(
        name="示例省", kind=UnitKind.PROVINCE, parent=None, at=at, region_name="示例省", is_fictitious=True
    )
    city = plant_unit(
        name="示例市",
        kind=UnitKind.CITY,
        parent=province,
        at=at,
        region_name="示例省示例市",
        region_code="419900",
        is_fictitious=True,
    )
    units = {"示例市": city}
    for name, name_en, kind, parent in (
        ("云溪区(示例)", "Yunxi District (example)", UnitKind.DISTRICT, "示例市"),
        ("云溪高新园(示例)", "Yunxi High-tech Park (example)", UnitKind.PARK, "云溪区(示例)"),
        ("桥南街道(示例)", "Qiaonan Subdistrict (example)", UnitKind.STREET, "云溪区(示例)"),
        ("城北街道(示例)", "Chengbei Subdistrict (example)", UnitKind.STREET, "云溪区(示例)"),
        ("河东镇(示例)", "Hedong Town (example)", UnitKind.STREET, "云溪区(示例)"),
        ("空港片区(示例)", "Airport Area (example)", UnitKind.PARK, "云溪区(示例)"),
        ("投资促进局(示例)", "Investment Promotion Bureau (example)", UnitKind.BUREAU, "云溪区(示例)"),
        ("项目科(示例)", "Projects Section (example)", UnitKind.SECTION, "投资促进局(示例)"),
    ):
        region = (
            "示例省示例市" + name.removesuffix("(示例)")
            if kind in {UnitKind.DISTRICT, UnitKind.PARK, UnitKind.STREET}
            else ""
        )
        units[name] = plant_unit(
            name=name,
            name_en=name_en,
            kind=kind,
            parent=units[parent],
            at=at,
            region_name=region,
            region_code="419901" if kind == UnitKind.DISTRICT else "",
            is_fictitious=True,
        )
    people = {one.username: enrol(one, units[one.unit], at, at.date()) for one in ACCOUNTS}
    return Cast(city, units["云溪区(示例)"], units, people)


def on_day(today: date, days_ago: int, hour: int = 10) -> datetime:
    """A working moment so many days ago."""
    return timezone.make_aware(datetime.combine(today - timedelta(days=days_ago), time(hour, 15)))


def weekday(on: date) -> date:
    """The day, or the Monday after it at a weekend."""
    return on + timedelta(max(0, 7 - on.weekday()) if on.weekday() > 4 else 0)
