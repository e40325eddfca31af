"""The seven published schemes as data, recomputed by hand numbers."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dianxiaoer.domain.appraisal.actions.editions import compute_edition
from dianxiaoer.domain.appraisal.actions.schemes import (
    add_indicator,
    adopt_scheme,
    edit_indicator,
    edit_scheme,
    remove_indicator,
    set_scheme,
)
from dianxiaoer.domain.appraisal.bridge import formula_of, labels_of
from dianxiaoer.domain.appraisal.examples import shipped_schemes
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW, TODAY
from tests.domain.appraisal.given import SCHEME_B, a_scheme, an_edition, fill


def points(edition, entrant):
    return {line.indicator.name: line.points for line in entrant.lines.select_related("indicator")}


def test_seven_schemes_ship_with_source_and_the_weak_ones_are_marked():
    schemes = {scheme.key[0]: scheme for scheme in shipped_schemes()}
    assert sorted(schemes) == list("abcdefg")
    assert {key for key, scheme in schemes.items() if scheme.is_weak} == {"a", "c", "e", "g"}
    for scheme in schemes.values():
        assert scheme.source
        for line in scheme.indicators:
            assert labels_of(line), line.name
    for key, full in {"a": 100, "b": Decimal("2.5"), "c": 80, "d": 100, "e": 100, "g": 100}.items():
        weights = sum(formula_of(line).weight for line in schemes[key].indicators if line.group == "basic")
        assert weights == full, key  # B ⑤ and C ③ are counts: their full points are not a weight


def test_every_shipped_scheme_can_be_taken_over(cast):
    for example in shipped_schemes():
        scheme = adopt_scheme(cast.district, by=cast.chief, at=NOW, key=example.key, adopted_on=TODAY)
        assert scheme.indicators.count() == len(example.indicators)
        assert (scheme.source, scheme.is_weak) == (example.source, example.is_weak)


def test_scheme_a_by_hand(cast):
    edition = an_edition(cast, "a-task-force", units=[cast.district])
    entrant = edition.entrants.get()
    numbers = {
        "新增省外亿元以上项目": {"actual": 6, "target": 8},  # 22.5
        "到位资金": {"actual": 9, "target": 12},  # 15
        "产业契合度": {"actual": 3, "target": 4},  # 15
        "园区和乡镇评分": {"parks": [90, 80], "towns": [100]},  # (85×0.7 + 100×0.3) × 15 % = 13.425
        "招商工作队评分": {"team": [92, 88, 90]},  # 13.5
        "领导外出招商与活动": {"visits": 10, "events": 1, "leads": 3},  # 3 + 3 + 1.5 = 7.5
        "超额亿元项目": {"extra": 4},  # capped at 6
        "大项目": {"over_10": 1, "over_50": 0, "top_500": 1},  # 14
    }
    fill(edition, cast, entrant, numbers)
    compute_edition(edition, by=cast.chief, at=NOW)
    entrant.refresh_from_db()
    assert list(points(edition, entrant).values()) == [
        Decimal(one) for one in ("22.5", "15", "15", "13.425", "13.5", "7.5", "6", "14")
    ]
    assert entrant.total == Decimal("106.925")


def test_scheme_b_by_hand(cast):
    edition = an_edition(cast, units=[cast.district])
    entrant = edition.entrants.get()
    fill(edition, cast, entrant, SCHEME_B)
    compute_edition(edition, by=cast.chief, at=NOW)
    entrant.refresh_from_db()
    found = [Decimal(one) for one in ("0.48", "0.6", "0.5", "0.4", "0.7", "0.4")]
    assert list(points(edition, entrant).values()) == found
    assert entrant.total == Decimal("3.08")


def test_scheme_d_by_hand_with_efficacy_over_three_units(cast):
    """省外合同额 10, 20, 30 → d = 60, 80, 100; everyone else level → full points."""
    edition = an_edition(cast, "d-xinyang-2017", units=[cast.district, cast.park], names=["示例第三家"])
    level = {row.name: {"actual": 5} for row in edition.scheme.indicators.all()}
    for entrant, value in zip(edition.entrants.order_by("id"), (10, 20, 30), strict=True):
        fill(edition, cast, entrant, level | {"省外合同额·总量": {"actual": value}})
    compute_edition(edition, by=cast.chief, at=NOW)
    totals = list(edition.entrants.order_by("id").values_list("total", "place"))
    assert totals == [(Decimal("95.2"), 3), (Decimal("97.6"), 2), (Decimal(100), 1)]


def test_scheme_f_by_hand_for_projects(cast):
    edition = an_edition(cast, "f-yanan-2017", units=[], names=["示例甲项目", "示例乙项目"])
    first, second = edition.entrants.order_by("name").reverse()
    common = {
        "列入省级重点": {"province": 0},
        "建成投产": {"commissioned": 0, "operating": 0},
        "单月投资超 10 亿元": {"months": 0},
    }
    numbers = common | {
        "新开工或续建": {"new": 1, "carried": 0},  # 5
        "年度计划投资(亿元)": {"actual": 7},  # 10
        "项目类别": {"industry": 1, "livelihood": 0, "infrastructure": 0},  # 15
        "投资进度": {"actual": 4, "target": 8},  # 30
        "通报批评": {"city": 1, "province": 0},  # −5
    }
    fill(edition, cast, first, numbers)
    fill(edition, cast, second, numbers | {
        "新开工或续建": {"new": 0, "carried": 1},  # 2
        "年度计划投资(亿元)": {"actual": 12},  # 20
        "投资进度": {"actual": 8, "target": 8},  # 60
        "列入省级重点": {"province": 1},  # 20
        "建成投产": {"commissioned": 1, "operating": 0},  # 20
        "通报批评": {"city": 0, "province": 0},
    })  # fmt: skip
    compute_edition(edition, by=cast.chief, at=NOW)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.total, first.place) == (Decimal(55), 2)
    assert (second.total, second.place) == (Decimal(137), 1)


def test_a_falsified_number_sets_the_total_to_zero(cast):
    edition = an_edition(cast, "e-10-20-30-40", units=[cast.district])
    entrant = edition.entrants.get()
    fill(edition, cast, entrant, {"基础工作": {"basics": [90]}, "弄虚作假": {"actual": 1}})
    compute_edition(edition, by=cast.chief, at=NOW)
    entrant.refresh_from_db()
    assert (entrant.total, entrant.is_vetoed) == (0, True)


def test_who_may_write_a_scheme(cast):
    for person in (cast.wang, cast.leader, cast.stranger):
        with pytest.raises(PermissionDenied):
            a_scheme(cast, by=person)
    scheme = set_scheme(
        cast.district, by=cast.chief, at=NOW, name="示例办法", cycle="month", full_points=100, source="示例文件",
        adopted_on=date(2024, 1, 1),
    )  # fmt: skip
    assert edit_scheme(scheme, by=cast.chief, at=NOW, changes={"note": "示例"}).note == "示例"
    with pytest.raises(ValidationError, match="同名"):
        set_scheme(cast.district, by=cast.chief, at=NOW, name="示例办法", source="示例", adopted_on=TODAY)


def test_a_line_that_makes_no_sense_is_refused_where_it_is_written(cast):
    scheme = a_scheme(cast)
    given = {"by": cast.chief, "at": NOW, "name": "示例指标", "group": "basic"}
    for wrong in (
        {"kind": "count"},
        {"kind": "raters", "items": [{"key": "a", "each": "0.6"}]},
        {"kind": "tiers", "tiers": [["十", "3"]]},
        {"kind": "ratio_capped", "sources": {"actual": {"from": "figure"}}},
        {"kind": "ratio_capped", "sources": {"nothing": {"from": "hand"}}},
        {"kind": "veto"},
    ):
        with pytest.raises(ValidationError):
            add_indicator(scheme, weight=10, **given, **wrong)
    row = add_indicator(scheme, weight=10, kind="ratio_capped", **given)
    with pytest.raises(ValidationError):
        edit_indicator(row, by=cast.chief, at=NOW, changes={"kind": "tiers"})
    remove_indicator(row, by=cast.chief, at=NOW)
    assert not scheme.indicators.filter(name="示例指标").exists()


def test_a_scheme_in_use_keeps_its_lines(cast):
    edition = an_edition(cast)
    with pytest.raises(Refused):
        edit_indicator(edition.scheme.indicators.first(), by=cast.chief, at=NOW, changes={"weight": 9})
