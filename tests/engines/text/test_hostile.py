"""Hostile input costs processor time in proportion to its length, and no error."""

import time

import pytest

from dianxiaoer.engines.text.extract import read_report

HEAD = "示例县招商引资:签约项目12个,园区项目建设,营商环境,总投资3亿元。"
HOSTILE = {
    "digits": "1" * 400_000, "no punctuation": "招商引资项目签约" * 25_000, "brackets": "((((" * 50_000, "quotes": "“" * 200_000,
    "numbers": "签约项目12个" * 20_000, "lists": "项目、" * 60_000, "angle": "<" * 200_000, "pinyin": "發(fā" * 50_000, "commas": "," * 200_000,
    "items": "第一届" * 60_000, "newlines": "\n" * 200_000, "of": "的" * 200_000, "companies": "有限公司" * 50_000,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_near_linear(name):
    times = []
    for share in (4, 1):
        body = HEAD + HOSTILE[name][: len(HOSTILE[name]) // share]
        start = time.process_time()
        read_report(body)
        times.append(time.process_time() - start)
    assert times[1] < 10 * times[0] + 0.5
    assert times[1] < 12
