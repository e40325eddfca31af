"""Stewardship and visits of the articles: as many rows as they print; every firm and person without a printed name is 示例."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dianxiaoer.demo.sheets import moment
from dianxiaoer.demo.writing import event, insert
from dianxiaoer.domain.companies.bridge import comparable
from dianxiaoer.domain.companies.models import Company, Fact
from dianxiaoer.domain.companies.queries import INDEX
from dianxiaoer.domain.entries.models import Entry
from dianxiaoer.domain.entries.states import EntryKind
from dianxiaoer.domain.stewardship.models import Assignment, FirmProfile, Official, RoleRule, SizeBand
from dianxiaoer.domain.stewardship.profiles import refresh_profiles
from dianxiaoer.domain.stewardship.shipped import install_rules
from dianxiaoer.domain.visits.models import Visit

HELP = "万人助万企"
#: industry code, the word in a fictitious name, how many of a hundred firms
TRADES = (("3240", "有色", 22), ("3311", "制造", 26), ("1432", "食品", 8), ("5990", "物流", 14), ("6550", "数据", 12),
          ("5220", "商贸", 10), ("0141", "种植", 5), ("0313", "养殖", 3))  # fmt: skip
BIG, HELPED, LEADERS = 82, 745, 29  # 745 here and the 35 of 北海 make the 780 of the article
SOURCE = "示例年报"


def load_jiyuan_stewardship(district: Any) -> None:
    """29 leaders for 82 firms above 100 million yuan; 745 firms with helpers, over three sectors and four sizes (004)."""
    install_rules(SizeBand, RoleRule, moment(date(2024, 1, 2)))
    firms = _firms(district, "示例", HELPED)
    _revenues(district, firms)
    _place(firms)
    leaders = _officials(district, "示例包联领导", LEADERS, is_leader=True)
    helpers = _officials(district, "示例助企干部", 60)
    big = [(firm, leaders[number % LEADERS]) for number, firm in enumerate(firms[:BIG])]
    _assign(district, big, "leader", "超亿元企业包联", date(2024, 1, 15))
    helped = [(firm, helpers[number * 7 % len(helpers)]) for number, firm in enumerate(firms)]
    _assign(district, helped, "liaison", HELP, date(2024, 1, 22))


def load_beihai_visits(district: Any) -> None:
    """35 firms helped and more than a hundred visits, January to September 2024 (000)."""
    install_rules(SizeBand, RoleRule, moment(date(2024, 1, 2)))
    firms = _firms(district, "示例北海", 35)
    _place(firms)
    helpers = _officials(district, "示例北海助企干部", 12)
    pairs = [(firm, helpers[number % len(helpers)]) for number, firm in enumerate(firms)]
    _assign(district, pairs, "liaison", HELP, date(2024, 1, 22))
    _visits(district, firms, 106, date(2024, 2, 5), date(2024, 9, 27))


def load_xingtai_stewardship(district: Any) -> None:
    """育苗扶壮: more than twenty firms with a plan of their own, one of them printed by name (003)."""
    install_rules(SizeBand, RoleRule, moment(date(2023, 1, 3)))
    named = [firm for name, firm in district.companies.items() if name == "邢台艺林风工艺制品有限公司"]
    firms = [*named, *_firms(district, "示例高新", 21)]
    _place(firms)
    tutors = _officials(district, "示例首席服务官", 6)
    pairs = [(firm, tutors[number % len(tutors)]) for number, firm in enumerate(firms)]
    _assign(district, pairs, "chief_officer", "育苗扶壮", date(2023, 3, 1))


def _firms(district: Any, before: str, count: int) -> list[Company]:
    """Fictitious resident firms, spread over the trades."""
    trades = [trade for trade in TRADES for _n in range(trade[2])]
    rows = []
    for number in range(count):
        code, word, _share = trades[number * 37 % len(trades)]
        name = f"{before}{word}{number + 1:03}有限公司"
        rows.append(
            Company(
                unit=district.unit, owner=district.officer, name=name, normal_name=comparable(name), industry_code=code,
                region_name=district.unit.region_name, is_resident=True, note="示例企业",
            )
        )  # fmt: skip
    made = insert(rows, [moment(date(2023, 12, 4))] * count)
    INDEX.put_many([(row.pk, row.search_texts()) for row in made])
    return made


def _revenues(district: Any, firms: Sequence[Company]) -> None:
    """The first 82 above 100 million yuan; the rest smaller, every fifth without a figure on file."""
    facts = []
    for number, firm in enumerate(firms):
        if number >= BIG and number % 5 == 0:
            continue
        wan = 10_000 + number * 1_500 if number < BIG else 120 + (number * 53) % 8_000
        facts.append(Fact(company=firm, key="revenue", value=f"{wan}万元", source=SOURCE, on=date(2023, 12, 31)))
    insert(facts, [moment(date(2024, 1, 8))] * len(facts))


def _place(firms: Sequence[Company]) -> None:
    """Profiles, with places in a plane of some 30 km."""
    at = moment(date(2024, 1, 10))
    refresh_profiles(firms, on=at.date(), at=at)
    rows = list(FirmProfile.objects.filter(company__in=firms).order_by("company_id"))
    for number, row in enumerate(rows):
        row.x_km = Decimal(number * 7 % 30) + Decimal(number % 10) / 10
        row.y_km = Decimal(number * 11 % 24) + Decimal(number % 7) / 10
    FirmProfile.objects.bulk_update(rows, ["x_km", "y_km"], batch_size=500)


def _officials(district: Any, name: str, count: int, *, is_leader: bool = False) -> list[Official]:
    words = ("融资、税务", "用工、科技", "用地、环保", "用能、外贸")
    rows = [
        Official(
            unit=district.unit, name=f"{name}{number + 1:02}", position="区领导" if is_leader else "助企干部",
            is_leader=is_leader, expertise=words[number % len(words)], x_km=Decimal(number * 5 % 30),
            y_km=Decimal(number * 3 % 24),
        )
        for number in range(count)
    ]  # fmt: skip
    return insert(rows, [moment(date(2023, 1, 3))] * count)


def _assign(
    district: Any, pairs: Sequence[tuple[Company, Official]], role: str, programme: str, since_on: date
) -> None:
    rows = [
        Assignment(
            unit=district.unit, official=official, company=firm, role=role, programme=programme, since_on=since_on,
            reason="列入年度包联名单(规模见报道,人与企业为示例)", is_sole=role != "liaison",
        )
        for firm, official in pairs
    ]  # fmt: skip
    insert(rows, [moment(since_on)] * len(rows))
    for row in rows:
        district.events.append(
            event(row, "stewardship.assign", by=district.chief, at=moment(since_on), root=row.company)
        )


def _visits(district: Any, firms: Sequence[Company], count: int, first: date, last: date) -> None:
    span = (last - first).days
    days = [_workday(first + timedelta(number * span // (count - 1))) for number in range(count)]
    rows = [
        Visit(
            unit=district.unit, owner=district.officer, company=firms[number * 11 % len(firms)], kind=EntryKind.LIAISON,
            planned_on=day, visited_on=day, stage="done", topics="水电、道路、用工与政策需求",
            summary="听取企业需要,讲解惠企政策(走访次数见报道,内容为示例)。",
        )
        for number, day in enumerate(days)
    ]  # fmt: skip
    insert(rows, [moment(day, 16) for day in days])
    lines = [
        Entry(
            unit=row.unit, company=row.company, kind=row.kind, on=row.planned_on, who=district.officer.name,
            purpose=row.topics, is_done=True, subject="visits.visit", object_id=row.pk,
        )
        for row in rows
    ]  # fmt: skip
    insert(lines, [moment(day, 16) for day in days])
    for row, day in zip(rows, days, strict=True):
        district.events.append(event(row, "visits.record", by=district.officer, at=moment(day, 16), visited_on=day))


def _workday(on: date) -> date:
    return on - timedelta(max(on.weekday() - 4, 0))
