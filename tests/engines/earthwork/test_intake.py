"""Wrong rows get a sentence that names them."""

import copy
import math

import pytest

from dianxiaoer.engines.earthwork.example import example_case
from dianxiaoer.engines.earthwork.intake import read_case
from dianxiaoer.engines.optimise.problems import InputProblems

WRONG = [
    ("surpluses", 2, {"volume_m3": -5}, ["余土 第 3 条(S3)", "volume_m3", "-5"]),
    ("surpluses", 0, {"volume_m3": 1e12}, ["第 1 条(S1)", "超过允许的最大值", "核对单位"]),
    ("deficits", 1, {"volume_m3": math.nan}, ["缺土 第 2 条(D2)", "不是数"]),
    ("deficits", 1, {"week_from": 20, "week_to": 10}, ["缺土 第 2 条(D2)", "晚于截止周"]),
    ("surpluses", 1, {"id": "S1"}, ["余土 第 2 条(S1)", "重复"]),
    ("surpluses", 4, {"soil": "月壤"}, ["余土 第 5 条(S5)", "月壤", "不在土类表"]),
    ("deficits", 0, {"accepts": ["月壤"]}, ["缺土 第 1 条(D1)", "月壤"]),
    ("deficits", 0, {"week_to": 60}, ["超出计划期 52 周"]),
    ("dumps", 0, {"x_km": None}, ["弃土场 第 1 条(Q1)", "缺少位置"]),
    ("pits", 0, {"price_yuan_per_m3": "贵"}, ["取土场 第 1 条(P1)", "不是数"]),
    ("surpluses", 0, {"colour": "red"}, ["不认识的项", "colour"]),
]


@pytest.mark.parametrize(("table", "row", "change", "words"), WRONG)
def test_a_wrong_row_is_named(table, row, change, words):
    document = copy.deepcopy(example_case(20, 1))
    document[table][row] |= change
    with pytest.raises(InputProblems) as caught:
        read_case(document)
    for word in words:
        assert word in str(caught.value)


def test_every_wrong_row_is_reported_at_once():
    document = example_case(20, 1)
    for row in document["surpluses"][:3]:
        row["volume_m3"] = -1
    with pytest.raises(InputProblems) as caught:
        read_case(document)
    assert len(caught.value.sentences) == 3


def test_loose_and_compacted_volumes_become_bank_volumes():
    document = example_case(20, 1)
    document["surpluses"][0] |= {"volume_m3": 1300.0, "measured_as": "松方", "soil": "粘土"}
    document["deficits"][0] |= {"volume_m3": 900.0, "measured_as": "压实方", "accepts": ["粉土"]}
    case = read_case(document)
    assert case.surpluses[0].volume_m3 == pytest.approx(1000)
    assert case.deficits[0].volume_m3 == pytest.approx(1000)


def test_longitude_and_latitude_become_kilometres():
    document = {
        "surpluses": [
            {"id": "S", "lon": 113.0, "lat": 34.0, "soil": "粘土", "volume_m3": 100, "own_price_yuan_per_m3": 9}
        ],
        "deficits": [{"id": "D", "lon": 113.0, "lat": 34.1, "volume_m3": 100, "own_price_yuan_per_m3": 9}],
    }
    case = read_case(document)
    assert case.deficits[0].y_km == pytest.approx(11.12, abs=0.01)


def test_a_site_with_no_dump_and_no_quote_is_told_what_to_add():
    document = example_case(20, 1)
    document["dumps"] = []
    with pytest.raises(InputProblems, match="没有任何弃土场"):
        read_case(document)
