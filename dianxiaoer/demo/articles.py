"""The five districts of the newspaper articles: one function each, over the tables in demo/data.

Named firms and projects carry only what the articles print; rows called 示例… are fictitious and make the sums come out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dianxiaoer.demo import article_leads, article_projects, article_statistics
from dianxiaoer.demo.accounts import Account, enrol
from dianxiaoer.demo.article_activities import load_activities
from dianxiaoer.demo.article_companies import load_companies
from dianxiaoer.demo.service_appointments import load_article_window
from dianxiaoer.demo.service_supervision import load_xingtai_mechanism
from dianxiaoer.demo.service_tickets import load_article_tickets, load_article_works
from dianxiaoer.demo.service_training import load_training
from dianxiaoer.demo.service_visits import (
    load_beihai_visits,
    load_jiyuan_stewardship,
    load_xingtai_stewardship,
)
from dianxiaoer.demo.sheets import moment, sheet
from dianxiaoer.demo.writing import tell
from dianxiaoer.domain.people.actions import enrol_user, give_role, plant_unit
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.people.states import Role
from dianxiaoer.kernel.models import Event

FOUNDED = date(2019, 1, 2)


@dataclass
class District:
    """A district while it is being written: its tables' folder, its unit, who writes and who verifies, what it has so far."""

    folder: str
    unit: Unit
    units: dict[str, Unit]
    officer: User
    chief: User
    companies: dict[str, object] = field(default_factory=dict)
    activities: dict[str, object] = field(default_factory=dict)
    projects: dict[str, object] = field(default_factory=dict)
    chains: dict[str, object] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)


def load_articles() -> None:
    """Everything the articles report, in tree order: a province before its districts."""
    units = _plant_units()
    load_henan(units)
    load_jiyuan(units)
    load_beihai(units)
    load_huiji(units)
    load_zhongchuan(units)
    load_xingtai(units)


def load_henan(units: dict[str, Unit]) -> None:
    """What the articles compare with: the province's average, the other listed firms, the other cities (fictitious)."""
    district = _district("henan", units["河南省"], units, "")
    load_companies(district)
    article_statistics.load_statistics(district)
    tell(district.events)


def load_jiyuan(units: dict[str, Unit]) -> None:
    """济源示范区: the zinc-material project, two firms on the China 500, growth of industry (济源网, autumn 2024)."""
    district = _district("jiyuan", units["济源示范区"], units, "济源")
    load_companies(district)
    article_projects.load_projects(district)
    article_statistics.load_statistics(district)
    load_article_works(district)
    load_training(district)
    load_jiyuan_stewardship(district)
    tell(district.events)


def load_beihai(units: dict[str, Unit]) -> None:
    """北海街道: 71 activities, 16.2亿 received, 7 projects of the three batches (河南日报 2024-10-30)."""
    district = _district("beihai", units["北海街道"], units, "北海")
    load_companies(district)
    load_activities(district)
    article_projects.load_projects(district)
    article_projects.load_money(district)
    article_projects.load_rounds(district)
    article_statistics.load_statistics(district)
    article_statistics.load_targets(district)
    load_article_tickets(district)
    load_training(district)
    load_beihai_visits(district)
    tell(district.events)


def load_huiji(units: dict[str, Unit]) -> None:
    """惠济区: 27 signed and 22 started in 2022, 21 signed on one day of March 2023, targets of 2023 (2023-04-25)."""
    district = _district("huiji", units["惠济区"], units, "惠济")
    load_companies(district)
    load_activities(district)
    article_projects.load_projects(district)
    article_projects.load_money(district)
    article_statistics.load_targets(district)
    tell(district.events)


def load_zhongchuan(units: dict[str, Unit]) -> None:
    """中川园区: 20 outbound batches, 136 leads, 12 in talks, 35 starts of 36 due, 29 in the library (兰州新区报 2024-06-28)."""
    district = _district("zhongchuan", units["中川园区"], units, "中川")
    load_companies(district)
    load_activities(district)
    article_leads.load_leads(district)
    article_projects.load_projects(district)
    load_article_tickets(district)
    tell(district.events)


def load_xingtai(units: dict[str, Unit]) -> None:
    """邢台高新区: named projects, nine buildings of 东裕产业园 (邢台日报 2023-11-03)."""
    district = _district("xingtai", units["邢台高新区"], units, "邢台")
    load_companies(district)
    article_projects.load_projects(district)
    article_projects.load_money(district)
    load_training(district)
    load_article_window(district)
    load_xingtai_mechanism(district.unit, district.chief, date(2023, 11, 2))
    load_xingtai_stewardship(district)
    tell(district.events)


def _plant_units() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for row in sheet("", "units"):
        units[row["name"]] = plant_unit(
            name=row["name"],
            name_en=row["name_en"],
            kind=row["kind"],
            parent=units.get(row["parent"]),
            at=moment(FOUNDED),
            region_code=row["region_code"],
            region_name=row["region_name"],
            is_fictitious=row["is_fictitious"] == "1",
        )
    return units


def _district(folder: str, unit: Unit, units: dict[str, Unit], short: str) -> District:
    """The two who write and verify cannot sign in; a leader of the district can, where it has a short name."""
    at = moment(FOUNDED)
    people = []
    for suffix, name, role in (("jb", "示例经办人", Role.OFFICER), ("hs", "示例核实人", Role.CHIEF)):
        person = enrol_user(
            username=f"{folder}-{suffix}", name=name, unit=unit, password=None, at=at, must_change_password=False
        )
        give_role(person, role, unit, since=FOUNDED)
        people.append(person)
    if short:
        does = "看本地看板与台账 / reads its dashboard and ledgers"
        enrol(Account(folder, f"{short}示例领导", "分管领导", Role.LEADER, unit.name, does), unit, at, FOUNDED)
    return District(folder, unit, units, *people)
